internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// Δ, VΔ and ΓVΔ of one group, and the diagonal of Γ.
struct ResidualOperators {
  let count: Double
  /// The places of the moments.
  let layout: MomentLayout
  let jacobian: Matrix
  let weighted: Matrix
  let spread: Matrix
  let gammaDiagonal: [Double]
  private let gamma: Gamma

  /// Γ: the covariances of the sample moments of one case.
  private enum Gamma {
    /// Every element.
    case dense(Matrix)
    /// That of normal variables.
    case normal(NormalMomentCovariance)
  }

  /// The operators of all groups.
  ///
  /// - Throws: `LatentError` as `MomentDistribution` does.
  static func all(_ fit: Fit, _ fitter: Fitter) throws(LatentError)
    -> [ResidualOperators]
  {
    try FitRules.residuals.check(
      RequestedFit(
        fit.options,
        conditionsOnExogenous: fit.model.groups.indices.contains {
          MomentWeights.isConditional(fit.model, $0)
        }, hasOrdered: fit.table.hasOrdered))
    let keepsPatterns = fit.options.missing.keepsPatterns
    let distributions =
      keepsPatterns ? try MomentDistribution.all(fit, fitter) : nil
    return try fit.sample.indices.map { index throws(LatentError) in
      guard let block = fitter.momentBlock(of: index),
        let weight = fitter.objective.terms[index].saturated?.weight(
          SaturatedChoice())
      else {
        throw LatentError(
          code: .residualsNotMoments,
          message: "The model is not fitted to moments: its residuals have no "
            + "standard errors.",
          remedy: "Use raw or cor.")
      }
      let distribution =
        distributions == nil
        ? try caseDistribution(fit, block.structure, index)
        : distributions?[index]
      return ResidualOperators(
        fit, block, weight, index, distribution,
        parameterCount: fitter.model.parameterCount)
    }
  }

  /// Γ of complete cases of any distribution, where the fit's standard errors
  /// are robust; `nil` where they are not, and for weights that have it
  /// already.
  ///
  /// - Throws: `LatentError` if there are too many moments.
  private static func caseDistribution(
    _ fit: Fit, _ structure: BlockStructure, _ index: Int
  ) throws(LatentError) -> MomentDistribution? {
    let isOrdered = structure.responses != nil
    guard
      isOrdered
        || fit.options.meat != nil
          && !fit.options.estimation.estimator.weighsByMoments
    else { return nil }
    guard structure.momentCount <= DenseMomentCovariance.momentLimit else {
      throw LatentError(
        code: .residualsTooManyMoments,
        message:
          "Robust standard errors of residuals are available for at most "
          + "\(DenseMomentCovariance.momentLimit) means and covariances.",
        remedy: "Use raw or cor"
          + (isOrdered ? "." : ", or standard errors of normal theory."))
    }
    // A first stage has its own.
    if isOrdered { return nil }
    return CaseDeviations(fit.sample[index], structure).map {
      MomentDistribution(
        weight: nil,
        covariance: $0.momentCovariance(hasMeans: structure.hasMeans))
    }
  }

  private init(
    _ fit: Fit, _ block: BlockWorkspace, _ weight: any MomentWeight,
    _ index: Int, _ distribution: MomentDistribution?, parameterCount: Int
  ) {
    let sample = fit.sample[index]
    let structure = block.structure
    layout = structure.layout
    count = Double(sample.observationCount)
    jacobian = block.jacobian(parameterCount: parameterCount)
    guard
      let weighted = distribution?.weight.map({ [jacobian] in $0 * jacobian })
        ?? weight.times(jacobian, layout)
    else { preconditionFailure("has a distribution") }
    self.weighted = weighted
    let takesCases =
      structure.responses != nil
      || fit.options.estimation.estimator.weighsByMoments
        && !fit.options.weighsByNormality
    if let covariance = distribution?.covariance
      ?? (takesCases
        ? sample.asymptoticCovariance ?? Matrix.identity(layout.count) : nil)
    {
      spread = covariance * weighted
      gammaDiagonal = covariance.diagonal
      gamma = .dense(covariance)
      return
    }
    let normal = NormalMomentCovariance(
      sample.covariance, fixed: structure.fixedExogenous, layout: layout)
    guard let moved = weight.times(jacobian, then: normal) else {
      preconditionFailure("has a distribution")
    }
    spread = moved
    gammaDiagonal = normal.diagonal
    gamma = .normal(normal)
  }

  /// A column of Γ.
  ///
  /// - Parameter place: The moment: a mean, or (i, j) of the covariances.
  /// - Returns: The covariances with all moments of one case.
  func gammaColumn(_ place: Moment) -> [Double] {
    switch gamma {
    case .dense(let matrix):
      return matrix.column(layout.index(of: place))
    case .normal(let normal):
      return layout.moments.map { normal.element($0, place) }
    }
  }

  /// An element of Γ.
  func gammaElement(_ first: Moment, _ second: Moment) -> Double {
    switch gamma {
    case .dense(let matrix):
      return matrix[
        layout.index(of: first), layout.index(of: second)]
    case .normal(let normal):
      return normal.element(first, second)
    }
  }
}
