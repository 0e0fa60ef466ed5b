public import Estimation
internal import FitSettings
public import ModelFit
public import Specification

extension Fit {
  /// The results of a parameter; of several groups the first one's.
  ///
  /// ```swift
  /// fit[.loading("visual", "x2")]?.estimate
  /// fit[.regression("growth", on: "learning")]?.standardError
  /// fit[.defined("indirect")]?.estimate
  /// ```
  ///
  /// - Parameter key: The parameter.
  /// - Returns: Its row, or `nil` if the model has no such parameter.
  public subscript(key: ParameterKey) -> ParameterEstimate? {
    parameters.first { $0.isNamed(by: key) }
  }

  /// The results of a parameter in one group.
  ///
  /// - Parameters:
  ///   - key: The parameter.
  ///   - label: The group's label.
  /// - Returns: Its row, or `nil` if the group has no such parameter.
  public subscript(key: ParameterKey, group label: String)
    -> ParameterEstimate?
  {
    guard let group = groups.first(where: { $0.label == label }) else {
      return nil
    }
    return group[key]
  }

  /// The results of every group, in the groups' order; one for a single
  /// group.
  public var groups: [GroupResults] {
    sample.indices.map { GroupResults(fit: self, index: $0) }
  }

  /// The results of a group.
  ///
  /// - Parameter label: The group's label.
  /// - Returns: `nil` if the group does not exist.
  public func group(_ label: String) -> GroupResults? {
    groups.first { $0.label == label }
  }
}

/// One group's part of a fit.
public struct GroupResults: Sendable {
  private let fit: Fit
  private let index: Int

  fileprivate init(fit: Fit, index: Int) {
    self.fit = fit
    self.index = index
  }

  /// The group's label; empty for a single group.
  public var label: String { sample.label }
  /// The sample that the model was fitted to.
  public var sample: Sample { fit.sample[index] }
  /// The moments that the model implies.
  public var implied: ImpliedMoments { fit.implied[index] }
  /// The rows of the group's parameters.
  public var parameters: [ParameterEstimate] {
    fit.parameters.filter { $0.groupIndex == index }
  }

  /// The share of an endogenous variable's variance that the model explains.
  ///
  /// - Parameter variable: The variable.
  /// - Returns: R²; `nil` if the variable is not endogenous, or its residual
  ///   variance is negative.
  public func rSquared(of variable: String) -> Double? {
    fit.rSquared[index].first { $0.variable == variable }?.value
  }

  /// The results of a parameter.
  public subscript(key: ParameterKey) -> ParameterEstimate? {
    fit.parameters.first { $0.groupIndex == index && $0.isNamed(by: key) }
  }
}

extension ParameterEstimate {
  /// Whether a key names the row in any block.
  func isNamed(by key: ParameterKey) -> Bool {
    if key.op == .definition { return op == .definition && lhs == key.lhs }
    return self.key.inBlock(key.block) == key
  }
}
