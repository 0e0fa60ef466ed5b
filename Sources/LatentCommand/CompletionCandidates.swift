import Latent
import Messages
import ModelSyntax
import RequestSettings
import Requests
import Specification
import TableReading

/// The words that the last word of a command line may become.
struct CompletionCandidates {
  /// The addition that the shell makes to the candidates.
  private enum Kind: String {
    /// Nothing: the candidates are whole words.
    case words
    /// Nothing, and a candidate may go on.
    case open
    /// The names of files.
    case files
  }

  private var kind = Kind.words
  private var candidates: [(word: String, explanation: String)] = []
  private let command: CommandDescription?
  /// The words before the last one, without the command's name.
  private let words: [String]

  /// Finds candidates.
  ///
  /// - Parameter words: The words so far without the program's name; the last
  ///   one is completed.
  init(_ words: [String]) {
    let last = words.last ?? ""
    self.words = Array(words.dropLast().dropFirst())
    command = words.count > 1 ? CommandDescription.named(words[0]) : nil
    switch (words.count, command) {
    case (...1, _): addCommands()
    case (_, let command?): add(last, of: command)
    default: if words[0] == "help" { addCommands() }
    }
    candidates = candidates.filter {
      $0.word.hasPrefix(last) && TerminalText.line($0.word) == $0.word
    }
  }

  /// The answer to the shell: the addition that it makes, then a candidate on
  /// each line with its explanation after a tab.
  var text: String {
    kind.rawValue + "\n"
      + candidates.map { word, explanation in
        explanation.isEmpty ? "\(word)\n" : "\(word)\t\(explanation)\n"
      }.joined()
  }

  private mutating func addCommands() {
    candidates = CommandDescription.listed.map { ($0.name, $0.abstract) }
    candidates.append(("help", "Show help."))
    candidates.append(("--help", "Show help."))
    candidates.append(("--version", "Show the version."))
  }

  private mutating func add(_ last: String, of command: CommandDescription) {
    if let sign = last.firstIndex(of: "="), last.hasPrefix("--") {
      let name = String(last[..<sign].dropFirst(2))
      let start = String(last[...sign])
      add(
        valuesOf: command.settings.first { $0.name == name },
        of: String(last[last.index(after: sign)...]), after: start)
    } else if let previous = words.last, previous.hasPrefix("--"),
      !previous.contains("="),
      let setting = command.settings.first(where: {
        "--\($0.name)" == previous
      })
    {
      add(valuesOf: setting, of: last, after: "")
    } else if last.hasPrefix("-") {
      candidates = command.settings.map {
        ("--\($0.name)", CommandText.help(of: $0))
      }
      candidates.append(("--help", "Show help."))
    } else {
      addArguments(last, of: command)
    }
  }

  /// Adds what may stand for the next argument.
  private mutating func addArguments(
    _ last: String, of command: CommandDescription
  ) {
    let count = arguments.words.count
    let argument =
      command.arguments.count > count
      ? command.arguments[count] : command.arguments.last
    guard let argument, argument.isRepeated || count < command.arguments.count
    else { return }
    add(argument.kind, last, after: "")
  }

  private mutating func add(
    valuesOf setting: Setting?, of value: String, after start: String
  ) {
    guard let setting else { return }
    add(setting.kind, value, after: start)
  }

  private mutating func add(
    _ kind: Setting.ValueKind, _ value: String, after start: String
  ) {
    // Lists go on after their last comma.
    let known = value.lastIndex(of: ",").map { String(value[...$0]) } ?? ""
    switch kind {
    case .text: break
    case .truth: add(["true", "false"], after: start)
    case .input, .output: self.kind = .files
    case .choice(let names): add(names, after: start)
    case .choices(let names): addElements(names, after: start + known)
    case .column: add(columns, after: start)
    case .columns: addElements(columns, after: start + known)
    case .variables: addElements(variables, after: start + known)
    }
  }

  private mutating func addElements(_ names: [String], after start: String) {
    kind = .open
    add(names, after: start)
  }

  private mutating func add(_ names: [String], after start: String) {
    candidates += names.map { (start + $0, "") }
  }

  // MARK: Files on the command line

  /// The words and options before the last word, wrong ones passed over.
  private var arguments: (words: [String], options: [String: String]) {
    var plain: [String] = []
    var options: [String: String] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        plain.append(word)
        continue
      }
      let name = word.dropFirst(2).prefix { $0 != "=" }
      let isJoined = word.contains("=")
      options[String(name)] =
        isJoined
        ? String(word.dropFirst(name.count + 3)) : rest.popFirst() ?? ""
    }
    return (plain, options)
  }

  private var modelPath: String? { arguments.words.first }

  /// The model on the command line, as far as it can be read.
  private var model: RequestedModel? {
    guard let path = modelPath, path != "-",
      let document = try? ModelDocument(contentsOf: path)
    else { return nil }
    return try? RequestedModel(document, warn: { _ in })
  }

  /// The names of the columns of the data, as far as these are known.
  private var columns: [String] {
    let (words, options) = arguments
    let path =
      options["data"] ?? (words.count > 1 ? words.last : nil)
      ?? model?.dataPath(.disk)
    guard let path, path != "-",
      let bytes = try? FileAccess.disk.read(path, "data file"),
      // A header and one row are enough.
      let table = try? CSVReader().read(
        bytes: Self.firstLines(bytes), name: path)
    else { return [] }
    return table.columnNames
  }

  /// The names of the model's variables.
  private var variables: [String] {
    guard let model, let table = try? model.model.parameterTable() else {
      return []
    }
    var names: [String] = []
    for row in table.rows where !row.op.isConstraint {
      for name in [row.lhs, row.rhs]
      where !name.isEmpty && !name.contains(":") && !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// The first lines of a file, the last one whole.
  private static func firstLines(_ bytes: [UInt8]) -> [UInt8] {
    let most = 1 << 16
    guard bytes.count > most,
      let end = bytes[..<most].lastIndex(of: UInt8(ascii: "\n"))
    else { return bytes }
    return Array(bytes[...end])
  }
}
