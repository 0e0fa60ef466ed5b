extension SyntaxTree {
  /// Warns of labels that are variables too: `x*z` is not an interaction.
  ///
  /// - Returns: The warnings, at the first place of each label.
  package func labelWarnings() -> [Diagnostic] {
    var variables: Set<String> = []
    for statement in statements { variables.formUnion(statement.variables) }
    return labelWarnings(variables) {
      "`\($0)` labels a parameter, and is a variable too."
    }
  }

  /// Warns of labels that are columns of the data and no variables of the
  /// model.
  ///
  /// - Parameters:
  ///   - columns: The columns' names.
  ///   - file: The data's name.
  /// - Returns: The warnings, at the first place of each label.
  package func labelWarnings(columns: [String], file: String) -> [Diagnostic] {
    var others = Set(columns)
    for statement in statements { others.subtract(statement.variables) }
    return labelWarnings(others) {
      "`\($0)` labels a parameter, and is a column of \(file) too."
    }
  }

  private func labelWarnings(
    _ names: Set<String>, saying message: (String) -> String
  ) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    var warned: Set<String> = []
    for modifier in statements.lazy.flatMap(\.modifiers) {
      guard case .label(let labels) = modifier.kind else { continue }
      for case let label? in labels
      where names.contains(label) && warned.insert(label).inserted {
        warnings.append(
          Diagnostic(
            severity: .warning, code: .syntaxLabelIsVariable,
            message: message(label),
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
