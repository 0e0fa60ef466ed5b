internal import Estimation
public import LinearAlgebra
internal import MomentStructure
internal import Specification

/// How residual moments are scaled.
public enum ResidualKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Sample minus implied moments.
  case raw
  /// Differences of correlations, and of means in the sample's standard
  /// deviations (Bollen, 1989, p. 258).
  case correlation = "cor"
  /// Divided by the standard error of the sample moment.
  case normalized
  /// Divided by the standard error of the residual itself.
  case standardized
}

/// One group's residual moments.
public struct GroupResiduals: Sendable, Hashable {
  /// The observed variables.
  public var variables: [String]
  /// The residual covariances, p × p; NaN where one has no standard error.
  public var covariance: Matrix
  /// The residual means; empty without means.
  public var mean: [Double]
}

extension Fit {
  /// The residual moments of every group.
  ///
  /// Standard errors of the sample moments are those of normal theory with
  /// the sample covariances (Jöreskog & Sörbom, 1981), or the
  /// distribution-free ones for WLS. Those of the residuals follow from the
  /// estimator's own projection, (I − P) Γ (I − P)ᵀ / N with
  /// P = Δ (ΔᵀVΔ)⁻¹ ΔᵀV (Hausman, 1978; Ogasawara, 2001). A residual that the
  /// model reproduces by construction is 0.
  ///
  /// - Parameter kind: The scaling.
  /// - Returns: One entry a group, in the groups' order.
  /// - Throws: `FitError` if the model is not identified.
  public func residuals(_ kind: ResidualKind) throws(FitError)
    -> [GroupResiduals]
  {
    if kind == .normalized || kind == .standardized,
      options.missing.isFullInformation
    {
      throw FitError(
        code: "residuals.incomplete-cases",
        message: "Residuals of incomplete cases have no standard errors in "
          + "this version.",
        remedy: "Use raw or cor.")
    }
    let errors =
      kind == .raw || kind == .correlation
      ? nil
      : try ResidualErrors(self).values(isNormalized: kind == .normalized)
    return sample.indices.map { index in
      residuals(group: index, kind, errors: errors?[index])
    }
  }

  private func residuals(
    group index: Int, _ kind: ResidualKind, errors: [Double]?
  ) -> GroupResiduals {
    let group = sample[index]
    let p = group.variables.count
    let implied = implied[index]
    let hasMeans = table.hasMeanStructure
    var covariance = group.covariance - implied.covariance
    var mean =
      hasMeans
      ? zip(group.mean ?? [], implied.mean).map { $0 - $1 } : []
    if kind == .correlation {
      let s = group.covariance.diagonal.map { $0.squareRoot() }
      let sigma = implied.covariance.diagonal.map { $0.squareRoot() }
      for j in 0..<p {
        for i in 0..<p {
          covariance[i, j] =
            i == j
            ? 0
            : group.covariance[i, j] / (s[i] * s[j])
              - implied.covariance[i, j] / (sigma[i] * sigma[j])
        }
      }
      for i in mean.indices {
        mean[i] /= s[i]
      }
    }
    if let errors {
      let offset = mean.count
      func scale(_ residual: Double, _ error: Double, _ size: Double)
        -> Double
      {
        if abs(residual) <= 1e-8 * size { return 0 }
        return error > 0 ? residual / error : .nan
      }
      for j in 0..<p {
        for i in 0..<p {
          let size =
            (group.covariance[i, i] * group.covariance[j, j]).squareRoot()
          covariance[i, j] = scale(
            covariance[i, j], errors[offset + Vech.index(i, j, order: p)],
            size)
        }
      }
      for i in mean.indices {
        let size = group.covariance[i, i].squareRoot()
        mean[i] = scale(mean[i], errors[i], size)
      }
    }
    return GroupResiduals(
      variables: group.variables, covariance: covariance, mean: mean)
  }
}

/// Standard errors of sample moments and of residuals.
private struct ResidualErrors {
  private let fit: Fit
  private let fitter: Fitter

  init(_ fit: Fit) throws(FitError) {
    self.fit = fit
    fitter = try FitAnalysis.makeFitter(
      fit.model, sample: fit.sample, options: fit.options)
    fitter.objective.theta.copy(from: fit.estimates.theta)
    _ = fitter.objective.evaluateAtTheta()
  }

