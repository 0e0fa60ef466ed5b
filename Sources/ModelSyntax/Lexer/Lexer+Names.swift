extension Lexer {
  /// The most bytes of a name: what compares names takes time by their length.
  static let nameLimit = 4096

  /// Reports a name that is too long, and passes over it.
  ///
  /// - Parameter length: The bytes from the position on that the name takes.
  /// - Returns: False if the name is not too long.
  private mutating func passOverLongName(length: Int) -> Bool {
    guard length > Self.nameLimit else { return false }
    report(
      .syntaxInvalidName,
      "This name has \(length) bytes, and \(Self.nameLimit) are the most.",
      remedy: "Give the variable a shorter name.", length: length)
    append(.invalid, length: length)
    return true
  }

  /// True of letters of any script and of the dot.
  static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", ".": return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter,
      .modifierLetter, .otherLetter, .letterNumber:
      return true
    default:
      return false
    }
  }

  /// True of what a name can hold past its first letter.
  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "_": return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: return true
    // Full-width digits are reported, but they do not split a name.
    case .decimalNumber: return true
    default: return beginsName(scalar)
    }
  }

  /// The end of the name characters from an offset on.
  func endOfName(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let (scalar, length) = scalar(at: end)
      guard Self.continuesName(scalar) else { break }
      end += length
    }
    return end
  }

  /// True if a text can stand as a name without backquotes.
  static func isPlainName(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, beginsName(first),
      scalars.allSatisfy(continuesName), !ReservedName.contains(text)
    else { return false }
    // `.5` is a number.
    guard first == ".", let second = scalars.dropFirst().first else {
      return true
    }
    return !("0"..."9").contains(second)
  }

  mutating func readName() {
    let end = endOfName(from: position)
    if passOverLongName(length: end - position) { return }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    append(.name(text, isQuoted: false), length: end - position)
  }

  mutating func readUnderscoreName() {
    let end = endOfName(from: position)
    if passOverLongName(length: end - position) { return }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    report(
      .syntaxInvalidName, "A name cannot begin with `_`.",
      remedy: "Write `\(text)` in backquotes, or rename the variable.",
      length: end - position)
    append(.name(text, isQuoted: true), length: end - position)
  }

  mutating func readQuotedName() {
    var end = position + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "`"),
      !isLineEnd(at: end)
    {
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "`") else {
      report(
        .syntaxUnterminatedName, "This backquote is never closed.",
        remedy: "Close the name with a backquote on the same line.",
        length: end - position)
      return append(.invalid, length: end - position)
    }
    if passOverLongName(length: end + 1 - position) { return }
    let name = bytes[(position + 1)..<end]
    let text = String(decoding: name, as: UTF8.self)
    let length = end + 1 - position
    if text.allSatisfy(\.isWhitespace) {
      report(
        .syntaxInvalidName, "The name in backquotes is empty.",
        remedy: "Write the variable's name between the backquotes.",
        length: length)
      append(.invalid, length: length)
    } else if name.contains(UInt8(ascii: ":"))
      || name.contains(where: isControl)
    {
      report(
        .syntaxInvalidName,
        "A name cannot hold `:` or control characters.",
        remedy: "Rename the variable; an interaction is written `x:z`.",
        length: length)
      append(.invalid, length: length)
    } else {
      append(.name(text, isQuoted: true), length: length)
    }
  }

  private func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}

/// Words that R keeps for itself, so that lavaan refuses them as names.
enum ReservedName {
  private static let words: Set<String> = [
    "if", "else", "repeat", "while", "function", "for", "next", "break", "in",
    "TRUE", "FALSE", "NULL", "Inf", "NaN", "NA", "NA_integer_", "NA_real_",
    "NA_character_", "NA_complex_", "...",
  ]

  /// True of a word that cannot name a variable or a parameter.
  static func contains(_ text: String) -> Bool { words.contains(text) }
}
