internal import Messages
internal import Probability

/// The least number of cases that gives a power, by samples drawn one lot after
/// the other, each where the last ones suggest.
///
/// First few samples, far apart, until a number of cases is near. Then lots at
/// two numbers whose power lies on both sides of the wanted one, twice as many
/// each time; the probit of the power is a line in √N there, whose root is the
/// number of cases. The search ends when the root's 95% interval is narrow
/// enough. Every lot depends on the seed and on earlier ones alone.
struct SampleSizeSearch {
  /// The power that is wanted.
  let power: Double
  /// Half the width of the interval as a share of the number.
  let tolerance: Double
  /// The numbers of cases that there can be.
  let range: ClosedRange<Int>
  /// The samples of the first lots.
  let firstLot: Int
  /// Draws samples: with so many cases, so many of them; `nil` to end.
  let draw: (_ cases: Int, _ count: Int) throws -> SampleTally?

  /// The number of cases with its 95% interval.
  struct Found {
    var cases: Int
    var interval: ClosedRange<Int>
    var isAtLowerEnd = false
  }

  /// The samples so far, by their numbers of cases.
  private(set) var tallies: [Int: SampleTally] = [:]

  /// The distance in probits at which lots are drawn.
  private static let offset = 0.25
  /// The distance in probits up to which samples count for the line.
  private static let window = 0.5
  /// The most samples of a search.
  private static let mostSamples = 4_000_000

  private var goal: Double { NormalDistribution.quantile(power) }

  init(
    power: Double, tolerance: Double, range: ClosedRange<Int>, firstLot: Int,
    draw: @escaping (_ cases: Int, _ count: Int) throws -> SampleTally?
  ) {
    self.power = power
    self.tolerance = tolerance
    self.range = range
    self.firstLot = firstLot
    self.draw = draw
  }

  /// Looks for the number.
  ///
  /// - Parameter start: Where to begin.
  /// - Returns: The number; `nil` where drawing ended.
  /// - Throws: `LatentError` where the range does not hold it.
  mutating func found(from start: Int) throws -> Found? {
    guard var near = try approach(from: start) else { return nil }
    if let end = near.end { return end }
    var lot = firstLot
    while true {
      let line = self.line(near: near.cases)
      let root = line?.root(of: goal)
      if let root, root.value > 0 {
        let cases = root.value * root.value
        let half = NormalDistribution.quantile(0.975) * root.error
        let width = 2 * half / root.value
        let least = Int(cases.rounded(.up))
        if width <= tolerance || total >= Self.mostSamples {
          if least > range.upperBound { throw notReached(range.upperBound) }
          let low = max(0, root.value - half)
          let high = root.value + half
          return Found(
            cases: max(least, range.lowerBound),
            interval:
              Int((low * low).rounded(.up))...Int((high * high).rounded(.up)))
        }
        near.cases = clamped(cases)
        // What the tolerance needs, from what there is.
        let needed =
          Double(total) * ((width / tolerance) * (width / tolerance) - 1)
        lot = min(2 * lot, max(firstLot / 2, Int(needed / 2 * 1.1) + 1), 50_000)
      } else {
        lot = min(2 * lot, 50_000)
        if total >= Self.mostSamples { throw notReached(near.cases) }
      }
      for side in [-1.0, 1.0] {
        let cases = place(side, near: near.cases, line)
        guard try take(cases, lot) else { return nil }
      }
    }
  }

  /// A number of cases beside one, whose power differs by the offset.
  private func place(_ side: Double, near: Int, _ line: ProbitCurve?) -> Int {
    let root = Double(near).squareRoot()
    // The probit of a z test grows by goal + z over √N from −z at 0.
    let usual = (goal + NormalDistribution.quantile(0.975)) / root
    let slope = max(line?.coefficients[1] ?? usual, 0.5 * usual)
    let move = max(-0.35 * root, min(0.35 * root, side * Self.offset / slope))
    let cases = clamped((root + move) * (root + move))
    // Small numbers are some cases apart.
    return cases == near ? clamped(Double(near) + side) : cases
  }

