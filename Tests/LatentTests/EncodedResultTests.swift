import CasePrediction
import Estimation
import FitSettings
import Foundation
import Latent
import ModelCriticism
import Resampling
import TestSupport
import Testing

@testable import Specification

/// The shapes of results and options that are written.
struct EncodedResultTests {
  private func object(_ value: some Encodable) throws -> [String: Any] {
    let bytes = try JSONEncoder().encode(value)
    return try #require(
      JSONSerialization.jsonObject(with: bytes) as? [String: Any])
  }

  /// What a program reads of a bootstrap.
  private struct Written: Decodable {
    struct Origin: Decodable {
      var kind: String
      var count: Int
      var statusCounts: [String: Int]
    }
    struct Column: Decodable {
      var name: String
      var estimate: Double
    }
    struct Statistic: Decodable {
      var column: Column
      var standardError: Double?
      var lower: Double?
      var count: Int
    }
    var origin: Origin
    var statistics: [Statistic]
  }

  private static let text = "visual =~ x1 + x2 + x3\nratio := 2"

  @Test func bootstrapsAreFigures() async throws {
    let fit = try Model(text: Self.text).fit(
      to: try HolzingerModel.table(), options: Self.keepingCases())
    var options = BootstrapOptions()
    options.replicates = 1...40
    let results = try BootstrapResults(
      try await fit.bootstrap(options), level: 0.9)
    let bytes = try JSONEncoder().encode(results)
    #expect(
      Set(try object(results).keys) == ["origin", "statistics", "warnings"])
    let written = try JSONDecoder().decode(Written.self, from: bytes)
    #expect(written.origin.kind == "nonparametric")
    #expect(written.origin.count == 40)
    #expect(written.origin.statusCounts.values.reduce(0, +) == 40)
    #expect(written.origin.statusCounts.keys.contains("converged"))
    #expect(written.statistics.count == results.statistics.count)
    for (one, drawn) in zip(written.statistics, results.statistics) {
      #expect(one.count == drawn.count)
      #expect(one.standardError == drawn.standardError)
      #expect(one.lower == drawn.lower)
      #expect(one.column.name == drawn.column.name)
      #expect(one.column.estimate == drawn.column.estimate)
    }
    let column = BootstrapColumn(
      statistic: .rSquared(group: 1, variable: "x1"), name: "r2",
      estimate: .nan)
    let unknown = try object(column)
    #expect(Set(unknown.keys) == ["statistic", "name"])
    let statistic = try #require(unknown["statistic"] as? [String: Any])
    let rSquared = try #require(statistic["rSquared"] as? [String: Any])
    #expect(rSquared["group"] as? Int == 1)
    let single = try object(BootstrapSummary(estimate: 1, draws: [2]))
    #expect(Set(single.keys) == ["estimate", "count", "mean"])
  }

  /// Moments are read back and checked.
  @Test func momentsAreReadBack() throws {
    let moments = try SampleMoments(
      variableNames: ["x1", "x2"], observationCount: 301,
      covariance: [1, 0.5, 0.5, 2], mean: [0.1, 3])
    let bytes = try JSONEncoder().encode(moments)
    let again = try JSONDecoder().decode(SampleMoments.self, from: bytes)
    #expect(again == moments)
    let written = try object(moments)
    #expect(written["observationCount"] as? Int == 301)
    #expect(written["divisor"] as? String == "countMinusOne")
    let wrong = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "[1,0.5,0.5,2]", with: "[1,0.5,0.4,2]")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SampleMoments.self, from: Data(wrong.utf8))
    }
  }

  @Test func groupsAndSamples() throws {
    let fit = try Model(text: Self.text).fit(
      to: try HolzingerModel.table(), group: "school",
      options: Self.keepingCases())
    let written = try object(fit.groups[2])
    #expect(
      Set(written.keys) == [
        "number", "sample", "implied", "parameters", "rSquared",
      ])
    #expect(written["number"] as? Int == 2)
    let sample = try #require(written["sample"] as? [String: Any])
    #expect(
      Set(sample.keys) == [
        "label", "readCount", "emptyCount", "deletions", "source", "moments",
      ])
    #expect(sample["label"] as? String == fit.groups[2].label)
    let residuals = try JSONEncoder().encode(fit.residuals(.raw))
    #expect(String(decoding: residuals, as: UTF8.self).contains("covariance"))
  }

  /// Equal options have equal texts, and every option is written.
  @Test func options() throws {
    var options = FitOptions(.mlr)
    options.auxiliary = ["ageyr"]
    options.model.groupEqual = [.residuals, .loadings, .intercepts]
    options.model.meanStructure = true
    options.model.thresholdCounts = ["u": 3]
    options.estimation.starts = .given([.loading("visual", "x2"): 0.5])
    let written = try object(options)
    #expect(written["tests"] as? [String] == options.tests.map(\.rawValue))
    #expect(written["auxiliary"] as? [String] == ["ageyr"])
    #expect(written["confidenceLevel"] as? Double == 0.95)
    let estimation = try #require(written["estimation"] as? [String: Any])
    #expect(estimation["estimator"] as? String == "ML")
    let model = try #require(written["model"] as? [String: Any])
    #expect(
      model["groupEqual"] as? [String] == [
        "intercepts", "loadings", "residuals",
      ])
    #expect(model["meanStructure"] as? Bool == true)
    #expect(
      Set(Mirror(reflecting: options.model).children.compactMap(\.label))
        == Set(ModelOptions.CodingKeys.allCases.map(\.rawValue)))
    let names = Set(Mirror(reflecting: options).children.compactMap(\.label))
    #expect(Set(written.keys).isSubset(of: names))
  }

  private static func keepingCases() -> FitOptions {
    var options = FitOptions()
    options.keepsCases = true
    return options
  }
}
