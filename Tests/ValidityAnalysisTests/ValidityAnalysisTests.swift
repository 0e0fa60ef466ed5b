import FitComparison
import Foundation
import Latent
import LinearAlgebra
import Messages
import ModelFit
import TableReading
import TestSupport
import Testing
import ValidityAnalysis

/// Validity against semTools and lavaan; the numbers are made by
/// Fixtures/references.R.
@Suite struct ValidityAnalysisTests {
  private struct References: Decodable {
    struct Competing: Decodable {
      var one, second, bifactor, method: [Double]
    }
    var loadings, se, ave, htmt, htmt2: [Double]
    var correlations, tests: [[Double]]
    var competing: Competing
    var harman: Double
  }

  private static let constructs = [
    MeasuredConstruct(name: "learning", items: (1...4).map { "ol\($0)" }),
    MeasuredConstruct(name: "growth", items: (1...4).map { "cg\($0)" }),
    MeasuredConstruct(name: "trust", items: (1...3).map { "tr\($0)" }),
    MeasuredConstruct(name: "strength", items: (1...3).map { "ts\($0)" }),
  ]

  private let references: References
  private let firms: DataTable

  init() throws {
    references = try JSONDecoder().decode(
      References.self,
      from: Data(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Fixtures/references.json")))
    let path = "Models/cluster-growth/firms.csv"
    firms = try CSVReader().read(
      bytes: Array(Data(contentsOf: repositoryURL.appending(path: path))),
      name: path)
  }

  @Test func constructsAndPairs() throws {
    var options = ValidityOptions()
    options.draws = 0
    let validity = try ValidityAnalysis(
      Self.constructs, in: firms, options: options)
    expectClose(
      validity.constructs.flatMap(\.loadings), references.loadings,
      absolute: 1e-6)
    expectClose(
      validity.constructs.flatMap { $0.errors.map { $0 ?? .nan } },
      references.se, relative: 1e-5)
    expectClose(
      validity.constructs.map(\.averageVarianceExtracted), references.ave,
      absolute: 1e-6)
    for place in 0..<4 {
      // lavaan stops some 1e-6 before the optimum.
      expectClose(
        validity.correlations.row(place), references.correlations[place],
        absolute: 3e-6)
      let others = references.correlations[place].enumerated()
        .filter { $0.offset != place }.map { $0.element * $0.element }
      expectClose(
        validity.constructs[place].maximumSharedVariance ?? .nan,
        others.max() ?? .nan, absolute: 3e-6)
      expectClose(
        validity.constructs[place].averageSharedVariance ?? .nan,
        others.reduce(0, +) / 3, absolute: 3e-6)
    }
    let byColumn = validity.ratios.sorted {
      ($0.second, $0.first) < ($1.second, $1.first)
    }
    expectClose(
      byColumn.map { $0.ratio ?? .nan }, references.htmt, relative: 1e-10)
    expectClose(
      byColumn.map { $0.geometric ?? .nan }, references.htmt2,
      relative: 1e-10)
    #expect(byColumn.allSatisfy { $0.limits == nil })
    expectClose(validity.harmanShare, references.harman, relative: 1e-10)
    #expect(validity.completeCount == 128)
    expectClose(
      validity.tests.map { $0.difference?.chiSquare ?? .nan },
      references.tests.map { $0[0] }, relative: 1e-5)
    #expect(
      validity.tests.map { $0.difference?.degreesOfFreedom }
        == references.tests.map { Int($0[1]) })
  }

  @Test func competingModels() throws {
    var options = ValidityOptions()
    options.draws = 0
    let validity = try ValidityAnalysis(
      Self.constructs, in: firms, options: options)
    for (kind, own) in [
      (
        ValidityAnalysis.CompetingModel.Kind.oneFactor, references.competing.one
      ),
      (.secondOrder, references.competing.second),
      (.bifactor, references.competing.bifactor),
    ] {
      let model = try #require(validity.models.first { $0.kind == kind })
      let measures = model.fit.measures
      expectClose(
        [
          measures.chiSquare ?? .nan, Double(measures.degreesOfFreedom ?? 0),
          measures.cfi ?? .nan, measures.rmsea ?? .nan, measures.srmr ?? .nan,
        ], own, relative: 1e-5, absolute: 1e-6, kind.rawValue)
    }
    // lavaan ends at another minimum, a little higher, where its information
    // cannot be inverted.
    let method = try #require(
      validity.models.first { $0.kind == .methodFactor }
    ).fit.measures
    #expect(method.degreesOfFreedom == Int(references.competing.method[1]))
    let own = try #require(method.chiSquare)
    #expect(own < references.competing.method[0])
    #expect(own > references.competing.method[0] - 0.1)
    #expect(validity.methodShare != nil)
  }

  @Test func intervalsAreOfStreams() throws {
    var options = ValidityOptions()
    options.draws = 50
    let first = try ValidityAnalysis(
      Self.constructs, in: firms, options: options)
    let second = try ValidityAnalysis(
      Self.constructs, in: firms, options: options)
    #expect(first.ratios == second.ratios)
    for ratio in first.ratios {
      let own = try #require(ratio.ratio)
      let limits = try #require(ratio.limits)
      #expect(limits.contains(own))
      #expect(limits.upperBound - limits.lowerBound < 0.5)
    }
  }

  /// The quantiles of 20,000 draws of another generator (R's `sample`, by the
  /// formulas written out); those of 2,000 have standard errors below 0.006.
  @Test func intervalsAreThoseOfManyDraws() throws {
    var options = ValidityOptions()
    options.draws = 2000
    let own = try ValidityAnalysis(
      Self.constructs, in: firms, options: options)
    let pairs = own.ratios.sorted {
      ($0.first, $0.second) < ($1.first, $1.second)
    }
    expectClose(
      pairs.map { $0.limits?.lowerBound ?? .nan },
      [0.4622, 0.1472, 0.0831, 0.3924, 0.3415, 0.1206], absolute: 0.02)
    expectClose(
      pairs.map { $0.limits?.upperBound ?? .nan },
      [0.7750, 0.4638, 0.3238, 0.7021, 0.6497, 0.4342], absolute: 0.02)
    expectClose(
      pairs.map { $0.geometricLimits?.lowerBound ?? .nan },
      [0.4272, 0.0916, 0.0471, 0.3515, 0.3050, 0.0717], absolute: 0.025)
    expectClose(
      pairs.map { $0.geometricLimits?.upperBound ?? .nan },
      [0.7666, 0.4309, 0.2870, 0.6941, 0.6413, 0.4085], absolute: 0.025)
    // psych::principal(x, 1, rotate = "none")$Vaccounted["Proportion Var", 1].
    expectClose(own.harmanShare, 0.3604314, absolute: 5e-8)
  }

  @Test(arguments: [
    ([MeasuredConstruct](), "no constructs"),
    ([MeasuredConstruct(name: "a", items: ["ol1"])], "1 item"),
    (
      [
        MeasuredConstruct(name: "a", items: ["ol1", "ol2"]),
        MeasuredConstruct(name: "b", items: ["ol2", "ol3"]),
      ], "two constructs"
    ),
    ([MeasuredConstruct(name: "a", items: ["ol1", "x"])], "x"),
  ])
  func refuses(constructs: [MeasuredConstruct], message: String) {
    let error = #expect(throws: LatentError.self) {
      try ValidityAnalysis(constructs, in: firms)
    }
    #expect(error?.message.contains(message) == true)
  }
}
