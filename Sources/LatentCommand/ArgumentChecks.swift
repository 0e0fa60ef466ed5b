/// What the argument parser lets pass.
enum ArgumentChecks {
  /// Refuses an option that is given twice: one of its values would be
  /// ignored.
  ///
  /// - Parameter arguments: The arguments; every option has a value.
  /// - Throws: `InputError` naming the option.
  static func requireNoneTwice(_ arguments: [String]) throws {
    var seen: Set<String> = []
    var isValue = false
    for argument in arguments {
      if isValue {
        isValue = false
        continue
      }
      if argument == "--" { return }
      guard argument.hasPrefix("--") else { continue }
      let name = argument.prefix { $0 != "=" }
      isValue = name.count == argument.count && !valueless.contains(argument)
      guard seen.insert(String(name)).inserted else {
        throw InputError(
          message: "The option \(name) is given twice.",
          help: "Give it once; several values stand with commas between.")
      }
    }
  }

  /// The options without values.
  private static let valueless: Set<String> = [
    "--help", "--help-hidden", "--version",
    "--generate-completion-script", "--experimental-dump-help",
  ]
}
