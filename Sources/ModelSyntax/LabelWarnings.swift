extension SyntaxTree {
  /// Warns of labels that are variables too: `x*z` is not an interaction.
  func labelWarnings() -> [Diagnostic] {
    var variables: Set<String> = []
    for statement in statements { variables.formUnion(statement.variables) }
    var warnings: [Diagnostic] = []
    var warned: Set<String> = []
    for modifier in statements.lazy.flatMap(\.modifiers) {
      guard case .label(let labels) = modifier.kind else { continue }
      for case let label? in labels
      where variables.contains(label) && warned.insert(label).inserted {
        warnings.append(
          Diagnostic(
            severity: .warning, code: "syntax.label-is-variable",
            message: "`\(label)` labels a parameter, and is a variable too.",
            remedy: "Write `x:z` for an interaction, or another label.",
            range: modifier.range))
      }
    }
    return warnings
  }
}

extension Statement {
  /// The variables that the statement names, factors of interactions apart.
  package var variables: [String] {
    switch self {
    case .formula(let formula):
      (formula.lhs + formula.terms).flatMap(\.variables)
    case .arrows(let chain): chain.stages.joined().flatMap(\.variables)
    case .effect(let effect): effect.stages.joined().map(\.text)
    case .framework(let framework):
      framework.stages.flatMap(\.variables).map(\.text)
    case .constraint, .header: []
    }
  }

  /// The modifiers of the statement's parameters.
  package var modifiers: [ModifierSyntax] {
    switch self {
    case .formula(let formula): formula.terms.flatMap(\.modifiers)
    case .arrows(let chain): chain.stages.joined().flatMap(\.modifiers)
    case .effect, .framework, .constraint, .header: []
    }
  }
}

extension FormulaTerm {
  fileprivate var variables: [String] {
    if case .variable(let name) = subject { name.factors } else { [] }
  }
}
