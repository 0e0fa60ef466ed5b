internal import Messages
import ModelSyntax

extension Expansion {
  /// Replaces frameworks by regressions, covariances and their effects.
  mutating func expandFrameworks(_ block: inout ExpansionBlock) {
    var made: [Statement] = []
    var known = KnownParameters(block)
    for statement in block.statements {
      guard case .framework(let framework) = statement else {
        made.append(statement)
        continue
      }
      checkNames(framework, known)
      made += regressions(of: framework, &known)
      made += covariances(of: framework, &known)
      let (first, last) = (framework.stages[0], framework.stages.last)
      made.append(
        .effect(
          EffectStatement(
            kind: .all, stages: [first.variables, last?.variables ?? []],
            range: framework.range)))
    }
    block.statements = made
  }

  /// The stages that take part.
  ///
  /// In `direct` the middle ones do not, except latent mediators next to
  /// observed causes: exogenous latent variables covary with each other, but
  /// with observed ones only by regressions.
  private func stages(_ framework: Framework, _ known: KnownParameters)
    -> [[NameSyntax]]
  {
    let stages = framework.stages.map(\.variables)
    guard framework.mediation == .direct, let last = stages.last else {
      return stages
    }
    if stages[0].allSatisfy({ known.latent.contains($0.text) }) {
      return [stages[0], last]
    }
    let middle = stages.dropFirst().dropLast().map { stage in
      stage.filter { known.latent.contains($0.text) }
    }
    return [stages[0]] + middle.filter { !$0.isEmpty } + [last]
  }

  private func regressions(
    of framework: Framework, _ known: inout KnownParameters
  ) -> [Statement] {
    let stages = stages(framework, known)
    var made: [Statement] = []
    for index in stages.indices.dropFirst() {
      let first = framework.mediation == .full ? index - 1 : 0
      // The nearest stage first, as people write them.
      let causes = stages[first..<index].reversed().joined()
      for outcome in stages[index] {
        let terms = causes.filter {
          known.insertRegression(of: outcome.text, on: $0.text)
        }
        guard !terms.isEmpty else { continue }
        var own = formula(outcome, .regression, terms, range: framework.range)
        if framework.mediation == .direct, index == stages.count - 1 {
          let causes = Set(stages[0].map(\.text))
          own = own.fixingAtZero { !causes.contains($0) }
        }
        made.append(own)
      }
    }
    return made
  }

  private func covariances(
    of framework: Framework, _ known: inout KnownParameters
  ) -> [Statement] {
    var made: [Statement] = []
    for (index, stage) in stages(framework, known).enumerated() {
      let kinds = Set(stage.map { known.latent.contains($0.text) })
      for (place, left) in stage.enumerated() {
        let others = stage[(place + 1)...].filter { right in
          // Exogenous variables of one kind covary by default: latent ones
          // freely, observed ones as in the sample.
          let isDefault =
            index == 0 && !known.endogenous.contains(left.text)
            && !known.endogenous.contains(right.text)
            && (kinds.count == 1
              || known.latent.isSuperset(of: [left.text, right.text]))
          return !isDefault
            && known.insertCovariance(left.text, right.text)
        }
        guard !others.isEmpty else { continue }
        made.append(
          formula(left, .covariance, others, range: framework.range))
      }
    }
    return made
  }

  /// A formula of one variable with others, without modifiers.
  func formula(
    _ left: NameSyntax, _ op: ModelOperator, _ right: [NameSyntax],
    range: SourceRange
  ) -> Statement {
    func term(_ name: NameSyntax) -> FormulaTerm {
      FormulaTerm(modifiers: [], subject: .variable(name), range: name.range)
    }
    return .formula(
      Formula(
        lhs: [term(left)], op: op, operatorRange: range,
        terms: right.map(term), range: range))
  }

  /// Warns of members that are probably mistyped, and of stages whose name is
  /// a variable that they do not hold.
  private mutating func checkNames(
    _ framework: Framework, _ known: KnownParameters
  ) {
    for stage in framework.stages {
      for member in stage.variables
      where !known.variables.contains(member.text) {
        guard
          let near = NearestName.find(
            member.text, in: known.latent.sorted())
        else { continue }
        warn(
          .modelUnknownMember,
          "no formula measures `\(member.text)`, so it is looked up in the "
            + "data; did you mean `\(near)`?",
          remedy: "Correct the name, or rename the variable if it is right.",
          at: member.range)
      }
      if !stage.members.isEmpty, known.latent.contains(stage.name.text),
        !stage.members.contains(where: { $0.text == stage.name.text })
      {
        warn(
          .modelStageIsVariable,
          "the stage `\(stage.name.text)` bears the name of a latent variable "
            + "that is not one of its members",
          remedy: "Give the stage another name, or write the variable into "
            + "the parentheses.", at: stage.name.range)
      }
    }
  }
}

extension Statement {
  /// The formula with the terms of some variables fixed at 0.
  fileprivate func fixingAtZero(_ isFixed: (String) -> Bool) -> Statement {
    guard case .formula(var formula) = self else { return self }
    for index in formula.terms.indices {
      guard let name = formula.terms[index].variableName, isFixed(name) else {
        continue
      }
      formula.terms[index].modifiers = [
        ModifierSyntax(kind: .fixed([0]), range: formula.terms[index].range)
      ]
    }
    return .formula(formula)
  }
}

/// The text before a framework adds to it; its regressions and covariances stay
/// as they are.
private struct KnownParameters {
  private(set) var latent: Set<String> = []
  private(set) var variables: Set<String> = []
  /// Variables that are regressed on others or indicate latent ones.
  private(set) var endogenous: Set<String> = []
  private var regressions: Set<[String]> = []
  private var covariances: Set<Set<String>> = []

  init(_ block: ExpansionBlock) {
    for (_, formula) in block.formulas {
      for left in formula.lhs.compactMap(\.variableName) {
        variables.insert(left)
        if formula.op == .measurement || formula.op == .formative {
          latent.insert(left)
        }
        for right in formula.terms.compactMap(\.variableName) {
          variables.insert(right)
          switch formula.op {
          case .regression:
            regressions.insert([left, right])
            endogenous.insert(left)
          case .measurement: endogenous.insert(right)
          case .covariance: covariances.insert([left, right])
          default: break
          }
        }
      }
    }
  }

  mutating func insertRegression(of outcome: String, on cause: String) -> Bool {
    endogenous.insert(outcome)
    return regressions.insert([outcome, cause]).inserted
  }

  mutating func insertCovariance(_ left: String, _ right: String) -> Bool {
    covariances.insert([left, right]).inserted
  }
}
