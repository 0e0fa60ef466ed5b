package import LinearAlgebra

/// The results of a study: a summary of each condition, made of one replicate
/// after the other in their order.
///
/// Conditions come in their order too: what the quantiles of one need is given up
/// when the next begins.
package struct MonteCarloResults: Sendable {
  /// The study.
  package let study: MonteCarloStudy
  /// The summaries of the conditions.
  package private(set) var conditions: [ConditionSummary]

  /// Makes results of no replicates.
  package init(_ study: MonteCarloStudy, _ conditions: [SimulationCondition]) {
    self.study = study
    self.conditions = conditions.map {
      ConditionSummary($0, alpha: study.alpha)
    }
  }

  /// Takes a replicate.
  ///
  /// - Parameters:
  ///   - condition: Its condition.
  ///   - value: Its numbers by their places.
  package mutating func add(
    _ condition: SimulationCondition, _ value: (Int) -> Double
  ) {
    if condition.number > 1 { conditions[condition.number - 2].close() }
    conditions[condition.number - 1].add(value)
  }

  /// Takes the replicates of a batch.
  package mutating func add(
    _ condition: SimulationCondition, count: Int, _ rows: SharedRows
  ) {
    for row in 0..<count { add(condition) { rows[row, $0] } }
  }
}
