extension Parser {
  /// Parses `a -> b -> c` or `x <-> y`.
  mutating func parseArrows(
    at relation: Int
  ) throws(Abandoned) -> ArrowChain {
    let start = tokens[cursor].range.lowerBound
    let kind: ArrowChain.Kind =
      tokens[relation].symbol == .arrow ? .regression : .covariance
    let segments = try splitAtArrows(tokens[relation].symbol ?? .arrow)
    var stages: [[FormulaTerm]] = []
    let statementEnd = end
    for segment in segments.parts {
      cursor = segment.lowerBound
      end = segment.upperBound
      stages.append(
        try parseList { (parser) throws(Abandoned) in
          try parser.parseTerm()
        })
    }
    end = statementEnd
    for (index, stage) in stages.enumerated() {
      for term in stage {
        try checkArrowTerm(
          term, kind, isFirst: index == 0, isLast: index == stages.count - 1)
      }
    }
    if kind == .covariance, segments.arrows.count > 1 {
      throw fail(
        .syntaxSecondRelation, "`<->` joins two sides, not more.",
        remedy: "Write one covariance a line.", at: segments.arrows[1])
    }
    return ArrowChain(
      kind: kind, stages: stages, arrowRanges: segments.arrows,
      range: range(from: start))
  }

  /// Cuts the rest of the statement at its arrows; no part is empty.
  mutating func splitAtArrows(
    _ arrow: Symbol
  ) throws(Abandoned) -> (parts: [Range<Int>], arrows: [SourceRange]) {
    var parts: [Range<Int>] = []
    var arrows: [SourceRange] = []
    var start = cursor
    var depth = 0
    for index in cursor..<end {
      guard let symbol = tokens[index].symbol else { continue }
      if symbol == .leftParenthesis { depth += 1 }
      if symbol == .rightParenthesis { depth -= 1 }
      guard depth == 0, symbol.isRelation else { continue }
      let place = tokens[index].range
      guard symbol == arrow else {
        throw fail(
          .syntaxSecondRelation,
          "`\(symbol.rawValue)` cannot stand beside `\(arrow.rawValue)`.",
          remedy: "Write a statement of its own for each of them.", at: place)
      }
      if start == index {
        throw fail(
          .syntaxMissingLeftSide,
          "Nothing stands left of `\(arrow.rawValue)`.",
          remedy: "Write the name of a variable before it.", at: place)
      }
      parts.append(start..<index)
      arrows.append(place)
      start = index + 1
    }
    guard start < end else {
      cursor = end
      throw fail(
        .syntaxMissingRightSide, "Nothing stands right of `\(arrow.rawValue)`.",
        remedy: "Write at least one variable after it.", at: gap)
    }
    parts.append(start..<end)
    return (parts, arrows)
  }

  /// Parses a list joined by `,` or `+` up to the end of what may be read.
  mutating func parseList<Element>(
    _ element: (inout Parser) throws(Abandoned) -> Element
  ) throws(Abandoned) -> [Element] {
    var elements = [try element(&self)]
    while let token = peek {
      guard take(.comma) || take(.plus) else {
        throw fail(
          token.beginsOperand
            ? .syntaxMissingOperator : .syntaxUnexpectedToken,
          "`\(text(of: token))` cannot follow a variable here.",
          remedy: "Join the variables of a stage by `,`.", at: token.range)
      }
      elements.append(try element(&self))
    }
    return elements
  }

  private mutating func checkArrowTerm(
    _ term: FormulaTerm, _ kind: ArrowChain.Kind, isFirst: Bool, isLast: Bool
  ) throws(Abandoned) {
    guard case .variable(let name) = term.subject else {
      throw fail(
        .syntaxInvalidName, "A number cannot stand beside an arrow.",
        remedy: "Write a variable's name; an intercept is `y ~ 1`.",
        at: term.range)
    }
    guard isFirst || kind == .covariance || !name.isProduct else {
      throw fail(
        .syntaxMisplacedInteraction, "An arrow cannot end at an interaction.",
        remedy: "Write it left of the first arrow: `x:z -> y`.",
        at: name.range)
    }
    for modifier in term.modifiers {
      if case .efa = modifier.kind {
        throw fail(
          .syntaxMisplacedModifier, "`efa()` belongs to a factor.",
          remedy: "Write it on the left: `efa(\"block\")*f =~ x1 + x2`.",
          at: modifier.range)
      }
      guard kind == .regression, isLast else { continue }
      throw fail(
        .syntaxMisplacedModifier, "No arrow leaves what this modifies.",
        remedy: "Write it before the variable that the arrow leaves: "
          + "`\(modifier.modelText)*x -> \(name.text)`.", at: modifier.range)
    }
  }
}
