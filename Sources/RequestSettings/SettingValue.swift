import Latent

/// Readings of single values, each with an error that says what it expects.
package enum SettingValue {
  /// A truth value.
  static func bool(_ text: String) throws -> Bool {
    switch text.lowercased() {
    case "true", "t", "yes", "y", "1", "on": return true
    case "false", "f", "no", "n", "0", "off": return false
    default:
      throw InputError(
        message: "`\(text)` is neither true nor false.",
        help: "Expected true or false.")
    }
  }

  /// True or false in full, where other words name variables: `f` or `y`.
  static func flag(_ text: String) -> Bool? { Bool(text.lowercased()) }

  /// Texts between commas, without blanks around them.
  ///
  /// R's vectors, such as `c("a", "b")`, are read too, and its quotes.
  static func list(_ text: String) throws -> [String] {
    let items =
      (elements(of: trimmed(text))
      ?? text.split(separator: ",", omittingEmptySubsequences: false)
      .map(trimmed)).map(unquoted)
    if items.contains("") {
      throw InputError(
        message: "A list has an empty element: `\(text)`.",
        help: "Write the elements with one comma between two.")
    }
    return items
  }

  /// The elements of a vector of R; `nil` for another text.
  private static func elements(of text: String) -> [String]? {
    guard text.hasPrefix("c("), text.hasSuffix(")") else { return nil }
    return text.dropFirst(2).dropLast().split(
      separator: ",", omittingEmptySubsequences: false
    ).map(trimmed)
  }

  /// A text without R's quotes around it, if it has them on both sides and
  /// nowhere else.
  package static func unquoted(_ text: String) -> String {
    let inner = trimmed(text)
    guard let quote = inner.first, quote == "\"" || quote == "'",
      inner.count > 1, inner.last == quote
    else { return text }
    let value = inner.dropFirst().dropLast()
    return value.contains(quote) ? text : String(value)
  }

  /// A whole number, also as R writes it: `1e4`, `100L`; `nil` for others.
  static func integer(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    let digits = text.hasSuffix("L") ? String(text.dropLast()) : text
    if let number = Int(digits) { return number }
    // Up to here every whole number is exact.
    guard digits.allSatisfy({ $0.isNumber || "eE+.".contains($0) }),
      let number = Double(digits), abs(number) <= 0x1p53
    else { return nil }
    return Int(exactly: number)
  }

  /// A text without blanks and tabs around it.
  package static func trimmed(_ text: some StringProtocol) -> String {
    func isBlank(_ character: Character) -> Bool {
      character.isWhitespace && !character.isNewline
    }
    let start = text.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }
    return end.map { String(start[...$0]) } ?? ""
  }

  /// One of an enumeration's raw values, capitals ignored.
  package static func choice<Choice>(
    _ text: String, _ what: String, of type: Choice.Type = Choice.self
  ) throws -> Choice
  where Choice: CaseIterable & RawRepresentable<String> {
    for candidate in Choice.allCases
    where candidate.rawValue.lowercased() == text.lowercased() {
      return candidate
    }
    throw InputError.unknown(
      what, text, among: Choice.allCases.map(\.rawValue))
  }

  /// One of an enumeration's raw values, or two with a comma between: that of
  /// standard errors and that of tests; `nil` for `default`.
  ///
  /// - Returns: The first, and the second where it is another one.
  static func pair<Choice>(
    _ text: String, _ what: String
  ) throws -> (Choice?, Choice?)
  where Choice: CaseIterable & RawRepresentable<String> & Equatable {
    let items = try list(text)
    guard items.count <= 2 else {
      throw InputError(
        message: "There are \(items.count) values.",
        help: "Expected one, or two: that of standard errors and that of "
          + "tests.")
    }
    let choices: [Choice?] = try items.map {
      $0.lowercased() == "default" ? nil : try choice($0, what)
    }
    guard choices.count == 2, choices[0] != choices[1] else {
      return (choices[0], nil)
    }
    return (choices[0], choices[1])
  }

  /// Whole numbers above zero, between commas.
  static func counts(_ text: String, _ what: String) throws -> [Int] {
    try list(text).map { item in
      guard let count = integer(item), count > 0 else {
        throw InputError(
          message: "`\(item)` is not a \(what).",
          help: "Expected a whole number above 0; for several groups one for "
            + "each, with commas between.")
      }
      // No sum over groups overflows below this.
      guard count <= 1_000_000_000_000 else {
        throw InputError(
          message: "`\(item)` is too large a \(what).",
          help: "Expected at most 1000000000000.")
      }
      return count
    }
  }

  /// A whole number between the smallest and the largest that make sense.
  static func whole(
    _ text: String, _ what: String, from least: Int = 1, to most: Int = .max
  ) throws -> Int {
    guard let number = integer(text), number >= least, number <= most else {
      throw InputError(
        message: "`\(text)` is not a \(what).",
        help: "Expected a whole number, "
          + (most == .max
            ? "\(least) or more." : "from \(least) to \(most)."))
    }
    return number
  }

  /// The most draws that are kept in memory at once: more than any figure
  /// needs, and less than would exhaust a machine.
  static let mostDraws = 1_000_000

  /// A number strictly between 0 and 1.
  static func level(_ text: String, _ what: String, such example: Double)
    throws -> Double
  {
    guard let level = Double(text), level > 0, level < 1 else {
      throw InputError(
        message: "`\(text)` is not a \(what).",
        help: "Expected a number between 0 and 1, such as \(example).")
    }
    return level
  }
}
