internal import Estimation
internal import LinearAlgebra
internal import ModelFit
internal import Optimization
internal import Probability

/// The critical deviances of a parameter with a bound of its own (Wu & Neale,
/// 2012; Pritikin, Rappaport & Neale, 2017): beside a bound, signed roots of
/// deviances are no longer normal, since estimates stop at it.
struct BoundedParameter {
  /// The bound.
  let value: Double
  /// Whether the parameter stays above it.
  let isLower: Bool
  /// The constraints that stand for the parameter's bounds.
  let constraints: Set<Int>

  /// The bound of a parameter that is nearest to the estimate; `nil` without
  /// any.
  init?(_ parameter: Int, estimate: Double, space: ParameterSpace) {
    let equals = space.equals(of: parameter)
    let own = space.limits.filter { equals.contains($0.parameter) }
    guard
      let nearest = own.min(by: {
        abs($0.value - estimate) < abs($1.value - estimate)
      })
    else { return nil }
    value = nearest.value
    var theta = [Double](repeating: 0, count: space.substitution.fullCount)
    theta[nearest.parameter] = nearest.value
    isLower =
      space.evaluateFull(nearest.constraint, at: theta)
      .gradient[nearest.parameter] > 0
    constraints = Set(own.map(\.constraint))
  }

  /// Whether a side of the interval is the one of the bound.
  func isNear(_ sign: Double) -> Bool { isLower == (sign < 0) }

  /// The critical root of the deviance at the side of the bound.
  ///
  /// - Parameters:
  ///   - root: The root of the deviance with the parameter on its bound.
  ///   - alpha: One less the level.
  /// - Returns: The critical root; `nil` if the interval ends at the bound.
  static func criticalBeside(root: Double, alpha: Double) -> Double? {
    let one = NormalDistribution.upperQuantile(alpha)
    let two = NormalDistribution.upperQuantile(0.5 * alpha)
    if root < one { return nil }
    if two <= 0.5 * root { return two }
    return falling(from: max(0.5 * root, one), to: min(root, two)) { d in
      let rest = max(root - d, 0.001 * d * d)
      return NormalDistribution.upperTail(d)
        + NormalDistribution.upperTail(
          0.5 * (root - d) + d * d / (2 * rest)) - alpha
    }
  }

  /// The critical root at the other side, where the estimate is on its bound.
  ///
  /// - Parameters:
  ///   - gain: The deviance that the bound costs.
  ///   - alpha: One less the level.
  /// - Returns: The critical root of the deviance from the bounded estimates.
  static func criticalAway(gain: Double, alpha: Double) -> Double {
    falling(
      from: NormalDistribution.upperQuantile(alpha),
      to: NormalDistribution.upperQuantile(0.5 * alpha)
    ) { d in
      NormalDistribution.upperTail(d)
        + NormalDistribution.upperTail((d * d + gain).squareRoot()) - alpha
    }
  }

  /// The zero of a decreasing function, by halving.
  private static func falling(
    from low: Double, to high: Double, _ function: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<200 where high > low {
      let middle = 0.5 * (low + high)
      if middle == low || middle == high { break }
      if function(middle) > 0 { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}

extension LimitSearch {
  /// The limit of a parameter on a side, beside its bounds.
  ///
  /// - Parameters:
  ///   - side: The parameter and the side.
  ///   - bound: Its nearest bound.
  ///   - alpha: One less the level.
  ///   - factor: What deviances are divided by before they are compared.
  /// - Returns: The limit.
  func limit(
    _ side: ProfiledSide, beside bound: BoundedParameter, alpha: Double,
    factor: Double
  ) -> ProfileLimit {
    let usual = NormalDistribution.upperQuantile(0.5 * alpha)
    let reach = abs(bound.value - side.estimate)
    let isOnBound = reach <= 1e-8 * max(1, abs(bound.value))
    var critical = usual
    if bound.isNear(side.sign) {
      let atBound: ConditionalExtreme?
      if isOnBound {
        atBound = nil
      } else {
        var path = ProfilePath(self, side, ignoring: bound.constraints)
        atBound = path.advance(to: reach / side.unit)
      }
      let deviance = isOnBound ? 0 : atBound?.deviance ?? .infinity
      guard
        let root = BoundedParameter.criticalBeside(
          root: (max(deviance, 0) / factor).squareRoot(), alpha: alpha)
      else {
        return ProfileLimit(
          value: bound.value, end: .bound, deviance: deviance,
          critical: factor * usual * usual)
      }
      critical = root
    } else if isOnBound, let gain = gainWithoutBounds {
      critical = BoundedParameter.criticalAway(
        gain: gain / factor, alpha: alpha)
    }
    return limit(
      side, critical: factor * critical * critical, ignoring: bound.constraints)
  }

  /// The amount by which the deviance is lower without any bounds; `nil` if a
  /// search without them does not end.
  private var gainWithoutBounds: Double? {
    let space = surface.fitter.space
    guard space.functions.isEmpty else { return nil }
    let solver = NewtonSolver(count: surface.count)
    solver.point.copy(from: surface.origin)
    let result = solver.minimize(surface.fitter.objective)
    guard result.status == .converged else { return nil }
    return max(0, surface.deviance(ofObjective: result.value) * -1)
  }
}
