import Latent
import ModelCriticism
import TestSupport
import Testing

/// Restrictions that are tested one after the other: lavaan 0.7-2's, and
/// 0.6-14's, `lavTestScore(cumulative = TRUE)` (Validation/tools/versions.R).
struct CumulativeScoreTests {
  private static func fit(
    _ equal: Set<GroupEquality>? = nil, _ estimator: EstimatorPreset = .ml
  ) throws -> Fit {
    var options = FitOptions(estimator)
    options.model.kind = .cfa
    options.model.groupEqual = equal ?? []
    return try Model(text: HolzingerModel.text).fit(
      to: try HolzingerModel.table(), group: equal == nil ? nil : "school",
      options: options)
  }

  private static func expect(
    _ tests: ScoreTests, _ order: [Int], _ statistics: [Double]
  ) {
    #expect(tests.cumulative.map(\.restriction) == order)
    for (index, step) in tests.cumulative.enumerated() {
      #expect(step.test.degreesOfFreedom == index + 1)
      expectClose(step.test.statistic, statistics[index], relative: 2e-5)
    }
  }

  @Test func equalities() throws {
    Self.expect(
      try Self.fit([.loadings]).scoreTests(isCumulative: true),
      [2, 3, 0, 1, 5, 4],
      [
        4.64900697, 5.10613058, 5.77394939, 7.10715642, 7.16619979, 7.25586162,
      ])
    Self.expect(
      try Self.fit([.loadings, .intercepts]).scoreTests(
        releasing: [1, 2, 3, 9, 10], isCumulative: true),
      [3, 2, 4, 1, 0],
      [19.1925003, 21.9360130, 24.9594576, 25.6114720, 26.7595034])
  }

  @Test func addedParameters() throws {
    let tests = try Self.fit().scoreTests(
      adding: "visual =~ x9 + x7 + x4\ntextual =~ x3", isCumulative: true)
    Self.expect(
      tests, [0, 1, 3, 2], [36.4110033, 40.2341080, 49.3850258, 50.5964557])
    let last = try #require(tests.cumulative.last?.test)
    expectClose(last.statistic, tests.total.statistic, relative: 1e-12)
    #expect(
      try Self.fit().scoreTests(adding: "visual =~ x9").cumulative.isEmpty)
  }

  /// Of cases of any distribution: `X2.scaled` of lavaan 0.7-2, which 0.6-14
  /// lacks.
  @Test(arguments: [
    (
      EstimatorPreset.mlm,
      [25.89059785, 34.07178693, 46.01432781, 45.31912842],
      [20.81382835, 19.40949103, 22.74698265, 24.42171508, 25.80162032]
    ),
    (
      .mlr, [23.83999419, 32.24669943, 43.78325679, 43.67517424],
      [19.0334274, 18.62212711, 22.20398075, 24.0293586, 25.43947072]
    ),
  ])
  func robust(
    _ estimator: EstimatorPreset, _ added: [Double], _ released: [Double]
  ) throws {
    let tests = [
      try Self.fit(nil, estimator).scoreTests(
        adding: "visual =~ x9 + x7 + x4\ntextual =~ x3", isCumulative: true),
      try Self.fit([.loadings, .intercepts], estimator).scoreTests(
        releasing: [1, 2, 3, 9, 10], isCumulative: true),
    ]
    for (test, expected) in zip(tests, [added, released]) {
      #expect(test.cumulative.count == expected.count)
      for (step, value) in zip(test.cumulative, expected) {
        let scaled = try #require(step.robust?.scaled)
        expectClose(scaled.statistic, value, relative: 2e-5)
      }
      expectClose(
        test.cumulative.last?.robust?.adjustedStatistic ?? .nan,
        test.robust?.adjustedStatistic ?? .nan, relative: 1e-12)
    }
  }
}
