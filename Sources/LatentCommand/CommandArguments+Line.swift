import Requests

extension CommandArguments {
  /// The command in one line, as a shell would read it: files before options.
  var commandLine: String {
    (["latent", command.name] + words
      + options.flatMap { ["--" + $0.name, $0.value] })
      .map(Self.quoted).joined(separator: " ")
  }

  /// A word, with quotes where a shell would need them.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.allSatisfy {
        $0.isLetter || $0.isNumber || "-_./,:=+@%".contains($0)
      }
    return isPlain
      ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
