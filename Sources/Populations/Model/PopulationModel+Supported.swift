internal import Messages
internal import ModelSyntax
internal import Specification
internal import VariableNames

extension PopulationModel {
  /// Refuses what a text has that no data are generated of.
  static func requireSupported(_ tree: SyntaxTree) throws(LatentError) {
    if tree.frontMatter != nil {
      throw LatentError(
        code: .populationUnsupported,
        message: "The population has front matter, whose options are those of "
          + "a fit.",
        remedy: "Leave the front matter out.")
    }
    for statement in tree.statements {
      if case .header(let header) = statement, header.kind == .level {
        throw LatentError(
          code: .populationUnsupported,
          message: "A population of levels cannot be simulated.",
          remedy: "Write it without `level:`; the option `clusters` gives "
            + "cases in clusters.")
      }
      for modifier in statement.modifiers {
        switch modifier.kind {
        case .randomSlope, .prior:
          throw LatentError(
            code: .populationUnsupported,
            message: "A population has no random slopes and no priors, `rv()` "
              + "and `prior()`.", remedy: "Remove the modifier.")
        default: break
        }
      }
    }
  }

  /// Refuses a fit with parameters that the text has not.
  static func requireSameModel(
    _ table: ParameterTable, _ estimates: [ParameterKey: Double]?
  ) throws(LatentError) {
    guard let estimates else { return }
    let known = Set(table.rows.map(\.key))
    let others = estimates.keys.filter {
      !known.contains($0) && $0.op != .scaling && $0.op != .groupWeight
    }
    // The first by its name, so that the message does not vary.
    guard let other = others.map(\.compactDescription).min() else { return }
    throw LatentError(
      code: .populationContradiction,
      message: "The fit has a parameter that the text has not, `\(other)`.",
      remedy: "Give the text of the model that was fitted, and as many numbers "
        + "of cases as it has groups.")
  }

  /// Refuses products and exploratory blocks.
  static func requireSupported(_ table: ParameterTable) throws(LatentError) {
    if let product = table.roles.lazy.flatMap({
      $0.interactions + $0.latentInteractions
    }).first {
      throw LatentError(
        code: .populationUnsupported,
        message: "The population has a product, \(product.name), which follows "
          + "no normal distribution; data of products cannot be simulated.",
        remedy: "Leave it out.")
    }
    if let row = table.rows.first(where: { !$0.efa.isEmpty }) {
      throw LatentError(
        code: .populationUnsupported,
        message: "The population has an exploratory block, `efa(\"\(row.efa)"
          + "\")`; its loadings have values, and no rotation.",
        remedy: "Leave `efa()` out.")
    }
  }
}
