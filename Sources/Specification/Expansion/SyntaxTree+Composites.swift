import ModelSyntax

extension SyntaxTree {
  /// The tree with `f =~ 0; f ~~ 0*f; f ~ x` in the place of `f <~ x`: a latent
  /// variable that others explain without an error.
  var withoutComposites: SyntaxTree {
    var tree = self
    tree.statements = statements.flatMap { statement in
      guard case .formula(var formula) = statement, formula.op == .formative
      else { return [statement] }
      formula.op = .regression
      return formula.lhs.flatMap { left in
        [
          .formula(left.formula(.measurement, .zero, at: formula.range)),
          .formula(left.formula(.covariance, left.subject, at: formula.range)),
        ]
      } + [.formula(formula)]
    }
    return tree
  }
}

extension FormulaTerm {
  /// A formula of the term's variable; a covariance is fixed to 0.
  fileprivate func formula(
    _ op: ModelOperator, _ right: TermSubject, at range: SourceRange
  ) -> Formula {
    Formula(
      lhs: [FormulaTerm(modifiers: [], subject: subject, range: range)], op: op,
      operatorRange: range,
      terms: [
        FormulaTerm(
          modifiers: op == .covariance
            ? [ModifierSyntax(kind: .fixed([0]), range: range)] : [],
          subject: right, range: range)
      ], range: range)
  }
}
