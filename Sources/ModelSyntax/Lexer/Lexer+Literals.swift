extension Lexer {
  /// Reads a number: `1`, `.5`, `1e-3`, `1.2E+4`, and R's integer `1L`.
  mutating func readNumber() {
    var end = skipDigits(from: position)
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      end = skipDigits(from: end + 1)
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var exponent = end + 1
      if exponent < bytes.count,
        bytes[exponent] == UInt8(ascii: "+")
          || bytes[exponent] == UInt8(ascii: "-")
      {
        exponent += 1
      }
      if isDigit(at: exponent) { end = skipDigits(from: exponent) }
    }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    if end < bytes.count, bytes[end] == UInt8(ascii: "L"),
      endOfName(from: end) == end + 1
    {
      end += 1
    }
    let wordEnd = endOfName(from: end)
    if wordEnd > end {
      let rest = String(decoding: bytes[end..<wordEnd], as: UTF8.self)
      report(
        .syntaxInvalidName, "A name cannot begin with a digit.",
        remedy: "Write `\(text)*\(rest)` if \(text) modifies \(rest); "
          + "put the name in backquotes if the variable is called so.",
        length: wordEnd - position)
      return append(.invalid, length: wordEnd - position)
    }
    appendNumber(text, length: end - position)
  }

  private mutating func appendNumber(_ text: String, length: Int) {
    // `Double` reads `1.` and `.5` only with digits on both sides of the dot.
    let padded = text.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var number = padded[0].isEmpty ? "0" : String(padded[0])
    if padded.count == 2 {
      let fraction = padded[1]
      let needsZero = fraction.first?.isNumber != true
      number += needsZero ? ".0\(fraction)" : ".\(fraction)"
    }
    guard let value = Double(number), value.isFinite else {
      report(
        .syntaxInvalidNumber, "The number \(text) is too large.",
        remedy: "Write a number below 1.7e308.", length: length)
      return append(.invalid, length: length)
    }
    append(.number(value), length: length)
  }

  /// Reads text in quotes; it ends on its line.
  mutating func readString() {
    guard let opening = quote(at: position) else { return }
    var scalars = String.UnicodeScalarView()
    var end = position + opening.length
    var isASCII = opening.length == 1
    while end < bytes.count, !isLineEnd(at: end) {
      if let mark = quote(at: end), mark.ascii == opening.ascii,
        mark.length == 1 || opening.length > 1
      {
        end += mark.length
        isASCII = isASCII && mark.length == 1
        if !isASCII {
          reportConfusable(length: end - position, ascii: opening.ascii)
        }
        return append(.string(String(scalars)), length: end - position)
      }
      if bytes[end] == UInt8(ascii: "\\"), end + 1 < bytes.count,
        [UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'")]
          .contains(bytes[end + 1])
      {
        end += 1
      }
      let (scalar, length) = scalar(at: end)
      scalars.append(scalar)
      end += length
    }
    report(
      .syntaxUnterminatedString, "This quote is never closed.",
      remedy: "Close the text with \(opening.ascii) on the same line.",
      length: end - position)
    append(.invalid, length: end - position)
  }

  private func quote(at offset: Int) -> (ascii: String, length: Int)? {
    let (scalar, length) = scalar(at: offset)
    if scalar == "\"" || scalar == "'" { return (String(scalar), length) }
    guard let ascii = Confusable.ascii(for: scalar),
      ascii == "\"" || ascii == "'"
    else { return nil }
    return (ascii, length)
  }

  /// Reads characters that form no token: look-alikes are read as meant, the
  /// rest is reported.
  mutating func readStray(_ scalar: Unicode.Scalar, length: Int) {
    switch Confusable.ascii(for: scalar) {
    case "\"", "'": return readString()
    case ";":
      reportConfusable(length: length, ascii: ";")
      return append(.semicolon, length: length)
    case "#", "!":
      reportConfusable(length: length, ascii: "#")
      return skipComment()
    case let digit? where ("0"..."9").contains(digit) || digit == ".":
      return readFullWidthNumber()
    default: break
    }
    if extendInvalid(length: length) { return }
    let shown = Self.shown(scalar)
    if scalar.properties.generalCategory == .control
      || scalar.properties.generalCategory == .format
    {
      report(
        .syntaxInvisibleCharacter, "\(shown) is an invisible character.",
        remedy: "Delete it; it often comes with text pasted from elsewhere.",
        length: length)
    } else {
      report(
        .syntaxUnexpectedCharacter,
        "\(shown) has no meaning in a model.",
        remedy: Self.remedy(forStray: scalar), length: length)
    }
    append(.invalid, length: length)
  }

  private mutating func readFullWidthNumber() {
    var text = ""
    var end = position
    while end < bytes.count {
      let (scalar, length) = scalar(at: end)
      let ascii =
        scalar.isASCII ? String(scalar) : Confusable.ascii(for: scalar) ?? ""
      guard ("0"..."9").contains(ascii) || ascii == "." else { break }
      text += ascii
      end += length
    }
    reportConfusable(length: end - position, ascii: text)
    let isNumber =
      text.filter { $0 == "." }.count <= 1 && text != "."
      && endOfName(from: end) == end
    if isNumber {
      appendNumber(text, length: end - position)
    } else {
      append(.invalid, length: end - position)
    }
  }

  private func skipDigits(from start: Int) -> Int {
    var end = start
    while isDigit(at: end) { end += 1 }
    return end
  }
}
