/// Text as it may be sent to a terminal.
package enum TerminalText {
  /// A text in which characters that steer a terminal, or turn the direction
  /// of reading, stand as their numbers: `\u{1B}`.
  ///
  /// Line ends and tabs stay.
  ///
  /// - Parameter text: A text that may hold names and data.
  /// - Returns: The text without such characters.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: mayBegin) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if steers(scalar) {
        let number = String(scalar.value, radix: 16, uppercase: true)
        shown.append(contentsOf: "\\u{\(number)}".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// Whether a scalar is a control character, other than those that lay out
  /// lines, or one that turns the direction of what follows.
  package static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether a byte may begin such a scalar.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F, 0xC2, 0xE2: true
    default: false
    }
  }
}
