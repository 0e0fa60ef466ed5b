import EffectAnalysis
import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import MomentStructure
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Identities of effects, their derivatives, and refusals.
struct EffectTests {
  static let models: [InferenceCase] = [
    InferenceCase(
      "serial and parallel",
      "x4 ~ x1\nx5 ~ x1 + x4\nx6 ~ x4 + x5 + x1\nx7 ~ x6 + x5 + x4"),
    InferenceCase(
      "latent, second order",
      """
      f =~ x1 + x2 + x3
      g =~ x4 + x5 + x6
      top =~ f + g + x9
      x7 ~ k*f + x8
      x9 ~ k*x7
      """),
    InferenceCase("fixed path", "x4 ~ x1\nx5 ~ 0.5*x4 + x1\nx7 ~ x5 + x4"),
    InferenceCase("loop", "x4 ~ x1 + x7\nx7 ~ x2 + 0.3*x4\nx9 ~ x7"),
    InferenceCase("groups", "x4 ~ x1\nx7 ~ x4 + x1") {
      $0.model.groupLabels = ["a", "b", "c"]
    },
  ]

  static let pairs: [String: (String, String)] = [
    "serial and parallel": ("x1", "x7"),
    "latent, second order": ("top", "x9"),
    "fixed path": ("x1", "x7"),
    "loop": ("x1", "x9"),
    "groups": ("x1", "x7"),
  ]

  private func plan(_ item: InferenceCase) throws -> (Fit, EffectPlan) {
    let fit = try Fits.fit(item)
    let pair = try #require(Self.pairs[item.testDescription])
    return (
      fit,
      try EffectPlan(
        fit.model, from: [pair.0], to: [pair.1], options: EffectOptions())
    )
  }

  /// Workspaces at the fit's fixed moments, to be updated to any θ.
  private func blocks(_ fit: Fit) -> [BlockWorkspace] {
    zip(fit.model.blocks, fit.sample).map { structure, sample in
      let block = BlockWorkspace(structure)
      block.fixSampleCells(
        covariance: MatrixBuffer(sample.covariance),
        mean: MatrixBuffer(rows: sample.variables.count))
      return block
    }
  }

  private func values(
    _ plan: EffectPlan, _ blocks: [BlockWorkspace], _ theta: [Double]
  ) -> [Double] {
    let buffer = MatrixBuffer(rows: theta.count)
    buffer.copy(from: theta)
    for block in blocks {
      let isRegular = block.update(buffer)
      #expect(isRegular)
    }
    let result = MatrixBuffer(rows: plan.evaluator.valueCount)
    plan.evaluator.evaluate(blocks, into: result)
    return result.elements
  }

  @Test(arguments: models)
  func gradientsMatchDifferences(_ item: InferenceCase) throws {
    let (fit, plan) = try plan(item)
    let blocks = blocks(fit)
    let numerical = richardsonJacobian(
      of: { values(plan, blocks, $0) }, at: fit.theta, levels: 5)
    _ = values(plan, blocks, fit.theta)
    let exact = plan.evaluator.jacobian(blocks)
    for row in numerical.indices {
      expectClose(
        exact.row(row), numerical[row], relative: 1e-6, absolute: 1e-8)
    }
  }

  /// Without loops the specific effects add up; groups differ by differences.
  @Test(arguments: models)
  func sumsOfPaths(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let pair = try #require(Self.pairs[item.testDescription])
    var options = EffectOptions()
    options.monteCarloDraws = 0
    let table = try fit.effects(from: pair.0, to: pair.1, options: options)
    for group in fit.sample.indices.map({ $0 + 1 }) {
      for metric in EffectMetric.allCases {
        func sum(_ kind: EffectKind) -> Double {
          table.effects(kind, group: group).reduce(0) {
            $0 + $1[metric].estimate
          }
        }
        expectClose(
          sum(.total), sum(.direct) + sum(.totalIndirect), relative: 1e-11)
        if table.isRecursive {
          expectClose(
            sum(.totalIndirect), sum(.specificIndirect), relative: 1e-11)
        }
      }
    }
    var differences = 0
    for difference in table.effects {
      guard let other = difference.definition.otherGroup else { continue }
      var first = difference.definition
      first.otherGroup = nil
      var second = first
      second.group = other
      func estimate(_ definition: EffectDefinition) throws -> Double {
        try #require(table.effects.first { $0.definition == definition })
          .standardized.estimate
      }
      expectClose(
        difference.standardized.estimate,
        try estimate(first) - estimate(second), relative: 1e-11,
        absolute: 1e-13)
      differences += 1
    }
    #expect((differences > 0) == (fit.sample.count > 1))
  }

