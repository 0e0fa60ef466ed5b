/// Percentiles of a sample.
package enum Percentile {
  /// The percentile by linear interpolation between order statistics
  /// (Hyndman & Fan, 1996, definition 7; R's default).
  ///
  /// - Parameters:
  ///   - probability: From 0 to 1.
  ///   - sorted: The sample, ascending, at least one number.
  /// - Returns: The percentile.
  package static func value(
    _ probability: Double, ofSorted sorted: [Double]
  ) -> Double {
    precondition(!sorted.isEmpty, "a percentile needs a sample")
    let place = probability * Double(sorted.count - 1)
    let lower = Int(place.rounded(.down))
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower]
      + (place - Double(lower)) * (sorted[upper] - sorted[lower])
  }
}
