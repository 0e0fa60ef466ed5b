import Latent
import Testing

/// A model of a fixture of comparisons.
struct ComparisonCaseModel: Decodable, Sendable {
  var name: String
  var text: String
  var equal: [String]

  /// Fits the model as a confirmatory factor analysis with its equalities.
  func fit(
    to data: DataTable, group: String?, options: FitOptions = FitOptions()
  ) throws -> Fit {
    var options = options
    options.model.kind = .cfa
    options.model.groupEqual = try Set(
      equal.map { try #require(GroupEquality(rawValue: $0)) })
    return try Model(text: text).fit(to: data, group: group, options: options)
  }
}
