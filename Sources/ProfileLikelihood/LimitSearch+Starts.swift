internal import LinearAlgebra

/// Where the search for a limit sets out.
extension LimitSearch {
  /// Points near the limit by the deviance's curvature at the estimates, one a
  /// branch of the quantity's level sets.
  func starts(_ side: ProfiledSide, critical: Double) -> [[Double]] {
    let origin = [Double](repeating: 0, count: surface.count)
    var gradient = origin
    guard
      surface.value(side.function, at: origin, gradient: &gradient) != nil
    else { return [] }
    let radius = side.sign * critical.squareRoot()
    let first = farthest(along: gradient, radius)
    let all =
      side.function.mayBranch
      ? branches(side, radius: radius, first) : [first]
    return all.map { scaled($0, to: critical) }
  }

  /// The point of the ellipsoid yᵀV⁻¹y = r² that is farthest along u.
  private func farthest(along u: [Double], _ radius: Double) -> [Double] {
    let size = length(u)
    guard size > 0 else { return u }
    return (covariance * u).map { radius / size * $0 }
  }

  /// The extremes of the quantity on the ellipsoid, the farthest first: from
  /// the ends of each coordinate, where the gradient points goes the next
  /// point.
  private func branches(
    _ side: ProfiledSide, radius: Double, _ first: [Double]
  ) -> [[Double]] {
    let n = surface.count
    var gradient = [Double](repeating: 0, count: n)
    func climb(_ start: [Double]) -> (y: [Double], distance: Double)? {
      var y = start
      var reached: Double?
      for _ in 0..<50 {
        guard
          let value = surface.value(side.function, at: y, gradient: &gradient)
        else { return nil }
        let distance = side.distance(value)
        if let before = reached, abs(distance - before) < 1e-4 { break }
        reached = distance
        y = farthest(along: gradient, radius)
      }
      return reached.map { (y, $0) }
    }
    var found = [climb(first)].compactMap { $0 }
    var support = [Double](repeating: 0, count: n)
    _ = surface.value(side.function, at: first, gradient: &support)
    for k in 0..<n where support[k] != 0 {
      var unit = [Double](repeating: 0, count: n)
      for sign in [-1.0, 1] {
        unit[k] = sign
        guard let end = climb(farthest(along: unit, abs(radius))) else {
          continue
        }
        if !found.contains(where: { abs($0.distance - end.distance) < 1e-2 }) {
          found.append(end)
        }
      }
    }
    let sorted = found.sorted { $0.distance > $1.distance }.prefix(3).map(\.y)
    return sorted.isEmpty ? [first] : Array(sorted)
  }

  /// A point on the same ray, where the deviance is nearer to critical.
  private func scaled(_ y: [Double], to critical: Double) -> [Double] {
    var y = y
    for _ in 0..<8 {
      if let deviance = surface.evaluate(y), deviance > 0 {
        let ratio = min(max((critical / deviance).squareRoot(), 0.5), 1.5)
        return y.map { ratio * $0 }
      }
      y = y.map { 0.6 * $0 }
    }
    return y
  }

  /// The direction in which the quantity grows by one unit, with the least
  /// deviance by the curvature at the estimates.
  func direction(_ side: ProfiledSide) -> [Double] {
    let origin = [Double](repeating: 0, count: surface.count)
    var gradient = origin
    _ = surface.value(side.function, at: origin, gradient: &gradient)
    return farthest(along: gradient, side.sign)
  }

  /// √(uᵀVu).
  func length(_ u: [Double]) -> Double {
    let moved = covariance * u
    return zip(u, moved).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
  }
}
