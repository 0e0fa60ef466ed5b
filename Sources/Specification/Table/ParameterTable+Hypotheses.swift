public import ModelSyntax

/// An equality that a test asks about: `expression == 0`.
public struct ParameterHypothesis: Sendable, Hashable {
  /// The left side as written.
  public var lhs: String
  /// The right side as written.
  public var rhs: String
  /// The left side less the right one, over row values.
  public var expression: ParameterExpression
}

extension ParameterTable {
  /// Reads equalities between labels, defined parameters and numbers.
  ///
  /// - Parameters:
  ///   - text: Statements `left == right`, with `;` or line ends between.
  ///   - name: The name that diagnostics show.
  /// - Returns: The equalities in their order.
  /// - Throws: `ModelSyntaxError` for what cannot be read, names that the
  ///   table does not have, and statements of other kinds.
  public func hypotheses(_ text: String, name: String = "<hypotheses>")
    throws(ModelSyntaxError) -> [ParameterHypothesis]
  {
    let tree = try SyntaxTree.parse(SourceText(text, name: name))
    var diagnostics: [Diagnostic] = []
    var statements: [Constraint] = []
    for statement in tree.statements {
      if case .constraint(let constraint) = statement,
        constraint.op == .equal
      {
        statements.append(constraint)
      } else {
        diagnostics.append(
          Diagnostic(
            code: .hypothesisNoEquality,
            message: "a hypothesis is an equality",
            remedy: "Write `left == right`, such as `a == b` or `c == 0`.",
            range: statement.range))
      }
    }
    if tree.statements.isEmpty {
      diagnostics.append(
        Diagnostic(
          code: .hypothesisNone, message: "there is no hypothesis",
          remedy: "Write an equality such as `a == b`.", range: nil))
    }
    let parameters = rows.prefix { !$0.op.isConstraint }
    var scope = ExpressionScope(
      rows: parameters, statements: [], definitions: definitions)
    var result: [ParameterHypothesis] = []
    for statement in statements {
      let lhs = scope.compile(statement.lhs)
      let rhs = scope.compile(statement.rhs)
      guard let lhs, let rhs else { continue }
      result.append(
        ParameterHypothesis(
          lhs: statement.compactText(statement.lhs, in: tree.source),
          rhs: statement.compactText(statement.rhs, in: tree.source),
          expression: ParameterExpression(
            root: ParameterExpression.difference(lhs.node, rhs.node))))
    }
    diagnostics += scope.diagnostics
    guard diagnostics.isEmpty else {
      throw ModelSyntaxError(
        diagnostics: ModelSyntaxError.limited(diagnostics.inTextOrder),
        source: tree.source)
    }
    return result
  }
}
