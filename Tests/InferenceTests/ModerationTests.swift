import EffectAnalysis
import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import MomentStructure
import Specification
import TestSupport
import Testing

/// Conditional effects and indices of moderated mediation.
struct ModerationTests {
  /// Samples with the products that a model names.
  private func fit(
    _ text: String, products: [(String, String)], groups: Int = 1,
    count: Int = 300
  ) throws -> Fit {
    let item = InferenceCase("", text) {
      $0.model.groupLabels = groups == 1 ? [""] : ["a", "b"]
    }
    let samples = (0..<groups).map { group in
      var sample = RawSample(
        names: nineNames, count: count, seed: 17 + UInt64(group))
      for (left, right) in products {
        let n = sample.cases.rows
        let one = nineNames.firstIndex(of: left) ?? 0
        let two = nineNames.firstIndex(of: right) ?? 0
        let product = (0..<n).map {
          sample.cases[$0, one] * sample.cases[$0, two]
        }
        sample.names.append("\(left):\(right)")
        sample.cases = Matrix(
          rows: n, columns: sample.names.count,
          elements: sample.cases.elements + product)
      }
      return sample
    }
    let fit = try item.fit(samples)
    try #require(fit.isConverged)
    return fit
  }

  private var quick: EffectOptions {
    var options = EffectOptions()
    options.monteCarloDraws = 0
    return options
  }

  static let firstStage = "x4 ~ x1 + x2 + x1:x2\nx7 ~ x4 + x1"

