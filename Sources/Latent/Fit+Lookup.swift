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

  /// The results of every group, in the groups' order; one for a single
  /// group.
  public var groups: GroupCollection { GroupCollection(fit: self) }
}

/// The groups of a fit, by the numbers that its tables have, from 1, or by
/// their labels.
///
/// ```swift
/// for group in fit.groups { print(group.label) }
/// fit.groups[2].rSquared(of: "x1")
/// fit.groups["Pasteur"]?[.loading("visual", "x2")]?.estimate
/// ```
public struct GroupCollection: Sendable, RandomAccessCollection {
  private let fit: Fit

  fileprivate init(fit: Fit) { self.fit = fit }

  /// The number of the first group: 1.
  public var startIndex: Int { 1 }
  /// The number after the last group's.
  public var endIndex: Int { fit.sample.count + 1 }

  /// The results of a group by its number, from 1: the `group` of estimates,
  /// effects, modification indices and predictions.
  public subscript(number: Int) -> GroupResults {
    precondition(
      indices.contains(number),
      "The groups of a fit are numbered from 1 to \(fit.sample.count).")
    return GroupResults(fit: fit, number: number)
  }

  /// The results of a group by its label; `nil` if no group has it.
  public subscript(label: String) -> GroupResults? {
    first { $0.label == label }
  }
}

/// One group's part of a fit.
public struct GroupResults: Sendable {
  private let fit: Fit
  /// The group's number, from 1.
  public let number: Int

  fileprivate init(fit: Fit, number: Int) {
    self.fit = fit
    self.number = number
  }

  private var index: Int { number - 1 }

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

extension GroupResults: Encodable {
  private enum CodingKeys: String, CodingKey {
    case number, sample, implied, parameters, rSquared
  }

  /// Writes the number, the sample without its cases, the implied moments, the
  /// parameters and R².
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(number, forKey: .number)
    try values.encode(sample, forKey: .sample)
    try values.encode(implied, forKey: .implied)
    try values.encode(parameters, forKey: .parameters)
    try values.encode(fit.rSquared[index], forKey: .rSquared)
  }
}

extension ParameterEstimate {
  /// Whether a key names the row in any block.
  func isNamed(by key: ParameterKey) -> Bool {
    if key.op == .definition { return op == .definition && lhs == key.lhs }
    return self.key.inBlock(key.block) == key
  }
}
