internal import EffectAnalysis
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Specification

/// The effects that a bootstrap computes in every replicate.
struct EffectDrawing: Sendable {
  /// The index of a column's value.
  struct ValueIndex: Sendable {
    /// The plan.
    var plan: Int
    /// The value among those of the plan's evaluator.
    var value: Int
  }

  /// One column for each effect and metric, each once.
  private(set) var columns: [(column: BootstrapColumn, index: ValueIndex)] = []
  private let plans: [EffectPlan]

  /// Plans a selection of effects.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - selection: The effects; `nil` for none.
  /// - Throws: `LatentError` if the fit does not have them.
  init(_ fit: Fit, selection: EffectSelection?) throws(LatentError) {
    plans =
      try selection.map { (own) throws(LatentError) in
        try Self.plans(fit, own)
      } ?? []
    let blocks = plans.isEmpty ? [] : fit.blocksAtEstimates()
    var known: Set<BootstrapStatistic> = []
    for (number, plan) in plans.enumerated() {
      let values = MatrixBuffer(rows: plan.evaluator.valueCount)
      plan.evaluator.evaluate(blocks, into: values)
      for (index, metric) in EffectMetric.allCases.enumerated() {
        for (definition, effect) in zip(plan.definitions, plan.effects) {
          let statistic = BootstrapStatistic.effect(definition, metric)
          guard known.insert(statistic).inserted else { continue }
          let place = EffectEvaluator.place(effect, index)
          let name = definition.name(groupLabels: fit.table.groupLabels)
          let column = BootstrapColumn(
            statistic: statistic, name: "\(metric.columnPrefix): \(name)",
            estimate: values[place])
          columns.append((column, ValueIndex(plan: number, value: place)))
        }
      }
    }
  }

  private static func plans(_ fit: Fit, _ selection: EffectSelection)
    throws(LatentError) -> [EffectPlan]
  {
    var plans = [
      try EffectPlan(
        fit.model, from: selection.sources, to: selection.outcomes,
        options: selection.options)
    ]
    let origins = selection.conditions.isEmpty ? [] : try fit.productOrigins
    for conditions in selection.conditions {
      let plan = try ModerationPlan(
        fit.model, from: conditions.source, to: conditions.outcome,
        points: conditions.points, origins: origins,
        options: selection.options)
      plans += [plan.conditionalPlan, plan.indexPlan]
    }
    return plans
  }

  /// The columns of the effects' standard errors, with those of the original
  /// sample.
  ///
  /// - Parameter fit: The fit.
  /// - Returns: One column for each effect's column, in their order.
  func errorColumns(_ fit: Fit) -> [BootstrapColumn] {
    let errors = fit.parameterCovariance.map {
      standardErrors(fit.blocksAtEstimates(), $0)
    }
    return columns.compactMap { column, index in
      guard case .effect(let definition, let metric) = column.statistic else {
        return nil
      }
      return BootstrapColumn(
        statistic: .effectStandardError(definition, metric),
        name: "se: \(column.name)",
        estimate: errors?[index.plan][index.value] ?? .nan)
    }
  }

  /// Room for the values of one replicate.
  func makeBuffers() -> [MatrixBox] {
    plans.map { MatrixBox(rows: max($0.evaluator.valueCount, 1), columns: 1) }
  }

  /// Computes all effects; does not allocate.
  ///
  /// - Parameters:
  ///   - blocks: The blocks at a replicate's result.
  ///   - centres: The origin of the replicate's products; `nil` if it is that
  ///     of the original sample.
  ///   - buffers: The buffers from `makeBuffers`.
  func evaluate(
    _ blocks: [BlockWorkspace], centres: ProductCentres?,
    into buffers: [MatrixBox]
  ) {
    for index in plans.indices {
      plans[index].evaluator.evaluate(
        blocks, into: buffers[index].buffer, centres: centres)
    }
  }

  /// The standard errors of all effects, a list for each plan.
  ///
  /// - Parameters:
  ///   - blocks: The blocks at a result.
  ///   - covariance: The covariances of the free parameters there.
  ///   - centres: The origin of the products, as for `evaluate`.
  /// - Returns: One number for each value; `nil` where nothing is estimated.
  func standardErrors(
    _ blocks: [BlockWorkspace], _ covariance: Matrix,
    centres: ProductCentres? = nil
  ) -> [[Double?]] {
    plans.map {
      $0.evaluator.standardErrors(blocks, covariance, centres: centres)
    }
  }
}
