/// Commas and semicolons of Chinese and Japanese input between cells.
enum FullWidthDelimiters {
  /// The plain delimiter that a character stands for.
  static func plain(_ scalar: Unicode.Scalar) -> Character? {
    switch scalar.value {
    case 0xFF0C, 0x3001: ","
    case 0xFF1B: ";"
    default: nil
    }
  }

  /// Makes the delimiters plain if the first line has no plain one.
  ///
  /// What stands in quotes stays. The text gets shorter; its lines stay.
  ///
  /// - Parameter text: The text.
  /// - Returns: The character that was found between cells; `nil` if the text
  ///   stays as it is.
  static func makePlain(_ text: inout DecodedText) -> Unicode.Scalar? {
    guard let found = delimiter(ofFirstLine: text),
      let plain = plain(found)?.asciiValue
    else { return nil }
    let pattern = Array(String(found).utf8)
    var made: [UInt8] = []
    made.reserveCapacity(text.utf8.count)
    var isQuoted = false
    var index = text.start
    while index < text.utf8.count {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == pattern[0], !isQuoted,
        text.utf8[index...].starts(with: pattern)
      {
        made.append(plain)
        index += pattern.count
      } else {
        made.append(byte)
        index += 1
      }
    }
    text.utf8 = made
    text.start = 0
    return found
  }

  /// The only delimiter outside of quotes in the first line with text.
  private static func delimiter(ofFirstLine text: DecodedText)
    -> Unicode.Scalar?
  {
    var end = text.start
    var hasText = false
    while end < text.utf8.count {
      let byte = text.utf8[end]
      if byte == 0x0A || byte == 0x0D {
        if hasText { break }
      } else if byte != 0x20 && byte != 0x09 {
        hasText = true
      }
      end += 1
    }
    var isQuoted = false
    var found: Unicode.Scalar?
    for scalar in String(decoding: text.utf8[text.start..<end], as: UTF8.self)
      .unicodeScalars
    {
      if scalar == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      switch scalar {
      case ",", ";", "\t": return nil
      case _ where plain(scalar) != nil:
        if let found, found != scalar { return nil }
        found = scalar
      default: break
      }
    }
    return found
  }
}
