public import LinearAlgebra

/// The sampling covariances of the correlations of ordered variables, and of
/// covariances with continuous ones that are scaled by their standard
/// deviations.
public struct PairCovariance: Sendable {
  /// N times the covariances of the correlations, the pairs (i, j), i > j,
  /// column by column.
  public let ofCorrelations: Matrix
  /// N times the covariances of what the weights and the test are of: the same
  /// but for continuous variables, whose standard deviations are taken as
  /// known.
  public let ofCovariances: Matrix

  /// Takes covariances.
  ///
  /// - Parameters:
  ///   - ofCorrelations: Those of the correlations.
  ///   - ofCovariances: Those of scaled covariances; `nil` for the same.
  public init(ofCorrelations: Matrix, ofCovariances: Matrix? = nil) {
    self.ofCorrelations = ofCorrelations
    self.ofCovariances = ofCovariances ?? ofCorrelations
  }

  /// The weights of diagonally weighted least squares: the inverse variances.
  var diagonalWeights: [Double] {
    ofCovariances.diagonal.map { 1 / $0 }
  }
}

/// The mean and variance adjusted test of factors that least squares have found
/// (Asparouhov & Muthén, 2010), and that of no factors.
struct RobustPairTest {
  /// A χ² with what it was scaled by.
  struct Statistic {
    /// The statistic without scaling: (N − 1) Σ w (r − ρ)².
    var unscaled: Double
    /// It over the factor, plus the shift.
    var scaled: Double
    var factor: Double
    var shift: Double
  }

  /// That of the factors; `nil` without degrees of freedom.
  let model: Statistic?
  /// That of no factors.
  let baseline: Statistic

  /// Computes both; `nil` where the derivatives have fewer dimensions than
  /// parameters.
  ///
  /// - Parameters:
  ///   - loadings: Λ, of uncorrelated factors.
  ///   - correlation: The correlations.
  ///   - weights: The weights of the pairs.
  ///   - gamma: N times the covariances of the pairs.
  ///   - caseCount: The number of cases.
  ///   - degreesOfFreedom: Those of the factors.
  init?(
    _ loadings: Matrix, _ correlation: Matrix, weights: [Double],
    gamma: Matrix, caseCount: Double, degreesOfFreedom: Int
  ) {
    let p = correlation.rows
    let m = loadings.columns
    var residuals: [Double] = []
    var correlations: [Double] = []
    let common = loadings * loadings.transposed
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        correlations.append(correlation[i, j])
        residuals.append(correlation[i, j] - common[i, j])
      }
    }
    let pairs = weights.count
    // WΓ, whose trace and whose square's are those of no factors.
    var trace = 0.0
    var squares = 0.0
    for l in 0..<pairs {
      trace += weights[l] * gamma[l, l]
      for k in 0..<pairs {
        squares += weights[k] * weights[l] * gamma[k, l] * gamma[k, l]
      }
    }
    func statistic(
      _ values: [Double], _ degrees: Double, _ trace: Double, _ squares: Double
    ) -> Statistic {
      let unscaled =
        (caseCount - 1)
        * zip(values, weights).reduce(0) { $0 + $1.1 * $1.0 * $1.0 }
      let factor = (squares / degrees).squareRoot()
      let shift = degrees - trace / factor
      return Statistic(
        unscaled: unscaled, scaled: unscaled / factor + shift, factor: factor,
        shift: shift)
    }
    baseline = statistic(correlations, Double(pairs), trace, squares)
    guard degreesOfFreedom > 0 else {
      model = nil
      return
    }
    // U = W − WΔ(Δ'WΔ)⁻Δ'W. Directions of rotation, along which Δ is 0, are
    // added to Δ'WΔ: the inverse of the sum is a generalized one.
    let places = RotationPlaces(
      RotatedPoint(
        loadings: loadings, correlations: .identity(m),
        uniquenesses: [], equations: nil, isOrthogonal: true,
        isLikelihood: false))
    let delta = places.correlationDerivatives(
      RotatedPoint(
        loadings: loadings, correlations: .identity(m), uniquenesses: [],
        equations: nil, isOrthogonal: true, isLikelihood: false))
    var weighted = delta
    for l in 0..<delta.columns {
      for k in 0..<pairs { weighted[k, l] *= weights[k] }
    }
    var information = delta.transposed * weighted
    let size = information.diagonal.max() ?? 1
    for s in 0..<m {
      for r in 0..<s {
        var direction = Matrix(rows: delta.columns, columns: 1)
        for i in 0..<p {
          direction[places.loading(i, r), 0] = loadings[i, s]
          direction[places.loading(i, s), 0] = -loadings[i, r]
        }
        information =
          information + size * (direction * direction.transposed)
      }
    }
    guard let inverse = information.choleskyInverse()?.inverse else {
      return nil
    }
    let spread = gamma * weighted
    let once = inverse * (weighted.transposed * spread)
    var turned = spread
    for l in 0..<turned.columns {
      for k in 0..<pairs { turned[k, l] *= weights[k] }
    }
    let twice = inverse * (turned.transposed * spread)
    model = statistic(
      residuals, Double(degreesOfFreedom), trace - once.diagonal.reduce(0, +),
      squares - 2 * twice.diagonal.reduce(0, +)
        + traceOfProduct(once, once.transposed))
  }
}
