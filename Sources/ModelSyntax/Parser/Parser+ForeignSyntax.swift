internal import Messages

/// Answers to what people bring along from R, Mplus and elsewhere.
extension Parser {
  /// Stops at `model <- ' ... '`, of which only the inside is a model.
  mutating func diagnoseAssignedText() throws(Abandoned) {
    var index = cursor
    if case .name = tokens[index].kind {
      index += 1
      let assignment = index
      while index < end, let symbol = tokens[index].symbol,
        [.less, .minus, .assign].contains(symbol)
      {
        index += 1
      }
      guard index > assignment else { return }
    }
    guard index < end, startsWithQuote(tokens[index]) else { return }
    // `"label"*x` is merely misplaced.
    if index + 1 < end, index == cursor,
      tokens[index + 1].symbol?.isRelation == true
        || tokens[index + 1].symbol == .star
    {
      return
    }
    let start = tokens[cursor].range.lowerBound
    // The rest is then misread, with the quotes in the wrong places.
    diagnostics.removeAll { ($0.range?.lowerBound ?? 0) >= start }
    isFinished = true
    throw fail(
      .syntaxRCode, "This is R code around a model, not a model.",
      remedy: "Paste only what stands between the quotes.",
      at: SourceRange(start, tokens[index].range.lowerBound + 1))
  }

  private func startsWithQuote(_ token: Token) -> Bool {
    switch token.kind {
    case .string: return true
    case .invalid:
      let first = source.utf8[token.range.lowerBound]
      return first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    default: return false
    }
  }

  /// Reports `y <- x`; `a <-1` compares, as in lavaan.
  mutating func diagnoseAssignment(at relation: Int) throws(Abandoned) {
    guard tokens[relation].symbol == .less, relation + 1 < end,
      tokens[relation + 1].symbol == .minus,
      tokens[relation + 1].range.lowerBound
        == tokens[relation].range.upperBound
    else { return }
    if relation + 2 < end {
      switch tokens[relation + 2].kind {
      case .number, .symbol(.leftParenthesis): return
      default: break
      }
    }
    throw fail(
      .syntaxUnknownOperator,
      "`<-` assigns in R; it is not an operator of models.",
      remedy: "Write `~` for a regression, or `< -` with a space to compare.",
      at: tokens[relation].range.union(tokens[relation + 1].range))
  }

  /// Reports symbols between two sides that are not operators.
  mutating func diagnoseWrongRelation(
    _ symbol: Symbol, at relation: Int
  ) -> Abandoned {
    var place = tokens[relation].range
    switch symbol {
    case .lessOrEqual, .greaterOrEqual:
      let strict = symbol == .lessOrEqual ? "<" : ">"
      return fail(
        .syntaxUnknownOperator, "`\(symbol.rawValue)` is not an operator.",
        remedy: "Write `\(strict)`, which allows equality too.", at: place)
    default: break
    }
    let next = relation + 1 < end ? tokens[relation + 1] : nil
    var remedy =
      "Write `=~` (is measured by), `~` (is regressed on) or `==` (equals)."
    if let next, next.range.lowerBound == place.upperBound,
      let symbol = next.symbol, symbol == .less || symbol == .greater
    {
      place = place.union(next.range)
      remedy = "Write `\(symbol.rawValue)`, which allows equality too."
    }
    if symbol == .assign, cursor < relation, let next,
      ["TRUE", "FALSE"].contains(source.text(in: next.range))
    {
      let name = source.text(
        in: tokens[cursor].range.union(tokens[relation - 1].range)
      )
      .replacing(".", with: "-")
      remedy =
        "An option stands beside the model, or in front matter: "
        + "`\(name): \(source.text(in: next.range).lowercased())`."
    } else if symbol == .assign, cursor < relation, next?.beginsOperand == true,
      tokens[cursor..<relation].count == 1
    {
      let start = tokens[cursor].range.lowerBound
      let measured = statement(from: start, writing: "=~", at: place)
      let regressed = statement(from: start, writing: "~", at: place)
      if measured.count < 200, !measured.contains("\"") {
        remedy =
          "Write `=~` (is measured by), `~` (is regressed on) or `==` (equals): "
          + "`\(measured)` or `\(regressed)`."
      }
    }
    return fail(
      .syntaxUnknownOperator,
      "`\(source.text(in: place))` is not an operator.", remedy: remedy,
      at: place)
  }

  private static let mplusWords = [
    "BY": "=~", "ON": "~", "WITH": "~~", "PON": "~", "PWITH": "~~",
  ]

  /// Reports a statement without an operator between two sides.
  mutating func diagnoseMissingOperator() -> Abandoned {
    let first = tokens[cursor]
    if first.symbol == .rule {
      return fail(
        .syntaxMisplacedFrontMatter, "A line `---` stands in the model.",
        remedy: "Front matter stands at the top, between two such lines.",
        at: first.range)
    }
    for token in tokens[cursor..<end] {
      guard let word = token.plainName, token != first,
        let op = Self.mplusWords[word.uppercased()]
      else { continue }
      return fail(
        .syntaxMplusSyntax, "`\(word)` is an operator of Mplus.",
        remedy: "Write `\(op)`, and `+` between the variables.",
        at: token.range)
    }
    let whole = SourceRange(
      first.range.lowerBound, tokens[end - 1].range.upperBound)
    if peekSecond?.symbol == .colon, let word = first.plainName,
      cursor + 3 >= end
    {
      return diagnoseHeader(word, at: first.range)
    }
    if peekSecond?.symbol == .leftParenthesis, first.plainName != nil {
      return fail(
        .syntaxRCode, "This is a call of a function, not part of a model.",
        remedy: "Give only the model's text; options are given beside it.",
        at: whole)
    }
    return fail(
      .syntaxMissingOperator, "This statement has no operator.",
      remedy: "Write `=~`, `~` or `~~` between its sides, or end the line "
        + "above with `+` to continue it.", at: whole)
  }

  private mutating func diagnoseHeader(
    _ word: String, at place: SourceRange
  ) -> Abandoned {
    if word.uppercased() == "MODEL" {
      return fail(
        .syntaxMplusSyntax, "`\(word):` is a command of Mplus.",
        remedy: "Give the formulas alone, in lavaan's syntax.", at: place)
    }
    let kinds = ["group", "level", "block", "class"]
    let nearest = NearestName.find(word, in: kinds)
    return fail(
      .syntaxUnknownHeader, "`\(word):` does not begin a block.",
      remedy: nearest.map { "Did you mean `\($0):`?" }
        ?? "Blocks begin with `group:`, `level:`, `block:` or `class:`.",
      at: place)
  }
}
