package import Messages

/// A conventional threshold of a fit index.
///
/// Good fit follows Hu and Bentler (1999), Structural Equation Modeling 6,
/// 1-55; the weaker levels are those in common use (Browne and Cudeck, 1993,
/// for RMSEA; Marsh and Hocevar, 1985, for χ²/df). They are conventions.
package struct FitThreshold: Sendable, Hashable, Codable {
  /// The levels that an index can reach.
  package enum Verdict: String, Sendable, Hashable, Codable {
    case met
    case acceptable
    case notMet = "not met"
  }

  /// On which side of the threshold an index should be.
  package enum Side: String, Sendable, Hashable, Codable {
    case atMost = "<="
    case below = "<"
    case atLeast = ">="
    case above = ">"
  }

  /// The value that the threshold applies to, where a row does not say so.
  package let symbol: StatisticSymbol?
  /// The side of the good values.
  package let side: Side
  /// The threshold of good fit.
  package let good: Double
  /// The threshold of acceptable fit; `nil` without one.
  package let acceptable: Double?
  /// The form of thresholds.
  package let style: NumberStyle

  /// Makes a threshold.
  ///
  /// - Parameters:
  ///   - side: The side of the good values.
  ///   - good: The threshold of good fit.
  ///   - acceptable: The threshold of acceptable fit; `nil` without one.
  ///   - style: The form of thresholds.
  ///   - symbol: The value that it applies to, where a row does not say so.
  package init(
    _ side: Side, _ good: Double, acceptable: Double? = nil,
    style: NumberStyle = .boundedHundredths, symbol: StatisticSymbol? = nil
  ) {
    self.symbol = symbol
    self.side = side
    self.good = good
    self.acceptable = acceptable
    self.style = style
  }

  /// The level that a value reaches.
  package func verdict(_ value: Double) -> Verdict {
    if reaches(value, good) { return .met }
    guard let acceptable else { return .notMet }
    return reaches(value, acceptable) ? .acceptable : .notMet
  }

  private func reaches(_ value: Double, _ limit: Double) -> Bool {
    switch side {
    case .atMost: value <= limit
    case .below: value < limit
    case .atLeast: value >= limit
    case .above: value > limit
    }
  }

  /// `<= .06 (.08)`, `p > .05`.
  package var text: String {
    (symbol.map { $0.plain + " " } ?? "") + side.rawValue + " "
      + style.text(good) + (acceptable.map { " (\(style.text($0)))" } ?? "")
  }

  /// Of χ² / df.
  package static let chiSquareRatio = FitThreshold(
    .atMost, 3, acceptable: 5, style: .count)
  /// Of CFI and TLI.
  package static let comparative = FitThreshold(
    .atLeast, 0.95, acceptable: 0.90)
  /// Of RMSEA.
  package static let rmsea = FitThreshold(.atMost, 0.06, acceptable: 0.08)
  /// Of SRMR.
  package static let srmr = FitThreshold(.atMost, 0.08, acceptable: 0.10)
  /// Of the p value of the χ² test.
  package static let pValue = FitThreshold(
    .above, 0.05, symbol: .probability)
}
