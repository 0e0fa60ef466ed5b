import FitSettings
import Foundation
import Latent
import ModelFit
import Specification
import TestSupport
import Testing

/// A model in a fixture of ordered variables, with its fit to `ordered.csv`.
protocol OrderedFixture {
  /// The model text.
  var text: String { get }
  /// The ordered variables.
  var ordered: [String] { get }
  /// The estimator's name.
  var estimator: String { get }
  /// The parameterization's name.
  var parameterization: String { get }
  /// The variable that names groups.
  var group: String? { get }
  /// What is equal across groups, by lavaan's names.
  var equal: [String] { get }
}

extension OrderedFixture {
  /// Fits the model.
  ///
  /// - Parameter adjust: Sets what else the case asks for.
  /// - Returns: The fit.
  /// - Throws: What the fit throws, and for names that are not known.
  func fit(_ adjust: (inout FitOptions) -> Void = { _ in }) throws -> Fit {
    let preset = try #require(EstimatorPreset(rawValue: estimator))
    var options = FitOptions(preset)
    options.model.ordered = ordered
    options.model.parameterization = try #require(
      ResponseParameterization(rawValue: parameterization))
    options.model.groupEqual = Set(
      equal.compactMap { GroupEquality(rawValue: $0) })
    adjust(&options)
    let data = try CSVReader().read(contentsOf: fixturePath("ordered.csv"))
    return try Model(text: text).fit(to: data, group: group, options: options)
  }
}

/// A model whose parts stand apart in a fixture.
struct OrderedModel: OrderedFixture {
  var text: String
  var ordered: [String]
  var estimator: String
  var parameterization: String
  var group: String?
  var equal: [String]
}
