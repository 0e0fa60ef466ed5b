import RealModule

extension NoncentralChiSquareDistribution {
  /// The noncentrality λ for which P(X ≤ x) = p.
  ///
  /// The limits of the RMSEA's interval of Browne & Cudeck (1993) are such
  /// values. P falls as λ grows, with ∂P/∂λ = -g(x), g the density with two
  /// more degrees of freedom: Johnson, Kotz & Balakrishnan (1995), chapter 29.
  ///
  /// - Parameters:
  ///   - p: The probability, in (0, 1).
  ///   - x: The point, finite.
  ///   - degreesOfFreedom: The degrees of freedom, positive.
  /// - Returns: λ; zero where even λ = 0 gives P(X ≤ x) ≤ p; NaN outside the
  ///   domain.
  public static func noncentrality(
    cumulative p: Double, at x: Double, degreesOfFreedom: Double
  ) -> Double {
    guard p > 0, p < 1, x.isFinite else { return .nan }
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return .nan }
    let useLower = p <= 0.5
    let goal = useLower ? p : 1 - p

    /// The logarithm of the smaller tail over its goal.
    func excess(_ lambda: Double) -> (value: Double, tail: Double) {
      let distribution = NoncentralChiSquareDistribution(
        degreesOfFreedom: degreesOfFreedom, noncentrality: lambda)
      let tail =
        useLower ? distribution.cumulative(x) : distribution.upperTail(x)
      // Signed so that it falls as λ grows.
      let logRatio = Double.log(tail / goal)
      return (useLower ? logRatio : -logRatio, tail)
    }

    guard excess(0).value > 0 else { return 0 }
    var low = 0.0
    var high = Double.infinity
    // The normal approximation: x is z standard deviations from the mean.
    let z = NormalDistribution.quantile(p)
    var lambda = max(
      x - degreesOfFreedom
        - z * (4 * x + 2 * degreesOfFreedom).squareRoot(), 0.1 * x)
    for _ in 0..<400 {
      let (value, tail) = excess(lambda)
      if value == 0 { return lambda }
      if value > 0 { low = lambda } else { high = lambda }
      let slope =
        NoncentralChiSquareDistribution(
          degreesOfFreedom: degreesOfFreedom + 2, noncentrality: lambda
        ).density(x) / tail
      let step = value / slope
      let next = lambda + step
      // Convergence is quadratic: the error after this step is about its
      // square.
      if abs(step) < 1e-9 * lambda { return next }
      if next > low, next < high {
        lambda = next
      } else {
        lambda = high == .infinity ? 2 * lambda + 1 : 0.5 * (low + high)
      }
      if high - low <= low.ulp { return lambda }
    }
    return lambda
  }
}
