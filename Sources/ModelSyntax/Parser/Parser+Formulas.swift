extension Parser {
  mutating func parseFormula(
    _ op: ModelOperator, at relation: Int
  ) throws(Abandoned) -> Formula {
    let start = tokens[cursor].range.lowerBound
    let opToken = tokens[relation]
    let statementEnd = end
    if cursor == relation {
      throw fail(
        .syntaxMissingLeftSide, "Nothing stands left of `\(op.rawValue)`.",
        remedy: "Write the name of a variable before it.", at: opToken.range)
    }
    end = relation
    readQuotedNames()
    var lhs = try parseLeftSide(op)
    end = statementEnd
    cursor = relation + 1
    guard cursor < end else {
      throw fail(
        .syntaxMissingRightSide, "Nothing stands right of `\(op.rawValue)`.",
        remedy: "Write at least one variable after it.", at: gap)
    }
    if peekSymbol == .assign, op == .regression {
      throw fail(
        .syntaxUnknownOperator, "`~=` is not an operator.",
        remedy: "Write `=~` (is measured by) or `~` (is regressed on).",
        at: opToken.range.union(tokens[cursor].range))
    }
    if peekSymbol == .regression, op == .regression {
      let place = opToken.range.union(tokens[cursor].range)
      throw fail(
        .syntaxUnknownOperator,
        "`\(source.text(in: place))` is `~~` as R prints it.",
        remedy: "Write `\(statement(from: start, writing: "~~", at: place))`.",
        at: place)
    }
    // A list may begin with `+`, as people write it over several lines.
    if take(.plus), peek == nil {
      throw fail(
        .syntaxMissingRightSide, "Nothing stands right of `\(op.rawValue)`.",
        remedy: "Write at least one variable after it.", at: gap)
    }
    var terms = try parseTerms(op, isOnRight: true)
    moveModifiers(of: &lhs, to: &terms)
    for term in terms { try checkRight(term, op) }
    if op == .groupWeight { try checkGroupWeight(terms) }
    if op == .measurement { try checkProductIndicators(terms, of: lhs) }
    return Formula(
      lhs: lhs, op: op, operatorRange: opToken.range, terms: terms,
      range: range(from: start))
  }

  /// Takes text in quotes left of an operator for names, as lavaan does.
  private mutating func readQuotedNames() {
    var depth = 0
    for index in cursor..<end {
      switch tokens[index].kind {
      case .symbol(.leftParenthesis): depth += 1
      case .symbol(.rightParenthesis): depth -= 1
      case .string(let text)
      where depth == 0
        && (index + 1 == end || tokens[index + 1].symbol == .plus):
        tokens[index].kind = .name(text, isQuoted: true)
      default: break
      }
    }
  }

  private mutating func parseLeftSide(
    _ op: ModelOperator
  ) throws(Abandoned) -> [FormulaTerm] {
    let terms = try parseTerms(op)
    for term in terms {
      guard case .variable(let name) = term.subject else {
        throw fail(
          .syntaxInvalidName, "A number cannot be the name of a variable.",
          remedy: "Write a variable's name left of `\(op.rawValue)`.",
          at: term.range)
      }
      guard
        op == .covariance || op == .measurement || !name.isProduct
      else {
        throw fail(
          .syntaxMisplacedInteraction,
          "An interaction cannot stand left of `\(op.rawValue)`.",
          remedy: "Write it on the right, or compute it as a variable; block "
            + "headers such as `group: 1` take a line of their own.",
          at: name.range)
      }
      for modifier in term.modifiers {
        if case .efa = modifier.kind, op == .measurement { continue }
        if terms.count == 1, modifier.kind.isOfEveryTerm { continue }
        throw fail(
          .syntaxMisplacedModifier,
          terms.count > 1
            ? "A modifier cannot stand left of the operator beside other "
              + "variables."
            : "Only labels, numbers and, left of `=~`, `efa()` modify what "
              + "stands on the left.",
          remedy: "Write modifiers before the terms on the right.",
          at: modifier.range)
      }
    }
    return terms
  }

  /// Gives labels and numbers on the left to every term on the right that has
  /// none of its kind, as lavaan 0.7 does.
  private mutating func moveModifiers(
    of lhs: inout [FormulaTerm], to terms: inout [FormulaTerm]
  ) {
    guard lhs.count == 1 else { return }
    let moved = lhs[0].modifiers.filter(\.kind.isOfEveryTerm)
    guard let range = moved.first?.range else { return }
    lhs[0].modifiers.removeAll { $0.kind.isOfEveryTerm }
    for index in terms.indices {
      let own = terms[index].modifiers
      let range = terms[index].range
      terms[index].modifiers =
        moved.filter { one in !own.contains { $0.kind.isSame(as: one.kind) } }
        .map { ModifierSyntax(kind: $0.kind, range: range) } + own
    }
    diagnostics.append(
      Diagnostic(
        severity: .warning, code: .syntaxMisplacedModifier,
        message: "the modifier on the left is that of every term on the right, "
          + "as in lavaan 0.7; lavaan 0.6 drops it",
        remedy: "Write it before the terms that it is meant for.", range: range)
    )
  }

  /// Refuses a product left of `=~` that is not measured by products alone.
  private mutating func checkProductIndicators(
    _ terms: [FormulaTerm], of lhs: [FormulaTerm]
  ) throws(Abandoned) {
    guard
      let product = lhs.first(where: {
        if case .variable(let name) = $0.subject {
          name.isProduct
        } else {
          false
        }
      })
    else { return }
    for term in terms {
      if case .variable(let name) = term.subject, name.isProduct {
        continue
      }
      throw fail(
        .syntaxMisplacedInteraction,
        "An interaction left of `=~` is measured by products of indicators.",
        remedy: "Write `f:g =~ x1:z1 + x2:z2`; block headers such as "
          + "`group: 1` take a line of their own.", at: product.range)
    }
  }

  /// Refuses all but `w` right of `group %`.
  private mutating func checkGroupWeight(
    _ terms: [FormulaTerm]
  ) throws(Abandoned) {
    for (place, term) in terms.enumerated() {
      if place == 0, case .variable(let name) = term.subject, name.text == "w" {
        continue
      }
      throw fail(
        .syntaxInvalidName, "Right of `group %` stands `w` alone.",
        remedy: "Write `group % w` or, with a label for each group, "
          + "`group % c(w1, w2)*w`.", at: term.range)
    }
  }

  private mutating func checkRight(
    _ term: FormulaTerm, _ op: ModelOperator
  ) throws(Abandoned) {
    switch term.subject {
    case .variable: break
    case .intercept where op == .regression: break
    case .zero where op == .regression || op == .measurement:
      if let modifier = term.modifiers.first {
        throw fail(
          .syntaxMisplacedModifier, "`0` takes no modifier.",
          remedy: "Write `1` to modify an intercept: `y ~ 0.5*1`.",
          at: modifier.range)
      }
    case .intercept, .zero:
      throw fail(
        .syntaxInvalidName,
        "A number cannot be a variable right of `\(op.rawValue)`.",
        remedy: "Write a variable's name; an intercept is `y ~ 1`.",
        at: term.range)
    }
    for modifier in term.modifiers {
      guard case .efa = modifier.kind else { continue }
      throw fail(
        .syntaxMisplacedModifier, "`efa()` belongs to a factor.",
        remedy: "Write it on the left: `efa(\"block\")*f =~ x1 + x2`.",
        at: modifier.range)
    }
  }

  /// Parses terms joined by `+` up to the end of the side.
  private mutating func parseTerms(
    _ op: ModelOperator, isOnRight: Bool = false
  ) throws(Abandoned) -> [FormulaTerm] {
    var terms = [try parseTerm()]
    while let token = peek {
      guard take(.plus) else { throw diagnoseAfterTerm(token) }
      if peek == nil, isOnRight {
        // As in lavaan; what follows a line's last `+` has been joined to it.
        warn(
          .syntaxTrailingPlus, "The `+` at the end joins nothing.",
          remedy: "Delete it, or write the term that is missing.",
          at: token.range)
        break
      }
      terms.append(try parseTerm())
    }
    return terms
  }

  private mutating func diagnoseAfterTerm(_ token: Token) -> Abandoned {
    let shown = text(of: token)
    if token.beginsOperand {
      let relationFollows = tokens[cursor..<end].contains {
        $0.symbol?.isRelation == true
      }
      return fail(
        .syntaxMissingOperator, "An operator is missing before `\(shown)`.",
        remedy: relationFollows
          ? "Write `;` or begin a new line before the next formula."
          : "Write `+ \(shown)` to add a term.", at: token.range)
    }
    switch token.symbol {
    case .threshold?
    where tokens[cursor...].dropFirst().first?.symbol
      == .regression:
      return fail(
        .syntaxUnknownOperator,
        "`|~` names instrumental variables, and there is no estimator that "
          + "uses them.",
        remedy: "Leave out `|~` and what follows it: the model is estimated "
          + "as a whole.",
        at: token.range.union(tokens[cursor + 1].range))
    case let symbol? where symbol.isRelation:
      return fail(
        .syntaxSecondRelation,
        "`\(shown)` is a second operator in one formula.",
        remedy: "Write one formula a line, and no `+` at the end of the last.",
        at: token.range)
    case .minus:
      return fail(
        .syntaxUnexpectedToken, "Terms are joined by `+`, never by `-`.",
        remedy: "Name every variable: `x1 + x2 + x3`; leave out what should "
          + "not enter.", at: token.range)
    case .comma:
      superseded.insert(token.range.lowerBound)
      return fail(
        .syntaxUnexpectedToken, "Terms are joined by `+`, not by `\(shown)`.",
        remedy: "Write `+` here.", at: token.range)
    case .colon:
      return fail(
        .syntaxUnexpectedToken, "An interaction joins two variables with `:`.",
        remedy: "Write `x:z`; for a product of three, compute a variable.",
        at: token.range)
    default:
      return fail(
        .syntaxUnexpectedToken, "`\(shown)` cannot stand here.",
        remedy: "Write terms as `modifier*variable`, joined by `+`.",
        at: token.range)
    }
  }

  /// Parses `modifier*modifier*variable`.
  mutating func parseTerm() throws(Abandoned) -> FormulaTerm {
    let start = peek?.range.lowerBound ?? gap.lowerBound
    var operand = try parseOperand()
    var factors = ModifierFactors()
    while let symbol = peekSymbol,
      symbol == .star || symbol == .slash || symbol == .question
    {
      let place = tokens[cursor].range
      cursor += 1
      if let problem = factors.append(operand, before: symbol) {
        throw fail(
          problem.code, problem.message, remedy: problem.remedy,
          at: operand.range)
      }
      guard peek != nil else {
        throw fail(
          .syntaxMissingOperand,
          "The variable after `\(symbol.rawValue)` is "
            + "missing.", remedy: "Write the variable that is modified.",
          at: place)
      }
      operand = try parseOperand()
    }
    if let problem = factors.finish() {
      throw fail(
        problem.code, problem.message, remedy: problem.remedy,
        at: SourceRange(start, operand.range.lowerBound))
    }
    return FormulaTerm(
      modifiers: factors.modifiers, subject: try subject(operand, factors),
      range: range(from: start))
  }

  private mutating func subject(
    _ operand: ModifierOperand, _ factors: ModifierFactors
  ) throws(Abandoned) -> TermSubject {
    switch operand.kind {
    case .name(let name): return .variable(name)
    case .numbers([1]): return .intercept
    case .numbers([0]): return .zero
    case .numbers:
      // `x*2`: the name has become a label of the number.
      if let modifier = factors.modifiers.last,
        case .label(let labels) = modifier.kind, let label = labels.first,
        let label
      {
        throw fail(
          .syntaxMisplacedModifier, "A modifier stands before its variable.",
          remedy: "Write `\(source.text(in: operand.range))*\(label)`.",
          at: operand.range)
      }
      throw fail(
        .syntaxInvalidName, "A number cannot be the name of a variable.",
        remedy: "Write `number*variable` to fix a parameter, `1` for an "
          + "intercept.", at: operand.range)
    case .texts, .modifier:
      throw fail(
        .syntaxMissingOperand, "A modifier modifies nothing here.",
        remedy: "Write `*` and a variable's name after it.", at: operand.range)
    }
  }
}

extension ModifierSyntax.Kind {
  /// Whether the modifier may stand left of an operator, for every term on the
  /// right: a label or a number.
  fileprivate var isOfEveryTerm: Bool {
    switch self {
    case .fixed, .label: true
    default: false
    }
  }

  /// Whether both are labels, or both numbers.
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.fixed, .fixed), (.label, .label): true
    default: false
    }
  }
}
