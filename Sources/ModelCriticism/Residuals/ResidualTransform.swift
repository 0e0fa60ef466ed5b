internal import LinearAlgebra

/// A linear map from residual moments to residuals on another scale.
struct ResidualTransform {
  /// The scale.
  let kind: ResidualKind
  /// The places of the moments.
  let layout: MomentLayout
  private let deviations: [Double]
  private let exogenousDeviations: [Double]
  private let correlations: Matrix

  /// Makes the map at the sample's covariances.
  ///
  /// - Parameters:
  ///   - kind: `.raw`, `.scaled` or `.correlation`.
  ///   - covariance: The sample's covariances.
  ///   - layout: The places of the moments.
  ///   - exogenous: The standard deviations of the variables that slopes belong
  ///     to.
  init(
    _ kind: ResidualKind, covariance: Matrix, layout: MomentLayout,
    exogenous: [Double] = []
  ) {
    exogenousDeviations = exogenous
    self.kind = kind
    self.layout = layout
    let p = covariance.rows
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

  /// The row of the map that belongs to a moment.
  ///
  /// A correlation moves with the covariance and with both variances:
  /// dr_ij = ds_ij / (s_i s_j) − ½ r_ij (ds_ii / s_i² + ds_jj / s_j²). That of
  /// responses moves with itself alone.
  func row(_ place: Moment) -> [(place: Moment, weight: Double)] {
    switch place {
    case .threshold: return [(place, 1)]
    case .slope(let i, let x):
      return [
        (place, kind == .raw ? 1 : exogenousDeviations[x] / deviations[i])
      ]
    case .mean(let i): return [(place, 1 / deviations[i])]
    case .covariance(let i, let j):
      let own = 1 / (deviations[i] * deviations[j])
      guard kind == .correlation else { return [(place, own)] }
      if i == j { return [] }
      let half = -0.5 * correlations[i, j]
      return [(place, own)]
        + [i, j].filter { !layout.isOrdered($0) }.map {
          (.covariance($0, $0), half / (deviations[$0] * deviations[$0]))
        }
    }
  }
}
