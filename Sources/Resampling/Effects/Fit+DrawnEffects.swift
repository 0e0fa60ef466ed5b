public import EffectAnalysis
internal import FitSettings
public import Messages
public import ModelFit
internal import Specification
internal import VariableNames

extension Fit {
  /// The effects of a selection, with intervals from a bootstrap if there is
  /// one.
  ///
  /// - Parameters:
  ///   - selection: The effects.
  ///   - results: The results of a bootstrap with this selection
  ///     (`BootstrapOptions.effects`).
  /// - Returns: The effects.
  /// - Throws: `LatentError` as `effects(from:to:options:)` and
  ///   `conditionalEffects(from:to:at:options:)` do, and if the bootstrap
  ///   did not draw these effects.
  public func effects(
    _ selection: EffectSelection, bootstrap results: BootstrapResults? = nil
  ) throws(LatentError) -> SelectedEffects {
    var selected = SelectedEffects(
      effects: try effects(
        from: selection.sources, to: selection.outcomes,
        options: selection.options), moderation: [])
    for conditions in selection.conditions {
      selected.moderation.append(
        try conditionalEffects(
          from: conditions.source, to: conditions.outcome,
          at: conditions.points, options: selection.options))
    }
    guard let results else { return selected }
    let statistics = EffectStatistics(results)
    try statistics.complete(&selected.effects)
    selected.effects.warnings += results.effectWarnings
    selected.effects.warnings += productWarnings(results.origin.kind)
    for index in selected.moderation.indices {
      try statistics.complete(&selected.moderation[index].conditional)
      try statistics.complete(&selected.moderation[index].indices)
    }
    return selected
  }

  /// Draws other than of cases do not know that a product is one.
  private func productWarnings(_ kind: BootstrapKind) -> [LatentWarning] {
    let products = table.roles.flatMap(\.interactions).map(\.name).distinct
    guard kind != .nonparametric, !products.isEmpty else { return [] }
    return [
      LatentWarning(
        code: .bootstrapProducts,
        message: "In draws of the kind \(kind.rawValue) the products "
          + "\(products.joined(separator: ", ")) are variables of their "
          + "own, not the products of what was drawn. The nonparametric "
          + "bootstrap draws them as they are.")
    ]
  }
}

/// The figures of drawn effects by what they are.
private struct EffectStatistics {
  let origin: BootstrapOrigin
  private let statistics: [BootstrapStatistic: DrawnStatistic]

  init(_ results: BootstrapResults) {
    origin = results.origin
    statistics = Dictionary(
      results.statistics.map { ($0.column.statistic, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Gives every effect of a table its figures.
  func complete(_ table: inout EffectTable) throws(LatentError) {
    table.bootstrap = origin
    for index in table.effects.indices {
      for metric in EffectMetric.allCases {
        let statistic = BootstrapStatistic.effect(
          table.effects[index].definition, metric)
        guard let drawn = statistics[statistic] else {
          throw LatentError(
            code: .effectsNotDrawn,
            message: "The bootstrap did not draw the effect "
              + table.effects[index].definition.name(
                groupLabels: table.groupLabels) + ".",
            remedy: "Draw with BootstrapOptions.effects, the same selection.")
        }
        table.effects[index][metric].bootstrap = BootstrapInterval(
          standardError: drawn.standardError, bias: drawn.bias,
          lower: drawn.lower, upper: drawn.upper, usableDraws: drawn.count)
      }
    }
  }
}
