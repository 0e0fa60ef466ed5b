import EffectAnalysis
import Estimation
import FitSettings
import Foundation
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import SampleStatistics
import Specification
import TestSupport
import Testing

/// The output of Fixtures/effects.R.
private struct Reference: Decodable, Sendable {
  struct Group: Decodable, Sendable {
    var variables: [String]
    var nobs: Int
    var cov: [[Double]]
  }

  struct Effect: Decodable, Sendable {
    var name: String
    var path: [String]?
    var est: Double
    var se: Double
    var lower: Double
    var upper: Double
    var std: Double
    var stdSE: Double

    enum CodingKeys: String, CodingKey {
      case name
      case path
      case est
      case se
      case lower
      case upper
      case std
      case stdSE = "std_se"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      // R writes an absent path as {}.
      path = try? values.decode([String].self, forKey: .path)
      est = try values.decode(Double.self, forKey: .est)
      se = try values.decode(Double.self, forKey: .se)
      lower = try values.decode(Double.self, forKey: .lower)
      upper = try values.decode(Double.self, forKey: .upper)
      std = try values.decode(Double.self, forKey: .std)
      stdSE = try values.decode(Double.self, forKey: .stdSE)
    }
  }

  struct Case: Decodable, Sendable {
    var name: String
    var model: String
    var from: String
    var to: String
    var fixedX: Bool
    var groups: [Group]
    var effects: [Effect]
  }

  struct Loop: Decodable, Sendable {
    struct Effect: Decodable, Sendable {
      var from: String
      var to: String
      var total: Double
      var std: Double
      var direct: Double
    }

    var model: String
    var groups: [Group]
    var radius: Double
    var effects: [Effect]
  }

  var cases: [Case]
  var moderated: [Case]
  var nonrecursive: Loop
}

/// Effects against lavaan's defined parameters.
struct EffectReferenceTests {
  private let reference: Reference

  init() throws {
    reference = try loadFixture(Reference.self, "effects.json")
  }

  private func fit(
    _ text: String, _ groups: [Reference.Group], fixedX: Bool = true
  ) throws -> Fit {
    var options = FitOptions()
    options.model.meanStructure = false
    options.model.fixedExogenous = fixedX
    options.model.groupLabels =
      groups.count == 1 ? [""] : groups.indices.map { "g\($0)" }
    let table = try ParameterTable(
      lowering: SyntaxTree.parse(text: text), options: options.model)
    let sample = zip(groups, table.roles).map { group, roles in
      let order = roles.observed.compactMap {
        group.variables.firstIndex(of: $0)
      }
      return Sample(
        count: group.nobs,
        covariance: Matrix(rowArrays: group.cov).submatrix(
          rows: order, columns: order), mean: nil, variables: roles.observed)
    }
    let fit = try Fit(table, sample: sample, options: options)
    try #require(fit.isConverged)
    return fit
  }

  /// The effect that a name of the fixture stands for.
  private func find(_ effect: Reference.Effect, _ table: EffectTable)
    -> EffectEstimate?
  {
    switch effect.name {
    case "indirect": return table.effects(.totalIndirect).first
    case "total": return table.effects(.total).first
    case "contrast":
      // The table's first path is the fixture's second or first.
      return table.effects(.contrast).first
    case "difference":
      return table.effects.first {
        $0.definition.kind == .specificIndirect
          && $0.definition.otherGroup == 2
      }
    default:
      let group = table.groupLabels.count > 1 && effect.name == "ab2" ? 2 : 1
      return effect.path.flatMap { table.effect(along: $0, group: group) }
    }
  }