  @Test func enumeratesEveryPath() throws {
    let (_, plan) = try plan(Self.models[0])
    let paths = plan.definitions.filter { $0.kind == .specificIndirect }
      .map { $0.path.joined(separator: " ") }
    #expect(
      paths == [
        "x1 x4 x7", "x1 x5 x7", "x1 x6 x7", "x1 x4 x5 x7", "x1 x4 x6 x7",
        "x1 x5 x6 x7", "x1 x4 x5 x6 x7",
      ])
    #expect(plan.definitions.count { $0.kind == .contrast } == 21)
    #expect(!plan.definitions.contains { $0.kind == .direct })
  }

  @Test func groupDifferences() throws {
    let (_, plan) = try plan(Self.models[4])
    let pairs = plan.definitions.filter { $0.kind == .total }.compactMap {
      definition in
      definition.otherGroup.map { [definition.group, $0] }
    }
    #expect(pairs == [[1, 2], [1, 3], [2, 3]])
  }

  @Test(arguments: [
    ("x1", "x77", "effects.unknown-variable"),
    ("x7", "x1", "effects.no-path"),
    ("x1", "x1", "effects.same-variable"),
    ("x1", "x2", "effects.not-structural"),
  ])
  func refusals(_ from: String, _ to: String, _ code: String) throws {
    let fit = try Fits.fit(
      InferenceCase("", "f =~ x2 + x3 + x8\nx4 ~ x1 + f\nx7 ~ x4"))
    let error = #expect(throws: LatentError.self) {
      try fit.effects(from: from, to: to)
    }
    #expect(error?.code.rawValue == code)
  }

  @Test func tooManyPaths() throws {
    let fit = try Fits.fit(Self.models[0])
    var options = EffectOptions()
    options.maximumPathCount = 6
    let error = #expect(throws: LatentError.self) {
      try fit.effects(from: "x1", to: "x7", options: options)
    }
    #expect(error?.code == "effects.too-many-paths")
    options.maximumPathCount = 7
    options.monteCarloDraws = 0
    #expect(throws: Never.self) {
      try fit.effects(from: "x1", to: "x7", options: options)
    }
  }

  @Test func optionsThatMeanNothing() throws {
    let fit = try Fits.fit(Self.models[0])
    var options = EffectOptions()
    options.confidenceLevel = 1
    var error = #expect(throws: LatentError.self) {
      try fit.effects(from: "x1", to: "x7", options: options)
    }
    #expect(error?.code == "effects.level")
    options.confidenceLevel = 0.99
    options.monteCarloDraws = 100
    error = #expect(throws: LatentError.self) {
      try fit.effects(from: "x1", to: "x7", options: options)
    }
    #expect(error?.code == "effects.too-few-draws")
  }

  /// A fixed path has an effect and no error.
  @Test func fixedPaths() throws {
    let fit = try Fits.fit(Self.models[2])
    var options = EffectOptions()
    options.monteCarloDraws = 50
    options.confidenceLevel = 0.9
    let direct = try #require(
      fit.effects(from: "x4", to: "x5", options: options)
        .effect(along: ["x4", "x5"]))
    #expect(direct.unstandardized.estimate == 0.5)
    #expect(direct.unstandardized.standardError == nil)
    #expect(direct.unstandardized.monteCarlo == nil)
    #expect(direct.standardized.standardError != nil)
    #expect(direct.standardized.monteCarlo?.usableDraws == 50)
  }

  @Test func unstableLoops() throws {
    let fit = try Fits.fit(
      InferenceCase(
        "", "x4 ~ x1 + 1.4*x7\nx7 ~ x2 + 1.2*x4\nx4 ~~ x7\nx9 ~ x7"))
    var options = EffectOptions()
    options.monteCarloDraws = 0
    let table = try fit.effects(from: "x1", to: "x9", options: options)
    expectClose(
      table.stabilityIndex, (1.4 * 1.2).squareRoot(), relative: 1e-12)
    #expect(
      table.warnings.map(\.code) == [
        "effects.nonrecursive", "effects.unstable",
      ])
  }
}
