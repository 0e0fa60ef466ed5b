import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Latent products from data to conditional effects.
///
/// The fixture's script shows lavaan's commands. Estimates are compared in
/// `Validation`.
struct LatentProductTests {
  struct Reference: Decodable {
    struct Effect: Decodable {
      var name: String
      var est: Double
      var se: Double
    }
    struct Case: Decodable {
      var mean: Double?
      var sd: Double?
      var effects: [Effect]
    }
    var mediation: Case
    var mixed: Case
    var groups: Case
  }

  let reference: Reference
  let data: DataTable

  init() throws {
    reference = try loadFixture(Reference.self, "latent-products.json")
    data = try HolzingerModel.table("latent-products.csv")
  }

  static let measurement = """
    f =~ x1 + x2 + x3
    g =~ z1 + z2 + z3
    m =~ m1 + m2 + m3
    y =~ y1 + y2 + y3

    """
  static let mediation = measurement + "m ~ f\ny ~ m + f + g + m:g"

  private var quick: EffectOptions {
    var options = EffectOptions()
    options.monteCarloDraws = 0
    return options
  }

  private func expectEffects(
    _ found: [EffectEstimate], _ expected: [Reference.Effect],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try #require(found.count == expected.count, sourceLocation: sourceLocation)
    for (effect, row) in pairs(found, expected) {
      expectClose(
        effect.unstandardized.estimate, row.est, relative: 1e-6,
        sourceLocation: sourceLocation)
      expectClose(
        effect.unstandardized.standardError ?? .nan, row.se, relative: 1e-5,
        sourceLocation: sourceLocation)
    }
  }

  @Test func moderatedMediationByLatentVariables() throws {
    let fit = try Model(text: Self.mediation).fit(to: data)
    #expect(try fit.moderators(from: "f", to: "y") == ["g"])
    let points = try fit.moderatorPoints(of: "g", at: .meanAndDeviation)
    let deviation = try #require(reference.mediation.sd)
    #expect(points.labels == ["mean - SD", "mean", "mean + SD"])
    expectClose(points.values[0], -deviation, relative: 1e-7)
    expectClose(points.values[1], 0, absolute: 1e-12)
    let table = try fit.conditionalEffects(
      from: "f", to: "y", at: [points], options: quick)
    try expectEffects(
      table.conditional.effects(.specificIndirect)
        + [try #require(table.indices.effects.first)],
      reference.mediation.effects)
    let plain = try fit.effects(from: "f", to: "y", options: quick)
    #expect(plain.warnings.map(\.code).contains("effects.products"))
  }

  /// An observed factor counts from its mean, whatever its origin.
  @Test func observedModeratorsKeepTheirUnits() throws {
    let model = try Model(
      text: "f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + w + f:w")
    let points = [ModeratorPoints("w", values: [9, 11])]
    let raw = try model.fit(to: data)
    let effects = try raw.conditionalEffects(
      from: "f", to: "y", at: points, options: quick)
    try expectEffects(
      effects.conditional.effects(.direct), reference.mixed.effects)
    let shifted = try data.centering(["w"], for: model)
    let mean = try #require(raw.sample[0].mean?.last)
    let centered = try model.fit(to: shifted).conditionalEffects(
      from: "f", to: "y",
      at: [ModeratorPoints("w", values: [9 - mean, 11 - mean])],
      options: quick)
    for (one, two) in pairs(
      effects.conditional.effects, centered.conditional.effects)
    {
      expectClose(
        one.unstandardized.estimate, two.unstandardized.estimate,
        relative: 1e-8)
    }
  }

  /// With means free in the second group, a value of the moderator is the
  /// same value in both.
  @Test func groupsAreComparedAtTheSameValues() throws {
    var options = FitOptions()
    options.model.groupEqual = [.loadings, .intercepts]
    let fit = try Model(
      text: """
        f =~ x1 + x2 + x3
        g =~ z1 + z2 + z3
        m =~ m1 + m2 + m3
        m ~ f + g + f:g
        """
    ).fit(to: data, group: "group", options: options)
    let points = try fit.moderatorPoints(of: "f", at: .meanAndDeviation)
    let mean = try #require(reference.groups.mean)
    let deviation = try #require(reference.groups.sd)
    expectClose(points.values[1], mean, relative: 1e-6)
    expectClose(points.values[2], mean + deviation, relative: 1e-6)
    let table = try fit.conditionalEffects(
      from: "g", to: "m",
      at: [ModeratorPoints("f", values: [mean + deviation])], options: quick)
    try expectEffects(
      table.conditional.effects(.direct)
        + table.conditional.effects(.direct, group: 2),
      reference.groups.effects)
  }

  @Test func latentModeratorsHaveNoPercentiles() throws {
    let fit = try Model(text: Self.mediation).fit(to: data)
    let error = #expect(throws: LatentError.self) {
      _ = try fit.moderatorPoints(of: "g", at: .percentiles)
    }
    #expect(error?.code == "moderation.latent-percentiles")
  }

