internal import LinearAlgebra

/// The points from which the search for a limit starts.
extension LimitSearch {
  /// Points near the limit by the deviance's curvature at the estimates, one
  /// for each branch of the quantity's level sets.
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

  /// The extremes of the quantity on the ellipsoid, the farthest first: where
  /// the way up ends from each end of each coordinate.
  private func branches(
    _ side: ProfiledSide, radius: Double, _ first: [Double]
  ) -> [[Double]] {
    let n = surface.count
    let origin = [Double](repeating: 0, count: n)
    var slope = origin
    _ = surface.value(side.function, at: origin, gradient: &slope)
    var support = origin
    _ = surface.value(side.function, at: first, gradient: &support)
    let sign = radius < 0 ? -1.0 : 1
    var duals = [slope.map { sign * $0 }]
    for k in 0..<n where support[k] != 0 {
      var unit = origin
      for end in [-1.0, 1] {
        unit[k] = end
        duals.append(unit)
      }
    }
    var found: [(y: [Double], distance: Double)] = []
    for dual in duals {
      guard let end = climb(side, from: dual, abs(radius)) else { continue }
      // Extremes that differ may lie at the same distance.
      let isKnown = found.contains { other in
        abs(other.distance - end.distance) < 1e-2
          && zip(other.y, end.y).allSatisfy {
            abs($0 - $1) < 0.1 * abs(radius)
          }
      }
      if !isKnown { found.append(end) }
    }
    let sorted = found.sorted { $0.distance > $1.distance }
      .prefix(Self.branchLimit).map(\.y)
    return sorted.isEmpty ? [first] : Array(sorted)
  }

  /// The most branches that are searched.
  private static let branchLimit = 4

  /// Climbs on the ellipsoid to an extreme of a quantity, and never down.
  ///
  /// - Parameters:
  ///   - side: The quantity and its side.
  ///   - dual: u of the point V u of the ellipsoid where the way begins.
  ///   - radius: The ellipsoid's.
  /// - Returns: The extreme and its distance; `nil` where the quantity has no
  ///   value.
  private func climb(
    _ side: ProfiledSide, from dual: [Double], _ radius: Double
  )
    -> (y: [Double], distance: Double)?
  {
    var gradient = [Double](repeating: 0, count: surface.count)
    /// u of length 1; `nil` for a direction that is none.
    func normed(_ u: [Double]) -> [Double]? {
      let size = length(u)
      return size > 0 ? u.map { $0 / size } : nil
    }
    guard var here = normed(dual) else { return nil }
    var y = farthest(along: here, radius)
    guard
      var value = surface.value(side.function, at: y, gradient: &gradient)
    else { return nil }
    for _ in 0..<50 {
      guard let ahead = normed(gradient.map { side.sign * $0 }) else { break }
      var share = 1.0
      var gained = 0.0
      while share > 0.01 {
        // On the way that the gradient shows, as far as the quantity grows.
        if let next = normed(
          zip(here, ahead).map { (1 - share) * $0 + share * $1 })
        {
          let moved = farthest(along: next, radius)
          if let reached = surface.value(
            side.function, at: moved, gradient: &gradient)
          {
            let gain = side.distance(reached) - side.distance(value)
            if gain > 0 {
              (here, y, value, gained) = (next, moved, reached, gain)
              break
            }
          }
        }
        share *= 0.5
      }
      if gained < 1e-4 { break }
    }
    return (y, side.distance(value))
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
