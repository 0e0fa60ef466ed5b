import CasePrediction
import FitSettings
import InvarianceTesting
import Latent
import Specification
import TestSupport
import Testing

/// Probabilities of categories by pnorm, and the ladder of invariance by
/// syntax written by hand for lavaan (`Fixtures/ordered-predictions.R`).
struct OrderedPredictionTests {
  struct Reference: Decodable, Sendable {
    struct Step: Decodable, Sendable {
      var name: String
      var df: Double
      var chisq: Double
      var scaled: Double
      var cfi: Double
      var rmsea: Double
    }

    var text: String
    var ordered: [String]
    /// The implied probabilities of the items' categories.
    var items: [[Double]]
    /// Those of the first cases, item after item.
    var cases: [[Double]]
    /// Those of the items of a model with covariates.
    var covariates: [[Double]]
    var ladder: [Step]
  }

  private let reference: Reference

  init() throws {
    reference = try loadFixture(Reference.self, "ordered-predictions.json")
  }

  private func options(_ ordered: [String]) -> FitOptions {
    var options = FitOptions(.wlsmv)
    options.model.ordered = ordered
    options.keepsCases = true
    return options
  }

  private func data() throws -> DataTable {
    try CSVReader().read(contentsOf: fixturePath("ordered.csv"))
  }

  @Test func impliedProbabilities() throws {
    let fit = try Model(text: reference.text).fit(
      to: data(), options: options(reference.ordered))
    let own = try fit.itemProbabilities()
    #expect(own.map(\.variable) == reference.ordered)
    for (item, expected) in zip(own, reference.items) {
      expectClose(item.implied, expected, absolute: 1e-6)
    }
  }

  @Test func probabilitiesOfCases() throws {
    let fit = try Model(text: reference.text).fit(
      to: data(), options: options(reference.ordered))
    let own = try fit.categoryProbabilities()
    for (item, expected) in zip(own.cases, reference.cases) {
      expectClose(
        item.values.map { $0 ?? .nan }, expected, absolute: 2e-6)
    }
  }

  @Test func probabilitiesGivenCovariates() throws {
    let names = ["q1", "t2", "t3", "b4"]
    let fit = try Model(text: "f =~ q1 + t2 + t3 + b4\nf ~ x1 + x2").fit(
      to: data(), options: options(names))
    let own = try fit.itemProbabilities()
    #expect(own.map(\.variable) == names)
    for (item, expected) in zip(own, reference.covariates) {
      expectClose(item.implied, expected, absolute: 1e-5)
    }
  }

  /// lavaan's search stops at about five digits.
  @Test func ladder() throws {
    let ladder = try Model(text: reference.text).invariance(
      in: data(), by: "g", options: options(reference.ordered))
    for (step, expected) in zip(ladder.rungs, reference.ladder) {
      let measures = step.fit.measures
      #expect(measures["df"] == expected.df)
      expectClose(
        measures["chisq"] ?? .nan, expected.chisq, relative: 1e-4,
        expected.name)
      expectClose(
        measures["chisq_scaled"] ?? .nan, expected.scaled, relative: 1e-4,
        expected.name)
      expectClose(
        measures["cfi_scaled"] ?? .nan, expected.cfi, absolute: 1e-5,
        expected.name)
      expectClose(
        measures["rmsea_scaled"] ?? .nan, expected.rmsea, absolute: 1e-4,
        expected.name)
    }
    #expect(ladder.rungs.count > reference.ladder.count)
  }
}
