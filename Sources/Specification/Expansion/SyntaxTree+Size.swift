package import ModelSyntax
internal import VariableNames

/// The limits of the size of models: short texts can ask for products of long
/// lists.
package enum ModelSize {
  /// The most parameters that formulas, arrows and frameworks may name.
  package static let parameterLimit = 100_000
  /// The most paths that one statement about effects may name.
  package static let pathLimit = 10_000
  /// The most rows of a table over all groups, default ones included.
  package static let rowLimit = 2_500_000
  /// The most products of indicators that measure one latent product.
  package static let productLimit = 1000
  /// The most free parameters; a matrix of them fills 800 MB.
  package static let freeLimit = 10_000
  /// The most free parameters of groups that are fitted together, where
  /// matrices of them are factored in every step.
  package static let linkedFreeLimit = 5000
  /// The most latent variables of a block; matrices of them are inverted in
  /// every step.
  package static let latentLimit = 1000
}

extension SyntaxTree {
  /// The number of parameters that the statements name.
  package var namedParameterCount: Int {
    statements.reduce(0) { $0 + $1.namedParameterCount }
  }

  /// The variables of formulas that no formula measures, as they come, some
  /// more than once: data must have them.
  package var unmeasuredVariables: [String] {
    let formulas = statements.compactMap { statement in
      if case .formula(let formula) = statement { formula } else { nil }
    }
    let latent = Set(
      formulas.filter { $0.op == .measurement || $0.op == .formative }
        .flatMap(\.lhs).compactMap(\.variableName))
    return formulas.flatMap { [$0.lhs, $0.terms].joined() }
      .compactMap(\.variableName)
      .filter { !latent.contains($0) && !VariableProduct.isProduct($0) }
  }

  /// Refuses a text whose statements name more than a model can hold, before
  /// they are written out.
  ///
  /// - Throws: `ModelSyntaxError` at the statement that is too much.
  func requireSize() throws(ModelSyntaxError) {
    var count = 0
    for statement in statements {
      count += statement.namedParameterCount
      guard count > ModelSize.parameterLimit else { continue }
      throw tooLarge(
        "the formulas name more than \(ModelSize.parameterLimit) parameters",
        at: statement.range)
    }
    for case .effect(let effect) in statements {
      var paths = 1
      for stage in effect.stages {
        paths = min(paths * stage.count, ModelSize.pathLimit + 1)
      }
      guard paths > ModelSize.pathLimit else { continue }
      throw tooLarge(
        "the statement names more than \(ModelSize.pathLimit) paths",
        at: effect.range)
    }
  }

  private func tooLarge(_ message: String, at range: SourceRange)
    -> ModelSyntaxError
  {
    ModelSyntaxError(
      diagnostics: [
        Diagnostic(
          code: .modelTooLarge, message: message,
          remedy: "Split the model.", range: range)
      ], source: source)
  }
}

extension Statement {
  /// The number of parameters that the statement names.
  fileprivate var namedParameterCount: Int {
    switch self {
    case .formula(let formula): formula.lhs.count * formula.terms.count
    case .arrows(let chain):
      zip(chain.stages, chain.stages.dropFirst()).reduce(0) {
        $0 + $1.0.count * $1.1.count
      }
    case .framework(let framework):
      framework.stages.reduce(into: (before: 0, count: 0)) { sum, stage in
        let own = stage.variables.count
        // Each variable on those of the stages before, and with those beside.
        sum.count += own * (sum.before + own)
        sum.before += own
      }.count
    case .constraint, .effect, .header: 0
    }
  }
}
