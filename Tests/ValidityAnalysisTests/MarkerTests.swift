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

/// A marker variable against formulas written out in R, and lavaan; the numbers
/// are made by Fixtures/marker.R.
@Suite struct MarkerTests {
  private struct References: Decodable {
    struct Pair: Decodable {
      var r, p: Double
      var adjusted, t, pvalue: [Double]
    }
    struct Model: Decodable {
      var measures, correlations: [Double]
    }
    var marker: [String]
    var r, shares: [Double]
    var pairs: [Pair]
    var chosen: String
    var models: [String: Model]
    var reliability: [[Double]]
    var methodLoadings: [Double]
  }

  private static let constructs = [
    MeasuredConstruct(name: "learning", items: (1...4).map { "ol\($0)" }),
    MeasuredConstruct(name: "growth", items: (1...4).map { "cg\($0)" }),
    MeasuredConstruct(name: "trust", items: (1...3).map { "tr\($0)" }),
  ]

  private let references: References
  private let firms: DataTable

  init() throws {
    references = try loadFixture(References.self, "marker.json")
    let path = "Models/cluster-growth/firms.csv"
    firms = try CSVReader().read(
      bytes: Array(Data(contentsOf: repositoryURL.appending(path: path))),
      name: path)
  }

  private func validity(
    _ change: (inout ValidityOptions) -> Void = { _ in }
  ) throws -> ValidityAnalysis {
    var options = ValidityOptions()
    options.draws = 0
    options.marker = MeasuredConstruct(
      name: "marker", items: references.marker)
    change(&options)
    return try ValidityAnalysis(Self.constructs, in: firms, options: options)
  }

  @Test func correlationsAreAdjusted() throws {
    let own = try #require(try validity().marker).adjustment
    expectClose(own.markerCorrelations, references.r, relative: 1e-11)
    expectClose(own.shares.map(\.value), references.shares, relative: 1e-11)
    #expect(
      own.shares.map(\.origin) == [.smallest, .secondSmallest, .upperLimit])
    #expect(own.caseCount == 128)
    #expect(own.pairs.count == references.pairs.count)
    for (pair, known) in zip(own.pairs, references.pairs) {
      expectClose(pair.correlation, known.r, relative: 1e-11)
      expectClose(pair.pValue ?? .nan, known.p, relative: 1e-9)
      expectClose(
        pair.adjusted.map { $0.correlation ?? .nan }, known.adjusted,
        relative: 1e-10)
      expectClose(
        pair.adjusted.map { $0.statistic ?? .nan }, known.t, relative: 1e-10)
      expectClose(
        pair.adjusted.map { $0.pValue ?? .nan }, known.pvalue, relative: 1e-9)
    }
  }

  @Test func modelsAreLavaans() throws {
    let own = try #require(try validity().marker?.technique)
    #expect(own.chosen?.rawValue == references.chosen)
    #expect(own.models.count == references.models.count)
    var chiSquares: [MarkerTechnique.Kind: (Double, Int)] = [:]
    for model in own.models {
      let known = try #require(references.models[model.kind.rawValue])
      let measures = model.fit.measures
      // lavaan and Latent stop within 1e-6 of loadings that others rest on.
      expectClose(
        [
          measures.chiSquare ?? .nan, Double(measures.degreesOfFreedom ?? 0),
          measures.cfi ?? .nan, measures.rmsea ?? .nan, measures.srmr ?? .nan,
        ], known.measures, relative: 1e-5, absolute: 2e-6,
        model.kind.rawValue)
      let phi = model.correlations
      expectClose(
        [phi[1, 0], phi[2, 0], phi[2, 1]], known.correlations, absolute: 1e-5,
        model.kind.rawValue)
      chiSquares[model.kind] = (known.measures[0], Int(known.measures[1]))
    }
    for (kind, reference) in [
      (MarkerTechnique.Kind.equal, MarkerTechnique.Kind.baseline),
      (.unequal, .equal), (.restricted, .unequal),
    ] {
      let model = try #require(own.model(kind))
      #expect(model.reference == reference)
      let (a, b) = (
        try #require(chiSquares[kind]), try #require(chiSquares[reference])
      )
      expectClose(
        model.difference?.chiSquare ?? .nan, abs(a.0 - b.0), relative: 1e-5)
      #expect(model.difference?.degreesOfFreedom == abs(a.1 - b.1))
    }
    #expect(own.model(.baseline)?.difference == nil)
    expectClose(
      own.reliability.flatMap { [$0.total, $0.substantive, $0.method] },
      references.reliability.flatMap(\.self), absolute: 1e-5)
    expectClose(
      own.methodLoadings.flatMap(\.self), references.methodLoadings,
      absolute: 1e-5)
  }

  @Test func sharesAreGiven() throws {
    let own = try #require(
      try validity {
        $0.marker = nil
        $0.markerCorrelation = 0.1
      }.marker)
    #expect(own.construct == nil && own.technique == nil)
    #expect(own.adjustment.markerCorrelations.isEmpty)
    #expect(own.adjustment.shares.map(\.origin) == [.given, .upperLimit])
    let r = references.pairs[0].r
    expectClose(
      own.adjustment.pairs[0].adjusted[0].correlation ?? .nan, (r - 0.1) / 0.9,
      relative: 1e-11)
    // A large share leaves no correlation above -1.
    let most = try #require(
      try validity { $0.markerCorrelation = 0.9 }.marker)
    #expect(most.adjustment.pairs[1].adjusted[0].correlation == nil)
  }

  @Test func oneItemAdjustsCorrelationsAlone() throws {
    let own = try validity {
      $0.marker = MeasuredConstruct(name: "marker", items: ["to1"])
    }
    #expect(own.marker?.technique == nil)
    #expect(own.marker?.adjustment.pairs.count == 3)
    #expect(own.warnings.contains { $0.message.contains("one item") })
  }

  @Test(arguments: [
    (["ol1", "to1"], "measures a construct and the marker"),
    (["to1", "to1"], "twice"), ([], "no items"), (["to9"], "to9"),
  ])
  func refuses(items: [String], message: String) {
    let error = #expect(throws: LatentError.self) {
      try validity {
        $0.marker = MeasuredConstruct(name: "marker", items: items)
      }
    }
    #expect(error?.message.contains(message) == true, "\(error!)")
  }
}
