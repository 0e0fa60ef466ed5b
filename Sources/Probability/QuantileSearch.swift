import RealModule

/// Finds quantiles of distributions on the positive half-line.
enum QuantileSearch {
  /// A tail of a distribution and its probability.
  enum Target {
    /// P(X ≤ x) is given.
    case lower(Double)
    /// P(X > x) is given.
    case upper(Double)

    /// The tail to search in: the smaller of the two.
    ///
    /// The larger says little about x. From ½ on, 1 - p is exact.
    var smaller: Target {
      switch self {
      case .lower(let p): p <= 0.5 ? self : .upper(1 - p)
      case .upper(let q): q <= 0.5 ? self : .lower(1 - q)
      }
    }

    var probability: Double {
      switch self {
      case .lower(let p), .upper(let p): p
      }
    }
  }

  /// The x whose tail has the target's probability.
  ///
  /// Newton's method for ln p as a function of ln x, in which power-law and
  /// gamma-like tails are nearly straight, inside a bracket that shrinks at
  /// every step and is halved where Newton would leave it.
  ///
  /// - Parameters:
  ///   - target: The tail and its probability; NaN if not in [0, 1].
  ///   - guess: A starting point; any positive number will do.
  ///   - tails: The two tails at a point.
  ///   - density: The density at a point.
  /// - Returns: The quantile, which may be zero or infinite.
  static func solve(
    _ target: Target, guess: Double,
    tails: (Double) -> TailProbabilities, density: (Double) -> Double
  ) -> Double {
    guard target.probability >= 0, target.probability <= 1 else { return .nan }
    let target = target.smaller
    let isLower: Bool
    switch target {
    case .lower: isLower = true
    case .upper: isLower = false
    }
    let goal = target.probability
    if goal == 0 { return isLower ? 0 : .infinity }

    var low = 0.0
    var high = Double.infinity
    var x =
      guess > 0 && guess < .greatestFiniteMagnitude
      ? max(guess, .leastNormalMagnitude) : 1
    for _ in 0..<400 {
      let tail = isLower ? tails(x).lower : tails(x).upper
      if tail.isNaN { return .nan }
      if tail == goal { return x }
      if (tail < goal) == isLower { low = x } else { high = x }
      let slope = x * density(x) / tail
      let step = (isLower ? 1 : -1) * .log(goal / tail) / slope
      let next = x * .exp(step)
      // Convergence is quadratic: the error after this step is about its
      // square.
      if abs(step) < 1e-9 { return next }
      if next > low, next < high, abs(step) < 50 {
        x = next
      } else if high == .infinity {
        x = low * 16
      } else if low == 0 {
        x = high / 256
      } else {
        x = low.squareRoot() * high.squareRoot()
      }
      if x == 0 || x == .infinity || high - low <= low.ulp { return x }
    }
    return x
  }
}
