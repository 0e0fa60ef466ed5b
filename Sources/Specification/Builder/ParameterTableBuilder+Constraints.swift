import ModelSyntax

extension ParameterTableBuilder {
  /// Adds the rows that speak about parameters and compiles them.
  ///
  /// - Parameter codes: The constraints of effect coding.
  /// - Returns: The compiled constraints and defined parameters.
  mutating func makeConstraints(_ codes: [EffectCode]) -> (
    constraints: [ParameterConstraint], definitions: [DefinedParameter]
  ) {
    let parameterCount = rows.count
    var stated: [(row: Int, statement: Constraint)] = []
    for statement in model.constraints {
      stated.append((rows.count, statement))
      let lhs = statement.compactText(statement.lhs, in: source)
      appendStatement(
        lhs, statement.op, statement.compactText(statement.rhs, in: source),
        origin: .user,
        label: statement.op == .definition ? lhs : "", range: statement.range)
    }

    var scope = ExpressionScope(
      rows: rows[..<parameterCount], statements: stated.map(\.statement))
    let definitions = compileDefinitions(stated, &scope)
    let written = compileConstraints(stated, &scope)
    diagnostics += scope.diagnostics

    let shared = sharedPairs.map { pair in
      let row = appendStatement(
        rows[pair.first].internalLabel, .equal,
        rows[pair.second].internalLabel)
      return ParameterConstraint(
        kind: .equality,
        expression: ParameterExpression(
          root: .binary(.subtract, .row(pair.first), .row(pair.second))),
        row: row)
    }
    let effects = codes.map { effectConstraint($0) }
    return (shared + written + effects, definitions)
  }

  @discardableResult
  private mutating func appendStatement(
    _ lhs: String, _ op: ModelOperator, _ rhs: String,
    origin: ParameterRow.Origin = .automatic, label: String = "",
    range: SourceRange? = nil
  ) -> Int {
    rows.append(
      ParameterRow(
        id: rows.count + 1, lhs: lhs, op: op, rhs: rhs, origin: origin,
        block: nil, group: nil, level: nil, label: label, range: range))
    return rows.count - 1
  }

  private mutating func effectConstraint(_ code: EffectCode)
    -> ParameterConstraint
  {
    let first = code.rows[0]
    let others = code.rows.dropFirst()
    let text = others.map { "-\(rows[$0].internalLabel)" }.joined()
    let row = appendStatement(
      rows[first].internalLabel, .equal, "\(code.total)\(text)")
    let total = ParameterExpression.Node.constant(Double(code.total))
    let rest = others.reduce(total) { .binary(.subtract, $0, .row($1)) }
    return ParameterConstraint(
      kind: .equality,
      expression: ParameterExpression(
        root: .binary(.subtract, .row(first), rest)), row: row)
  }

  private mutating func compileDefinitions(
    _ stated: [(row: Int, statement: Constraint)],
    _ scope: inout ExpressionScope
  ) -> [DefinedParameter] {
    stated.compactMap { entry in
      guard entry.statement.op == .definition,
        case .name(let name) = entry.statement.lhs.kind,
        let root = scope.definition(name)
      else { return nil }
      return DefinedParameter(
        name: name, expression: ParameterExpression(root: root),
        row: entry.row)
    }
  }

  private mutating func compileConstraints(
    _ stated: [(row: Int, statement: Constraint)],
    _ scope: inout ExpressionScope
  ) -> [ParameterConstraint] {
    stated.compactMap { entry in
      let statement = entry.statement
      guard statement.op != .definition else { return nil }
      // Both sides first, so that errors of either are reported.
      let lhs = scope.compile(statement.lhs)
      let rhs = scope.compile(statement.rhs)
      guard let left = lhs, let right = rhs else { return nil }
      checkConstants(statement, left.constant, right.constant)
      let isLess = statement.op == .less
      let (greater, smaller) = isLess ? (right, left) : (left, right)
      return ParameterConstraint(
        kind: statement.op == .equal ? .equality : .inequality,
        expression: ParameterExpression(
          root: ParameterExpression.difference(
            greater.node, smaller.node)),
        row: entry.row)
    }
  }

  /// Reports a constraint between two numbers.
  private mutating func checkConstants(
    _ statement: Constraint, _ left: Double?, _ right: Double?
  ) {
    guard let left, let right else { return }
    // As for parameters, `<` and `>` allow equality, and rounding does no harm.
    let slack = 1e-10 * max(1, abs(left), abs(right))
    let holds =
      switch statement.op {
      case .less: left <= right + slack
      case .greater: left >= right - slack
      default: abs(left - right) <= slack
      }
    if holds {
      warn(
        .modelConstantConstraint, "this constraint holds no parameter",
        remedy: "Remove it, or name the label that is meant.",
        at: statement.range)
    } else {
      fail(
        .modelFalseConstraint,
        "no parameters can make this true: \(left.asWritten) "
          + "\(statement.op.rawValue) \(right.asWritten)",
        remedy: "Remove it, or name the label that is meant.",
        at: statement.range)
    }
  }
}
