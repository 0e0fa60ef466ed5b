internal import LinearAlgebra

/// A linear map from residual moments to residuals on another scale.
struct ResidualTransform {
  /// The scale.
  let kind: ResidualKind
  /// The number of variables.
  let order: Int
  /// Whether means are among the moments.
  let hasMeans: Bool
  private let deviations: [Double]
  private let correlations: Matrix

  /// Makes the map at the sample's covariances.
  ///
  /// - Parameters:
  ///   - kind: `.raw`, `.scaled` or `.correlation`.
  ///   - covariance: The sample's covariances.
  ///   - hasMeans: Whether means are among the moments.
  init(_ kind: ResidualKind, covariance: Matrix, hasMeans: Bool) {
    self.kind = kind
    self.hasMeans = hasMeans
    let p = covariance.rows
    order = p
    deviations = covariance.diagonal.map {
      kind == .raw ? 1 : $0.squareRoot()
    }
    var correlations = Matrix(rows: p, columns: p)
    if kind == .correlation {
      for j in 0..<p {
        for i in 0..<p {
          correlations[i, j] =
            covariance[i, j] / (deviations[i] * deviations[j])
        }
      }
    }
    self.correlations = correlations
  }

  /// The moments in their order: means, then the lower triangle.
  var places: [MomentPlace] {
    var result: [MomentPlace] =
      hasMeans ? (0..<order).map { .mean($0) } : []
    for j in 0..<order {
      for i in j..<order { result.append(.covariance(i, j)) }
    }
    return result
  }

  /// The row of the map that belongs to a moment.
  ///
  /// A correlation moves with the covariance and with both variances:
  /// dr_ij = ds_ij / (s_i s_j) − ½ r_ij (ds_ii / s_i² + ds_jj / s_j²).
  func row(_ place: MomentPlace) -> [(place: MomentPlace, weight: Double)] {
    switch place {
    case .mean(let i): return [(place, 1 / deviations[i])]
    case .covariance(let i, let j):
      let own = 1 / (deviations[i] * deviations[j])
      guard kind == .correlation else { return [(place, own)] }
      if i == j { return [] }
      let half = -0.5 * correlations[i, j]
      return [
        (place, own),
        (.covariance(i, i), half / (deviations[i] * deviations[i])),
        (.covariance(j, j), half / (deviations[j] * deviations[j])),
      ]
    }
  }
}
