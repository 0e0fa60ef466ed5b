import Latent

extension Setting {
  /// How a model text is shown.
  static let parsingSettings: [Setting] = [
    format([.text, .json], "text (if not given) or json."),
    Setting(
      "expand", "name", .choice(["true", "table", "false"]),
      "Write out arrows, frameworks and effects (true), or every parameter "
        + "(table)?"
    ) { value, _, settings in
      settings.expansion =
        value.lowercased() == "table"
        ? .table
        : try SettingValue.bool(value, default: false) ? .text : .none
    },
    outputFile,
  ]
}

/// How much of a model text is written out.
enum ModelExpansion {
  /// What the text says and nothing else.
  case none
  /// Arrows, frameworks and effects as plain lavaan syntax.
  case text
  /// Every parameter, what default rules add included.
  case table
}
