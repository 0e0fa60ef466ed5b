internal import LinearAlgebra
internal import Probability

/// The share of samples that reject as a curve in √N: Φ(β₀ + β₁√N + …), fitted
/// by maximum likelihood.
///
/// The power of a z test is Φ(√N δ − z) but for its other tail, so that the
/// curve of degree 1 is its own; near one number of cases it serves every
/// test.
struct ProbitCurve: Sendable {
  /// A number of cases with what its samples did.
  struct Point: Sendable {
    var cases: Int
    var rejected: Int
    var count: Int
  }

  /// The coefficients of powers of √N − `center`.
  let coefficients: [Double]
  /// Their covariances.
  let covariance: Matrix
  private let center: Double

  /// Fits a curve by Fisher scoring; `nil` where the points do not determine it.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - degree: The degree of the polynomial.
  init?(_ points: [Point], degree: Int) {
    let points = points.filter { $0.count > 0 }
    guard Set(points.map(\.cases)).count > degree else { return nil }
    let total = points.reduce(0.0) { $0 + Double($1.count) }
    let center =
      points.reduce(0.0) {
        $0 + Double($1.count) * Double($1.cases).squareRoot()
      } / total
    let order = degree + 1
    func terms(_ cases: Int) -> [Double] {
      let x = Double(cases).squareRoot() - center
      var result = [1.0]
      for _ in 0..<degree { result.append((result.last ?? 1) * x) }
      return result
    }
    // The first step is that of least squares of the empirical probits.
    var beta = [Double](repeating: 0, count: order)
    var covariance: Matrix?
    for step in 0..<50 {
      var information = Matrix(rows: order, columns: order)
      var score = [Double](repeating: 0, count: order)
      for point in points {
        let row = terms(point.cases)
        let n = Double(point.count)
        let share = (Double(point.rejected) + 0.5) / (n + 1)
        var eta = zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 }
        if step == 0 { eta = NormalDistribution.quantile(share) }
        let p = min(max(NormalDistribution.cumulative(eta), 1e-12), 1 - 1e-12)
        let density = NormalDistribution.density(eta)
        let weight = n * density * density / (p * (1 - p))
        let own = step == 0 ? share : Double(point.rejected) / n
        let working =
          weight * (step == 0 ? eta : 0)
          + (step == 0 ? 0 : n * density * (own - p) / (p * (1 - p)))
        for i in 0..<order {
          score[i] += row[i] * working
          for j in 0..<order { information[i, j] += weight * row[i] * row[j] }
        }
      }
      guard let inverse = information.choleskyInverse()?.inverse else {
        return nil
      }
      let move = inverse * score
      covariance = inverse
      for i in 0..<order { beta[i] += move[i] }
      if step > 0, move.allSatisfy({ abs($0) < 1e-10 }) { break }
    }
    guard let covariance, beta.allSatisfy(\.isFinite) else { return nil }
    coefficients = beta
    self.covariance = covariance
    self.center = center
  }

  /// The probit of the power with N cases, and its standard error.
  func probit(_ cases: Double) -> (value: Double, error: Double) {
    let x = cases.squareRoot() - center
    var row = [1.0]
    for _ in coefficients.dropFirst() { row.append((row.last ?? 1) * x) }
    let spread = covariance * row
    return (
      zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 },
      max(0, zip(row, spread).reduce(0) { $0 + $1.0 * $1.1 }).squareRoot()
    )
  }

  /// √N at which a line has a probit, and its standard error by the delta
  /// method.
  ///
  /// - Returns: `nil` for a line that does not rise.
  func root(of probit: Double) -> (value: Double, error: Double)? {
    let slope = coefficients[1]
    guard coefficients.count == 2,
      slope > 2 * covariance[1, 1].squareRoot() * 0.5, slope > 0
    else { return nil }
    let x = (probit - coefficients[0]) / slope
    let row = [1, x]
    let spread = covariance * row
    let variance = zip(row, spread).reduce(0) { $0 + $1.0 * $1.1 }
    return (x + center, max(0, variance).squareRoot() / slope)
  }
}
