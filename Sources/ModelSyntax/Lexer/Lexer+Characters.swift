internal import Messages

extension Lexer {
  /// The scalar at an offset, and its length in bytes.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    // The bytes come from a `String`, so the sequence is whole and valid.
    var value = UInt32(first) & (0xFF >> (UInt32(length) + 1))
    for byte in bytes[(offset + 1)..<(offset + length)] {
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  func isDigit(at offset: Int) -> Bool {
    offset < bytes.count
      && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset])
  }

  func isLineEnd(at offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "\n") || bytes[offset] == UInt8(ascii: "\r")
  }

  /// Reports an error that begins at the position.
  mutating func report(
    _ code: LatentError.Code, _ message: String, remedy: String, length: Int
  ) {
    diagnostics.append(
      Diagnostic(
        code: code, message: message, remedy: remedy,
        range: SourceRange(position, position + length)))
  }

  /// Reports a look-alike of an ASCII character.
  mutating func reportConfusable(length: Int, ascii: String) {
    let text = String(
      decoding: bytes[position..<(position + length)], as: UTF8.self)
    let isQuote = ascii == "\"" || ascii == "'"
    report(
      .syntaxConfusableCharacter,
      isQuote
        ? "\(text) is not in plain quotes."
        : "`\(text)` is not the plain `\(ascii)`.",
      remedy: isQuote
        ? "Type the ASCII quote \(ascii) on both sides."
        : "Type the ASCII `\(ascii)`.", length: length)
  }

  /// A character as messages show it.
  static func shown(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .unassigned,
      .privateUse, .lineSeparator, .paragraphSeparator:
      return "U+\(padding)\(digits)"
    default:
      return scalar.isASCII
        ? "`\(scalar)`" : "`\(scalar)` (U+\(padding)\(digits))"
    }
  }

  /// The usual meaning of a look-alike character.
  static func remedy(forStray scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "[", "]": "Write a mean or intercept as `x ~ 1`."
    case "@": "Fix a parameter with `1*x`, not `x@1`."
    case "$": "Write the variable's name alone; for thresholds `u | t1`."
    case "{", "}": "Group with parentheses; models have no braces."
    case "%":
      "Write an interaction as `x:z`; a comment begins with `#`, and the "
        + "groups' sizes are `group % w`."
    case "\\": "Delete it; a line continues after an operator such as `+`."
    case "。": "Delete it; a statement ends with its line or with `;`."
    default: "Delete it, or put a name that holds it in backquotes."
    }
  }
}
