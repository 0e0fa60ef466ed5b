extension Setting {
  /// The form in which a model text is shown.
  static let parsingSettings: [Setting] = [
    format([.text, .json], "text or json."),
    Setting(
      "expand", "name", .choice(["true", "table", "false"]),
      "Write out arrows, frameworks and effects (true), or every parameter "
        + "(table)?",
      default: .value("false")
    ) { value, _, settings in
      settings.expansion =
        value.lowercased() == "table"
        ? .table
        : try SettingValue.bool(value) ? .text : .none
    },
    outputFile,
  ]
}

/// The extent to which a model text is written out.
package enum ModelExpansion {
  /// The text alone, without expansion.
  case none
  /// Arrows, frameworks and effects as plain lavaan syntax.
  case text
  /// Every parameter, what default rules add included.
  case table
}
