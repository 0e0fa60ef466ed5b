internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The probabilities of the cells that cases fall into, where every case has
/// limits of its own, and their derivatives by the correlation.
///
/// They follow the correlation as those of a table do (`CornerGrid`): a cell's
/// probability is that at independence and Plackett's integral of the densities
/// at its corners.
final class CaseCells {
  /// The probabilities.
  let probability: MatrixBuffer
  /// Their first derivatives.
  let first: MatrixBuffer
  /// The correlation of the probabilities.
  private var correlation = 0.0

  /// Makes room for so many cases.
  init(rows: Int) {
    probability = MatrixBuffer(rows: rows)
    first = MatrixBuffer(rows: rows)
  }

  /// The derivatives of the log-likelihood by ρ.
  ///
  /// - Parameters:
  ///   - a: A variable.
  ///   - b: Another one.
  ///   - counts: How often each row counts.
  ///   - rho: The correlation.
  ///   - isExact: Whether the probabilities are integrated from independence,
  ///     and not from those of the last call, of the same pair.
  /// - Returns: The first and the second one.
  func derivatives(
    _ a: CaseMargin, _ b: CaseMargin, _ counts: [Double], _ rho: Double,
    isExact: Bool
  ) -> (first: Double, second: Double) {
    let size = abs(rho)
    let isFar = isExact && size >= 0.925
    let steps =
      isExact
      ? Steps(
        from: 0, to: rho,
        size < 0.3 ? .six : size < 0.75 ? .twelve : .twenty)
      : Steps(from: correlation, to: rho, .five)
    let point = Point(rho)
    let distribution = BivariateNormalDistribution(correlation: rho)
    correlation = rho
    var (sum, curvature) = (0.0, 0.0)
    var isImpossible = false
    for r in 0..<counts.count where a.isObserved(r) && b.isObserved(r) {
      let corners = Corners(a, b, r)
      let (slope, second) = point.derivatives(corners)
      first[r] = slope
      var p: Double
      if isFar {
        p = distribution.rectangle(
          x: (a.lower[r], a.upper[r]), y: (b.lower[r], b.upper[r]))
      } else {
        let start =
          isExact ? a.probability[r] * b.probability[r] : probability[r]
        p = start + steps.integral(corners)
      }
      if isExact, p < 1e-6 {
        p = distribution.smallRectangle(
          x: (a.lower[r], a.upper[r]), y: (b.lower[r], b.upper[r]))
      }
      probability[r] = p
      if counts[r] == 0 { continue }
      guard p > 0 else {
        isImpossible = true
        continue
      }
      let ratio = slope / p
      sum += counts[r] * ratio
      curvature += counts[r] * (second / p - ratio * ratio)
    }
    if isImpossible { return (rho > 0 ? -.infinity : .infinity, .nan) }
    return (sum, curvature)
  }

  /// The finite corners of a case's cell: the product of the limits, half the
  /// sum of their squares, and the sign.
  private struct Corners {
    var product = SIMD4<Double>.zero
    var halfSquares = SIMD4<Double>.zero
    var sign = SIMD4<Double>.zero

    @inline(__always)
    init(_ a: CaseMargin, _ b: CaseMargin, _ row: Int) {
      let h = SIMD4(a.upper[row], a.lower[row], a.upper[row], a.lower[row])
      let k = SIMD4(b.upper[row], b.upper[row], b.lower[row], b.lower[row])
      for corner in 0..<4
      where abs(h[corner]) < .infinity && abs(k[corner]) < .infinity {
        product[corner] = h[corner] * k[corner]
        halfSquares[corner] =
          0.5 * (h[corner] * h[corner] + k[corner] * k[corner])
        sign[corner] = corner == 0 || corner == 3 ? 1 : -1
      }
    }
  }

  /// The nodes of an integral between two correlations.
  private struct Steps {
    private let sines: [Double]
    private let inverses: [Double]
    private let weights: [Double]

    init(from start: Double, to end: Double, _ rule: GaussLegendre.Rule) {
      let (lower, upper) = (Double.asin(start), Double.asin(end))
      let half = 0.5 * (upper - lower)
      let center = 0.5 * (upper + lower)
      let nodes = (0..<rule.count)
      sines = nodes.map { .sin(center + half * rule.node($0)) }
      inverses = sines.map { 1 / ((1 - $0) * (1 + $0)) }
      weights = nodes.map { half / (2 * .pi) * rule.weight($0) }
    }

    @inline(__always)
    func integral(_ corners: Corners) -> Double {
      var sum = 0.0
      for node in sines.indices {
        let exponent =
          (sines[node] * corners.product - corners.halfSquares)
          * inverses[node]
        var part = 0.0
        for corner in 0..<4 where corners.sign[corner] != 0 {
          part += corners.sign[corner] * .exp(exponent[corner])
        }
        sum += weights[node] * part
      }
      return sum
    }
  }

  /// The densities at a correlation.
  private struct Point {
    private let rho: Double
    private let inverse: Double
    private let scale: Double

    init(_ rho: Double) {
      self.rho = rho
      inverse = 1 / ((1 - rho) * (1 + rho))
      scale = inverse.squareRoot() / (2 * .pi)
    }

    /// φ₂ and ∂φ₂/∂ρ, summed over the corners.
    @inline(__always)
    func derivatives(_ corners: Corners) -> (Double, Double) {
      var (first, second) = (0.0, 0.0)
      for corner in 0..<4 where corners.sign[corner] != 0 {
        let product = corners.product[corner]
        let exponent =
          (rho * product - corners.halfSquares[corner]) * inverse
        let value = corners.sign[corner] * scale * .exp(exponent)
        first += value
        second += value * (rho + product + 2 * rho * exponent) * inverse
      }
      return (first, second)
    }
  }
}
