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
    /// That of normal variables with the covariances `sample`, less that of
    /// the part which fixed exogenous variables explain.
    case normal(sample: Matrix, explained: Matrix?)
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
        }))
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
      return ResidualOperators(fitter, term, index, fit, distributions?[index])
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
    guard let product = weight.product else {
      guard let own = weight.matrix(layout) else {
        preconditionFailure("has a distribution")
      }
      let gamma =
        fit.sample[index].asymptoticCovariance
        ?? Matrix.identity(layout.count)
      weighted = own * jacobian
      spread = gamma * weighted
      gammaDiagonal = gamma.diagonal
      self.gamma = .dense(gamma)
      return
    }
    let w = Matrix(product.covariance)
    let given = Self.explained(s, by: structure.fixedExogenous)
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
    gamma = .normal(sample: s, explained: given)
    self.spread = spread
    gammaDiagonal =
      given.map {
        zip(
          Self.diagonal(s, layout), Self.diagonal($0, layout)
        ).map { $0 - $1 }
      } ?? Self.diagonal(s, layout)
  }

  /// A column of Γ.
  ///
  /// - Parameter place: The moment: a mean, or (i, j) of the covariances.
  /// - Returns: The covariances with all moments of one case.
  func gammaColumn(_ place: Moment) -> [Double] {
    switch gamma {
    case .dense(let matrix):
      return matrix.column(layout.index(of: place))
    case .normal(let sample, let explained):
      var result: [Double] = []
      result.reserveCapacity(gammaDiagonal.count)
      func value(_ s: Matrix, _ a: Int, _ b: Int, _ i: Int, _ j: Int)
        -> Double
      {
        s[a, i] * s[b, j] + s[a, j] * s[b, i]
      }
      let order = layout.variableCount
      switch place {
      case .mean(let i):
        for a in 0..<order {
          result.append(sample[a, i] - (explained?[a, i] ?? 0))
        }
        result += [Double](repeating: 0, count: layout.covariances.count)
      case .covariance(let i, let j):
        result += [Double](repeating: 0, count: layout.means.count)
        for b in 0..<order {
          for a in b..<order {
            result.append(
              value(sample, a, b, i, j)
                - (explained.map { value($0, a, b, i, j) } ?? 0))
          }
        }
      case .threshold, .slope:
        preconditionFailure("no moments of normal variables")
      }
      return result
    }
  }

  /// An element of Γ.
  func gammaElement(_ first: Moment, _ second: Moment) -> Double {
    switch gamma {
    case .dense(let matrix):
      return matrix[
        layout.index(of: first), layout.index(of: second)]
    case .normal(let sample, let explained):
      switch (first, second) {
      case (.mean(let i), .mean(let j)):
        return sample[i, j] - (explained?[i, j] ?? 0)
      case (.covariance(let a, let b), .covariance(let i, let j)):
        func value(_ s: Matrix) -> Double {
          s[a, i] * s[b, j] + s[a, j] * s[b, i]
        }
        return value(sample) - (explained.map(value) ?? 0)
      default: return 0
      }
    }
  }

  /// The diagonal of normal theory's Γ: sᵢᵢ of means, sᵢᵢsⱼⱼ + sᵢⱼ² of
  /// covariances.
  private static func diagonal(_ s: Matrix, _ layout: MomentLayout)
    -> [Double]
  {
    var result = layout.hasMeans ? s.diagonal : []
    for j in 0..<s.columns {
      for i in j..<s.rows {
        result.append(s[i, i] * s[j, j] + s[i, j] * s[i, j])
      }
    }
    return result
  }

  /// S·ₓ Sₓₓ⁻¹ Sₓ·: the part of the covariances that fixed exogenous
  /// variables explain, whose sampling variation does not count; `nil`
  /// without such variables.
  private static func explained(_ s: Matrix, by fixed: [Int]) -> Matrix? {
    guard !fixed.isEmpty,
      let inverse = s.submatrix(rows: fixed, columns: fixed)
        .choleskyInverse()?.inverse
    else { return nil }
    let all = Array(0..<s.rows)
    let left = s.submatrix(rows: all, columns: fixed)
    return left * (inverse * left.transposed)
  }
}
