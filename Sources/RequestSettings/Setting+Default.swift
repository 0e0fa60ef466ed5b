extension Setting {
  /// The default of an option: help, the manual page, completion and the
  /// documentation tell it.
  package struct Default: Sendable, Hashable {
    /// The value that means the same as leaving the option out; `nil` if none
    /// does in every case.
    package let value: String?
    /// The description that people read, options and values in backticks.
    package let words: String

    /// A value, and what is said of where another one holds.
    static func value(_ value: String, _ exception: String = "") -> Default {
      Default(
        value: value,
        words: "`\(value)`" + (exception.isEmpty ? "" : "; \(exception)"))
    }

    /// A default that other options, the data or the model decide.
    static func words(_ words: String) -> Default {
      Default(value: nil, words: words)
    }
  }

  /// The meaning of the option, and its default, as sentences; options in
  /// backticks.
  package var help: String {
    // Every question is answered by no unless help says otherwise.
    guard let usual, kind != .truth || usual.value != "false" else {
      return meaning
    }
    return "\(meaning) If not given: \(usual.words)."
  }
}

extension Setting.ValueKind {
  /// Whether values are names that the option knows, `default` among them.
  var isOfNames: Bool {
    switch self {
    case .truth, .choice, .choices: true
    case .text, .input, .output, .column, .columns, .variables: false
    }
  }

  /// Whether values are names of files.
  var isOfFiles: Bool { self == .input || self == .output }
}
