/// The statistic in a line that sums up the cases above it.
package enum SummaryKind: Sendable, Hashable {
  /// Means.
  case mean
  /// Standard deviations.
  case deviation
  /// Variances.
  case variance
  /// Numbers of cases.
  case count
  /// Sums.
  case sum
  /// The smallest values.
  case minimum
  /// The largest values.
  case maximum
  /// Medians.
  case median
  /// Other statistics.
  case other

  /// Recognizes a label such as `Mean` or `Std. Dev.`.
  package init?(label: String) {
    var text = label.lowercased()[...]
    while let last = text.last, last == ":" || last.isWhitespace || last == "="
    {
      text.removeLast()
    }
    guard let kind = NonNumber.summaries[String(text)] else { return nil }
    self = kind
  }
}
