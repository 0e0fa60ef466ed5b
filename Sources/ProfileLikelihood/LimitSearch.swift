internal import Estimation
internal import LinearAlgebra
internal import ModelFit

/// Finds the limits of quantities on the surface of a fit's deviance.
final class LimitSearch {
  let surface: DevianceSurface
  private let search: ExtremeSearch
  /// The covariances of the coordinates by the deviance's curvature.
  let covariance: Matrix
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
    let starts = self.starts(side, critical: critical)
    for start in starts {
      guard
        let found = solve(
          from: start, side, .deviance(critical), ignoring: ignoring)
          ?? solveInSteps(start, side, critical: critical, ignoring: ignoring),
        side.distance(found.value) > 0
      else { continue }
      if best.map({ side.distance(found.value) > side.distance($0.value) })
        ?? true
      {
        best = found
      }
    }
    let limit =
      best.map {
        ProfileLimit(
          value: $0.value, end: .crossing, deviance: $0.deviance,
          critical: critical)
      } ?? limitAlongRatio(side, critical: critical, ignoring: ignoring)
      ?? limitAlongProfile(side, critical: critical, ignoring: ignoring)
    let other = reachAcrossInfinity(
      side, critical: critical, ignoring: ignoring)
    if let other,
      let joined = limitAcrossInfinity(
        limit, side, other, critical: critical, ignoring: ignoring)
    {
      return joined
    }
    if let value = limit.value, limit.end != .bound,
      reaches(
        beyond: value, before: other?.value, side, from: starts,
        critical: critical)
    {
      return none(.notFound, limit.deviance, critical)
    }
    return limit
  }

  /// Whether a point is known that is not rejected and lies beyond a value, so
  /// that this is not a limit: a branch that the search did not follow to its
  /// end, or a stationary point that is not an extreme.
  ///
  /// Values that a ratio has beyond infinity do not count.
  private func reaches(
    beyond value: Double, before last: Double?, _ side: ProfiledSide,
    from points: [[Double]], critical: Double
  ) -> Bool {
    guard side.function.mayBranch, active.isEmpty, inequalities.isEmpty else {
      return false
    }
    var gradient = [Double](repeating: 0, count: surface.count)
    return points.contains { point in
      guard let deviance = surface.evaluate(point), deviance <= critical,
        let other = surface.value(
          side.function, at: point, gradient: &gradient)
      else { return false }
      if let last, side.distance(other) > side.distance(last) - 1e-6 {
        return false
      }
      return side.distance(other) > side.distance(value) + 1e-6
    }
  }

  /// A limit by way of those of smaller deviances.
  private func solveInSteps(
    _ start: [Double], _ side: ProfiledSide, critical: Double,
    ignoring: Set<Int>
  ) -> ConditionalExtreme? {
    var y = start.map { 0.25 * $0 }
    var found: ConditionalExtreme?
    for share in [0.25, 0.5, 0.75, 1] {
      found = solve(
        from: y, side, .deviance(share * share * critical), ignoring: ignoring)
      guard let found else { return nil }
      y = found.y.map { (share + 0.25) / share * $0 }
    }
    return found
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

  /// The deviance of a value that the quantity can have on a side.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - side: The quantity and its side.
  /// - Returns: NaN if the way there is not found.
  func deviance(at value: Double, _ side: ProfiledSide) -> Double {
    var path = ProfilePath(self, side)
    return path.advance(to: side.distance(value))?.deviance ?? .nan
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
    if let end = naturalEnd(last, side, critical: critical) { return end }
    let isHeld = inequalities.contains {
      abs(surface.constraint($0, at: last.y).value) < 1e-7
    }
    if isHeld {
      return ProfileLimit(
        value: last.value, end: .bound, deviance: last.deviance,
        critical: critical)
    }
    guard let end = extreme(side, from: last.y), end.isStationary else {
      return none(.notFound, last.deviance, critical)
    }
    return ProfileLimit(
      value: end.value, end: .extreme, deviance: last.deviance,
      critical: critical)
  }

  /// The end of what a quantity can be by its formula, where the way along the
  /// profile has come to it: 0 of `abs()` and `sqrt()`.
  func naturalEnd(
    _ last: ConditionalExtreme, _ side: ProfiledSide, critical: Double
  ) -> ProfileLimit? {
    guard let range = side.function.naturalRange else { return nil }
    let end = side.sign < 0 ? range.lowerBound : range.upperBound
    // Beside the end of a root there is no room for differences.
    guard abs(last.value - end) <= 0.02 * side.unit else { return nil }
    return ProfileLimit(
      value: end, end: .extreme, deviance: last.deviance, critical: critical)
  }

  func none(
    _ end: ProfileLimit.End, _ deviance: Double, _ critical: Double
  ) -> ProfileLimit {
    ProfileLimit(
      value: nil, end: end, deviance: deviance, critical: critical)
  }

  /// The distance, in standard errors, beyond which a profile that stays flat
  /// has no limit.
  static let farthestDistance = 1e4

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
}
