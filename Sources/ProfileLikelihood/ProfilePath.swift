internal import ModelFit

/// The way along a profile, from the estimates outwards: the points of least
/// deviance at growing distances of a quantity.
struct ProfilePath {
  private let search: LimitSearch
  private let side: ProfiledSide
  private let ignoring: Set<Int>
  /// The last point; `nil` at the estimates.
  private(set) var last: ConditionalExtreme?
  /// The last distance, in units of the quantity.
  private(set) var distance = 0.0
  /// The largest deviance met.
  private(set) var largestDeviance = 0.0

  private var before: (y: [Double], distance: Double)
  private var here: (y: [Double], distance: Double)
  private var length = 0.5

  /// Makes a way that stands at the estimates.
  init(_ search: LimitSearch, _ side: ProfiledSide, ignoring: Set<Int> = []) {
    self.search = search
    self.side = side
    self.ignoring = ignoring
    let origin = [Double](repeating: 0, count: search.surface.count)
    here = (origin, 0)
    before = (search.direction(side).map { -$0 }, -1)
  }

  /// Goes a step on, as long as it leads to a point, or half of it, and so on.
  ///
  /// - Returns: The next point; `nil` if no step leads on.
  mutating func advance() -> ConditionalExtreme? {
    while length > 1e-9 * max(1, distance) {
      let next = distance + length
      if let found = point(at: next) {
        take(found, next)
        length = min(1.6 * length, max(1, 0.5 * distance))
        return found
      }
      length *= 0.5
    }
    return nil
  }

  /// Goes to a distance, in as many steps as that takes.
  mutating func advance(to end: Double) -> ConditionalExtreme? {
    while length > 1e-9 * max(1, distance) {
      let next = min(end, distance + length)
      if let found = point(at: next) {
        take(found, next)
        if next == end { return found }
        length = min(2 * length, max(1, 0.5 * distance))
      } else {
        length *= 0.5
      }
    }
    return nil
  }

  private mutating func take(_ found: ConditionalExtreme, _ next: Double) {
    before = here
    here = (found.y, next)
    distance = next
    last = found
    largestDeviance = max(largestDeviance, found.deviance)
  }

  /// The point at a distance, sought on the straight line through the last two.
  private func point(at distance: Double) -> ConditionalExtreme? {
    let span = here.distance - before.distance
    let ratio = (distance - here.distance) / span
    let guess = zip(here.y, before.y).map { $0 + ratio * ($0 - $1) }
    return search.solve(
      from: guess, side, .distance(distance), ignoring: ignoring)
  }

  /// The limit between the last two points, of which one has a lower deviance
  /// and one a higher: by the conditions of the limit itself, or by halving the
  /// distance between.
  func crossing(at critical: Double) -> ProfileLimit? {
    var low = (distance: before.distance, root: 0.0, y: before.y)
    if before.distance <= 0 {
      low = (0, 0, [Double](repeating: 0, count: before.y.count))
    } else if let deviance = search.surface.evaluate(before.y) {
      low.root = max(deviance, 0).squareRoot()
    }
    guard let last else { return nil }
    var high = (distance: distance, root: last.deviance.squareRoot(), y: last.y)
    let target = critical.squareRoot()
    for _ in 0..<100 {
      let share = (target - low.root) / (high.root - low.root)
      let guess = zip(low.y, high.y).map { $0 + share * ($1 - $0) }
      if let found = search.solve(
        from: guess, side, .deviance(critical), ignoring: ignoring)
      {
        let reached = side.distance(found.value)
        let slack = 1e-6 * high.distance
        if reached >= low.distance - slack, reached <= high.distance + slack {
          return ProfileLimit(
            value: found.value, end: .crossing, deviance: found.deviance,
            critical: critical, theta: found.theta)
        }
      }
      let middle = 0.5 * (low.distance + high.distance)
      guard
        let found = search.solve(
          from: zip(low.y, high.y).map { 0.5 * ($0 + $1) }, side,
          .distance(middle), ignoring: ignoring)
      else { return nil }
      let root = max(found.deviance, 0).squareRoot()
      if root < target {
        low = (middle, root, found.y)
      } else {
        high = (middle, root, found.y)
      }
      if high.distance - low.distance < 1e-12 * high.distance { return nil }
    }
    return nil
  }
}
