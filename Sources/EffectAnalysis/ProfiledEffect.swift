internal import LinearAlgebra
internal import MomentStructure
internal import ProfileLikelihood
internal import Specification

/// An effect in one metric, as the profile of the likelihood takes it.
struct ProfiledEffect: ProfiledQuantity {
  /// The evaluator of this effect alone.
  private let evaluator: EffectEvaluator
  /// The place of its value.
  private let place: Int
  let parameter: ParameterIndex?

  /// Takes an effect.
  ///
  /// - Parameters:
  ///   - effect: The effect's index in an evaluator.
  ///   - metric: The index of the metric.
  ///   - evaluator: The evaluator of many.
  init(_ effect: Int, metric: Int, of evaluator: EffectEvaluator) {
    let own = evaluator.alone(effect)
    self.evaluator = own
    place = EffectEvaluator.place(own.effectCount - 1, metric)
    parameter = metric == 0 ? own.onlyParameter : nil
  }

  func value(_ blocks: [BlockWorkspace], gradient: inout [Double]) -> Double? {
    let values = MatrixBuffer(rows: evaluator.valueCount)
    evaluator.evaluate(blocks, into: values)
    let jacobian = evaluator.jacobian(blocks)
    for parameter in gradient.indices {
      gradient[parameter] = jacobian[place, parameter]
    }
    return values[place].isFinite ? values[place] : nil
  }
}
