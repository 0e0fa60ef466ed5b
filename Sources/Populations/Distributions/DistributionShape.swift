internal import Messages

/// The shape of a variable's distribution.
package struct DistributionShape: Sendable, Hashable {
  /// The third standardized moment.
  package var skewness: Double
  /// The fourth standardized moment less 3.
  package var kurtosis: Double

  /// Makes a shape; the normal one without arguments.
  package init(skewness: Double = 0, kurtosis: Double = 0) {
    self.skewness = skewness
    self.kurtosis = kurtosis
  }

  /// Whether it is that of a normal distribution.
  package var isNormal: Bool { skewness == 0 && kurtosis == 0 }
}
