internal import Messages

extension Parser {
  /// The token to read next, if any is left.
  var peek: Token? { cursor < end ? tokens[cursor] : nil }

  /// The symbol to read next, if a symbol comes next.
  var peekSymbol: Symbol? { peek?.symbol }

  /// The token after the next.
  var peekSecond: Token? { cursor + 1 < end ? tokens[cursor + 1] : nil }

  /// An empty range after the last token read, for a missing token.
  var gap: SourceRange {
    guard cursor > 0 else { return SourceRange(0, 0) }
    let offset = tokens[cursor - 1].range.upperBound
    return SourceRange(offset, offset)
  }

  /// The range from an offset to the last token read.
  func range(from start: Int) -> SourceRange {
    SourceRange(start, max(start, gap.upperBound))
  }

  /// Reads a symbol if it comes next.
  mutating func take(_ symbol: Symbol) -> Bool {
    guard peekSymbol == symbol else { return false }
    cursor += 1
    return true
  }

  /// A token's text as it was written.
  func text(of token: Token) -> String { source.text(in: token.range) }

  /// The statement from an offset on with another operator, blanks around it.
  func statement(
    from start: Int, writing op: String, at place: SourceRange
  ) -> String {
    let stop = max(place.upperBound, tokens[end - 1].range.upperBound)
    let left = source.text(in: SourceRange(start, place.lowerBound))
    let right = source.text(in: SourceRange(place.upperBound, stop))
    return (left + " " + op + " " + right)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Reports an error and says that the statement is abandoned.
  mutating func fail(
    _ code: LatentError.Code, _ message: String, remedy: String,
    at range: SourceRange
  ) -> Abandoned {
    diagnostics.append(
      Diagnostic(
        code: code, message: message, remedy: remedy,
        range: range))
    return Abandoned()
  }

  /// Reads the parenthesis that closes an open one.
  mutating func close(_ opening: SourceRange) throws(Abandoned) {
    if take(.rightParenthesis) { return }
    // Parentheses balance, so a token stands before the closing one.
    let token = peek
    let shown = token.map { "`\(text(of: $0))`" } ?? "the end"
    throw fail(
      .syntaxUnexpectedToken,
      "Expected `)` or an operator before \(shown).",
      remedy: "Write the operator that is missing, or close the parenthesis.",
      at: token?.range ?? opening)
  }

  /// Enters a nested expression; every call has its `nesting -= 1`.
  mutating func nest(at range: SourceRange) throws(Abandoned) {
    nesting += 1
    guard nesting <= 100 else {
      throw fail(
        .syntaxTooDeep, "This expression is nested more than 100 deep.",
        remedy: "Define a part of it with `:=` and use that name.", at: range)
    }
  }
}
