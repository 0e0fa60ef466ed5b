internal import AsymptoticInference
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
      guard let term = fitter.objective.terms[index].momentTerm else {
        throw LatentError(
          code: .residualsNotMoments,
          message: "The model is not fitted to moments: its residuals have no "
            + "standard errors.",
          remedy: "Use raw or cor.")
      }
      let distribution =
        distributions == nil
        ? try caseDistribution(fit, term, index) : distributions?[index]
      return ResidualOperators(fitter, term, index, fit, distribution)
    }
  }

  /// Γ of complete cases of any distribution, where the fit's standard errors
  /// are robust; `nil` where they are not, and for weights that have it
  /// already.
  ///
  /// - Throws: `LatentError` if there are too many moments.
  private static func caseDistribution(
    _ fit: Fit, _ term: MomentTerm, _ index: Int
  ) throws(LatentError) -> MomentDistribution? {
    let structure = term.block.structure
    let isOrdered = structure.responses != nil
    guard
      isOrdered
        || fit.options.meat != nil && term.discrepancy.weight.product != nil
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
    _ fitter: Fitter, _ term: MomentTerm, _ index: Int, _ fit: Fit,
    _ distribution: MomentDistribution?
  ) {
    let structure = term.block.structure
    let p = structure.observedCount
    let layout = structure.layout
    self.layout = layout
    count = Double(fit.sample[index].observationCount)
    jacobian = term.block.jacobian(
      parameterCount: fitter.model.parameterCount)
    if let distribution, let weight = distribution.weight {
      weighted = weight * jacobian
      spread = distribution.covariance * weighted
      gammaDiagonal = distribution.covariance.diagonal
      gamma = .dense(distribution.covariance)
      return
    }
    let s = fit.sample[index].covariance
    let weight = term.discrepancy.weight
    if structure.responses != nil, let own = weight.residual, own.isDiagonal,
      let gamma = fit.sample[index].asymptoticCovariance
    {
      var moved = jacobian
      for column in 0..<moved.columns {
        for row in 0..<moved.rows {
          moved[row, column] *= own.elements[row, 0]
        }
      }
      weighted = moved
      spread = gamma * moved
      gammaDiagonal = gamma.diagonal
      self.gamma = .dense(gamma)
      return
    }
    guard let product = weight.product else {
      guard let own = weight.matrix(layout) else {
        preconditionFailure("has a distribution")
      }
      weighted = own * jacobian
      if fit.options.weighsByNormality {
        let normal = NormalMomentCovariance(
          s, fixed: structure.fixedExogenous, layout: layout)
        var moved = weighted
        for column in 0..<weighted.columns {
          let change = normal.times(weighted.column(column))
          for row in 0..<weighted.rows { moved[row, column] = change[row] }
        }
        spread = moved
        gammaDiagonal = normal.diagonal
        gamma = .normal(normal)
        return
      }
      let gamma =
        fit.sample[index].asymptoticCovariance
        ?? Matrix.identity(layout.count)
      spread = gamma * weighted
      gammaDiagonal = gamma.diagonal
      self.gamma = .dense(gamma)
      return
    }
    let w = Matrix(product.covariance)
    let normal = NormalMomentCovariance(
      s, fixed: structure.fixedExogenous, layout: layout)
    let given = normal.explained
    var weighted = Matrix(rows: jacobian.rows, columns: jacobian.columns)
    var spread = weighted
    for column in 0..<jacobian.columns {
      let own = jacobian.column(column)
      let change = layout.covariance(in: own)
      // As a functional on vech: off-diagonal elements count twice.
      var functional = 0.5 * (w * change * w)
      if product.doublesVariances {
        for i in 0..<p { functional[i, i] += 0.5 * change[i, i] }
      }
      var moved = 2 * (s * functional * s)
      if let given { moved = moved - 2 * (given * functional * given) }
      var row = layout.covariances.lowerBound
      for j in 0..<p {
        for i in j..<p {
          weighted[row, column] =
            (i == j ? 1 : 2) * functional[i, j]
          spread[row, column] = moved[i, j]
          row += 1
        }
      }
      if layout.hasMeans {
        let means = w * Array(own[layout.means])
        var movedMeans = s * means
        if let given {
          movedMeans = zip(movedMeans, given * means).map { $0 - $1 }
        }
        for i in layout.means {
          weighted[i, column] = means[i]
          spread[i, column] = movedMeans[i]
        }
      }
    }
    self.weighted = weighted
    if let distribution {
      self.spread = distribution.covariance * weighted
      gammaDiagonal = distribution.covariance.diagonal
      self.gamma = .dense(distribution.covariance)
      return
    }
    gamma = .normal(normal)
    self.spread = spread
    gammaDiagonal = normal.diagonal
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