  @Test(arguments: ["simple", "parallel", "serial", "latent", "groups"])
  func matchesLavaan(_ name: String) throws {
    let item = try #require(reference.cases.first { $0.name == name })
    let fit = try fit(item.model, item.groups, fixedX: item.fixedX)
    var options = EffectOptions()
    options.monteCarloDraws = 0
    let table = try fit.effects(
      from: item.from, to: item.to, options: options)
    #expect(table.isRecursive)
    #expect(table.warnings.isEmpty)
    for effect in item.effects {
      let own = try #require(find(effect, table), "\(effect.name)")
      let raw = own.unstandardized
      expectClose(
        raw.estimate, effect.est, relative: 1e-6, absolute: 1e-7, effect.name)
      expectClose(
        try #require(raw.standardError), effect.se, relative: 1e-5, effect.name)
      expectClose(
        [try #require(raw.lower), try #require(raw.upper)],
        [effect.lower, effect.upper], relative: 1e-5, absolute: 1e-6)
      expectClose(
        own.standardized.estimate, effect.std, relative: 1e-6, absolute: 1e-7,
        effect.name)
      expectClose(
        try #require(own.standardized.standardError), effect.stdSE,
        relative: 1e-5, effect.name)
    }
  }

  /// The values that Hayes (2013) prints for the PMI study, by least squares.
  @Test func publishedMediation() throws {
    func effect(_ name: String, _ path: [String]) throws -> Double {
      let item = try #require(reference.cases.first { $0.name == name })
      var options = EffectOptions()
      options.monteCarloDraws = 0
      let table = try fit(item.model, item.groups)
        .effects(from: path[0], to: path[path.count - 1], options: options)
      return try #require(table.effect(along: path)).unstandardized.estimate
    }
    for (name, path, printed) in [
      ("simple", ["cond", "pmi"], 0.4765),
      ("simple", ["pmi", "reaction"], 0.5064),
      ("simple", ["cond", "reaction"], 0.2544),
      ("simple", ["cond", "pmi", "reaction"], 0.2413),
      ("parallel", ["cond", "import", "reaction"], 0.2033),
      ("parallel", ["cond", "pmi", "reaction"], 0.1890),
      ("serial", ["cond", "import", "pmi", "reaction"], 0.0488),
    ] {
      expectClose(
        try effect(name, path), printed, relative: 0, absolute: 5.1e-5)
    }
  }

  @Test func nonrecursiveTotals() throws {
    let item = reference.nonrecursive
    let fit = try fit(item.model, item.groups)
    for effect in item.effects {
      var options = EffectOptions()
      options.monteCarloDraws = 0
      let table = try fit.effects(
        from: effect.from, to: effect.to, options: options)
      #expect(!table.isRecursive)
      #expect(table.warnings.map(\.code) == ["effects.nonrecursive"])
      expectClose(table.stabilityIndex, item.radius, relative: 1e-5)
      let total = try #require(table.effects(.total).first)
      expectClose(
        total.unstandardized.estimate, effect.total, relative: 1e-5)
      expectClose(total.standardized.estimate, effect.std, relative: 1e-5)
      let indirect = try #require(table.effects(.totalIndirect).first)
      expectClose(
        indirect.unstandardized.estimate, effect.total - effect.direct,
        relative: 1e-5, absolute: 1e-7)
    }
  }

  @Test(arguments: ["first stage", "second stage"])
  func moderatedMediation(_ name: String) throws {
    let item = try #require(reference.moderated.first { $0.name == name })
    let fit = try fit(item.model, item.groups)
    #expect(try fit.moderators(from: item.from, to: item.to) == ["x4"])
    var options = EffectOptions()
    options.monteCarloDraws = 0
    let table = try fit.conditionalEffects(
      from: item.from, to: item.to,
      at: [ModeratorPoints("x4", values: [2, 4])], options: options)
    #expect(table.conditional.warnings.isEmpty)
    func conditional(_ kind: EffectKind, _ value: Double) -> EffectEstimate? {
      table.conditional.effects(kind).first {
        $0.definition.moderators == [ModeratorValue("x4", value)]
      }
    }
    let own = [
      "low": conditional(.specificIndirect, 2),
      "high": conditional(.specificIndirect, 4),
      "total": conditional(.total, 4),
      "index": table.indices.effects.first,
    ]
    #expect(table.indices.effects.count == 1)
    for effect in item.effects {
      let value = try #require(own[effect.name] ?? nil).unstandardized
      expectClose(
        value.estimate, effect.est, relative: 1e-5, absolute: 1e-7,
        effect.name)
      expectClose(
        try #require(value.standardError), effect.se, relative: 1e-4,
        effect.name)
    }
  }
}
