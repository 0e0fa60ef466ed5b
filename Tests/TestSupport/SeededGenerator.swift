/// A small generator for test data: SplitMix64 of Steele, Lea & Flood (2014).
///
/// It shares no code with the library, so that a test of the library's random
/// streams does not lean on them.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator; equal seeds give equal numbers on every platform.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A uniform number in the given range.
  public mutating func uniform(
    in range: ClosedRange<Double> = 0...1
  ) -> Double {
    let unit = (Double(next() >> 11) + 0.5) * 0x1p-53
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }

  /// A number with mean 0 and variance 1 that is nearly normal: the sum of
  /// twelve uniform numbers, less 6.
  public mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  /// A list of nearly normal numbers.
  public mutating func normals(_ count: Int) -> [Double] {
    (0..<count).map { _ in normal() }
  }

  /// A random symmetric positive definite matrix of the given order, as rows:
  /// the covariance of `order + 5` nearly normal draws, plus 0.1 on the
  /// diagonal.
  public mutating func covariance(order: Int) -> [[Double]] {
    let draws = (0..<(order + 5)).map { _ in normals(order) }
    return (0..<order).map { row in
      (0..<order).map { column in
        let sum = draws.reduce(0) { $0 + $1[row] * $1[column] }
        return sum / Double(draws.count) + (row == column ? 0.1 : 0)
      }
    }
  }
}
