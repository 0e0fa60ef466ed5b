/// Text as it may be sent to a terminal.
package enum TerminalText {
  /// A text in which characters that steer a terminal, turn the direction of
  /// reading, or are not seen stand as their numbers: `\u{1B}`.
  ///
  /// Line ends and tabs stay.
  ///
  /// - Parameter text: A text that may hold names and data.
  /// - Returns: The text without such characters.
  package static func escaped(_ text: String) -> String {
    escaped(text) { $0 == "\n" || $0 == "\t" }
  }

  /// The same for a text of one line: line ends and tabs stand as numbers too,
  /// so that names and data cannot pass for lines of a report.
  ///
  /// - Parameter text: A name, a cell, or a sentence with such.
  /// - Returns: One line.
  package static func line(_ text: String) -> String {
    escaped(text) { _ in false }
  }

  private static func escaped(
    _ text: String, keeping isKept: (Unicode.Scalar) -> Bool
  ) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else {
      return text
    }
    var shown = String.UnicodeScalarView()
    let scalars = text.unicodeScalars
    var before: Unicode.Scalar?
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      if isKept(scalar)
        || !steers(
          scalar, between: before,
          index < scalars.endIndex ? scalars[index] : nil)
      {
        shown.append(scalar)
      } else {
        let number = String(scalar.value, radix: 16, uppercase: true)
        shown.append(contentsOf: "\\u{\(number)}".unicodeScalars)
      }
      before = scalar
    }
    return String(shown)
  }

  /// Whether a scalar is a control character or one that is not seen: a
  /// separator of lines, or one that only forms, joins or turns its
  /// neighbours.
  ///
  /// Joiners between letters and in emoji, and variation selectors behind what
  /// has variants, belong to readable text.
  private static func steers(
    _ scalar: Unicode.Scalar, between before: Unicode.Scalar?,
    _ after: Unicode.Scalar?
  ) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: false
    case 0...0x9F, 0x2028, 0x2029: true
    // Kana, ideographs and Hangul syllables.
    case 0x3000...0x3130, 0x3165...0xD7FF: false
    case 0x200C, 0x200D: !isJoined(before) || !isJoined(after)
    case 0xFE0E, 0xFE0F: !(before.map(isEmoji) ?? false)
    case 0xFE00...0xFE0D, 0xE0100...0xE01EF:
      !(before?.properties.isIdeographic ?? false)
    case 0x180B...0x180D, 0x180F:
      !(before.map { (0x1820...0x18AA).contains($0.value) } ?? false)
    default:
      scalar.properties.isDefaultIgnorableCodePoint
        || [.control, .format, .privateUse]
          .contains(scalar.properties.generalCategory)
    }
  }

  /// Whether a scalar is of a script whose letters join, or an emoji: what a
  /// joiner may stand beside.
  private static func isJoined(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, scalar.value >= 0x0620 else { return false }
    switch scalar.properties.generalCategory {
    case .otherLetter, .nonspacingMark, .spacingMark, .modifierSymbol:
      return !scalar.properties.isDefaultIgnorableCodePoint
        || scalar.value == 0xFE0F
    default: return isEmoji(scalar)
    }
  }

  /// Whether a scalar is an emoji; digits, which count as such, are not.
  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0xFF && scalar.properties.isEmoji
      || scalar.properties.isEmojiModifier
  }
}
