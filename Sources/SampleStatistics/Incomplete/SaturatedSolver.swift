package import LinearAlgebra

/// EM for unrestricted moments, accelerated by extrapolation from its last
/// steps (Anderson, 1965; for EM Henderson & Varadhan, 2019).
///
/// A step that does not raise the likelihood is undone and replaced by the
/// plain EM step, which cannot lower it. The start and the order of cases do
/// not matter beyond rounding. Owns its buffers.
package final class SaturatedSolver {
  /// The covariances: the start before `solve`, the result after it.
  package let covariance: MatrixBuffer
  /// The means.
  package let mean: MatrixBuffer

  private let statistics: PatternStatistics
  private let step: ExpectationStep
  private let scale: MatrixBuffer
  private let point: MatrixBuffer
  private let residual: MatrixBuffer
  private let previousPoint: MatrixBuffer
  private let previousResidual: MatrixBuffer
  private let pointSteps: MatrixBuffer
  private let residualSteps: MatrixBuffer
  private let normal: MatrixBuffer
  private let coefficients: MatrixBuffer

  /// From how many steps one is extrapolated.
  private static let depth = 6
  /// The largest EM step of a converged result, in standard deviations.
  private static let tolerance = 1e-10
  /// The change that counts as converged where rounding allows no smaller one.
  private static let looseTolerance = 1e-8
  private static let iterationLimit = 5000

  /// Makes a solver of some cases.
  ///
  /// - Parameters:
  ///   - statistics: The cases.
  ///   - step: Their expectation step, which others may use between solutions.
  package init(_ statistics: PatternStatistics, step: ExpectationStep) {
    self.statistics = statistics
    self.step = step
    let p = statistics.deviations.rows
    let count = MomentLayout(variableCount: p, hasMeans: true).count
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    scale = MatrixBuffer(rows: p)
    point = MatrixBuffer(rows: count)
    residual = MatrixBuffer(rows: count)
    previousPoint = MatrixBuffer(rows: count)
    previousResidual = MatrixBuffer(rows: count)
    pointSteps = MatrixBuffer(rows: count, columns: Self.depth)
    residualSteps = MatrixBuffer(rows: count, columns: Self.depth)
    normal = MatrixBuffer(rows: Self.depth, columns: Self.depth)
    coefficients = MatrixBuffer(rows: Self.depth)
  }

  /// Sets out from the available cases' means and variances.
  package func startFromAvailable() {
    mean.copy(from: statistics.origin)
    covariance.fill(0)
    for i in 0..<mean.count { covariance[i, i] = statistics.variances[i] }
  }

  /// Runs EM from the moments as they stand.
  ///
  /// - Returns: Half the mean deviance, the number of steps and whether the
  ///   criterion was met; `nil` if no step is possible.
  package func solve() -> (value: Double, iterations: Int, isConverged: Bool)? {
    for i in 0..<mean.count { scale[i] = statistics.variances[i].squareRoot() }
    pack()
    guard var value = expectation() else { return nil }
    var norm = maximize()
    var held = 0
    var next = 0
    var iterations = 1
    var best = (value: value, norm: norm)
    var sinceBest = 0
    while norm > Self.tolerance, iterations < Self.iterationLimit {
      previousPoint.copy(from: point)
      previousResidual.copy(from: residual)
      let isExtrapolated = held > 0 && extrapolate(held)
      if !isExtrapolated { addScaled(residual, by: 1, to: point) }
      iterations += 1
      var found = expectation()
      let slack = 1e-13 * max(1, abs(value))
      if isExtrapolated, found.map({ $0 > value + slack }) ?? true {
        held = 0
        next = 0
        point.copy(from: previousPoint)
        addScaled(previousResidual, by: 1, to: point)
        iterations += 1
        found = expectation()
      }
      guard let found else { return nil }
      value = found
      norm = maximize()
      for k in 0..<point.count {
        pointSteps[k, next] = point[k] - previousPoint[k]
        residualSteps[k, next] = residual[k] - previousResidual[k]
      }
      next = (next + 1) % Self.depth
      held = min(held + 1, Self.depth)
      if norm < 0.5 * best.norm || value < best.value - slack {
        best = (min(value, best.value), min(norm, best.norm))
        sinceBest = 0
      } else {
        sinceBest += 1
        if sinceBest > 20, norm <= Self.looseTolerance { break }
      }
    }
    unpack()
    return (value, iterations, norm <= Self.looseTolerance)
  }

  private func expectation() -> Double? {
    unpack()
    return step.run(statistics, sigma: covariance, mu: mean)
  }

  /// Writes the EM step into `residual`: μ⁺ = μ + δ and Σ⁺ = S* − δδᵀ.
  ///
  /// - Returns: Its largest element, in standard deviations.
  private func maximize() -> Double {
    let p = mean.count
    var norm = 0.0
    func set(_ index: Int, _ value: Double) {
      residual[index] = value
      // NaN must not pass for small.
      norm = abs(value) <= norm ? norm : abs(value)
    }
    for i in 0..<p { set(i, step.shift[i] / scale[i]) }
    var index = p
    for j in 0..<p {
      for i in j..<p {
        let made =
          step.secondMoments[i, j] - step.shift[i] * step.shift[j]
        set(index, (made - covariance[i, j]) / (scale[i] * scale[j]))
        index += 1
      }
    }
    return norm
  }

  /// Replaces the point by the extrapolation of the last steps.
  ///
  /// - Returns: False if they are dependent.
  private func extrapolate(_ held: Int) -> Bool {
    for a in 0..<Self.depth {
      for b in 0..<Self.depth { normal[a, b] = a == b ? 1 : 0 }
      coefficients[a] = 0
    }
    for a in 0..<held {
      var right = 0.0
      for k in 0..<point.count { right += residualSteps[k, a] * residual[k] }
      coefficients[a] = right
      for b in 0...a {
        var sum = 0.0
        for k in 0..<point.count {
          sum += residualSteps[k, a] * residualSteps[k, b]
        }
        normal[a, b] = sum
      }
    }
    for a in 0..<held { normal[a, a] *= 1 + 1e-12 }
    guard Cholesky.factor(normal).isFactored else { return false }
    Cholesky.solve(factor: normal, inPlace: coefficients)
    addScaled(residual, by: 1, to: point)
    for a in 0..<held {
      let gamma = coefficients[a]
      for k in 0..<point.count {
        point[k] -= gamma * (pointSteps[k, a] + residualSteps[k, a])
      }
    }
    return true
  }

  private func pack() {
    let p = mean.count
    for i in 0..<p {
      point[i] = (mean[i] - statistics.origin[i]) / scale[i]
    }
    var index = p
    for j in 0..<p {
      for i in j..<p {
        point[index] = covariance[i, j] / (scale[i] * scale[j])
        index += 1
      }
    }
  }

  private func unpack() {
    let p = mean.count
    for i in 0..<p {
      mean[i] = statistics.origin[i] + point[i] * scale[i]
    }
    var index = p
    for j in 0..<p {
      for i in j..<p {
        let value = point[index] * scale[i] * scale[j]
        covariance[i, j] = value
        covariance[j, i] = value
        index += 1
      }
    }
  }
}
