internal import Specification
internal import VariableNames

/// The effects that are wanted of a fit: what `Fit.effects(_:bootstrap:)`
/// computes, and what a bootstrap with `BootstrapOptions.effects` draws.
public struct EffectSelection: Sendable, Hashable {
  /// The acting variables, latent or in regressions.
  public var sources: [String]
  /// The outcomes.
  public var outcomes: [String]
  /// The moderated pairs whose conditional effects are wanted.
  public var conditions: [EffectConditions]
  /// What is included, and how intervals are made.
  public var options: EffectOptions

  /// Selects the effects of each of some variables on each of others.
  ///
  /// - Parameters:
  ///   - sources: The acting variables.
  ///   - outcomes: The outcomes.
  ///   - conditions: The moderated pairs whose conditional effects are
  ///     wanted.
  ///   - options: What is included, and how intervals are made.
  public init(
    from sources: [String], to outcomes: [String],
    conditions: [EffectConditions] = [],
    options: EffectOptions = EffectOptions()
  ) {
    self.sources = sources
    self.outcomes = outcomes
    self.conditions = conditions
    self.options = options
  }
}

/// A pair of variables whose effects are wanted with moderators held at
/// values.
///
/// In a bootstrap the values are the same in every replicate, as are means
/// that were subtracted from the data before.
public struct EffectConditions: Sendable, Hashable {
  /// The acting variable.
  public var source: String
  /// The outcome.
  public var outcome: String
  /// Values of every moderator of a path between the two.
  public var points: [ModeratorPoints]

  /// Makes conditions.
  ///
  /// - Parameters:
  ///   - source: The acting variable.
  ///   - outcome: The outcome.
  ///   - points: Values of every moderator of a path between the two.
  public init(
    from source: String, to outcome: String, at points: [ModeratorPoints]
  ) {
    self.source = source
    self.outcome = outcome
    self.points = points
  }
}

/// The effects of a selection.
public struct SelectedEffects: Sendable, Hashable {
  /// The effects of every pair of variables.
  public var effects: EffectTable
  /// The conditional effects, in the order of the selection's conditions.
  public var moderation: [ModerationTable]
}

extension Fit {
  /// The effects of a selection, with intervals from a bootstrap if there is
  /// one.
  ///
  /// - Parameters:
  ///   - selection: The effects.
  ///   - results: What the draws of a bootstrap with this selection
  ///     (`BootstrapOptions.effects`) say.
  /// - Returns: The effects.
  /// - Throws: `FitError` as `effects(from:to:options:)` and
  ///   `conditionalEffects(from:to:at:options:)` do, and if the bootstrap
  ///   did not draw these effects.
  public func effects(
    _ selection: EffectSelection, bootstrap results: BootstrapResults? = nil
  ) throws(FitError) -> SelectedEffects {
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
    let figures = EffectFigures(results)
    try figures.complete(&selected.effects)
    selected.effects.warnings += results.effectWarnings
    selected.effects.warnings += productWarnings(results.origin.kind)
    for index in selected.moderation.indices {
      try figures.complete(&selected.moderation[index].conditional)
      try figures.complete(&selected.moderation[index].indices)
    }
    return selected
  }

  /// Draws other than of cases do not know that a product is one.
  private func productWarnings(_ kind: BootstrapKind) -> [FitWarning] {
    var products: [String] = []
    for product in table.roles.flatMap(\.interactions)
    where !products.contains(product.name) { products.append(product.name) }
    guard kind != .nonparametric, !products.isEmpty else { return [] }
    return [
      FitWarning(
        code: "bootstrap.products",
        message: "In draws of the kind \(kind.rawValue) the products "
          + "\(products.joined(separator: ", ")) are variables of their "
          + "own, not the products of what was drawn. The nonparametric "
          + "bootstrap draws them as they are.")
    ]
  }
}

/// The figures of drawn effects by what they are.
private struct EffectFigures {
  let origin: BootstrapOrigin
  private let figures: [BootstrapStatistic: BootstrapFigure]

  init(_ results: BootstrapResults) {
    origin = results.origin
    figures = Dictionary(
      results.figures.map { ($0.column.statistic, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Gives every effect of a table its figures.
  func complete(_ table: inout EffectTable) throws(FitError) {
    table.bootstrap = origin
    for index in table.effects.indices {
      for metric in EffectMetric.allCases {
        let statistic = BootstrapStatistic.effect(
          table.effects[index].definition, metric)
        guard let figure = figures[statistic] else {
          throw FitError(
            code: "effects.not-drawn",
            message: "The bootstrap did not draw the effect "
              + table.effects[index].definition.name(
                groupLabels: table.groupLabels) + ".",
            remedy: "Draw with BootstrapOptions.effects, the same selection.")
        }
        table.effects[index][metric].bootstrap = BootstrapInterval(figure)
      }
    }
  }
}
