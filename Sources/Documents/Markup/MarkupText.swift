/// Text in HTML and XML.
enum MarkupText {
  /// A text as the contents of an element or an attribute in double quotes.
  ///
  /// Characters that XML does not have stand as U+FFFD.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSpecial) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case _ where isForbidden(scalar): escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "&" || scalar == "<" || scalar == ">" || scalar == "\""
      || isForbidden(scalar)
  }

  /// Whether XML 1.0 has no such character (production 2).
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...0x10FFFF: false
    default: true
    }
  }
}
