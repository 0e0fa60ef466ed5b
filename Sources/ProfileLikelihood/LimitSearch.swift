internal import Estimation
internal import LinearAlgebra
internal import ModelFit

/// Finds the limits of quantities on the surface of a fit's deviance.
final class LimitSearch {
  let surface: DevianceSurface
  private let search: ExtremeSearch
  /// The covariances of the coordinates by the deviance's curvature.
  private let covariance: Matrix
  /// The constraints that hold with equality at the estimates.
  private let active: [Int]
  /// The inequalities, bounds among them.
  private let inequalities: [Int]

  /// Makes a search.
  ///
  /// - Parameters:
  ///   - surface: The surface.
  ///   - covariance: The covariances of the free parameters by the curvature
  ///     of the deviance.
  ///   - multipliers: Those of the estimates' constraints.
  init(_ surface: DevianceSurface, covariance: Matrix, multipliers: [Double]) {
    self.surface = surface
    search = ExtremeSearch(surface)
    self.covariance = surface.coordinateCovariance(covariance)
    let space = surface.fitter.space
    active = (0..<space.count).filter { index in
      space.isEquality(index)
        || (multipliers.indices.contains(index)
          && abs(multipliers[index]) > 1e-8)
    }
    inequalities = (0..<space.count).filter { !space.isEquality($0) }
  }

  /// A quantity's side; `nil` if nothing moves the quantity.
  func side(_ function: ProfiledFunction, sign: Double) -> ProfiledSide? {
    let origin = [Double](repeating: 0, count: surface.count)
    var gradient = origin
    guard
      let value = surface.value(function, at: origin, gradient: &gradient)
    else { return nil }
    let error = length(gradient)
    guard error > 1e-10 * max(abs(value), 1e-6), error.isFinite else {
      return nil
    }
    return ProfiledSide(
      function: function, estimate: value, unit: error, sign: sign)
  }

  /// √(uᵀVu).
  private func length(_ u: [Double]) -> Double {
    let moved = covariance * u
    return zip(u, moved).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
  }

  /// Finds a limit: the least or greatest value that the quantity has where
  /// the deviance is no more than critical.
  ///
  /// - Parameters:
  ///   - side: The quantity and its side.
  ///   - critical: The critical deviance.
  ///   - ignoring: Constraints that the search may violate.
  /// - Returns: The limit.
  func limit(
    _ side: ProfiledSide, critical: Double, ignoring: Set<Int> = []
  ) -> ProfileLimit {
    var best: ConditionalExtreme?
    for start in starts(side, critical: critical) {
      guard
        let found = solve(
          from: start, side, .deviance(critical), ignoring: ignoring),
        side.distance(found.value) > 0
      else { continue }
      if best.map({ side.distance(found.value) > side.distance($0.value) })
        ?? true
      {
        best = found
      }
    }
    if let best {
      return ProfileLimit(
        value: best.value, end: .crossing, deviance: best.deviance,
        critical: critical, theta: best.theta)
    }
    return limitAlongProfile(side, critical: critical, ignoring: ignoring)
  }

  /// An extreme with the model's inequalities: those that are violated hold
  /// with equality, those that would not hold it back are let go.
  ///
  /// - Returns: `nil` if there is none near the start.
  func solve(
    from start: [Double], _ side: ProfiledSide,
    _ condition: ConditionalExtreme.Condition, ignoring: Set<Int>
  ) -> ConditionalExtreme? {
    var active = active.filter { !ignoring.contains($0) }
    var y = start
    for _ in 0..<20 {
      guard
        let found = search.solve(from: y, side, condition, active: active)
      else { return nil }
      let violated = inequalities.filter {
        !active.contains($0) && !ignoring.contains($0)
      }.map { (index: $0, value: surface.constraint($0, at: found.y).value) }
        .min { $0.value < $1.value }
      if let violated, violated.value < -1e-9 {
        active.append(violated.index)
      } else if let place = active.indices.first(where: {
        !surface.fitter.space.isEquality(active[$0])
          && found.multipliers[$0] > 1e-9
      }) {
        active.remove(at: place)
      } else {
        return found
      }
      y = found.y
    }
    return nil
  }

