package import LinearAlgebra
package import MomentStructure

/// The information that normal cases have on their own moments: means, where
/// modelled, and vech covariances.
package enum NormalInformation {
  /// The observed information of one case at implied moments.
  ///
  /// These are the second derivatives of −log L over means, where modelled,
  /// and vech covariances. With W = Σ⁻¹, d = x̄ − μ and A = S + ddᵀ they are
  ///
  /// - W for means, (dᵀW ⊗ W)D between means and covariances,
  /// - ½Dᵀ(W ⊗ (2WAW − W))D for covariances
  ///
  /// (Magnus & Neudecker, 2019, chapter 15).
  ///
  /// - Parameters:
  ///   - implied: Σ and μ.
  ///   - covariance: S.
  ///   - mean: x̄.
  /// - Returns: The matrix; `nil` if Σ is singular.
  package static func observed(
    at implied: MomentBuffers, covariance: Matrix, mean: [Double]
  ) -> Matrix? {
    let p = implied.layout.variableCount
    guard let w = Matrix(implied.sigma).choleskyInverse()?.inverse else {
      return nil
    }
    var center = covariance
    var deviation = [Double](repeating: 0, count: p)
    if implied.layout.hasMeans {
      deviation = zip(mean, implied.mu.elements).map { $0 - $1 }
      for j in 0..<p {
        for i in 0..<p { center[i, j] += deviation[i] * deviation[j] }
      }
    }
    let twice = 2 * (w * center * w) - w
    return matrix(
      w, twice, mean: implied.layout.hasMeans ? w : nil,
      cross: w * deviation)
  }

  /// ½Dᵀ(W ⊗ V)D over vech, made symmetric, with a block of the means and
  /// (vᵀ ⊗ W)D between both where there are means.
  ///
  /// - Parameters:
  ///   - w: W, p × p.
  ///   - v: V, p × p.
  ///   - mean: The block of the means; `nil` without means.
  ///   - cross: v, p.
  /// - Returns: The symmetric matrix, moments × moments.
  package static func matrix(
    _ w: Matrix, _ v: Matrix, mean: Matrix?, cross: [Double]
  ) -> Matrix {
    let p = w.rows
    let layout = MomentLayout(variableCount: p, hasMeans: mean != nil)
    var result = Matrix(rows: layout.count, columns: layout.count)
    if let mean {
      for j in 0..<p {
        for i in 0..<p { result[i, j] = mean[i, j] }
      }
    }
    var column = layout.covariances.lowerBound
    for l in 0..<p {
      for k in l..<p {
        // D puts vech's (k, l) at (k, l) and (l, k).
        let half = k == l ? 0.5 : 1
        for i in layout.means {
          let value = half * (w[i, k] * cross[l] + w[i, l] * cross[k])
          result[i, column] = value
          result[column, i] = value
        }
        var row = layout.covariances.lowerBound
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
