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

  private typealias Point = (y: [Double], distance: Double)

  private var older: Point
  private var before: Point
  private var here: Point
  private var length = 0.5

  /// Makes a way that stands at the estimates.
  init(_ search: LimitSearch, _ side: ProfiledSide, ignoring: Set<Int> = []) {
    self.search = search
    self.side = side
    self.ignoring = ignoring
    let origin = [Double](repeating: 0, count: search.surface.count)
    here = (origin, 0)
    before = (search.direction(side).map { -$0 }, -1)
    older = before
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
    older = before
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

  /// Goes back to the point before the last.
  private mutating func stepBack() {
    here = before
    before = older
    distance = here.distance
  }

  /// The limit between the last two points, of which one has a lower deviance
  /// and one a higher: by the conditions of the limit itself, or by shorter
  /// steps from the one to the other.
  func crossing(at critical: Double) -> ProfileLimit? {
    guard let last else { return nil }
    let target = critical.squareRoot()
    var high = (y: last.y, distance: distance, root: last.deviance.squareRoot())
    var low = (path: self, root: 0.0)
    low.path.stepBack()
    if low.path.distance > 0 {
      let deviance = search.surface.evaluate(low.path.here.y) ?? 0
      low.root = max(deviance, 0).squareRoot()
    }
    for _ in 0..<60 {
      let start = low.path.here
      let share = (target - low.root) / (high.root - low.root)
      let guess = zip(start.y, high.y).map { $0 + share * ($1 - $0) }
      if let found = search.solve(
        from: guess, side, .deviance(critical), ignoring: ignoring)
      {
        let reached = side.distance(found.value)
        let slack = 1e-6 * high.distance
        if reached >= start.distance - slack, reached <= high.distance + slack {
          return ProfileLimit(
            value: found.value, end: .crossing, deviance: found.deviance,
            critical: critical)
        }
      }
      var path = low.path
      path.length = 0.5 * (high.distance - start.distance)
      guard path.length > 1e-12 * high.distance, let found = path.advance()
      else { return nil }
      let root = max(found.deviance, 0).squareRoot()
      if root < target {
        low = (path, root)
      } else {
        high = (found.y, path.distance, root)
      }
    }
    return nil
  }
}