  // MARK: Starting points

  /// Points near the limit by the deviance's curvature at the estimates, one a
  /// branch of the quantity's level sets.
  private func starts(_ side: ProfiledSide, critical: Double) -> [[Double]] {
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

  // MARK: Along the profile

  /// A limit found by going along the profile, from the estimate outwards:
  /// where Newton's method from afar fails, and where there is no limit.
  private func limitAlongProfile(
    _ side: ProfiledSide, critical: Double, ignoring: Set<Int>
  ) -> ProfileLimit {
    var path = ProfilePath(self, side, ignoring: ignoring)
    while let next = path.advance() {
      if next.deviance >= critical {
        return path.crossing(at: critical)
          ?? none(.notFound, next.deviance, critical)
      }
      if path.distance > Self.farthestDistance {
        return none(.unbounded, path.largestDeviance, critical)
      }
    }
    guard let last = path.last else { return none(.notFound, 0, critical) }
    let isHeld = inequalities.contains {
      abs(surface.constraint($0, at: last.y).value) < 1e-7
    }
    if isHeld {
      return ProfileLimit(
        value: last.value, end: .bound, deviance: last.deviance,
        critical: critical, theta: last.theta)
    }
    guard let end = extreme(side, from: last.y), end.isStationary else {
      return none(.notFound, last.deviance, critical)
    }
    return ProfileLimit(
      value: end.value, end: .extreme, deviance: last.deviance,
      critical: critical, theta: last.theta)
  }

  private func none(
    _ end: ProfileLimit.End, _ deviance: Double, _ critical: Double
  ) -> ProfileLimit {
    ProfileLimit(
      value: nil, end: end, deviance: deviance, critical: critical, theta: [])
  }

  /// The distance, in standard errors, beyond which a profile that stays flat
  /// has no limit.
  private static let farthestDistance = 1e4

  /// The extreme of a quantity near a point: Newton's method with a ridge.
  private func extreme(_ side: ProfiledSide, from start: [Double])
    -> (value: Double, isStationary: Bool)?
  {
    let n = surface.count
    let matrix = MatrixBuffer(rows: n, columns: n)
    let step = MatrixBuffer(rows: n)
    var y = start
    var gradient = [Double](repeating: 0, count: n)
    let scale = side.sign / side.unit
    guard
      var value = surface.value(side.function, at: y, gradient: &gradient)
    else { return nil }
    var ridge = 1e-8
    for _ in 0..<60 {
      let support = gradient.indices.filter { gradient[$0] != 0 }
      if gradient.allSatisfy({ abs(scale * $0) < 1e-9 }) { break }
      matrix.fill(0)
      guard
        surface.addCurvature(
          of: side.function, at: y, along: support, times: -scale, to: matrix)
      else { break }
      for k in 0..<n {
        matrix[k, k] += ridge
        step[k] = scale * gradient[k]
      }
      guard Cholesky.factor(matrix).isFactored else {
        ridge *= 10
        if ridge > 1e6 { break }
        continue
      }
      Cholesky.solve(factor: matrix, inPlace: step)
      let moved = (0..<n).map { y[$0] + step[$0] }
      var other = gradient
      guard
        let next = surface.value(side.function, at: moved, gradient: &other),
        scale * next >= scale * value - 1e-15
      else {
        ridge *= 10
        if ridge > 1e6 { break }
        continue
      }
      (y, value, gradient) = (moved, next, other)
    }
    let isStationary = gradient.allSatisfy { abs(scale * $0) < 1e-5 }
    return (value, isStationary)
  }

  /// The direction in which the quantity grows by one unit, with the least
  /// deviance by the curvature at the estimates.
  func direction(_ side: ProfiledSide) -> [Double] {
    let origin = [Double](repeating: 0, count: surface.count)
    var gradient = origin
    _ = surface.value(side.function, at: origin, gradient: &gradient)
    return farthest(along: gradient, side.sign)
  }
}
