package import Messages

/// The kinds of numbers in a report.
package enum NumberKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// An estimate in the units of the data.
  case estimate
  /// A standardized estimate.
  case standardized
  /// A standard error.
  case standardError
  /// An estimate over its standard error.
  case z
  /// The limit of an interval.
  case limit
  /// The mean of draws less the estimate.
  case bias
  /// An expected change of a parameter.
  case change
  /// A χ² statistic.
  case chiSquare
  /// Degrees of freedom.
  case degreesOfFreedom
  /// A p value.
  case probability
  /// A fit index between 0 and 1, such as CFI.
  case fitIndex
  /// An information criterion, such as AIC.
  case informationCriterion
  /// A fit measure of any kind.
  case measure
  /// A scaling factor or shift of a test.
  case scaling
  /// A share of variance explained.
  case rSquared
  /// A share of cases.
  case proportion
  /// A percentage, held as a share.
  case percentage
  /// A count.
  case count
  /// A covariance, a mean or a residual.
  case moment
  /// A value of a variable.
  case value
  /// A gradient: only its size matters.
  case gradient

  /// The usual form of such numbers.
  package var style: NumberStyle {
    switch self {
    case .estimate, .standardized, .standardError, .z, .limit, .bias, .change,
      .scaling, .moment, .value:
      .estimate
    case .chiSquare, .informationCriterion: .statistic
    case .degreesOfFreedom, .count: .count
    case .probability: .probability
    case .fitIndex, .rSquared, .proportion: .bounded
    case .percentage: .percentage
    case .measure: .full
    case .gradient: .magnitude
    }
  }
}

/// A number with its kind and the precision of its form.
package struct ReportNumber: Sendable, Hashable, Codable {
  /// The value at full precision.
  package var value: Double
  /// The kind of number.
  package var kind: NumberKind
  /// The form in which it is shown.
  package var style: NumberStyle

  /// Makes a number.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - kind: The kind of number.
  ///   - style: Its form; that of its kind if `nil`.
  package init(_ value: Double, _ kind: NumberKind, _ style: NumberStyle? = nil)
  {
    self.value = value
    self.kind = kind
    self.style = style ?? kind.style
  }

  /// The number as text.
  package var text: String { style.text(value) }
}

/// An interval: two numbers of one kind.
package struct ReportInterval: Sendable, Hashable, Codable {
  /// The lower limit.
  package var lower: Double
  /// The upper limit.
  package var upper: Double
  /// The confidence level.
  package var level: Double
  /// The form of its limits.
  package var style: NumberStyle

  /// Makes an interval.
  package init(
    _ lower: Double, _ upper: Double, level: Double, style: NumberStyle
  ) {
    self.lower = lower
    self.upper = upper
    self.level = level
    self.style = style
  }

  /// `[.071, .114]`.
  package var text: String { "[\(style.text(lower)), \(style.text(upper))]" }
}
