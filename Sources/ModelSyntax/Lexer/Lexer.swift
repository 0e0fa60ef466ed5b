/// Turns UTF-8 bytes into tokens, one pass from left to right.
///
/// Wrong but readable characters (full-width punctuation, typographic quotes)
/// are reported and read as meant; unreadable ones become an `.invalid` token,
/// so that their statement is not reported twice.
struct Lexer {
  let bytes: [UInt8]
  var position: Int
  private(set) var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// One such warning is enough.
  private var hasWarnedOfTurnedText = false

  /// Reads the bytes of a text from an offset, past the front matter.
  init(_ source: SourceText, from start: Int) {
    bytes = source.utf8
    position = start
  }

  /// Reads everything.
  mutating func run() {
    while position < bytes.count { readToken() }
  }

  private mutating func readToken() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      append(.newline, length: 1)
    case UInt8(ascii: ";"): append(.semicolon, length: 1)
    case UInt8(ascii: "#"), UInt8(ascii: "!"): skipComment()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString()
    case UInt8(ascii: "`"): readQuotedName()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: ".") where isDigit(at: position + 1): readNumber()
    default:
      let (scalar, length) = scalar(at: position)
      if Self.beginsName(scalar) {
        readName()
      } else if scalar == "_" {
        readUnderscoreName()
      } else if readRule() || readSymbol() {
        return
      } else if Confusable.isSpace(scalar) {
        position += length
      } else {
        readStray(scalar, length: length)
      }
    }
  }

  /// Appends a token that begins at the position, and moves past it.
  mutating func append(_ kind: Token.Kind, length: Int) {
    let range = SourceRange(position, position + length)
    tokens.append(Token(kind: kind, range: range))
    position += length
  }

  /// Joins what is adjacent and unreadable into one token and one report.
  mutating func extendInvalid(length: Int) -> Bool {
    guard let last = tokens.last, last.kind == .invalid,
      last.range.upperBound == position,
      diagnostics.last?.range == last.range
    else { return false }
    let range = SourceRange(last.range.lowerBound, position + length)
    tokens[tokens.count - 1].range = range
    diagnostics[diagnostics.count - 1].range = range
    position += length
    return true
  }

  mutating func skipComment() {
    while position < bytes.count, !isLineEnd(at: position) {
      warnOfTurnedText()
      position += 1
    }
  }

  /// Warns of a character in a comment that turns the direction of reading:
  /// what follows may be another text than the one that is seen (Boucher &
  /// Anderson, 2023).
  private mutating func warnOfTurnedText() {
    guard bytes[position] == 0xE2, position + 2 < bytes.count,
      !hasWarnedOfTurnedText
    else { return }
    let (scalar, length) = scalar(at: position)
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: break
    default: return
    }
    hasWarnedOfTurnedText = true
    diagnostics.append(
      Diagnostic(
        severity: .warning, code: .syntaxInvisibleCharacter,
        message: "\(Self.shown(scalar)) turns the direction of reading: the "
          + "text may not be what it looks like.",
        remedy: "Delete it.",
        range: SourceRange(position, position + length)))
  }

  /// Reads a line that consists of `---` alone.
  private mutating func readRule() -> Bool {
    guard bytes[position] == UInt8(ascii: "-"),
      position + 2 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "-"),
      bytes[position + 2] == UInt8(ascii: "-")
    else { return false }
    let beginsLine =
      if let last = tokens.last { last.kind == .newline } else { true }
    guard beginsLine,
      position + 3 == bytes.count || isLineEnd(at: position + 3)
    else { return false }
    append(.symbol(.rule), length: 3)
    return true
  }

  /// Reads the longest operator, look-alikes included.
  private mutating func readSymbol() -> Bool {
    var best: (symbol: Symbol, length: Int, isASCII: Bool)?
    var text = ""
    var end = position
    var isASCII = true
    while end < bytes.count, text.utf8.count < 3 {
      let (scalar, length) = scalar(at: end)
      if scalar.isASCII {
        text.unicodeScalars.append(scalar)
      } else if let ascii = Confusable.ascii(for: scalar) {
        text += ascii
        isASCII = false
      } else {
        break
      }
      end += length
      let symbol = text == "**" ? Symbol.caret : Symbol(rawValue: text)
      if let symbol, symbol != .rule,
        symbol != .percent || isAfterGroup
      {
        best = (symbol, end - position, isASCII)
      }
    }
    guard let best else { return false }
    if !best.isASCII {
      reportConfusable(length: best.length, ascii: best.symbol.rawValue)
    }
    append(.symbol(best.symbol), length: best.length)
    joinSplitOperator()
    return true
  }

  /// Whether a statement begins with `group` and nothing else stands before
  /// the position.
  private var isAfterGroup: Bool {
    guard tokens.last?.plainName == "group" else { return false }
    switch tokens.dropLast().last?.kind {
    case nil, .newline?, .semicolon?, .symbol(.rule)?: return true
    default: return false
    }
  }

  /// The operators that lavaan reads with a blank within.
  private static let splitOperators: [Symbol: [Symbol: Symbol]] = [
    .assign: [.regression: .measurement, .assign: .equal],
    .regression: [.regression: .covariance],
    .colon: [.assign: .definition],
    .less: [.regression: .formative],
  ]

  /// Makes one operator of the last two symbols, where they are its halves on
  /// one line.
  private mutating func joinSplitOperator() {
    guard tokens.count > 1, let last = tokens.last,
      let first = tokens.dropLast().last,
      let half = first.symbol, let other = last.symbol,
      let symbol = Self.splitOperators[half]?[other],
      first.range.upperBound < last.range.lowerBound
    else { return }
    let range = first.range.union(last.range)
    let written = String(
      decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    tokens.removeLast(2)
    tokens.append(Token(kind: .symbol(symbol), range: range))
    diagnostics.append(
      Diagnostic(
        severity: .warning, code: .syntaxSplitOperator,
        message: "`\(written)` is read as `\(symbol.rawValue)`.",
        remedy: "Write it without a blank.", range: range))
  }
}