  /// A linear effect changes by the index from value to value.
  @Test func indexIsTheSlope() throws {
    let fit = try fit(Self.firstStage, products: [("x1", "x2")])
    let table = try fit.conditionalEffects(
      from: "x1", to: "x7",
      at: [ModeratorPoints("x2", values: [-1, 0, 2.5])], options: quick)
    let effects = table.conditional.effects(.specificIndirect)
    let index = try #require(table.indices.effects.first)
    #expect(index.definition.moderators == [ModeratorValue("x2", 1)])
    #expect(effects.count == 3)
    for metric in EffectMetric.allCases {
      let values = effects.map { $0[metric].estimate }
      expectClose(
        values[1] - values[0], index[metric].estimate, relative: 1e-11)
      expectClose(
        values[2] - values[1], 2.5 * index[metric].estimate, relative: 1e-11)
    }
    // At zero they are what the plain effects show.
    let plain = try fit.effects(from: "x1", to: "x7", options: quick)
    #expect(plain.warnings.map(\.code) == ["effects.products"])
    #expect(
      plain.effect(along: ["x1", "x4", "x7"])?.unstandardized
        == effects[1].unstandardized)
    // The direct path is not moderated: only the total is, besides.
    #expect(table.conditional.effects(.direct).isEmpty)
    #expect(table.conditional.effects(.total).count == 3)
  }

  @Test func monteCarloAgreesWithDelta() throws {
    let fit = try fit(
      Self.firstStage, products: [("x1", "x2")], count: 20_000)
    var options = EffectOptions()
    options.monteCarloDraws = 5000
    let table = try fit.conditionalEffects(
      from: "x1", to: "x7", at: [ModeratorPoints("x2", values: [3])],
      options: options)
    for effect in table.conditional.effects + table.indices.effects {
      let value = effect.unstandardized
      expectClose(
        try #require(value.monteCarlo).standardError,
        try #require(value.standardError), relative: 0.05)
    }
  }

  /// Two moderators of one arrow: each has an index, a partial one.
  @Test func twoModeratorsOfOneArrow() throws {
    let fit = try fit(
      "x4 ~ x1 + x2 + x3 + x1:x2 + x1:x3\nx7 ~ x4 + x1",
      products: [("x1", "x2"), ("x1", "x3")])
    let table = try fit.conditionalEffects(
      from: "x1", to: "x7",
      at: [
        ModeratorPoints("x2", values: [0, 1]),
        ModeratorPoints("x3", values: [0, 1]),
      ], options: quick)
    let effects = table.conditional.effects(.specificIndirect)
    #expect(effects.map(\.definition.moderators.count) == [2, 2, 2, 2])
    #expect(table.indices.effects.count == 2)
    let values = effects.map(\.unstandardized.estimate)
    expectClose(
      values[1] - values[0], table.indices.effects[1].unstandardized.estimate,
      relative: 1e-11)
    expectClose(
      values[3] - values[1], table.indices.effects[0].unstandardized.estimate,
      relative: 1e-11)
  }

  @Test(arguments: [
    (
      "x4 ~ x1 + x2 + x1:x2\nx7 ~ x4 + x1 + x2 + x4:x2", ["x2"],
      "more than one arrow"
    ),
    (
      "x4 ~ x1 + x2 + x1:x2\nx7 ~ x4 + x1 + x3 + x4:x3", ["x2", "x3"],
      "another arrow"
    ),
  ])
  func undefinedIndices(
    _ text: String, _ moderators: [String], _ reason: String
  ) throws {
    let fit = try fit(
      text, products: [("x1", "x2"), ("x4", "x2"), ("x4", "x3")])
    let table = try fit.conditionalEffects(
      from: "x1", to: "x7",
      at: moderators.map { ModeratorPoints($0, values: [0, 1]) },
      options: quick)
    #expect(table.indices.effects.isEmpty)
    #expect(table.undefinedIndices.map(\.moderator) == moderators)
    for item in table.undefinedIndices {
      #expect(item.reason.contains(reason))
    }
    // The effects themselves are defined.
    #expect(!table.conditional.effects(.specificIndirect).isEmpty)
  }

  @Test func groupsDiffer() throws {
    let fit = try fit(
      Self.firstStage, products: [("x1", "x2")], groups: 2)
    let table = try fit.conditionalEffects(
      from: "x1", to: "x7", at: [ModeratorPoints("x2", values: [1])],
      options: quick)
    let values = table.indices.effects.map(\.unstandardized.estimate)
    #expect(
      table.indices.effects.map(\.definition.otherGroup) == [nil, nil, 2])
    expectClose(values[2], values[0] - values[1], relative: 1e-12)
  }

  @Test func refusals() throws {
    let fit = try fit(Self.firstStage, products: [("x1", "x2")])
    func code(_ from: String, _ points: [ModeratorPoints]) -> String? {
      let error = #expect(throws: LatentError.self) {
        try fit.conditionalEffects(
          from: from, to: "x7", at: points, options: quick)
      }
      return error?.code.rawValue
    }
    #expect(code("x1", []) == "moderation.no-values")
    #expect(
      code("x4", [ModeratorPoints("x2", values: [0])]) == "moderation.none")
    #expect(
      code(
        "x1",
        [
          ModeratorPoints("x2", values: [0]),
          ModeratorPoints("x3", values: [0]),
        ]) == "moderation.not-a-moderator")
    #expect(
      code("x1", [ModeratorPoints("x2", values: [0, 0])])
        == "moderation.values")
    #expect(
      code("x1", [ModeratorPoints("x2", values: (0...200).map(Double.init))])
        == "moderation.too-many-values")
  }

  @Test func powersAreRefused() throws {
    let fit = try fit(
      "x4 ~ x1 + x1:x1\nx7 ~ x4", products: [("x1", "x1")])
    let error = #expect(throws: LatentError.self) {
      try fit.moderators(from: "x1", to: "x7")
    }
    #expect(error?.code == "moderation.power")
  }

  /// Over groups, the points are those of all cases together.
  @Test func pointsOverGroups() throws {
    let fit = try fit(
      Self.firstStage, products: [("x1", "x2")], groups: 2)
    let points = try fit.moderatorPoints(
      of: "x2", at: .meanAndDeviation)
    let cases = [17, 18].flatMap { seed in
      RawSample(names: nineNames, count: 300, seed: UInt64(seed)).cases
        .column(1)
    }
    let mean = cases.reduce(0, +) / 600
    let variance =
      cases.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 599
    expectClose(
      points.values,
      [mean - variance.squareRoot(), mean, mean + variance.squareRoot()],
      relative: 1e-12)
  }
}
