internal import LinearAlgebra
internal import MomentStructure

/// Bartlett's weights of the equations for each factor: M⁻¹ Λᵀ Σ⁻¹ with
/// M = Λᵀ Σ⁻¹ Λ (Bartlett, 1937).
///
/// Factors with equations of their own are scored first, together; then those
/// that only factors measure, one order after the other, by composed loadings.
struct BartlettWeights {
  /// The weights, true latent variables × equations; zero without a score.
  private(set) var weights: Matrix
  /// The variances of the factors around their scores, M⁻¹ − E.
  private(set) var errorVariances: [Double]
  /// The factors that have a score.
  private(set) var isDefined: [Bool]

  /// Works out weights; `nil` if the covariances of the equations' left sides
  /// are not positive definite.
  ///
  /// - Parameters:
  ///   - block: A block at the estimates.
  ///   - equations: The equations of what is observed.
  ///   - covariance: E of the true latent variables.
  ///   - indicators: The latent indicators of each of them.
  init?(
    _ block: BlockWorkspace, _ equations: MeasurementEquations,
    covariance: Matrix, indicators: [[Int]]
  ) {
    let lambda = equations.loadings
    let rows = Array(0..<lambda.rows)
    weights = Matrix(rows: lambda.columns, columns: lambda.rows)
    errorVariances = [Double](repeating: 0, count: lambda.columns)
    isDefined = [Bool](repeating: false, count: lambda.columns)
    let active = (0..<lambda.columns).filter { factor in
      rows.contains { lambda[$0, factor] != 0 }
    }
    guard
      add(
        active, lambda.submatrix(rows: rows, columns: active),
        equations.residuals, covariance)
    else { return nil }
    var through: Set<Int> = []
    var waiting = (0..<lambda.columns).filter {
      !active.contains($0) && !indicators[$0].isEmpty
    }
    while true {
      let order = waiting.filter { factor in
        indicators[factor].allSatisfy { !waiting.contains($0) }
      }
      if order.isEmpty { break }
      for factor in order { through.formUnion(indicators[factor]) }
      waiting.removeAll { order.contains($0) }
      guard
        let composed = ComposedLoadings(
          block, through: through.sorted(), direct: lambda,
          residuals: equations.residuals)
      else { continue }
      guard
        add(
          composed.factors, composed.loadings, composed.residuals, covariance)
      else { return nil }
    }
  }

  /// Scores the factors that have no score yet by equations for some factors.
  ///
  /// - Returns: False if the covariances of the left sides are not positive
  ///   definite; true without a score where loadings do not tell factors apart.
  private mutating func add(
    _ factors: [Int], _ loadings: Matrix, _ residuals: Matrix,
    _ covariance: Matrix
  ) -> Bool {
    let inner = covariance.submatrix(rows: factors, columns: factors)
    let total = loadings * (inner * loadings.transposed) + residuals
    guard let inverse = total.choleskyInverse()?.inverse else { return false }
    let projected = loadings.transposed * inverse
    guard let solved = Self.inverse(projected * loadings) else { return true }
    let part = solved * projected
    for (i, factor) in factors.enumerated() where !isDefined[factor] {
      isDefined[factor] = true
      for j in 0..<loadings.rows { weights[factor, j] = part[i, j] }
      errorVariances[factor] = solved[i, i] - covariance[factor, factor]
    }
    return true
  }

  /// The inverse after scaling to a unit diagonal; `nil` if the loadings do
  /// not tell the factors apart.
  private static func inverse(_ form: Matrix) -> Matrix? {
    let n = form.rows
    if n == 0 { return form }
    let scale = form.diagonal.map { 1 / $0.squareRoot() }
    let factor = MatrixBuffer(form)
    scaleBoth(factor, by: scale)
    guard Cholesky.factor(factor).isFactored else { return nil }
    for i in 0..<n where factor[i, i] < 1e-6 { return nil }
    let result = MatrixBuffer(rows: n, columns: n)
    Cholesky.inverse(fromFactor: factor, into: result)
    scaleBoth(result, by: scale)
    return Matrix(result)
  }
}
