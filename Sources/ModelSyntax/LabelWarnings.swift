extension SyntaxTree {
  /// Warns of labels that are variables too: `x*z` is no interaction.
  func labelWarnings() -> [Diagnostic] {
    var variables: Set<String> = []
    for case .formula(let formula) in statements {
      for term in formula.lhs + formula.terms {
        guard case .variable(let name) = term.subject else { continue }
        variables.formUnion(name.factors)
      }
    }
    var warnings: [Diagnostic] = []
    var warned: Set<String> = []
    for case .formula(let formula) in statements {
      for modifier in formula.terms.lazy.flatMap(\.modifiers) {
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
    }
    return warnings
  }
}
