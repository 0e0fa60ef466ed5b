import Latent
import Messages
import RequestSettings
import Requests

/// A command line as it was understood.
enum ScannedArguments {
  /// Help is asked for, of a command or of `latent` itself.
  case help(CommandDescription?)
  /// The version is asked for.
  case version
  /// A command with its arguments.
  case command(CommandArguments)
}

/// A command's arguments: words, and options with their values.
struct CommandArguments {
  /// The command.
  let command: CommandDescription
  /// The words without options, in their order.
  var words: [String] = []
  /// The options that were given.
  var options: [AnalysisRequest.Option] = []

  /// The value of an option.
  subscript(name: String) -> String? {
    options.first { $0.name == name }?.value
  }
}

/// Reads the command line.
///
/// Every option has a value, after a blank or `=`; a value may begin with a
/// dash, so that `--seed -5` is a wrong seed and not an unknown option.
struct ArgumentScanner {
  /// Reads arguments.
  ///
  /// - Parameter arguments: The arguments without the program's name.
  /// - Returns: What is asked for.
  /// - Throws: `InputError` naming what is wrong.
  static func scan(_ arguments: [String]) throws -> ScannedArguments {
    guard let first = arguments.first else { return .help(nil) }
    switch first {
    case "-h", "--help": return .help(nil)
    case "--version": return .version
    case "help":
      guard let name = arguments.dropFirst().first(where: { $0 != "help" })
      else { return .help(nil) }
      return .help(try command(name))
    default: break
    }
    if first.hasPrefix("-") {
      throw refusal("Unknown option `\(shown(first))`.", of: nil)
    }
    let command = try command(first)
    var scanner = ArgumentScanner(command: command)
    return try scanner.read(arguments.dropFirst())
  }

  private let command: CommandDescription
  private let settings: [Setting]
  private var result: CommandArguments

  private init(command: CommandDescription) {
    self.command = command
    settings = command.settings
    result = CommandArguments(command: command)
  }

  private mutating func read(
    _ arguments: ArraySlice<String>
  ) throws -> ScannedArguments {
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--":
        result.words += rest
        rest = []
      case "-h", "--help": return .help(command)
      case "--version": return .version
      case "-": result.words.append(argument)
      case _ where argument.hasPrefix("-"): try readOption(argument, &rest)
      default: result.words.append(argument)
      }
    }
    try requireArguments()
    return .command(result)
  }

  private mutating func readOption(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws {
    let label = String(argument.prefix { $0 != "=" })
    let setting =
      label.hasPrefix("--")
      ? settings.first { $0.name == label.dropFirst(2) } : nil
    guard let setting else {
      throw unknownOption(label, value: value(after: label, argument, rest))
    }
    guard !result.options.contains(where: { $0.name == setting.name }) else {
      throw InputError(
        message: "The option \(label) is given twice.",
        help: "Give it once; several values stand with commas between.")
    }
    let value: String
    if label.count < argument.count {
      value = String(argument.dropFirst(label.count + 1))
    } else if let next = rest.first, !isOption(next) {
      rest.removeFirst()
      value = next
    } else {
      throw InputError(
        message: "The option \(label) has no value.",
        help: "Every option has one, truth values too: `\(label) VALUE`.")
    }
    result.options.append(.init(setting.name, value))
  }

  /// Whether an argument is an option and no value: `--group`, not `-9` or
  /// `-`.
  private func isOption(_ argument: String) -> Bool {
    argument.hasPrefix("--") && argument.dropFirst(2).first?.isLetter == true
  }

  /// The value that an unknown option was given.
  private func value(
    after label: String, _ argument: String, _ rest: ArraySlice<String>
  ) -> String? {
    if label.count < argument.count {
      return String(argument.dropFirst(label.count + 1))
    }
    let next = rest.first == "=" ? rest.dropFirst().first : rest.first
    return next.flatMap { isOption($0) ? nil : $0 }
  }

  private func unknownOption(_ label: String, value: String?) -> InputError {
    let name = String(label.drop { $0 == "-" })
    if let error = Setting.misnamed(name, value: value, among: settings) {
      return error
    }
    let near = NearestName.find(
      name, in: settings.map(\.name) + ["help", "version"])
    return Self.refusal(
      "Unknown option `\(Self.shown(label))`."
        + (near.map { " Did you mean `--\($0)`?" } ?? ""), of: command)
  }

  /// Refuses words that set options as R does: `std.lv=TRUE`, also with
  /// blanks around the sign.
  private func refuseAssignments() throws {
    for (index, word) in result.words.enumerated() {
      let next = index + 1 < result.words.count ? result.words[index + 1] : ""
      let name = String(word.prefix { $0 != "=" })
      guard name.first?.isLetter == true,
        name.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) }),
        word.count > name.count || next.hasPrefix("="),
        FileStatus(word) == nil
      else { continue }
      var value = String(word.dropFirst(name.count + 1))
      if value.isEmpty { value = String(next.drop { $0 == "=" }) }
      if value.isEmpty, index + 2 < result.words.count {
        value = result.words[index + 2]
      }
      let isKnown = settings.contains { $0.name == name }
      if isKnown {
        throw InputError(
          message: "`\(name)=\(value)` sets no option here.",
          help: "Write `--\(name) \(value)`.")
      }
      if let error = Setting.misnamed(
        name, value: value.isEmpty ? nil : value, among: settings)
      {
        throw error
      }
    }
  }

  /// Requires the words and options that the command needs, and no others.
  private func requireArguments() throws {
    try refuseAssignments()
    let most =
      command.arguments.contains(where: \.isRepeated)
      ? Int.max : command.arguments.count
    let surplus = result.words.dropFirst(most).map { "`\(Self.shown($0))`" }
    if let first = surplus.first {
      throw Self.refusal(
        surplus.count == 1
          ? "Unexpected argument \(first)."
          : "\(surplus.count) unexpected arguments: "
            + surplus.joined(separator: ", ") + ".", of: command)
    }
    let needed = command.arguments.filter { !$0.isOptional }
    var missing = needed.dropFirst(result.words.count).map { "<\($0.name)>" }
    missing += settings.filter { setting in
      setting.isRequired
        && !result.options.contains { $0.name == setting.name }
    }.map(HelpText.label)
    if let first = missing.first {
      throw Self.refusal("Missing expected argument `\(first)`.", of: command)
    }
  }

  /// The command of a name.
  ///
  /// - Throws: `InputError` with the nearest one, or what to do with a file.
  private static func command(_ name: String) throws -> CommandDescription {
    if let command = CommandDescription.named(name) { return command }
    if FileStatus(name) != nil {
      throw InputError(
        message: "`\(name)` is a file, not a command.",
        help: "Did you mean `latent fit \(name)`?")
    }
    throw InputError.unknown("command", name, among: CommandDescription.names)
  }

  private static func refusal(
    _ message: String, of command: CommandDescription?
  ) -> InputError {
    let name = command.map { " \($0.name)" } ?? ""
    return InputError(
      message: message,
      help: "`latent help\(name)` lists arguments and options.")
  }

  private static func shown(_ argument: String) -> String {
    ShortenedText.beginning(of: argument, to: 60)
  }
}