  /// A product of another scale has no slopes in its factors' units.
  @Test(arguments: [
    "f =~ NA*x1 + x2 + x3\nf ~~ 1*f\ng =~ z1 + z2 + z3",
    "f =~ x1 + x2 + x3\ng =~ NA*z1 + 1*z2 + z3",
  ])
  func scaleOfConditionalEffects(measurement: String) throws {
    let text =
      measurement + "\nm =~ m1 + m2 + m3\nm ~ f + g + f:g"
    let fit = try Model(text: text).fit(to: data)
    let error = #expect(throws: LatentError.self) {
      _ = try fit.conditionalEffects(
        from: "f", to: "m", at: [ModeratorPoints("g", values: [0])])
    }
    #expect(error?.code == "moderation.scale")
    // All pairs hold one of two fixed loadings.
    guard measurement.contains("1*z2") else { return }
    var options = FitOptions()
    options.model.productPairing = .all
    let all = try Model(text: text).fit(to: data, options: options)
    #expect(all.parameter("f:g", "=~", "x1:z2")?.estimate == 1)
    let table = try all.conditionalEffects(
      from: "f", to: "m", at: [ModeratorPoints("g", values: [0])],
      options: quick)
    #expect(!table.conditional.effects.isEmpty)
  }

  /// A product's slope is in units of its factors: other markers change all
  /// by the same factors.
  @Test func unitsFollowTheMarkers() throws {
    let plain = try Model(
      text: "f =~ x1 + x2 + x3\ng =~ z1 + z2 + z3\nm =~ m1 + m2 + m3\n"
        + "m ~ f + g + f:g"
    ).fit(to: data)
    let scaled = try Model(
      text: "f =~ 2*x1 + x2 + x3\ng =~ start(0.5)*z1 + z2 + z3\n"
        + "m =~ m1 + m2 + m3\nm ~ f + g + f:g"
    ).fit(to: data)
    func slope(_ fit: Fit) throws -> Double {
      try #require(fit.parameter("m", "~", "f:g")).estimate
    }
    #expect(scaled.parameter("f:g", "=~", "x1:z1")?.estimate == 1)
    expectClose(try slope(scaled), try slope(plain), relative: 1e-7)
    expectClose(
      try #require(scaled.parameter("m", "~", "f")).estimate,
      2 * (try #require(plain.parameter("m", "~", "f")).estimate),
      relative: 1e-7)
  }

  /// Without the products' own means only intercepts differ; without any
  /// centring more does.
  @Test func centring() throws {
    func run(_ centering: ProductCentering) throws -> Fit {
      var options = FitOptions()
      options.model.meanStructure = true
      options.productCentering = centering
      return try Model(text: Self.mediation).fit(to: data, options: options)
    }
    let (double, single, none) = (
      try run(.double), try run(.single), try run(.none)
    )
    for (one, two) in pairs(double.parameters, single.parameters)
    where one.op != .intercept {
      expectClose(one.estimate, two.estimate, relative: 1e-7)
    }
    let place = try #require(single.sample[0].variables.firstIndex(of: "m1:z1"))
    let columns = ["m1", "z1"].map {
      single.sample[0].variables.firstIndex(of: $0) ?? 0
    }
    expectClose(
      single.sample[0].mean?[place] ?? .nan,
      single.sample[0].covariance[columns[0], columns[1]], relative: 1e-12)
    expectClose(double.sample[0].mean?[place] ?? .nan, 0, absolute: 1e-14)
    #expect(
      abs((none.chiSquare ?? 0) - (double.chiSquare ?? 0)) > 1)
  }

  /// Columns that are centred before are multiplied as they are; others have
  /// no conditional effects then.
  @Test func columnsThatAreCentredAlready() throws {
    let model = try Model(text: Self.mediation)
    var options = FitOptions()
    options.productCentering = .none
    let points = [ModeratorPoints("g", values: [1])]
    let raw = try model.fit(to: data, options: options)
    let error = #expect(throws: LatentError.self) {
      _ = try raw.conditionalEffects(from: "f", to: "y", at: points)
    }
    #expect(error?.code == "moderation.not-centered")
    let items = ["m1", "m2", "m3", "z1", "z2", "z3"]
    let centered = try model.fit(
      to: data.centering(items, for: model), options: options)
    let usual = try model.fit(to: data)
    for (one, two) in pairs(
      try centered.conditionalEffects(
        from: "f", to: "y", at: points, options: quick
      ).conditional.effects,
      try usual.conditionalEffects(
        from: "f", to: "y", at: points, options: quick
      ).conditional.effects)
    {
      expectClose(
        one.unstandardized.estimate, two.unstandardized.estimate,
        relative: 1e-7)
    }
  }

  @Test func productsNeedCases() throws {
    let fitted = try Model(text: Self.mediation).fit(to: data)
    let sample = fitted.sample[0]
    let kept = sample.variables.indices.filter {
      !sample.variables[$0].contains(":")
    }
    let moments = try SampleMoments(
      variableNames: kept.map { sample.variables[$0] },
      observationCount: sample.observationCount,
      covariance: kept.flatMap { i in kept.map { sample.covariance[i, $0] } },
      divisor: .count)
    let error = #expect(throws: LatentError.self) {
      _ = try Model(text: Self.mediation).fit(to: [moments])
    }
    #expect(error?.code == "products.need-cases")
    #expect(error?.message.contains("m1:z1") == true)
  }
}
