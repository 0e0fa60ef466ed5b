public import ModelSyntax
public import Specification

/// A standardized value with its delta-method standard error.
public struct StandardizedValue: Sendable, Hashable, Codable {
  /// The value.
  public var estimate: Double
  /// Its standard error; `nil` if none was computed or the value is fixed.
  public var standardError: Double?

  /// Makes a standardized value.
  package init(estimate: Double, standardError: Double?) {
    self.estimate = estimate
    self.standardError = standardError
  }
}

/// One row of a parameter table with its results.
public struct ParameterEstimate: Sendable, Hashable, Codable {
  /// The row of the parameter table.
  package internal(set) var row: ParameterRow
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

extension ParameterEstimate {
  /// The parameter, or the statement about parameters.
  public var key: ParameterKey { row.key }
  /// The left side.
  public var lhs: String { row.lhs }
  /// The operator.
  public var op: ModelOperator { row.op }
  /// The right side; empty for intercepts.
  public var rhs: String { row.rhs }
  /// The block, from 1; `nil` for statements about parameters.
  package var block: Int? { row.block }
  /// The group, from 1; `nil` for statements about parameters.
  public var group: Int? { row.group }
  /// The level, from 1; `nil` for statements about parameters.
  package var level: Int? { row.level }
  /// The user's label, or empty.
  public var label: String { row.label }
  /// The internal label, such as `.p12.`; empty for statements about
  /// parameters.
  package var internalLabel: String {
    row.op.isConstraint ? "" : row.internalLabel
  }
  /// Whether the text states the row, or a default rule added it.
  public var isUserSpecified: Bool { row.origin == .user }
  /// Whether the row is a moment of a fixed exogenous variable.
  public var isExogenous: Bool { row.isExogenous }
  /// The number of the free parameter, from 1; `nil` if nothing is estimated.
  public var free: Int? { row.free }
  /// Whether the parameter is estimated.
  public var isFree: Bool { row.isFree }
  /// The free parameter; `nil` where nothing is estimated.
  package var parameter: ParameterIndex? { row.parameter }
  /// The group's place among the fit's, from 0; `nil` for statements about
  /// parameters.
  package var groupIndex: Int? { row.groupIndex }
}
