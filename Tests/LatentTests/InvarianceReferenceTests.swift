import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Ladders of invariance against lavaan's fits, difference tests and score
/// tests; the fixture's script shows the commands.
struct InvarianceReferenceTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Score: Decodable, Sendable {
      var parameter: String
      var score: Double
      var df: Int
    }
    struct Rung: Decodable, Sendable {
      var chisq: Double
      var df: Int
      var cfi: Double
      var rmsea: Double
      var srmr: Double
      var chisqDiff: Double?
      var dfDiff: Int?
      var pvalueDiff: Double?
      var scores: [Score]?
    }
    var name: String
    var group: String
    var partial: [String]
    var rungs: [Rung]

    var testDescription: String { name }
  }

  static let cases =
    (try? loadFixture(
      [Case].self, "invariance.json", keys: .convertFromSnakeCase)) ?? []

  /// The schools' data, with a column that deals the rows into three groups.
  static func data() throws -> DataTable {
    let table = try HolzingerModel.table()
    let third = (0..<table.rowCount).map { ["a", "b", "c"][$0 % 3] }
    return try DataTable(
      columns: table.columns + [DataColumn(name: "third", strings: third)])
  }

  static func ladder(
    group: String, partial: [String] = [],
    _ change: (inout InvarianceOptions) -> Void = { _ in }
  ) throws -> Invariance {
    let model = try Model(text: HolzingerModel.text)
    var options = FitOptions()
    options.model.kind = .cfa
    options.model.groupPartial = partial
    let configural = try model.fit(to: data(), group: group, options: options)
    var choices = InvarianceOptions()
    change(&choices)
    return try model.invariance(from: configural, steps: choices)
  }

  @Test func theFixtureIsThere() {
    #expect(Self.cases.count == 3)
  }

  @Test(arguments: cases)
  func stepsAndTheirTests(_ item: Case) throws {
    let ladder = try Self.ladder(group: item.group, partial: item.partial) {
      // Every step fails by this rule, and shows its equalities.
      $0.significance = 0.999999
      $0.criterion = .chiSquare
    }
    #expect(ladder.rungs.count == item.rungs.count)
    for (index, expected) in item.rungs.enumerated() {
      let rung = ladder.rungs[index]
      #expect(rung.fit.degreesOfFreedom == expected.df)
      for (name, value) in [
        ("chisq", expected.chisq), ("cfi", expected.cfi),
        ("rmsea", expected.rmsea),
      ] {
        expectClose(rung.fit.measures[name] ?? .nan, value, relative: 1e-6)
      }
      // SRMR is linear in the estimates, of which lavaan's stop earlier.
      let srmr = rung.fit.measures["srmr"] ?? .nan
      #expect(abs(srmr - expected.srmr) < 1e-6)
      guard index > 0 else { continue }
      let before = item.rungs[index - 1]
      let change = try #require(rung.change)
      let test = try #require(change.test)
      #expect(test.degreesOfFreedom == expected.dfDiff)
      expectClose(
        test.chiSquare, try #require(expected.chisqDiff), relative: 1e-5)
      expectClose(
        test.pValue, try #require(expected.pvalueDiff), relative: 1e-4)
      #expect(abs((change.cfi ?? 1) - (expected.cfi - before.cfi)) < 1e-7)
      #expect(
        abs((change.rmsea ?? 1) - (expected.rmsea - before.rmsea)) < 1e-7)
      #expect(abs((change.srmr ?? 1) - (expected.srmr - before.srmr)) < 1e-6)
      let scores = Dictionary(
        uniqueKeysWithValues: (expected.scores ?? []).map {
          ($0.parameter, $0)
        })
      for candidate in rung.candidates {
        let score = try #require(scores[candidate.parameter])
        #expect(candidate.degreesOfFreedom == score.df)
        // The statistic is a square of the gradient: lavaan stops earlier.
        expectClose(candidate.chiSquare, score.score, relative: 1e-4)
      }
    }
    // The equalities of a step are those that it adds.
    let loadings: Set = [
      "visual=~x2", "visual=~x3", "textual=~x5", "textual=~x6", "speed=~x8",
      "speed=~x9",
    ]
    #expect(Set(ladder.rungs[1].candidates.map(\.parameter)) == loadings)
    #expect(ladder.rungs[2].candidates.count == 9 - item.partial.count)
    #expect(ladder.rungs[3].candidates.count == 9)
  }

  @Test func theScoreTestForecastsTheRelease() throws {
    let ladder = try Self.ladder(group: "school")
    let first = try #require(ladder.rungs[2].candidates.first)
    #expect(first.parameter == "x3~1")
    let free = try Self.ladder(group: "school", partial: ["x3~1"])
    let gain =
      (ladder.rungs[2].fit.chiSquare ?? 0)
      - (free.rungs[2].fit.chiSquare ?? 0)
    #expect(abs(gain - first.chiSquare) < 0.1 * gain)
    for group in [1, 2] {
      let value = try #require(
        free.rungs[2].fit.parameter("x3", "~1", group: group)?.estimate)
      #expect(abs(first.expectedValues[group - 1] - value) < 0.1)
    }
  }

  @Test func partialInvarianceReleasesOneAtATime() throws {
    let ladder = try Self.ladder(group: "school") { $0.releases = true }
    #expect(
      ladder.log.map(\.release.parameter) == ["x3~1", "x7~1"])
    #expect(
      ladder.rungs.map(\.name) == [
        "configural", "metric", "scalar", "partial scalar", "partial strict",
        "partial latent means",
      ])
    #expect(
      ladder.rungs.map(\.holds) == [nil, true, false, true, true, false])
    #expect(ladder.rungs[3].reference == 1)
    let expected = try #require(Self.cases.first { $0.name == "partial" })
    expectClose(
      ladder.rungs[3].fit.chiSquare ?? .nan, expected.rungs[2].chisq,
      relative: 1e-7)
    #expect(
      ladder.sentence.contains(
        "partial strict invariance holds and partial latent means does not"))
  }

  @Test func enoughIndicatorsStayEqual() throws {
    let ladder = try Self.ladder(group: "school") {
      $0.releases = true
      $0.minimumInvariant = 3
    }
    #expect(ladder.log.isEmpty)
    #expect(
      ladder.warnings.contains { $0.code == "invariance.nothing-to-release" })
    #expect(ladder.rungs[2].candidates.allSatisfy { $0.isNeeded })
  }

  @Test func stepsMayBeJoinedAndNamed() throws {
    let ladder = try Self.ladder(group: "school") {
      $0.steps = [
        InvarianceStep([.loadings, .intercepts]),
        InvarianceStep([.latentVariances], name: "spread"),
        InvarianceStep([.regressions]),
      ]
    }
    #expect(
      ladder.rungs.map(\.name)
        == ["configural", "loadings + intercepts", "spread"])
    #expect(ladder.rungs.map(\.fit.degreesOfFreedom) == [48, 60, 63])
    #expect(ladder.warnings.map(\.code) == ["invariance.empty-step"])
  }

  @Test func limitsDependOnTheSampleAndTheStep() {
    let metric = InvarianceStep([.loadings])
    let scalar = InvarianceStep([.intercepts])
    let small = InvarianceLimits(.chen, step: metric, count: 300)
    #expect(small.cfiFall == 0.005 && small.rmseaRise == 0.010)
    #expect(small.srmrRise == 0.025)
    let large = InvarianceLimits(.chen, step: scalar, count: 301)
    #expect(large.cfiFall == 0.010 && large.rmseaRise == 0.015)
    #expect(large.srmrRise == 0.010)
    #expect(InvarianceLimits(.cfi, step: scalar, count: 50).rmseaRise == nil)
  }

  @Test func whatIsNoGroundForALadder() throws {
    let model = try Model(text: HolzingerModel.text)
    var options = FitOptions()
    options.model.kind = .cfa
    let one = try model.fit(to: Self.data(), options: options)
    #expect(throws: LatentError.self) { try model.invariance(from: one) }
    options.model.groupEqual = [.loadings]
    let equal = try model.fit(
      to: Self.data(), group: "school", options: options)
    #expect(throws: LatentError.self) { try model.invariance(from: equal) }
    #expect(throws: LatentError.self) {
      try Self.ladder(group: "school") { $0.steps = [] }
    }
    #expect(throws: LatentError.self) {
      try Self.ladder(group: "school") {
        $0.steps = [
          InvarianceStep([.loadings]), InvarianceStep([.loadings, .means]),
        ]
      }
    }
  }

  /// ULS has no difference tests: the ladder says why a step has no verdict.
  @Test func stepsWithoutTestsSayWhy() throws {
    let model = try Model(text: HolzingerModel.text)
    var options = FitOptions()
    options.model.kind = .cfa
    options.estimation.estimator = .uls
    let configural = try model.fit(
      to: Self.data(), group: "school", options: options)
    var choices = InvarianceOptions()
    choices.criterion = .chiSquare
    let ladder = try model.invariance(from: configural, steps: choices)
    let codes = ladder.warnings.map(\.code.rawValue)
    #expect(ladder.rungs.dropFirst().allSatisfy { $0.holds == nil })
    #expect(codes.contains("comparison.no-test"))
    #expect(
      codes.count { $0 == "invariance.no-verdict" } == ladder.rungs.count - 1)
    #expect(Set(ladder.warnings).count == ladder.warnings.count)
  }
}
