import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Effects that a bootstrap draws.
struct DrawnEffectTests {
  private func fit(
    _ text: String, centering: [String] = [], group: String? = nil
  ) throws -> Fit {
    var options = FitOptions()
    options.keepsCases = true
    let model = try Model(text: text)
    var data = try HolzingerModel.table()
    if !centering.isEmpty {
      data = try data.centering(centering, for: model, options: options)
    }
    return try model.fit(to: data, group: group, options: options)
  }

  private func options(
    _ selection: EffectSelection, count: Int = 60
  ) -> BootstrapOptions {
    var options = BootstrapOptions()
    options.replicates = 1...count
    options.effects = selection
    return options
  }

  private static let moderated = "x4 ~ x1 + x2 + x1:x2\nx7 ~ x4 + x1"

  private func conditional(_ values: [Double]) -> EffectSelection {
    EffectSelection(
      from: ["x1"], to: ["x7"],
      conditions: [
        EffectConditions(
          from: "x1", to: "x7", at: [ModeratorPoints("x2", values: values)])
      ])
  }

  private func column(
    _ draws: BootstrapDraws, _ statistic: BootstrapStatistic
  ) throws -> Int {
    try #require(draws.column(statistic), "\(statistic)")
  }

  // MARK: Against definitions

  /// Each draw of an effect is that of the same product as a defined
  /// parameter, standardized or not.
  @Test func effectsAreWhatDefinitionsAre() async throws {
    let fit = try fit(
      """
      visual  =~ x1 + x2 + x3
      textual =~ x4 + x5 + x6
      speed   =~ x7 + x8 + x9
      textual ~ a*visual
      speed   ~ b*textual + c*visual
      ab    := a*b
      total := c + a*b
      """)
    let draws = try await fit.bootstrap(
      options(EffectSelection(from: ["visual"], to: ["speed"])))
    let path = ["visual", "textual", "speed"]
    func effect(_ kind: EffectKind, _ path: [String], _ metric: EffectMetric)
      throws -> Int
    {
      let own = draws.columns.firstIndex {
        guard case .effect(let definition, metric) = $0.statistic else {
          return false
        }
        return definition.kind == kind && definition.path == path
      }
      return try #require(own)
    }
    for (name, kind, path) in [
      ("ab", EffectKind.specificIndirect, path), ("total", .total, []),
    ] {
      let row = try #require(
        fit.parameters.firstIndex { $0.lhs == name && $0.op == .definition })
      for (statistic, metric) in [
        (BootstrapStatistic.estimate(row: row), EffectMetric.unstandardized),
        (.standardizedAll(row: row), .standardized),
      ] {
        let one = try effect(kind, path, metric)
        let other = try column(draws, statistic)
        expectClose(
          draws.columns[one].estimate, draws.columns[other].estimate,
          relative: 1e-12)
        for index in draws.replicates.indices where draws.isUsable(index) {
          expectClose(
            draws.value(index, one), draws.value(index, other),
            relative: 1e-12)
        }
      }
    }
    let results = try BootstrapResults(draws)
    let table = try fit.effects(
      EffectSelection(from: ["visual"], to: ["speed"]), bootstrap: results)
    let own = try #require(
      table.effects.effect(along: path)?.unstandardized.bootstrap)
    let drawn = try #require(
      results.statistics.first { $0.column.name == "ab" })
    expectClose(
      try #require(own.lower), try #require(drawn.lower),
      relative: 1e-11)
    expectClose(
      try #require(own.upper), try #require(drawn.upper),
      relative: 1e-11)
    expectClose(
      try #require(own.standardError), try #require(drawn.standardError),
      relative: 1e-11)
    #expect(own.usableDraws == drawn.count)
  }

  /// Differences of groups are those of the groups' own draws.
  @Test func groupsDifferInEveryDraw() async throws {
    let fit = try fit("x4 ~ x1\nx7 ~ x4 + x1", group: "school")
    let draws = try await fit.bootstrap(
      options(EffectSelection(from: ["x1"], to: ["x7"]), count: 40))
    var definition = EffectDefinition(
      kind: .specificIndirect, from: "x1", to: "x7")
    definition.path = ["x1", "x4", "x7"]
    for metric in EffectMetric.allCases {
      var columns: [Int] = []
      for (group, other) in [(1, nil), (2, nil), (1, 2)] {
        definition.group = group
        definition.otherGroup = other
        columns.append(try column(draws, .effect(definition, metric)))
      }
      #expect(
        draws.columns[columns[2]].name.hasSuffix("[Pasteur less Grant-White]"))
      for index in draws.replicates.indices {
        expectClose(
          draws.value(index, columns[2]),
          draws.value(index, columns[0]) - draws.value(index, columns[1]),
          relative: 1e-12, absolute: 1e-14)
      }
    }
  }

  // MARK: Moderation

  struct Reference: Decodable {
    var points: [Double]
    var original: [Double]
    var cases: [Int]
    var values: [[Double]]
    var acceleration: [Double]
  }

  /// The effects with each case left out, computed by R's `lm`.
  @Test func jackknifeAgreesWithLeastSquares() async throws {
    let expected = try loadFixture(
      Reference.self, "conditional-jackknife.json")
    let fit = try fit(Self.moderated)
    let selection = conditional(expected.points)
    let draws = try await fit.jackknife(options(selection))
    #expect(draws.count == 301)
    // The fixture's order: metrics outside; indirect, total, index within.
    var statistics: [BootstrapStatistic] = []
    for metric in EffectMetric.allCases {
      for kind in [EffectKind.specificIndirect, .total, .moderationIndex] {
        for value in kind == .moderationIndex ? [1] : expected.points {
          var definition = EffectDefinition(kind: kind, from: "x1", to: "x7")
          if kind != .total { definition.path = ["x1", "x4", "x7"] }
          definition.moderators = [ModeratorValue("x2", value)]
          statistics.append(.effect(definition, metric))
        }
      }
    }
    let columns = try statistics.map { try column(draws, $0) }
    #expect(columns.count == expected.original.count)
    for (place, column) in columns.enumerated() {
      expectClose(
        draws.columns[column].estimate, expected.original[place],
        relative: 1e-8, absolute: 1e-10)
      for (row, number) in expected.cases.enumerated() {
        expectClose(
          draws.value(number - 1, column), expected.values[row][place],
          relative: 1e-8, absolute: 1e-10)
      }
      let values = draws.usable(column)
      expectClose(
        BootstrapSummary.acceleration(jackknife: values),
        expected.acceleration[place], relative: 1e-6)
    }
  }

  /// The means that are subtracted are the sample's in every replicate: at
  /// the same value of the moderator an effect is the same as without.
  @Test func centringChangesNoConditionalEffect() async throws {
    let plain = try fit(Self.moderated)
    let centred = try fit(Self.moderated, centering: ["x1", "x2"])
    let points = try plain.moderatorPoints(of: "x2", at: .meanAndDeviation)
    let own = try centred.moderatorPoints(of: "x2", at: .meanAndDeviation)
    expectClose(own.values[1], 0, relative: 0, absolute: 1e-12)
    let first = try await plain.bootstrap(
      options(conditional(points.values), count: 30))
    let second = try await centred.bootstrap(
      options(conditional(own.values), count: 30))
    var compared = 0
    for (one, other) in zip(first.columns.indices, second.columns.indices) {
      guard case .effect(let definition, _) = first.columns[one].statistic,
        !definition.moderators.isEmpty
      else { continue }
      for index in first.replicates.indices {
        expectClose(
          first.value(index, one), second.value(index, other),
          relative: 1e-7, absolute: 1e-9)
      }
      compared += 1
    }
    #expect(compared == 3 * 7)
  }

  // MARK: Intervals

  @Test(arguments: BootstrapIntervalKind.allCases)
  func everyKindOfIntervalExists(_ kind: BootstrapIntervalKind) async throws {
    let fit = try fit(Self.moderated)
    let selection = conditional([5, 7])
    var options = options(selection, count: 399)
    options.includesStandardErrors = kind == .studentized
    let draws = try await fit.bootstrap(options)
    let results = try BootstrapResults(
      draws, interval: kind,
      jackknife: kind == .biasCorrectedAccelerated
        ? try await fit.jackknife(options) : nil)
    let selected = try fit.effects(selection, bootstrap: results)
    #expect(selected.effects.bootstrap == results.origin)
    let all =
      selected.effects.effects + selected.moderation[0].conditional.effects
      + selected.moderation[0].indices.effects
    #expect(all.count == 4 + 4 + 1)
    for effect in all {
      for metric in EffectMetric.allCases {
        let value = effect[metric]
        let own = try #require(value.bootstrap)
        #expect(own.usableDraws == results.origin.usableCount)
        let lower = try #require(own.lower)
        let upper = try #require(own.upper)
        #expect(lower < upper)
        // In 301 cases the draws are not far from normal.
        let drawn = try #require(own.standardError)
        expectClose(upper - lower, 2 * 1.96 * drawn, relative: 0.35)
        let error = try #require(value.standardError)
        guard kind == .studentized else { continue }
        expectClose(
          draws.columns[
            try column(
              draws, .effectStandardError(effect.definition, metric))
          ].estimate, error, relative: 1e-12)
      }
    }
  }

  @Test func drawsAreTheSameOnAnyNumberOfThreadsAndInShards() async throws {
    let fit = try fit(Self.moderated)
    var options = options(conditional([5, 7]), count: 24)
    options.threads = 1
    let one = try await fit.bootstrap(options)
    options.threads = 3
    options.replicates = 9...24
    let late = try await fit.bootstrap(options)
    options.replicates = 1...8
    let early = try await fit.bootstrap(options)
    let merged = try BootstrapDraws.merge([late, early])
    #expect(merged.columns == one.columns)
    for index in one.replicates.indices {
      for column in one.columns.indices {
        #expect(
          merged.value(index, column).bitPattern
            == one.value(index, column).bitPattern)
      }
    }
  }

  // MARK: Refusals

  @Test func whatWasNotDrawnIsRefused() async throws {
    let fit = try fit(Self.moderated)
    var options = options(conditional([5, 7]), count: 50)
    let results = try BootstrapResults(try await fit.bootstrap(options))
    let error = #expect(throws: LatentError.self) {
      try fit.effects(conditional([5, 6]), bootstrap: results)
    }
    #expect(error?.code == "effects.not-drawn")
    options.effects = EffectSelection(from: ["x11"], to: ["x7"])
    let unknown = await #expect(throws: LatentError.self) {
      try await fit.bootstrap(options)
    }
    #expect(unknown?.code == "effects.unknown-variable")
    #expect(throws: LatentError.self) { try fit.bootstrapColumns(options) }
  }

  @Test func productsAreNoProductsInNormalDraws() async throws {
    let fit = try fit(Self.moderated)
    var options = options(conditional([5, 7]), count: 50)
    options.kind = .parametric
    let results = try BootstrapResults(try await fit.bootstrap(options))
    let selected = try fit.effects(conditional([5, 7]), bootstrap: results)
    #expect(
      selected.effects.warnings.map(\.code).contains("bootstrap.products"))
  }
}
