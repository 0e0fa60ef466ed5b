package import LinearAlgebra
package import Messages

/// The correlations of normal variables whose polynomials have given ones (Vale
/// & Maurelli, 1983, equation 11).
package enum IntermediateCorrelations {
  /// The correlation of two normal variables.
  ///
  /// - Parameters:
  ///   - correlation: That of their polynomials.
  ///   - first: The polynomial of the one.
  ///   - second: The polynomial of the other.
  /// - Returns: The root of the cubic equation that is nearest to the
  ///   correlation, within −1 and 1; `nil` if there is none.
  package static func correlation(
    _ correlation: Double, _ first: FleishmanPolynomial,
    _ second: FleishmanPolynomial
  ) -> Double? {
    let linear =
      first.b * second.b + 3 * first.b * second.d + 3 * first.d * second.b
      + 9 * first.d * second.d
    let square = 2 * first.c * second.c
    let cube = 6 * first.d * second.d
    func remainder(_ r: Double) -> Double {
      ((cube * r + square) * r + linear) * r - correlation
    }
    // The roots between points where the sign changes, the nearest one first.
    let steps = 400
    var best: Double?
    for step in 0..<steps {
      let low = -1 + 2 * Double(step) / Double(steps)
      let high = -1 + 2 * Double(step + 1) / Double(steps)
      let (below, above) = (remainder(low), remainder(high))
      guard below * above <= 0 else { continue }
      let root = bisected(low, high, remainder)
      if best.map({ abs(root - correlation) < abs($0 - correlation) }) ?? true {
        best = root
      }
    }
    return best
  }

  private static func bisected(
    _ low: Double, _ high: Double, _ value: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    if value(low) == 0 { return low }
    if value(high) == 0 { return high }
    let isRising = value(low) < 0
    while true {
      let middle = 0.5 * (low + high)
      if middle <= low || middle >= high { return middle }
      if (value(middle) < 0) == isRising { low = middle } else { high = middle }
    }
  }

  /// The correlations of all variables of a group.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - polynomials: The polynomial of each variable.
  /// - Returns: The matrix, p × p.
  /// - Throws: `LatentError` naming variables that cannot be correlated so much,
  ///   or so as all the others.
  package static func matrix(
    _ group: PopulationGroup, _ polynomials: [FleishmanPolynomial]
  ) throws(LatentError) -> Matrix {
    let p = group.variables.count
    var result = Matrix.identity(p)
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        let target =
          group.covariance[i, j] / (group.deviation(i) * group.deviation(j))
        guard
          let own = correlation(target, polynomials[i], polynomials[j])
        else {
          throw LatentError(
            code: .populationShape,
            message: "Variables of the shapes of \(group.variables[i]) and "
              + "\(group.variables[j]) cannot have the correlation "
              + "\(NumberStyle.fixed(target, 3)).",
            remedy: "Give shapes that are more alike, or a weaker "
              + "correlation.")
        }
        result[i, j] = own
        result[j, i] = own
      }
    }
    let factor = MatrixBuffer(result)
    if case .notPositiveDefinite(let pivot) = Cholesky.factor(factor) {
      throw LatentError(
        code: .populationShape,
        message: "The intermediate correlations of Vale and Maurelli are not "
          + "positive definite at \(group.variables[pivot]).",
        remedy: "Give shapes nearer to the normal one, or "
          + "`distribution: independent`.")
    }
    return result
  }
}
