/// What the argument parser would let pass, or refuse in words of its own.
enum ArgumentChecks {
  /// Arguments whose values are joined to their options, `--option=value`,
  /// where they begin with a dash.
  ///
  /// Each option has a value: `--seed -5` is a wrong seed, not an unknown
  /// option.
  ///
  /// - Parameter arguments: The arguments as they were given.
  /// - Returns: The same arguments, for the parser.
  /// - Throws: `InputError` naming an option that is given twice, since one of
  ///   its values would be ignored, or one without a value.
  static func joined(_ arguments: [String]) throws -> [String] {
    var result: [String] = []
    var seen: Set<String> = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return result + [argument] + rest }
      guard argument.hasPrefix("--") else {
        result.append(argument)
        continue
      }
      let name = String(argument.prefix { $0 != "=" })
      guard seen.insert(name).inserted else {
        throw InputError(
          message: "The option \(name) is given twice.",
          help: "Give it once; several values stand with commas between.")
      }
      guard name == argument, !valueless.contains(name) else {
        result.append(argument)
        continue
      }
      guard let value = rest.popFirst(), !isOption(value) else {
        throw InputError(
          message: "The option \(name) has no value.",
          help: "Every option has one, truth values too: `\(name) VALUE`.")
      }
      result +=
        value.hasPrefix("-") ? ["\(name)=\(value)"] : [name, value]
    }
    return result
  }

  /// Whether an argument is an option and no value: `--group`, not `-9` or
  /// `-`.
  private static func isOption(_ argument: String) -> Bool {
    argument.hasPrefix("--") && argument.dropFirst(2).first?.isLetter == true
  }

  /// The options without values.
  private static let valueless: Set<String> = [
    "--help", "--help-hidden", "--version",
    "--generate-completion-script", "--experimental-dump-help",
  ]
}
