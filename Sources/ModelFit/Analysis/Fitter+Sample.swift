internal import AsymptoticInference
package import Estimation
package import FitSettings
internal import LinearAlgebra
package import Messages
internal import ModelSyntax
internal import MomentInformation
package import MomentStructure
internal import Optimization
package import SampleStatistics
internal import Specification

extension Fitter {
  /// Makes a fitter, refusing models with more parameters than moments.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - sample: The groups' samples in the model's order.
  ///   - options: The choices, which `FitRules` accept.
  /// - Throws: `LatentError` if no fit can be made.
  package convenience init(
    _ model: CompiledModel, sample: [Sample], options: FitOptions
  ) throws(LatentError) {
    try options.estimation.requireRotation(of: model.table)
    var groups = sample
    var weights: [Matrix?] = []
    for index in groups.indices {
      weights.append(
        try MomentWeights.weight(
          groups[index], model.groups[index].block,
          isConditional: MomentWeights.isConditional(model, index),
          options: options))
      // The computed values do not depend on what a bootstrap keeps.
      if groups[index].source == .complete, !options.needsCases {
        groups[index].cases = nil
      }
    }
    if model.table.hasMeanStructure,
      sample.contains(where: { $0.mean == nil })
    {
      throw LatentError(
        code: .sampleNoMeans,
        message: "The model has intercepts, but the sample has no means.",
        remedy: "Give the means (`means`), or "
          + (model.table.conditionsOnExogenous
            ? "leave `conditional-x` out."
            : "leave means out of the model (`meanstructure: false`)."))
    }
    try self.init(
      model, options: options.estimation, sample: groups, weights: weights)
    try requireDegrees()
    try requireSolvable(options.estimation.estimator)
  }

  private func requireDegrees() throws(LatentError) {
    let nonlinear = space.functions.indices.filter {
      space.isEquality($0)
    }.count
    let parameters = space.substitution.reducedCount - nonlinear
    let moments = TestStatistic.momentCount(model)
    guard parameters <= moments else {
      let names = undetermined
      throw LatentError(
        code: .tooManyParameters,
        message: "The model is not identified: it has \(parameters) free "
          + "parameters, but the sample only \(moments) moments."
          + (names.isEmpty
            ? "" : " Not determined: \(names.joined(separator: "; "))."),
        remedy: model.table.remedyOfCrowdedBlock
          ?? "Fix or equate \(parameters - moments) or more parameters, or add "
          + "indicators.")
    }
  }

  /// The parameters that the moments leave undetermined at the starting
  /// values.
  private var undetermined: [String] {
    let start = standing(at: startingValues)
    guard start.isConverged else { return [] }
    let outcome = ParameterCovariance.invert(
      Information.matrix(.expected, of: self), fitter: self,
      estimates: start)
    guard case .singular(let parameters) = outcome else { return [] }
    return model.names(of: parameters)
  }
}

extension CompiledModel {
  /// The first dozen parameters by name.
  func names(of parameters: [Int]) -> [String] {
    let names = parameters.prefix(12).map {
      table.description(of: table.rows[rowOfParameter[$0]])
    }
    let more = parameters.count - names.count
    return more > 0 ? names + ["and \(more) more"] : names
  }
}
