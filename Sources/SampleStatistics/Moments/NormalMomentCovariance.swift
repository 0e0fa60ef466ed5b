package import LinearAlgebra

/// Γ of normal variables: the covariances of one case's moments, sᵢⱼ of means
/// and sₐᵢsᵦⱼ + sₐⱼsᵦᵢ of covariances (Browne, 1974), less the same of the part
/// that fixed exogenous variables explain.
package struct NormalMomentCovariance: Sendable {
  /// S, p × p.
  package let sample: Matrix
  /// The part of S that fixed exogenous variables explain; `nil` without them.
  package let explained: Matrix?
  /// The places of the moments.
  package let layout: MomentLayout

  /// Makes Γ of covariances.
  ///
  /// - Parameters:
  ///   - sample: S, p × p.
  ///   - fixed: The places of the fixed exogenous variables; collinear ones
  ///     explain nothing.
  ///   - layout: The places of the moments: means, if they count, and
  ///     covariances.
  package init(_ sample: Matrix, fixed: [Int], layout: MomentLayout) {
    self.sample = sample
    self.layout = layout
    explained = Self.explained(sample, by: fixed)
  }

  /// S·ₓ Sₓₓ⁻¹ Sₓ·: the part of the covariances that fixed exogenous
  /// variables explain, whose sampling variation does not count; `nil`
  /// without such variables, and if they are collinear.
  package static func explained(_ s: Matrix, by fixed: [Int]) -> Matrix? {
    guard !fixed.isEmpty,
      let inverse = s.inverse(ofBlock: fixed)
    else { return nil }
    let all = Array(0..<s.rows)
    let left = s.submatrix(rows: all, columns: fixed)
    return left * (inverse * left.transposed)
  }

  /// The diagonal: sᵢᵢ of means, sᵢᵢsⱼⱼ + sᵢⱼ² of covariances.
  package var diagonal: [Double] {
    func own(_ s: Matrix) -> [Double] {
      var result = layout.hasMeans ? s.diagonal : []
      result.reserveCapacity(layout.count)
      for j in 0..<s.columns {
        for i in j..<s.rows {
          result.append(s[i, i] * s[j, j] + s[i, j] * s[i, j])
        }
      }
      return result
    }
    return explained.map { zip(own(sample), own($0)).map { $0 - $1 } }
      ?? own(sample)
  }

  /// An element.
  package func element(_ first: Moment, _ second: Moment) -> Double {
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

  /// Γx: of means Sm, of covariances 2SAS with A the symmetric matrix of
  /// which x is a functional, so that its elements off the diagonal are halves.
  ///
  /// - Parameter x: A vector of moments.
  /// - Returns: The product.
  package func times(_ x: [Double]) -> [Double] {
    let p = layout.variableCount
    var functional = Matrix(rows: p, columns: p)
    var place = layout.covariances.lowerBound
    for j in 0..<p {
      for i in j..<p {
        let value = i == j ? x[place] : 0.5 * x[place]
        functional[i, j] = value
        functional[j, i] = value
        place += 1
      }
    }
    return times(
      functional, mean: layout.hasMeans ? Array(x[layout.means]) : [])
  }

  /// Γx of a functional of covariances and means.
  ///
  /// - Parameters:
  ///   - functional: A, p × p.
  ///   - mean: m; empty without means.
  /// - Returns: The product, in the layout's order.
  package func times(_ functional: Matrix, mean: [Double]) -> [Double] {
    var moved = 2 * (sample * functional * sample)
    var means: [Double] = []
    if layout.hasMeans {
      means = sample * mean
      if let explained {
        means = zip(means, explained * mean).map { $0 - $1 }
      }
    }
    if let explained {
      moved = moved - 2 * (explained * functional * explained)
    }
    return means + Vech.vector(moved)
  }
}
