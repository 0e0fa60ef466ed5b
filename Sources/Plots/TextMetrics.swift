import Messages

/// The width of text in a sans-serif font of any make, to lay pictures out
/// without one.
package enum TextMetrics {
  /// Helvetica's widths of the printable ASCII characters, thousandths of the
  /// font's size (Adobe font metrics).
  private static let ascii: [Int] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
    278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584,
    584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
    278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222,
    222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500,
    500, 500, 334, 260, 334, 584,
  ]

  /// Other sans-serif fonts are wider than Helvetica: DejaVu Sans by a sixth.
  private static let allowance = 1.17

  /// The width of a character, thousandths of the font's size.
  static func units(_ character: Character) -> Int {
    if let code = character.asciiValue {
      return code < 32 || code > 126 ? 0 : scaled(ascii[Int(code) - 32])
    }
    switch DisplayWidth.of(character) {
    case 0: return 0
    case 2: return 1000
    default: return scaled(character == "→" ? 1000 : 640)
    }
  }

  private static func scaled(_ units: Int) -> Int {
    Int((Double(units) * allowance).rounded(.up))
  }

  /// The width of a text in the unit of the font's size.
  package static func width(_ text: String, size: Double, isBold: Bool = false)
    -> Double
  {
    let units = text.reduce(0) { $0 + Self.units($1) }
    return Double(units) / 1000 * size * (isBold ? 1.08 : 1)
  }

  /// Breaks a text into lines of a given width at most.
  package static func wrapped(
    _ text: String, to width: Double, size: Double, isBold: Bool = false
  ) -> [String] {
    guard !text.isEmpty else { return [] }
    let units = width / size * 1000 / (isBold ? 1.08 : 1)
    return DisplayWidth.wrapped(
      text, to: Int(units.rounded(.down)), measuring: Self.units)
  }
}
