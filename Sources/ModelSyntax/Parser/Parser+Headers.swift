extension Parser {
  /// Parses `group: 1` and its like, if the statement is one.
  mutating func parseHeader() throws(Abandoned) -> BlockHeader? {
    let first = tokens[cursor]
    guard let word = first.plainName, peekSecond?.symbol == .colon,
      let kind = BlockHeader.Kind(rawValue: word.lowercased())
    else { return nil }
    // `level:x ~~ y` names an interaction.
    if cursor + 3 < end, tokens[cursor + 2].plainName != nil,
      let symbol = tokens[cursor + 3].symbol,
      symbol.isRelation || symbol == .plus || symbol == .comma
    {
      return nil
    }
    cursor += 2
    let value = try parseHeaderValue(word)
    if let extra = peek {
      throw fail(
        .syntaxUnexpectedToken,
        "`\(text(of: extra))` follows a block header on its line.",
        remedy: "Begin a new line after the header; put a name of several "
          + "words in quotes.", at: extra.range)
    }
    return BlockHeader(
      kind: kind, value: value, range: first.range.union(value.range))
  }

  private mutating func parseHeaderValue(
    _ word: String
  ) throws(Abandoned) -> NameSyntax {
    guard let first = peek else {
      throw fail(
        .syntaxMissingHeaderValue, "The header `\(word):` names no block.",
        remedy: "Write a number or a name after the colon: `\(word): 1`.",
        at: gap)
    }
    switch first.kind {
    case .string(let text) where !text.isEmpty:
      cursor += 1
      return NameSyntax(text: text, range: first.range)
    case .name(let text, isQuoted: true):
      cursor += 1
      return NameSyntax(text: text, range: first.range)
    case .name, .number: break
    default:
      throw fail(
        .syntaxMissingHeaderValue,
        "Expected a number or a name before `\(text(of: first))`.",
        remedy: "Write the header as `\(word): 1` or `\(word): \"name\"`.",
        at: first.range)
    }
    // As in lavaan, `group: Grant-White` needs no quotes.
    var range = first.range
    cursor += 1
    while let next = peek, next.range.lowerBound == range.upperBound,
      Self.canStandInHeader(next)
    {
      range = range.union(next.range)
      cursor += 1
    }
    return NameSyntax(text: source.text(in: range), range: range)
  }

  private static func canStandInHeader(_ token: Token) -> Bool {
    switch token.kind {
    case .name(_, isQuoted: false), .number, .symbol(.minus), .symbol(.plus),
      .symbol(.slash):
      true
    default: false
    }
  }
}
