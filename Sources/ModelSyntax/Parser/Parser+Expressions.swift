extension Parser {
  /// Larger expressions could be trees too deep to walk on a small stack.
  static let operationLimit = 2000

  mutating func parseConstraint(
    _ op: ModelOperator, at relation: Int
  ) throws(Abandoned) -> Constraint {
    let start = tokens[cursor].range.lowerBound
    let statementEnd = end
    let opToken = tokens[relation]
    if cursor == relation {
      throw fail(
        .syntaxMissingLeftSide, "Nothing stands left of `\(op.rawValue)`.",
        remedy: "Write what is compared or defined before it.",
        at: opToken.range)
    }
    try diagnoseAssignment(at: relation)
    end = relation
    let lhs = try parseWholeExpression()
    end = statementEnd
    if op == .definition {
      guard case .name = lhs.kind else {
        throw fail(
          .syntaxInvalidDefinition, "The left side of `:=` is one new name.",
          remedy: "Write `name := expression`.", at: lhs.range)
      }
    }
    cursor = relation + 1
    guard cursor < end else {
      throw fail(
        .syntaxMissingRightSide, "Nothing stands right of `\(op.rawValue)`.",
        remedy: "Write an expression after it.", at: gap)
    }
    let rhs = try parseWholeExpression()
    return Constraint(
      lhs: lhs, op: op, operatorRange: opToken.range, rhs: rhs,
      range: range(from: start))
  }

  /// Parses an expression that takes all that is left.
  private mutating func parseWholeExpression() throws(Abandoned)
    -> ExpressionSyntax
  {
    operationCount = 0
    let expression = try parseExpression()
    guard let token = peek else { return expression }
    throw diagnoseAfterExpression(token)
  }

  private mutating func diagnoseAfterExpression(_ token: Token) -> Abandoned {
    let shown = text(of: token)
    if token.symbol?.isRelation == true {
      return fail(
        .syntaxSecondRelation, "A statement compares two sides, not three.",
        remedy: "Write one statement for each pair: `a < b`, then `b < c`.",
        at: token.range)
    }
    if token.beginsOperand {
      return fail(
        .syntaxMissingOperator, "An operator is missing before `\(shown)`.",
        remedy: "Write `+`, `-`, `*`, `/` or `^` before it, or begin a new "
          + "line.", at: token.range)
    }
    return fail(
      .syntaxUnexpectedToken, "`\(shown)` cannot stand in an expression.",
      remedy: "Expressions hold numbers, labels, `+ - * / ^` and functions.",
      at: token.range)
  }

  mutating func parseExpression() throws(Abandoned) -> ExpressionSyntax {
    var left = try parseProduct()
    while let op = binaryOperator([.add, .subtract]) {
      left = try join(left, op, try parseProduct())
    }
    return left
  }

  private mutating func parseProduct() throws(Abandoned) -> ExpressionSyntax {
    var left = try parseModulo()
    while let op = binaryOperator([.multiply, .divide]) {
      left = try join(left, op, try parseModulo())
    }
    return left
  }

  /// Parses R's `x %% y`, x − y floor(x/y), and `x %/% y`, floor(x/y), which
  /// bind tighter than products.
  private mutating func parseModulo() throws(Abandoned) -> ExpressionSyntax {
    var left = try parseSigned()
    while let token = peek, let symbol = token.symbol,
      symbol == .modulo || symbol == .integerDivision
    {
      cursor += 1
      let right = try parseSigned()
      let ratio = try join(left, .divide, right)
      let whole = ExpressionSyntax(
        kind: .call(NameSyntax(text: "floor", range: token.range), [ratio]),
        range: ratio.range)
      left =
        symbol == .integerDivision
        ? whole
        : try join(left, .subtract, try join(right, .multiply, whole))
    }
    return left
  }

  /// Parses a sign and what it binds: as in R, less than `^` does.
  mutating func parseSigned() throws(Abandoned) -> ExpressionSyntax {
    guard let token = peek, let symbol = token.symbol,
      let sign = ExpressionSyntax.UnaryOperator(rawValue: symbol.rawValue)
    else { return try parsePower() }
    cursor += 1
    try nest(at: token.range)
    let operand = try parseSigned()
    nesting -= 1
    return ExpressionSyntax(
      kind: .unary(sign, operand), range: token.range.union(operand.range))
  }

  private mutating func parsePower() throws(Abandoned) -> ExpressionSyntax {
    let base = try parsePrimary()
    guard let token = peek, token.symbol == .caret else { return base }
    cursor += 1
    try nest(at: token.range)
    let exponent = try parseSigned()
    nesting -= 1
    return try join(base, .power, exponent)
  }

  private mutating func parsePrimary() throws(Abandoned) -> ExpressionSyntax {
    guard let token = peek else {
      throw fail(
        .syntaxMissingOperand, "The expression ends too early.",
        remedy: "Write a number, a label or a function after the operator.",
        at: gap)
    }
    switch token.kind {
    case .number(let value):
      cursor += 1
      return ExpressionSyntax(kind: .number(value), range: token.range)
    case .name(let text, let isQuoted):
      cursor += 1
      if !isQuoted, text == "Inf" {
        return ExpressionSyntax(kind: .number(.infinity), range: token.range)
      }
      if !isQuoted, text == "if", peekSymbol == .leftParenthesis {
        return try parseConditional(
          NameSyntax(text: text, range: token.range))
      }
      if !isQuoted, ReservedName.contains(text) { throw reserved(token) }
      let name = NameSyntax(text: text, range: token.range)
      if peekSymbol == .leftParenthesis { return try parseCall(name) }
      return ExpressionSyntax(kind: .name(text), range: token.range)
    case .symbol(.leftParenthesis):
      cursor += 1
      try nest(at: token.range)
      var inner = try parseExpression()
      try close(token.range)
      nesting -= 1
      inner.range = range(from: token.range.lowerBound)
      return inner
    case .string:
      throw fail(
        .syntaxUnexpectedString,
        "Text in quotes cannot be part of an expression.",
        remedy: "Write a label without quotes.", at: token.range)
    default:
      throw fail(
        .syntaxMissingOperand,
        "Expected a number, a label or a function before "
          + "`\(text(of: token))`.",
        remedy: "Write what is missing, or delete the extra operator.",
        at: token.range)
    }
  }

  private mutating func parseCall(
    _ name: NameSyntax
  ) throws(Abandoned) -> ExpressionSyntax {
    let opening = tokens[cursor].range
    cursor += 1
    try nest(at: opening)
    var arguments: [ExpressionSyntax] = []
    if name.text == ExpressionSyntax.choice {
      arguments = try parseChoice(name)
    } else if peekSymbol != .rightParenthesis {
      repeat {
        if ["min", "max", "sum", "prod", "mean"].contains(name.text),
          peek?.plainName == "c", peekSecond?.symbol == .leftParenthesis
        {
          // The elements of `c()` are as many arguments.
          let vector = try parseVectorOfExpressions()
          if name.text == "mean" {
            try close(opening)
            nesting -= 1
            return try mean(of: vector, name, from: name.range.lowerBound)
          }
          arguments += vector
        } else {
          arguments.append(try parseExpression())
        }
      } while take(.comma)
    }
    try close(opening)
    nesting -= 1
    return ExpressionSyntax(
      kind: .call(name, arguments), range: range(from: name.range.lowerBound))
  }

  /// Parses the expressions in `c()`.
  private mutating func parseVectorOfExpressions() throws(Abandoned)
    -> [ExpressionSyntax]
  {
    cursor += 1
    let opening = tokens[cursor].range
    cursor += 1
    try nest(at: opening)
    var elements: [ExpressionSyntax] = []
    repeat { elements.append(try parseExpression()) } while take(.comma)
    try close(opening)
    nesting -= 1
    return elements
  }

  /// The mean of a vector: its sum divided by the number of elements.
  private mutating func mean(
    of elements: [ExpressionSyntax], _ name: NameSyntax, from start: Int
  ) throws(Abandoned) -> ExpressionSyntax {
    let place = range(from: start)
    let sum = ExpressionSyntax(
      kind: .call(NameSyntax(text: "sum", range: name.range), elements),
      range: place)
    let count = ExpressionSyntax(
      kind: .number(Double(elements.count)), range: place)
    return try join(sum, .divide, count)
  }

  /// Parses R's `if (a < b) x else y`, which is `ifelse(a < b, x, y)`.
  private mutating func parseConditional(
    _ name: NameSyntax
  ) throws(Abandoned) -> ExpressionSyntax {
    let opening = tokens[cursor].range
    cursor += 1
    try nest(at: opening)
    let condition = try parseCondition(name)
    try close(opening)
    let first = try parseExpression()
    guard peek?.plainName == "else" else {
      throw fail(
        .syntaxInvalidCondition, "`if` has no `else`.",
        remedy: "Write `if (a < b) x else y`.", at: peek?.range ?? name.range)
    }
    cursor += 1
    let second = try parseExpression()
    nesting -= 1
    return ExpressionSyntax(
      kind: .call(
        NameSyntax(text: ExpressionSyntax.choice, range: name.range),
        condition.ordered(first, second)),
      range: range(from: name.range.lowerBound))
  }

  /// A comparison of two expressions.
  private struct Comparison {
    var left: ExpressionSyntax
    var relation: Symbol
    var right: ExpressionSyntax

    /// The arguments of `ifelse()`.
    ///
    /// - Parameters:
    ///   - first: The value where the comparison holds.
    ///   - second: The value where it does not.
    /// - Returns: The smaller side, the larger one, the value where they are
    ///   so, and the other one.
    func ordered(_ first: ExpressionSyntax, _ second: ExpressionSyntax)
      -> [ExpressionSyntax]
    {
      // `a >= b` is false where a < b is true.
      switch relation {
      case .less: [left, right, first, second]
      case .greater: [right, left, first, second]
      case .greaterOrEqual: [left, right, second, first]
      default: [right, left, second, first]
      }
    }
  }

  private mutating func parseCondition(
    _ name: NameSyntax
  ) throws(Abandoned) -> Comparison {
    let left = try parseExpression()
    let relation = peekSymbol
    guard let relation,
      [.less, .greater, .lessOrEqual, .greaterOrEqual].contains(relation)
    else {
      throw fail(
        .syntaxInvalidCondition, "`\(name.text)()` begins with a comparison.",
        remedy: name.text == ExpressionSyntax.choice
          ? "Write `ifelse(a < b, x, y)`, with `<` or `>`."
          : "Write `if (a < b) x else y`, with `<` or `>`.",
        at: peek?.range ?? name.range)
    }
    cursor += 1
    return Comparison(
      left: left, relation: relation, right: try parseExpression())
  }

  /// Parses what `ifelse(a < b, x, y)` holds.
  ///
  /// - Returns: The smaller side of the condition, the larger one, the value
  ///   where they are so, and the other one.
  private mutating func parseChoice(
    _ name: NameSyntax
  ) throws(Abandoned) -> [ExpressionSyntax] {
    let condition = try parseCondition(name)
    guard take(.comma) else {
      throw fail(
        .syntaxInvalidCondition, "`ifelse()` has no value to choose.",
        remedy: "Write `ifelse(a < b, x, y)`.", at: peek?.range ?? name.range)
    }
    let first = try parseExpression()
    guard take(.comma) else {
      throw fail(
        .syntaxInvalidCondition, "`ifelse()` has one value only.",
        remedy: "Write `ifelse(a < b, x, y)`.", at: peek?.range ?? name.range)
    }
    let second = try parseExpression()
    return condition.ordered(first, second)
  }

  private mutating func binaryOperator(
    _ operators: [ExpressionSyntax.BinaryOperator]
  ) -> ExpressionSyntax.BinaryOperator? {
    guard let symbol = peekSymbol,
      let op = ExpressionSyntax.BinaryOperator(rawValue: symbol.rawValue),
      operators.contains(op)
    else { return nil }
    cursor += 1
    return op
  }

  private mutating func join(
    _ left: ExpressionSyntax, _ op: ExpressionSyntax.BinaryOperator,
    _ right: ExpressionSyntax
  ) throws(Abandoned) -> ExpressionSyntax {
    operationCount += 1
    guard operationCount <= Self.operationLimit else {
      throw fail(
        .syntaxTooLong,
        "This expression has more than \(Self.operationLimit) operations.",
        remedy: "Define parts of it with `:=` and use their names.",
        at: right.range)
    }
    return ExpressionSyntax(
      kind: .binary(op, left, right), range: left.range.union(right.range))
  }
}
