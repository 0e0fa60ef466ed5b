import Estimation
import FitSettings
import LinearAlgebra
import ModelFit
import ModelSyntax
import MomentStructure
import Optimization
import Probability
import Specification
import TestSupport
import Testing

/// The metric of latent variables changes no test and no index.
struct MetricTests {
  struct Metric: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var configure: @Sendable (inout FitOptions) -> Void
  }

  static let metrics = [
    Metric(testDescription: "unit variances") {
      $0.model.standardizeLatent = true
    },
    Metric(testDescription: "effect coding") {
      $0.model.effectCodingLoadings = true
    },
  ]

  private func expectSame(_ one: Fit, _ two: Fit) throws {
    #expect(one.isConverged && two.isConverged)
    #expect(
      one.measures.entries.map(\.name) == two.measures.entries.map(\.name))
    for entry in one.measures.entries {
      expectClose(
        two.measures[entry.name] ?? .nan, entry.value ?? .nan,
        relative: 1e-8, absolute: 1e-8, entry.name)
    }
    for row in one.parameters where row.op == .measurement {
      let label = "\(row.lhs) =~ \(row.rhs)"
      let other = try #require(
        two.parameter(row.lhs, "=~", row.rhs, group: row.group ?? 1))
      let own = try #require(row.standardizedAll)
      expectClose(
        other.standardizedAll?.estimate ?? .nan, own.estimate,
        relative: 1e-7, label)
      expectClose(
        other.standardizedAll?.standardError ?? .nan,
        own.standardError ?? .nan, relative: 1e-6, "SE of \(label)")
    }
  }

  @Test(
    arguments: metrics,
    Estimator.allCases.filter { !$0.weighsByMoments && $0 != .pml })
  func metricsAgree(_ metric: Metric, _ estimator: Estimator) throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nf ~~ g\nx1 ~~ x5"
    let sample = [RawSample(names: nineNames, count: 250, seed: 31)]
    let marker = try InferenceCase("marker", text) {
      $0.estimation.estimator = estimator
    }.fit(sample)
    let other = try InferenceCase("other", text) {
      $0.estimation.estimator = estimator
      metric.configure(&$0)
    }.fit(sample)
    try expectSame(marker, other)
  }

  @Test(arguments: metrics)
  func metricsAgreeInGroups(_ metric: Metric) throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6"
    let samples = [
      RawSample(names: nineNames, count: 250, seed: 32),
      RawSample(names: nineNames, count: 180, seed: 33),
    ]
    let marker = try InferenceCase("marker", text) {
      $0.model.groupLabels = ["a", "b"]
    }.fit(samples)
    let other = try InferenceCase("other", text) {
      $0.model.groupLabels = ["a", "b"]
      metric.configure(&$0)
    }.fit(samples)
    try expectSame(marker, other)
  }

  /// Another marker, and variables in other units.
  @Test func markersAndUnits() throws {
    let sample = RawSample(names: nineNames, count: 250, seed: 34)
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f"
    let base = try InferenceCase("", text).fit([sample])
    try expectSame(
      base,
      InferenceCase(
        "", "f =~ x3 + x2 + x1\ng =~ x5 + x4 + x6\ng ~ f"
      ).fit([sample]))
    let scaled = sample.scaled([10, 0.1, 3, 1, 100, 0.01, 1, 1, 1])
    let other = try InferenceCase("", text).fit([scaled])
    for name in [
      "chisq", "df", "cfi", "tli", "rmsea", "srmr", "gfi", "gfi_lisrel",
    ] {
      expectClose(
        try other.measure(name), try base.measure(name), relative: 1e-8,
        absolute: 1e-9, name)
    }
    for (one, two) in pairs(base.parameters, other.parameters) {
      expectClose(
        two.z ?? .nan, one.z ?? .nan, relative: 1e-6, "\(one.lhs) \(one.rhs)")
    }
  }
}
