public import ModelSyntax

/// A standardized value with its delta-method standard error.
public struct StandardizedValue: Sendable, Hashable {
  /// The value.
  public var estimate: Double
  /// Its standard error; `nil` if none was computed or the value is fixed.
  public var standardError: Double?

  /// Makes a standardized value.
  public init(estimate: Double, standardError: Double?) {
    self.estimate = estimate
    self.standardError = standardError
  }
}

/// One row of a parameter table with its results.
public struct ParameterEstimate: Sendable, Hashable {
  /// The left side.
  public var lhs: String
  /// The operator.
  public var op: ModelOperator
  /// The right side; empty for intercepts.
  public var rhs: String
  /// The block, from 1; 0 for statements about parameters.
  public var block: Int
  /// The group, from 1; 0 for statements about parameters.
  public var group: Int
  /// The level, from 1; 0 for statements about parameters.
  public var level: Int
  /// The user's label, or empty.
  public var label: String
  /// The internal label, such as `.p12.`.
  public var internalLabel: String
  /// Whether the text states the row, or a default rule added it.
  public var isUserSpecified: Bool
  /// Whether the row is a moment of a fixed exogenous variable.
  public var isExogenous: Bool
  /// The number of the free parameter, from 1; 0 if nothing is estimated.
  public var free: Int
  /// The estimate, the fixed value, or the value of a defined parameter; for
  /// constraints, left side minus right side.
  public var estimate: Double
  /// The standard error; `nil` where nothing is estimated or none computed.
  public var standardError: Double?
  /// Estimate over standard error.
  public var z: Double?
  /// The two-sided p value of z.
  public var pValue: Double?
  /// The lower end of the confidence interval.
  public var lower: Double?
  /// The upper end of the confidence interval.
  public var upper: Double?
  /// Standardized by the latent variables' standard deviations.
  public var standardizedLatent: StandardizedValue?
  /// Standardized by all variables' standard deviations.
  public var standardizedAll: StandardizedValue?
  /// Standardized by all but exogenous observed variables.
  public var standardizedNoExogenous: StandardizedValue?
}