  /// The line of the samples near a number of cases.
  private func line(near cases: Int) -> ProbitCurve? {
    let own = points.filter {
      let tally = tallies[$0.cases] ?? SampleTally()
      return abs(tally.probit - goal) <= Self.window
        && Double($0.cases) > 0.4 * Double(cases)
        && Double($0.cases) < 2.5 * Double(cases)
    }
    return ProbitCurve(own, degree: 1)
  }

  /// The samples by their numbers of cases, ascending.
  var points: [ProbitCurve.Point] {
    tallies.sorted { $0.key < $1.key }.map {
      ProbitCurve.Point(
        cases: $0.key, rejected: $0.value.rejected, count: $0.value.count)
    }
  }

  private var total: Int { tallies.values.reduce(0) { $0 + $1.count } }

  /// Takes samples that were drawn elsewhere.
  mutating func add(_ tally: SampleTally, cases: Int) {
    tallies[cases, default: SampleTally()] += tally
  }

  private mutating func take(_ cases: Int, _ count: Int) throws -> Bool {
    guard let tally = try draw(cases, count) else { return false }
    add(tally, cases: cases)
    return true
  }

  private func clamped(_ cases: Double) -> Int {
    Int(
      min(max(cases, Double(range.lowerBound)), Double(range.upperBound))
        .rounded())
  }

  // MARK: From afar

  private struct Approach {
    var cases: Int
    var end: Found?
  }

  /// Goes to where the power is near the wanted one.
  private mutating func approach(from start: Int) throws -> Approach? {
    var cases = clamped(Double(start))
    var low: Int?
    var high: Int?
    for _ in 0..<60 {
      guard try take(cases, firstLot) else { return nil }
      let tally = tallies[cases] ?? SampleTally()
      guard tally.count > 0 else { throw noFits(cases) }
      let probit = tally.probit
      if abs(probit - goal) < 0.5 { return Approach(cases: cases) }
      if probit < goal {
        low = max(low ?? 0, cases)
      } else {
        high = min(high ?? .max, cases)
      }
      if cases == range.upperBound, probit < goal {
        if tally.interval.upperBound < power || tally.count >= 8 * firstLot {
          throw notReached(cases)
        }
        continue
      }
      if cases == range.lowerBound, probit > goal {
        if tally.interval.lowerBound > power || tally.count >= 8 * firstLot {
          return Approach(
            cases: cases,
            end: Found(
              cases: cases, interval: cases...cases, isAtLowerEnd: true))
        }
        continue
      }
      let z = NormalDistribution.quantile(0.975)
      let growth = max(probit + z, 0.2)
      var next =
        Double(cases)
        * min(max((goal + z) * (goal + z) / (growth * growth), 0.2), 5)
      if let low, let high {
        if high - low <= 1 { return Approach(cases: high) }
        // Never outside of what is known.
        if next <= Double(low) || next >= Double(high) {
          next = (Double(low) * Double(high)).squareRoot()
        }
        next = min(max(next, Double(low) + 1), Double(high) - 1)
      }
      cases = clamped(next)
    }
    return Approach(cases: cases)
  }

  private func notReached(_ cases: Int) -> LatentError {
    let tally = tallies[cases] ?? SampleTally()
    let share = NumberStyle.bounded.text
    return LatentError(
      kind: .request, code: .powerNotReached,
      message: "The power \(share(power)) is not reached with \(cases) cases, "
        + "the most that are looked at: it is \(share(tally.share)) there "
        + "(95% interval \(share(tally.interval.lowerBound)) to "
        + "\(share(tally.interval.upperBound))).",
      remedy: "Give a wider `nobs-range`, less `power`, or a larger effect.")
  }

  private func noFits(_ cases: Int) -> LatentError {
    LatentError(
      kind: .request, code: .powerNoFits,
      message: "No sample of \(cases) cases could be fitted and tested.",
      remedy: "Give a `nobs-range` of larger numbers, or look at the model.")
  }
}
