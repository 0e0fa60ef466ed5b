package import Estimation
package import LinearAlgebra
package import MomentStructure

/// Robust quantities of one group for a weight V without product form, and
/// for cases that weights or clusters bind: V and Γ are formed.
package struct FormedMoments {
  /// The most moments of a group for which matrices are formed: three of that
  /// order take 0.9 GB.
  package static let momentLimit = 6000

  /// V, moments × moments, symmetric.
  let weight: Matrix
  /// Γ, moments × moments.
  let gamma: Matrix
  /// Δ, moments × free parameters.
  let jacobian: Matrix

  /// VΔ.
  private var weighted: Matrix { weight * jacobian }

  /// tr(VΓ).
  var trace: Double { RobustAnalysis.traceOfProduct(weight, gamma) }

  /// ΔᵀVΓVΔ.
  var products: Matrix {
    let moved = weighted
    return moved.transposed * (gamma * moved)
  }

  /// tr((VΓ)²) and ΔᵀVΓVΓVΔ.
  var second: MomentTraces.Second {
    let product = weight * gamma
    let moved = weighted
    let spread = gamma * moved
    return MomentTraces.Second(
      trace: RobustAnalysis.traceOfProduct(product, product.transposed),
      form: spread.transposed * (weight * spread))
  }
}

extension FormedMoments {
  /// Forms the matrices of a group.
  init(_ block: BlockWorkspace, _ cases: GroupCases, weight: Matrix, count: Int)
  {
    let delta = MatrixBuffer(
      rows: block.structure.momentCount, columns: count)
    block.writeJacobian(into: delta)
    self.init(
      weight: weight,
      gamma: cases.momentCovariance(hasMeans: block.structure.hasMeans),
      jacobian: Matrix(delta))
  }
}

extension Information {
  /// The saturated model's observed information of one case at the moments
  /// that a model implies.
  ///
  /// These are the second derivatives of −log L over means, where modelled,
  /// and vech covariances. With W = Σ⁻¹, d = x̄ − μ and A = S + ddᵀ they are
  ///
  /// - W for means, (dᵀW ⊗ W)D between means and covariances,
  /// - ½Dᵀ(W ⊗ (2WAW − W))D for covariances
  ///
  /// (Magnus & Neudecker, 2019, chapter 15).
  package static func saturatedHessian(
    _ block: BlockWorkspace, _ moments: GroupMoments
  ) -> Matrix? {
    let p = block.structure.observedCount
    guard let w = Matrix(block.sigma).choleskyInverse()?.inverse else {
      return nil
    }
    var center = moments.covariance
    var deviation = [Double](repeating: 0, count: p)
    if block.structure.hasMeans {
      deviation = zip(moments.mean, block.mu.elements).map { $0 - $1 }
      for j in 0..<p {
        for i in 0..<p { center[i, j] += deviation[i] * deviation[j] }
      }
    }
    let twice = 2 * (w * center * w) - w
    return formedWeight(
      w, twice, mean: block.structure.hasMeans ? w : nil,
      cross: w * deviation)
  }

  /// The matrix of a weight over means, where modelled, and vech covariances.
  static func formedWeight(_ weight: MomentWeight, hasMeans: Bool) -> Matrix? {
    switch weight {
    case .patterns: return nil
    case .dense(let dense): return Matrix(dense.matrix)
    case .regressed(let own): return Matrix(own.ofAllMoments.matrix)
    case .kronecker(let kronecker):
      let w = Matrix(kronecker.covariance)
      let v = kronecker.sharesCovariance ? w : Matrix(kronecker.mean)
      var result = formedWeight(
        w, w, mean: hasMeans ? v : nil,
        cross: [Double](repeating: 0, count: w.rows))
      if kronecker.doublesVariances {
        let offset = hasMeans ? w.rows : 0
        for i in 0..<w.rows {
          let place = offset + Vech.index(i, i, order: w.rows)
          result[place, place] += 0.5
        }
      }
      return result
    }
  }

  /// ½Dᵀ(W ⊗ V)D over vech, made symmetric, with a block of the means and
  /// (vᵀ ⊗ W)D between both where there are means.
  static func formedWeight(
    _ w: Matrix, _ v: Matrix, mean: Matrix?, cross: [Double]
  ) -> Matrix {
    let p = w.rows
    let offset = mean == nil ? 0 : p
    let count = Vech.count(order: p) + offset
    var result = Matrix(rows: count, columns: count)
    if let mean {
      for j in 0..<p {
        for i in 0..<p { result[i, j] = mean[i, j] }
      }
    }
    var column = offset
    for l in 0..<p {
      for k in l..<p {
        // D puts vech's (k, l) at (k, l) and (l, k).
        let half = k == l ? 0.5 : 1
        for i in 0..<offset {
          let value = half * (w[i, k] * cross[l] + w[i, l] * cross[k])
          result[i, column] = value
          result[column, i] = value
        }
        var row = offset
        for j in 0..<p {
          for i in j..<p {
            let own = half * (i == j ? 0.5 : 1)
            result[row, column] =
              0.5 * own
              * (w[i, k] * v[j, l] + w[i, l] * v[j, k] + w[j, k] * v[i, l]
                + w[j, l] * v[i, k])
            row += 1
          }
        }
        column += 1
      }
    }
    return result
  }
}