  /// One array a group over (means, vech covariances).
  func values(isNormalized: Bool) throws(FitError) -> [[Double]] {
    let operators = fit.sample.indices.map { GroupOperators(fitter, $0, fit) }
    if isNormalized {
      return operators.map { group in
        group.gammaDiagonal.map { ($0 / group.count).squareRoot() }
      }
    }
    let outcome = ParameterCovariance.invert(
      Information.matrix(.expected, of: fitter), fitter: fitter,
      estimates: fit.estimates)
    guard case .covariance(let scaled) = outcome else {
      throw FitError(
        code: "model.not-identified",
        message: "Standardized residuals need an identified model.",
        remedy: "Use raw or normalized residuals.")
    }
    let inverse = ParameterCovariance.divisor(fitter) * scaled
    let total = Double(fit.observationCount)
    // ΔᵀVΓVΔ of all groups, each with its share of the cases.
    var meat = Matrix(rows: inverse.rows, columns: inverse.rows)
    for group in operators {
      let share = group.count / total
      meat =
        meat + (share * share / group.count)
        * (group.weighted.transposed * group.spread)
    }
    let bread = inverse * (meat * inverse)
    return operators.map { group in
      let left = group.jacobian * inverse
      let both = group.jacobian * bread
      return group.gammaDiagonal.indices.map { k in
        var value = group.gammaDiagonal[k] / group.count
        for a in 0..<inverse.rows {
          value -= 2 / total * left[k, a] * group.spread[k, a]
          value += both[k, a] * group.jacobian[k, a]
        }
        // What remains of a moment that the model reproduces is rounding.
        let isRounding =
          value < 1e-9 * group.gammaDiagonal[k] / group.count
        return isRounding ? 0 : value.squareRoot()
      }
    }
  }
}

/// Δ, VΔ and ΓVΔ of one group, and the diagonal of Γ.
private struct GroupOperators {
  let count: Double
  let jacobian: Matrix
  let weighted: Matrix
  let spread: Matrix
  let gammaDiagonal: [Double]

  init(_ fitter: Fitter, _ index: Int, _ fit: Fit) {
    let block = fitter.objective.blocks[index]
    let structure = block.structure
    let p = structure.observedCount
    let offset = structure.hasMeans ? p : 0
    count = Double(fit.sample[index].observationCount)
    let delta = MatrixBuffer(
      rows: structure.momentCount, columns: fitter.model.parameterCount)
    block.writeJacobian(into: delta)
    jacobian = Matrix(delta)
    let s = fit.sample[index].covariance
    switch fitter.objective.discrepancies[index].weight {
    case .patterns:
      preconditionFailure("refused before")
    case .dense(let weight):
      let gamma =
        fit.sample[index].asymptoticCovariance
        ?? Matrix.identity(structure.momentCount)
      weighted = Matrix(weight.matrix) * jacobian
      spread = gamma * weighted
      gammaDiagonal = gamma.diagonal
    case .kronecker(let weight):
      let w = Matrix(weight.covariance)
      let given = Self.explained(s, by: structure.fixedExogenous)
      var weighted = Matrix(rows: jacobian.rows, columns: jacobian.columns)
      var spread = weighted
      for column in 0..<jacobian.columns {
        let own = jacobian.column(column)
        let change = Vech.matrix(Array(own[offset...]), order: p)
        // As a functional on vech: off-diagonal elements count twice.
        var functional = 0.5 * (w * change * w)
        if weight.doublesVariances {
          for i in 0..<p { functional[i, i] += 0.5 * change[i, i] }
        }
        var moved = 2 * (s * functional * s)
        if let given { moved = moved - 2 * (given * functional * given) }
        var row = offset
        for j in 0..<p {
          for i in j..<p {
            weighted[row, column] =
              (i == j ? 1 : 2) * functional[i, j]
            spread[row, column] = moved[i, j]
            row += 1
          }
        }
        if offset > 0 {
          let means = w * Array(own[..<offset])
          var movedMeans = s * means
          if let given {
            movedMeans = zip(movedMeans, given * means).map { $0 - $1 }
          }
          for i in 0..<offset {
            weighted[i, column] = means[i]
            spread[i, column] = movedMeans[i]
          }
        }
      }
      self.weighted = weighted
      self.spread = spread
      gammaDiagonal =
        given.map {
          zip(
            Self.diagonal(s, hasMeans: offset > 0),
            Self.diagonal($0, hasMeans: offset > 0)
          ).map { $0 - $1 }
        } ?? Self.diagonal(s, hasMeans: offset > 0)
    }
  }

  /// The diagonal of normal theory's Γ: sᵢᵢ of means, sᵢᵢsⱼⱼ + sᵢⱼ² of
  /// covariances.
  private static func diagonal(_ s: Matrix, hasMeans: Bool) -> [Double] {
    var result = hasMeans ? s.diagonal : []
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
