internal import ModelFit

/// The ends of quantities that can be infinite: ratios whose denominator may be
/// 0, as by Fieller's theorem, and logarithms.
///
/// The values of a ratio that are not rejected are an interval, all values, or
/// all but an interval: then they go on from infinity to values of the other
/// sign.
extension LimitSearch {
  /// How far a ratio goes that has passed infinity.
  struct OtherBranch {
    /// The last value of the other sign that is not rejected; 0 if none is.
    var value: Double
    /// The way there, a path along the reciprocal at each of its points.
    var paths: [ProfilePath]
    /// The reciprocal and its side.
    var side: ProfiledSide
  }

  /// The end of a quantity that may be infinite: it has all values beyond,
  /// unless the profile crosses the critical deviance on the way there.
  ///
  /// - Returns: `nil` for other quantities; an end that is not found where the
  ///   way ends before the profile is flat.
  func limitAlongRatio(
    _ side: ProfiledSide, critical: Double, ignoring: Set<Int>
  ) -> ProfileLimit? {
    let infinity = devianceOfInfinity(
      side.function.poles, critical: critical, ignoring: ignoring)
    guard let infinity else { return nil }
    var path = ProfilePath(self, side, ignoring: ignoring)
    for _ in 0..<Self.ratioSteps {
      guard let next = path.advance() else { break }
      if next.deviance >= critical { return path.crossing(at: critical) }
      if isFlat(next) || path.distance > Self.farthestDistance {
        return none(.unbounded, max(path.largestDeviance, infinity), critical)
      }
    }
    return path.last.map {
      naturalEnd($0, side, critical: critical)
        ?? none(.notFound, $0.deviance, critical)
    }
  }

  /// The part of the way to a value at which both ways to it may end.
  private static let meetingGap = 0.02

  private func isFlat(_ point: ConditionalExtreme) -> Bool {
    point.valueWeight < 1e-3 * point.deviance.squareRoot()
  }

  /// The most steps along the profile of a ratio.
  private static let ratioSteps = 100

  /// The least deviance where a quantity is infinite; `nil` if that is
  /// rejected, or the way there is not found.
  private func devianceOfInfinity(
    _ poles: [ProfiledFunction], critical: Double, ignoring: Set<Int>
  ) -> Double? {
    let least = poles.compactMap { devianceOfZero($0, ignoring: ignoring) }
      .min()
    return least.flatMap { $0 <= critical ? $0 : nil }
  }

  /// The least deviance where a quantity is 0; `nil` if the way there is not
  /// found.
  private func devianceOfZero(
    _ function: ProfiledFunction, ignoring: Set<Int>
  ) -> Double? {
    guard let up = side(function, sign: 1) else { return nil }
    guard
      let side = up.estimate > 0 ? side(function, sign: -1) : up
    else { return nil }
    var path = ProfilePath(self, side, ignoring: ignoring)
    return path.advance(to: abs(side.estimate) / side.unit)?.deviance
  }

  // MARK: Beyond infinity

  /// Follows a ratio away from 0, through infinity, to the last value of the
  /// other sign that is not rejected.
  ///
  /// - Parameters:
  ///   - side: The ratio's side where 0 lies.
  ///   - critical: The critical deviance.
  ///   - ignoring: Constraints that the search may violate.
  /// - Returns: `nil` on the other side, and where infinity is rejected or the
  ///   ratio does not change its sign there.
  func reachAcrossInfinity(
    _ side: ProfiledSide, critical: Double, ignoring: Set<Int>
  ) -> OtherBranch? {
    guard side.sign * side.estimate < 0,
      let function = side.function.reciprocal,
      devianceOfInfinity(
        side.function.denominators, critical: critical, ignoring: ignoring)
        != nil,
      let inverse = self.side(function, sign: side.sign)
    else { return nil }
    var path = ProfilePath(self, inverse, ignoring: ignoring)
    var paths: [ProfilePath] = []
    for _ in 0..<Self.ratioSteps {
      guard let next = path.advance() else { break }
      let hasPassed = next.value * inverse.estimate < 0
      if next.deviance >= critical {
        guard hasPassed, let value = path.crossing(at: critical)?.value,
          value * inverse.estimate < 0
        else { return nil }
        return OtherBranch(value: 1 / value, paths: paths, side: inverse)
      }
      paths.append(path)
      if hasPassed, isFlat(next) || path.distance > Self.farthestDistance {
        return OtherBranch(value: 0, paths: paths, side: inverse)
      }
    }
    guard let last = paths.last?.last, last.value * inverse.estimate < 0 else {
      return nil
    }
    return OtherBranch(value: 1 / last.value, paths: paths, side: inverse)
  }

  /// The end on the side of 0 where the values beyond infinity reach as far as
  /// those on this side: there is none.
  ///
  /// - Returns: `nil` where an interval between both is rejected.
  func limitAcrossInfinity(
    _ limit: ProfileLimit, _ side: ProfiledSide, _ other: OtherBranch,
    critical: Double, ignoring: Set<Int>
  ) -> ProfileLimit? {
    var path = ProfilePath(self, side, ignoring: ignoring)
    var paths: [ProfilePath] = [path]
    let end: Double
    if limit.end == .crossing, let value = limit.value {
      end = side.distance(value)
      while path.distance < end, let next = path.advance(),
        next.deviance < critical
      {
        paths.append(path)
      }
    } else if limit.end == .notFound {
      while let next = path.advance(), next.deviance < critical,
        path.distance < Self.farthestDistance
      {
        paths.append(path)
      }
      end = paths.last?.distance ?? 0
    } else {
      return nil
    }
    let reached = side.distance(other.value)
    // Both ways may end beside a value at which numerator and denominator are 0
    // together, which costs as much whatever the ratio is.
    let gap = limit.end == .notFound ? Self.meetingGap * max(1, end) : 0
    guard reached <= end + gap else { return nil }
    let ends = [paths.last?.last, other.paths.last?.last].compactMap {
      limit.end == .notFound ? $0?.deviance : nil
    }
    return none(
      .unbounded,
      greatest(paths, side, other, until: end) ?? ends.max() ?? critical,
      critical)
  }

  /// The deviance where a ratio's values on this side and those beyond infinity
  /// cost the same: the greatest of all least ones.
  private func greatest(
    _ paths: [ProfilePath], _ side: ProfiledSide, _ other: OtherBranch,
    until end: Double
  ) -> Double? {
    func deviance(_ paths: [ProfilePath], at distance: Double) -> Double? {
      guard var path = paths.last(where: { $0.distance <= distance }) else {
        return nil
      }
      return path.distance == distance
        ? path.last?.deviance : path.advance(to: distance)?.deviance
    }
    // The last value beyond infinity that was met, not a limit at 0.
    let first = other.paths.last?.last.map { 1 / $0.value } ?? other.value
    var low = side.distance(other.value == 0 ? first : other.value)
    var high = end
    guard low < high else { return nil }
    var found: Double?
    for _ in 0..<40 {
      let middle = 0.5 * (low + high)
      let value = side.estimate + side.sign * middle * side.unit
      guard let own = deviance(paths, at: middle),
        let beyond = deviance(other.paths, at: other.side.distance(1 / value))
      else { return found }
      found = max(own, beyond)
      if own < beyond { low = middle } else { high = middle }
    }
    return found
  }
}
