import Foundation
import Latent
import Messages
import ProfileLikelihood
import TestSupport
import Testing

/// Profile-likelihood limits of effects against semlbci 0.12.1 (`profile.R`),
/// and against those of the same quantities defined by `:=`.
struct EffectProfileTests {
  private static var options: EffectOptions {
    var options = EffectOptions()
    options.includesProfileLimits = true
    options.monteCarloDraws = 0
    return options
  }

  private func fit(
    _ text: String, group: String? = nil, data: String? = nil,
    _ change: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions()
    change(&options)
    return try Model(text: text).fit(
      to: data.map { try HolzingerModel.table($0) } ?? HolzingerModel.table(),
      group: group, options: options)
  }

  private func limits(_ value: EffectValue) throws -> [Double] {
    [try #require(value.lower), try #require(value.upper)]
  }

  /// The limits of a definition.
  private func limits(_ fit: Fit, _ name: String) throws -> [Double] {
    let row = try #require(
      fit.parameters.first { $0.lhs == name && $0.op == .definition })
    return [try #require(row.lower), try #require(row.upper)]
  }

  private struct Limits: Decodable {
    var lhs: String
    var lower: Double
    var upper: Double
  }

  private struct Reference: Decodable {
    var mediation: [Limits]
    var mediationRobust: [Limits]
    var mediationStandardized: [Limits]
  }

  @Test(arguments: [(EstimatorPreset.ml, false), (.mlr, true), (.mlm, true)])
  func indirectEffectsAreSemlbcis(_ preset: EstimatorPreset, _ isRobust: Bool)
    throws
  {
    let fit = try fit(ProfileLikelihoodTests.mediation) {
      $0 = FitOptions(preset)
      $0.keepsCases = true
      $0.model.fixedExogenous = false
      $0.model.meanStructure = false
    }
    let table = try fit.effects(from: "x1", to: "x9", options: Self.options)
    let effect = try #require(table.effect(along: ["x1", "x4", "x9"]))
    let reference = try loadFixture(Reference.self, "profile.json")
    func expected(_ list: [Limits]) throws -> [Double] {
      let row = try #require(list.first { $0.lhs == "ab" })
      return [row.lower, row.upper]
    }
    // semlbci stops where the level is right to 1e-5.
    expectClose(
      try limits(effect.unstandardized),
      try expected(isRobust ? reference.mediationRobust : reference.mediation),
      relative: 2e-5, absolute: 2e-6)
    if !isRobust {
      expectClose(
        try limits(effect.standardized),
        try expected(reference.mediationStandardized),
        relative: 2e-5, absolute: 2e-6)
    }
  }

  private static let latent = """
    visual =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    speed =~ x7 + x8 + x9
    textual ~ c(a1, a2)*visual
    speed ~ c(b1, b2)*textual + c(c1, c2)*visual
    visual ~~ c(v1, v2)*visual
    textual ~~ c(t1, t2)*textual
    speed ~~ c(s1, s2)*speed
    """

  /// Totals, differences of groups, and effects standardized by the outcome
  /// alone, whose definitions need the variances.
  @Test func groupsAreAsDefined() throws {
    let fit = try fit(
      """
      \(Self.latent)
      m := a1*b1
      all := a1*b1 + c1
      between := a1*b1 - a2*b2
      sd := sqrt(s1 + b1^2*t1 + (a1*b1 + c1)^2*v1)
      outcome := all/sd
      whole := sqrt(v1)*all/sd
      """, group: "school"
    ) { $0.model.groupEqual = [.loadings] }
    let profiled = try fit.withProfileIntervals()
    let table = try fit.effects(
      from: "visual", to: "speed", options: Self.options)
    let path = ["visual", "textual", "speed"]
    let indirect = try #require(table.effect(along: path))
    let total = try #require(table.effects(.total).first)
    let difference = try #require(
      table.effects.first {
        $0.definition.path == path && $0.definition.otherGroup == 2
      })
    for (value, name) in [
      (indirect.unstandardized, "m"), (total.unstandardized, "all"),
      (difference.unstandardized, "between"),
      (total.standardizedOutcome, "outcome"), (total.standardized, "whole"),
    ] {
      expectClose(
        try limits(value), try limits(profiled, name), relative: 1e-7,
        absolute: 1e-8, name)
    }
  }

  /// The total effect in a loop is a ratio.
  @Test func loopsAreAsDefined() throws {
    let fit = try fit(
      """
      Q ~ b1*P + g1*D
      P ~ b2*Q + g2*F + A
      Q ~~ P
      all := g1/(1 - b1*b2)
      other := b2*g1/(1 - b1*b2)
      """, data: "kmenta.csv")
    let profiled = try fit.withProfileIntervals()
    let table = try fit.effects(
      from: ["D"], to: ["Q", "P"], options: Self.options)
    for (outcome, name) in [("Q", "all"), ("P", "other")] {
      let total = try #require(table.effects(.total, to: outcome).first)
      expectClose(
        try limits(total.unstandardized), try limits(profiled, name),
        relative: 1e-7, absolute: 1e-8, name)
    }
  }

  /// Conditional effects and the index of moderated mediation.
  @Test func moderationIsAsDefined() throws {
    let fit = try fit(
      """
      x4 ~ a*x1 + x2 + w*x1:x2
      x9 ~ b*x4 + x1
      low := (a + 5*w)*b
      high := (a + 7*w)*b
      index := w*b
      """)
    let profiled = try fit.withProfileIntervals()
    let table = try fit.conditionalEffects(
      from: "x1", to: "x9", at: [ModeratorPoints("x2", values: [5, 7])],
      options: Self.options)
    let path = ["x1", "x4", "x9"]
    let own = table.conditional.effects.filter {
      $0.definition.path == path && $0.definition.otherPath.isEmpty
    }
    #expect(own.count == 2)
    for (effect, name) in zip(own, ["low", "high"]) {
      expectClose(
        try limits(effect.unstandardized), try limits(profiled, name),
        relative: 1e-7, absolute: 1e-8, name)
    }
    let index = try #require(table.indices.effects.first)
    expectClose(
      try limits(index.unstandardized), try limits(profiled, "index"),
      relative: 1e-7, absolute: 1e-8)
  }

  @Test func leastSquaresHaveNone() throws {
    let fit = try fit(Self.latent.replacing(#/c\(\w+, \w+\)\*/#, with: "")) {
      $0 = FitOptions(.uls)
      $0.standardErrors = .standard
    }
    #expect {
      try fit.effects(from: "visual", to: "speed", options: Self.options)
    } throws: {
      ($0 as? LatentError)?.code == "profile.no-likelihood"
    }
  }
}
