/// The mean and the sum of squares of numbers, one after the other (Welford,
/// 1962).
package struct RunningMoments: Sendable, Hashable {
  /// How many numbers.
  package private(set) var count = 0
  /// Their mean.
  package private(set) var mean = 0.0
  private var squares = 0.0

  /// Takes a number.
  package mutating func add(_ value: Double) {
    count += 1
    let change = value - mean
    mean += change / Double(count)
    squares += change * (value - mean)
  }

  /// The standard deviation, by n − 1; `nil` of fewer than two.
  package var deviation: Double? {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
  }

  /// The Monte Carlo error of the mean.
  package var errorOfMean: Double? {
    deviation.map { $0 / Double(count).squareRoot() }
  }
}
