internal import LinearAlgebra
internal import Probability
internal import RealModule

extension CaseMargin {
  /// Maximizes the likelihood of an ordered variable given the exogenous ones:
  /// the ordered probit model (Aitchison & Silvey, 1957), by Newton's method
  /// with the analytic Hessian.
  ///
  /// - Parameters:
  ///   - counts: How often each row counts.
  ///   - thresholds: The thresholds without exogenous variables.
  /// - Returns: Whether there is a maximum.
  func fitOrdered(counts: [Double], thresholds: [Double]) -> Bool {
    levels = thresholds
    for x in slopes.indices { slopes[x] = 0 }
    setLimits()
    if slopes.isEmpty { return true }
    let m = parameterCount
    let gradient = MatrixBuffer(rows: m)
    let hessian = MatrixBuffer(rows: m, columns: m)
    var value = logLikelihood(counts)
    for _ in 0..<100 {
      setDerivatives(counts, gradient, hessian)
      guard let inverse = Self.inverse(Matrix(hessian)) else { return false }
      let step = inverse * gradient.elements
      let size = step.reduce(0) { max($0, abs($1)) }
      let start = (levels, slopes)
      var factor = 1.0
      while true {
        for k in levels.indices {
          levels[k] = start.0[k] + factor * step[k]
        }
        for x in slopes.indices {
          slopes[x] = start.1[x] + factor * step[levels.count + x]
        }
        setLimits()
        let next = logLikelihood(counts)
        // Near the maximum rounding hides any gain.
        if next >= value || size < 1e-6 {
          value = next
          break
        }
        factor /= 2
        if factor < 1e-10 { return false }
      }
      if size <= 1e-8 { return true }
      if size > 1e6 { return false }
    }
    return false
  }

  private func logLikelihood(_ counts: [Double]) -> Double {
    var sum = 0.0
    for r in 0..<upper.rows where category(r) >= 0 && counts[r] != 0 {
      guard probability[r] > 0 else { return -.infinity }
      sum += counts[r] * .log(probability[r])
    }
    return sum
  }

  /// Computes the gradient and the negative Hessian.
  private func setDerivatives(
    _ counts: [Double], _ gradient: borrowing MatrixBuffer,
    _ hessian: borrowing MatrixBuffer
  ) {
    gradient.fill(0)
    hessian.fill(0)
    let m = parameterCount
    let high = MatrixBuffer(rows: m)
    let low = MatrixBuffer(rows: m)
    for r in 0..<upper.rows where category(r) >= 0 && counts[r] != 0 {
      let inverse = 1 / probability[r]
      let up = NormalDistribution.density(upper[r]) * inverse
      let down = -NormalDistribution.density(lower[r]) * inverse
      addScores(r, factor: counts[r], byUpper: up, byLower: down, to: gradient)
      // The limits' directions, and the second derivatives by the limits.
      high.fill(0)
      low.fill(0)
      addScores(r, factor: 1, byUpper: 1, byLower: 0, to: high)
      addScores(r, factor: 1, byUpper: 0, byLower: 1, to: low)
      let first = up == 0 ? 0 : -upper[r] * up - up * up
      let second = down == 0 ? 0 : -lower[r] * down - down * down
      let cross = -up * down
      for k in 0..<m {
        for l in 0..<m {
          hessian[k, l] -=
            counts[r]
            * (first * high[k] * high[l] + second * low[k] * low[l]
              + cross * (high[k] * low[l] + low[k] * high[l]))
        }
      }
    }
  }
}
