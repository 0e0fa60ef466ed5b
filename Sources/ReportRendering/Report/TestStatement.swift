/// A test: its symbol, degrees of freedom, number of cases, value, p value.
package struct TestStatement: Sendable, Hashable, Codable {
  /// A part of the statement.
  package enum Part: Sendable, Hashable, Codable {
    /// The statistic with its degrees of freedom: `χ²(24, N = 301)`.
    case head
    /// The value: `85.31, p < .001`.
    case outcome
    /// Both: `χ²(24, N = 301) = 85.31, p < .001`.
    case whole
  }

  /// The symbol of the statistic.
  package var symbol: StatisticSymbol
  /// The degrees of freedom; `nil` for a test without any.
  package var degreesOfFreedom: Double?
  /// The number of cases; `nil` where it is not stated.
  package var sampleSize: Int?
  /// The statistic.
  package var value: Double
  /// The p value; `nil` if it is not defined.
  package var pValue: Double?

  /// Makes a statement.
  package init(
    _ symbol: StatisticSymbol, degreesOfFreedom: Double?,
    sampleSize: Int? = nil, value: Double, pValue: Double? = nil
  ) {
    self.symbol = symbol
    self.degreesOfFreedom = degreesOfFreedom
    self.sampleSize = sampleSize
    self.value = value
    self.pValue = pValue
  }

  /// A part of the statement as pieces.
  package func text(_ part: Part) -> ReportText {
    switch part {
    case .head: head
    case .outcome: outcome
    case .whole: head + " = " + outcome
    }
  }

  private var head: ReportText {
    var text = ReportText.symbol(symbol)
    guard let degreesOfFreedom else { return text }
    text += "(\(number: degreesOfFreedom, .degreesOfFreedom)"
    if let sampleSize {
      text += ", \(symbol: .sampleSize) = \(count: sampleSize)"
    }
    return text + ")"
  }

  private var outcome: ReportText {
    let text = ReportText.number(value, .chiSquare)
    guard let pValue else { return text }
    return text + ", "
      + ReportText(
        .equation(.probability, ReportNumber(pValue, .probability)))
  }
}
