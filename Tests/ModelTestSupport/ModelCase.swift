package import LinearAlgebra
import ModelSyntax
package import MomentStructure
public import Specification
public import Testing

/// A model text with the options that make a structure of it.
public struct ModelCase: Sendable, CustomTestStringConvertible {
  /// The name that test reports show.
  public var testDescription: String
  /// The model's text.
  public var text: String
  /// The options.
  public var options = ModelOptions()

  /// Makes a case.
  ///
  /// - Parameters:
  ///   - testDescription: The name that test reports show.
  ///   - text: The model's text.
  ///   - kind: The kind of model.
  ///   - meanStructure: `nil` leaves it to the default: means for several
  ///     groups only.
  ///   - standardizeLatent: Whether latent variables have unit variances.
  ///   - fixedExogenous: Whether moments of exogenous variables are fixed.
  ///   - conditionsOnExogenous: Whether all is given exogenous variables,
  ///     which are then fixed.
  ///   - groupLabels: The groups' labels.
  ///   - groupEqual: Parameters that are equal in all groups.
  public init(
    testDescription: String, text: String, kind: ModelKind = .sem,
    meanStructure: Bool? = nil, standardizeLatent: Bool = false,
    fixedExogenous: Bool = false, conditionsOnExogenous: Bool = false,
    groupLabels: [String] = [""], groupEqual: Set<GroupEquality> = []
  ) {
    self.testDescription = testDescription
    self.text = text
    options.kind = kind
    options.meanStructure = meanStructure
    options.standardizeLatent = standardizeLatent
    options.fixedExogenous = fixedExogenous || conditionsOnExogenous
    options.conditionsOnExogenous = conditionsOnExogenous
    options.groupLabels = groupLabels
    options.groupEqual = groupEqual
  }

  /// The same model with means.
  public var withMeans: ModelCase {
    var copy = self
    copy.testDescription += " with means"
    copy.options.meanStructure = true
    return copy
  }

  /// Makes the parameter table and compiles it.
  package func compile() throws -> CompiledModel {
    try CompiledModel(
      ParameterTable(
        lowering: SyntaxTree.parse(text: text), options: options))
  }
}

/// A one-column buffer.
package func buffer(_ values: [Double]) -> MatrixBuffer {
  let result = MatrixBuffer(rows: values.count)
  result.copy(from: values)
  return result
}
