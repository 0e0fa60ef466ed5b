extension Setting {
  /// The options for a look at a table, its data and its conversion.
  static let screeningSettings: [Setting] =
    dataSettings.filter { ["data", "codebook"].contains($0.name) } + [
      Setting(
        "vars", "x,y", .columns, "The variables.",
        default: .words("all columns")
      ) { value, _, settings in
        settings.screening.variables = try SettingValue.list(value)
      },
      truth("values", "List the values of variables with their labels?") {
        $1.screening.showsValues = $0
      },
      Setting(
        "to", "file", .output, "A file that the table is written to, as CSV."
      ) { value, scope, settings in
        settings.screening.conversion = try scope.output(value, .table)
      },
      truth("labels", "Write labels in place of labelled values, with `to`?") {
        $1.screening.writesLabels = $0
      },
    ]
    + readingSettings + resultOptions(records: "a line a variable")
}

/// A look at a table.
package struct ScreeningSettings {
  /// The variables; `nil` for all columns.
  package var variables: [String]?
  /// Whether values are listed.
  package var showsValues = false
  /// The file that the table is written to.
  package var conversion: WrittenFile?
  /// Whether labels are written in place of labelled values.
  package var writesLabels = false
}
