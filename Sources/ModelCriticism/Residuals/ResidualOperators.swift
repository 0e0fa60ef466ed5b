internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import MomentStructure
internal import Specification

/// A moment of a group.
enum MomentPlace: Sendable, Hashable {
  /// The mean of a variable.
  case mean(Int)
  /// The covariance of two variables.
  case covariance(Int, Int)

  /// Its place among (means, vech covariances).
  func index(order p: Int, hasMeans: Bool) -> Int {
    switch self {
    case .mean(let i): i
    case .covariance(let i, let j):
      (hasMeans ? p : 0) + Vech.index(i, j, order: p)
    }
  }
}

/// Δ, VΔ and ΓVΔ of one group, and the diagonal of Γ.
struct ResidualOperators {
  let count: Double
  /// The number of variables.
  let order: Int
  /// Whether means are among the moments.
  let hasMeans: Bool
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
  /// - Throws: `FitError` as `MomentDistribution` does.
  static func all(_ fit: Fit, _ fitter: Fitter) throws(FitError)
    -> [ResidualOperators]
  {
    try FitRules.residuals.check(
      RequestedFit(
        fit.options,
        conditionsOnExogenous: fit.model.blocks.indices.contains {
          MomentWeights.isRegressed(fit.model, $0)
        }))
    let keepsPatterns = fit.options.missing.keepsPatterns
    let distributions =
      keepsPatterns ? try MomentDistribution.all(fit, fitter) : nil
    return fit.sample.indices.map {
      ResidualOperators(fitter, $0, fit, distributions?[$0])
    }
  }

  private init(
    _ fitter: Fitter, _ index: Int, _ fit: Fit,
    _ distribution: MomentDistribution?
  ) {
    let block = fitter.objective.blocks[index]
    let structure = block.structure
    let p = structure.observedCount
    let offset = structure.hasMeans ? p : 0
    count = Double(fit.sample[index].observationCount)
    order = p
    hasMeans = structure.hasMeans
    let delta = MatrixBuffer(
      rows: structure.momentCount, columns: fitter.model.parameterCount)
    block.writeJacobian(into: delta)
    jacobian = Matrix(delta)
    if let distribution, let weight = distribution.weight {
      weighted = weight * jacobian
      spread = distribution.covariance * weighted
      gammaDiagonal = distribution.covariance.diagonal
      gamma = .dense(distribution.covariance)
      return
    }
    let s = fit.sample[index].covariance
    switch fitter.objective.discrepancies[index].weight {
    case .patterns: preconditionFailure("has a distribution")
    case .regressed: preconditionFailure("was refused")
    case .dense(let weight):
      let gamma =
        fit.sample[index].asymptoticCovariance
        ?? Matrix.identity(structure.momentCount)
      weighted = Matrix(weight.matrix) * jacobian
      spread = gamma * weighted
      gammaDiagonal = gamma.diagonal
      self.gamma = .dense(gamma)
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
            Self.diagonal(s, hasMeans: offset > 0),
            Self.diagonal($0, hasMeans: offset > 0)
          ).map { $0 - $1 }
        } ?? Self.diagonal(s, hasMeans: offset > 0)
    }
  }

  /// A column of Γ.
  ///
  /// - Parameter place: The moment: a mean, or (i, j) of the covariances.
  /// - Returns: The covariances with all moments of one case.
  func gammaColumn(_ place: MomentPlace) -> [Double] {
    switch gamma {
    case .dense(let matrix):
      return matrix.column(
        place.index(order: order, hasMeans: hasMeans))
    case .normal(let sample, let explained):
      var result: [Double] = []
      result.reserveCapacity(gammaDiagonal.count)
      func value(_ s: Matrix, _ a: Int, _ b: Int, _ i: Int, _ j: Int)
        -> Double
      {
        s[a, i] * s[b, j] + s[a, j] * s[b, i]
      }
      switch place {
      case .mean(let i):
        for a in 0..<order {
          result.append(sample[a, i] - (explained?[a, i] ?? 0))
        }
        result += [Double](repeating: 0, count: Vech.count(order: order))
      case .covariance(let i, let j):
        if hasMeans { result += [Double](repeating: 0, count: order) }
        for b in 0..<order {
          for a in b..<order {
            result.append(
              value(sample, a, b, i, j)
                - (explained.map { value($0, a, b, i, j) } ?? 0))
          }
        }
      }
      return result
    }
  }

  /// An element of Γ.
  func gammaElement(_ first: MomentPlace, _ second: MomentPlace) -> Double {
    switch gamma {
    case .dense(let matrix):
      return matrix[
        first.index(order: order, hasMeans: hasMeans),
        second.index(order: order, hasMeans: hasMeans)]
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
