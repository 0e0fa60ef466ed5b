internal import Messages

/// Samples by their numbers of cases: every call goes on where the last one of
/// that number ended.
final class SampleSource {
  private let isStopped: () -> Bool
  private let lot: Int
  private let make: (Int) throws -> (Range<Int>) -> SampleTally
  private var next: [Int: Int] = [:]
  private var last: (cases: Int, draw: (Range<Int>) -> SampleTally)?
  /// All samples so far.
  private(set) var drawn = SampleTally()
  /// Told how many samples there are.
  var told: (Int) -> Void = { _ in }

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - isStopped: Whether to end.
  ///   - lot: The samples after which it is asked.
  ///   - make: Makes the draws of a number of cases.
  init(
    isStopped: @escaping () -> Bool, lot: Int,
    make: @escaping (Int) throws -> (Range<Int>) -> SampleTally
  ) {
    self.isStopped = isStopped
    self.lot = lot
    self.make = make
  }

  /// Draws.
  ///
  /// - Parameters:
  ///   - cases: The number of cases.
  ///   - count: The number of samples.
  /// - Returns: What they did; `nil` to end.
  /// - Throws: What is wrong with fits of so many cases.
  func draw(_ cases: Int, _ count: Int) throws -> SampleTally? {
    if last?.cases != cases { last = (cases, try make(cases)) }
    guard let last else { return nil }
    let first = next[cases] ?? 1
    var result = SampleTally()
    while result.drawn < count {
      if isStopped() { return nil }
      let start = first + result.drawn
      let size = min(lot, count - result.drawn)
      let tally = last.draw(start..<start + size)
      result += tally
      drawn += tally
      told(drawn.drawn)
    }
    next[cases] = first + count
    return result
  }
}
