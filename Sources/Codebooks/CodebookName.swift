/// Names of items, constructs and roles, which models hold in backquotes.
enum CodebookName {
  /// Whether a model can hold a name: it has neither backquotes nor line ends
  /// nor other control characters.
  static func isUsable(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy {
      $0 != "`" && $0.properties.generalCategory != .control
        && $0 != "\u{2028}" && $0 != "\u{2029}"
    }
  }

  static let remedy =
    "Write it without backquotes, line ends and control characters."
}
