import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Conditional effects as functions of their moderator, and their pictures.
struct EffectCurveTests {
  private func fit(_ text: String, group: String? = nil) throws -> Fit {
    var options = FitOptions()
    options.keepsCases = true
    return try Model(text: text).fit(
      to: HolzingerModel.table(), group: group, options: options)
  }

  private let definition = EffectDefinition(
    kind: .specificIndirect, from: "x1", to: "x9", path: ["x1", "x5", "x9"])
  private static let text = "x5 ~ x1 + x2 + x1:x2\nx9 ~ x5 + x1"

  private func conditional(_ fit: Fit, at values: [Double]) throws
    -> [EffectValue]
  {
    var options = EffectOptions()
    options.monteCarloDraws = 0
    return try fit.conditionalEffects(
      from: "x1", to: "x9", at: [ModeratorPoints("x2", values: values)],
      options: options
    ).conditional.effects(.specificIndirect).map(\.unstandardized)
  }

  struct Reference: Decodable {
    var boundaries: [Double]
    var range: [Double]
  }

  /// The region of significance by R; see Fixtures/johnson-neyman.R.
  @Test func boundariesAreWhereAnIntervalEndsAtZero() throws {
    let expected = try loadFixture(Reference.self, "johnson-neyman.json")
    let fit = try fit(Self.text)
    let curve = try fit.effectCurve(
      of: definition, by: ModeratorPoints("x2", values: [5, 6]))
    expectClose(curve.boundaries, expected.boundaries, relative: 1e-5)
    #expect(curve.significantRanges.count == 1)
    #expect(
      curve.significantRanges[0].lowerBound == curve.boundaries[0]
        && curve.significantRanges[0].upperBound == curve.boundaries[1])
    let values = curve.points.map(\.value)
    #expect([values[0], values[values.count - 1]] == expected.range)
    let direct = try conditional(fit, at: values)
    for (point, own) in pairs(curve.points, direct) {
      expectClose(point.estimate, own.estimate, relative: 1e-12)
      #expect(point.lower == own.lower && point.upper == own.upper)
      let isInside = curve.significantRanges.contains {
        $0.contains(point.value)
      }
      #expect(isInside == point.excludesZero)
    }
  }

  /// A bootstrap's band is what its draws of the same effects say.
  @Test(arguments: [
    BootstrapIntervalKind.percentile, .biasCorrected,
    .biasCorrectedAccelerated, .normal, .basic,
  ])
  func bandsAreTheDraws(_ kind: BootstrapIntervalKind) async throws {
    let fit = try fit(Self.text, group: "school")
    let points = ModeratorPoints("x2", values: [4.5, 6])
    let selection = EffectSelection(
      from: ["x1"], to: ["x9"],
      conditions: [EffectConditions(from: "x1", to: "x9", at: [points])])
    var options = BootstrapOptions()
    options.effects = selection
    options.replicates = 1...200
    let results = try BootstrapResults(
      try await fit.bootstrap(options), interval: kind,
      jackknife: kind == .biasCorrectedAccelerated
        ? try await fit.jackknife(options) : nil,
      groupSizes: fit.sample.map(\.observationCount))
    let table = try fit.effects(selection, bootstrap: results).moderation[0]
    var own = definition
    own.group = 2
    let curve = try fit.effectCurve(of: own, by: points, bootstrap: results)
    let effects = table.conditional.effects(.specificIndirect, group: 2)
    #expect(effects.count == 2 && curve.chosen.count == 2)
    for (point, effect) in pairs(curve.chosen, effects) {
      let drawn = try #require(effect.unstandardized.bootstrap)
      expectClose(
        try #require(point.lower), try #require(drawn.lower), relative: 1e-9)
      expectClose(
        try #require(point.upper), try #require(drawn.upper), relative: 1e-9)
    }
    let svg = SVGRenderer().render(Plot(curve))
    #expect(svg.contains("x1 → x5 → x9 (Grant-White), by x2"))
    #expect(svg.contains(kind.rawValue == "norm" ? "normal" : "intervals"))
  }

  @Test func twoValuesMakeNoCurve() throws {
    let fit = try fit("x5 ~ x1 + sex + x1:sex\nx9 ~ x5 + x1")
    let curve = try fit.effectCurve(
      of: definition,
      by: fit.moderatorPoints(of: "sex", at: .meanAndDeviation))
    #expect(curve.isBinary)
    #expect(curve.points.map(\.value) == [1, 2])
    #expect(curve.boundaries.isEmpty && curve.significantRanges.isEmpty)
    let svg = SVGRenderer().render(Plot(curve))
    #expect(!svg.contains("<polygon"))
    #expect(svg.contains("effect with 95% interval"))
  }

  @Test func refusals() async throws {
    let fit = try fit(Self.text)
    func code(_ body: () throws -> EffectCurve) -> String? {
      #expect(throws: LatentError.self) { try body() }?.code.rawValue
    }
    var direct = definition
    direct.kind = .direct
    direct.path = ["x1", "x9"]
    let points = ModeratorPoints("x2", values: [5])
    #expect(
      code { try fit.effectCurve(of: direct, by: points) }
        == "curve.not-moderated")
    #expect(
      code {
        try fit.effectCurve(
          of: definition, by: ModeratorPoints("x3", values: [5]))
      } == "moderation.no-values")
    var options = BootstrapOptions()
    options.replicates = 1...50
    options.includesStandardErrors = true
    let results = try BootstrapResults(
      try await fit.bootstrap(options), interval: .studentized)
    #expect(
      code {
        try fit.effectCurve(of: definition, by: points, bootstrap: results)
      } == "curve.studentized")
    #expect(throws: LatentError.self) {
      try Plot(
        distributionOf: .effect(definition, .standardized), in: results,
        of: fit)
    }
  }

  @Test func distributionsNameTheirPath() async throws {
    let fit = try fit(Self.text)
    var options = BootstrapOptions()
    options.replicates = 1...200
    options.effects = EffectSelection(from: ["x1"], to: ["x9"])
    let results = try BootstrapResults(try await fit.bootstrap(options))
    let plot = try Plot(
      distributionOf: .effect(definition, .standardized), in: results,
      of: fit)
    #expect(plot.title == "x1 → x5 → x9")
    let drawn = try #require(
      results.statistic(.effect(definition, .standardized)))
    #expect(plot.intervals.first?.range.lowerBound == drawn.lower)
    #expect(plot.intervals.first?.center == drawn.column.estimate)
    guard case .bars(let bars)? = plot.marks.first else {
      Issue.record("no bars")
      return
    }
    #expect(bars.reduce(0) { $0 + $1.height } == Double(drawn.count))
    #expect(plot.marks.contains(.verticalLine(0, .dashed)))
    #expect(
      plot.marks.contains(.verticalLine(drawn.column.estimate, .solid)))
    let svg = SVGRenderer().render(plot)
    #expect(svg.contains("<title>x1 -&gt; x5 -&gt; x9</title>"))
  }
}
