import Optimization
import Testing

/// Linear rows that contradict each other.
struct LinearConflictTests {
  private func row(_ terms: [Int: Double], _ bound: Double, equal: Bool = false)
    -> LinearConflict.Row
  {
    let size = terms.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let places = terms.keys.sorted()
    return LinearConflict.Row(
      places: places, values: places.map { (terms[$0] ?? 0) / size },
      bound: bound / size, isEquality: equal)
  }

  /// x₁ ≥ 1, x₂ ≥ 1 and x₁ + x₂ ≤ 1, with rows that have nothing to do with
  /// it.
  @Test func theRowsAtFault() {
    let rows = [
      row([2: 1], 0), row([0: 1], 1), row([2: -1], -5), row([1: 1], 1),
      row([0: 1, 2: 1], 0), row([0: -1, 1: -1], -1), row([0: 1], 7),
    ]
    #expect(LinearConflict.find(among: rows, count: 3) == [1, 3, 5])
  }

  @Test func pointsThatMeetAll() {
    let rows = [
      row([0: 1, 1: 1], 2, equal: true), row([0: 1, 1: -1], 0, equal: true),
      row([0: 1], 1), row([1: -1], -1), row([0: 2, 1: 2], 4, equal: true),
    ]
    #expect(LinearConflict.find(among: rows, count: 2) == nil)
  }

  @Test func equationsAtFault() {
    let rows = [
      row([0: 1, 1: 1], 2, equal: true), row([0: 1, 1: 1], 3, equal: true),
    ]
    #expect(LinearConflict.find(among: rows, count: 2) == [0, 1])
  }

  /// x₁ ≤ x₂ − 1, x₂ ≤ x₃ − 1 … around a circle: all of them, and not one
  /// less.
  @Test(.timeLimit(.minutes(20)), arguments: [3, 40, 400])
  func circles(_ count: Int) {
    let rows = (0..<count).map { i in
      row([i: -1, (i + 1) % count: 1], 1)
    }
    #expect(
      LinearConflict.find(among: rows, count: count) == Array(0..<count))
    #expect(
      LinearConflict.find(among: Array(rows.dropLast()), count: count) == nil)
  }
}
