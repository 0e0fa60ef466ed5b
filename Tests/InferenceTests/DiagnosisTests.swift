import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import MomentInformation
import MomentStructure
import Optimization
import Probability
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Warnings and errors about models and data that are not sound.
struct DiagnosisTests {
  private func error(
    _ text: String, scale: [Double]? = nil,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) -> LatentError? {
    var sample = RawSample(names: nineNames, count: 300, seed: 12)
    if let scale { sample = sample.scaled(scale) }
    do {
      _ = try InferenceCase("", text, configure).fit([sample])
      return nil
    } catch let error as LatentError {
      return error
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  private static let rest = "\nh =~ x7 + x8 + x9"

  /// The parameters that are not identified are named, and no others.
  @Test(arguments: [
    (
      "f =~ NA*x1 + x2 + x3", ["f =~ x1", "f =~ x2", "f =~ x3", "f ~~ f"],
      ["h =~", "x7 ~~", "x8 ~~"]
    ),
    (
      "f =~ x1 + x2\nf ~~ 0*h", ["f =~ x2", "f ~~ f", "x1 ~~ x1", "x2 ~~ x2"],
      ["h =~", "x7 ~~", "h ~~ h"]
    ),
    // Nothing tells a factor's residual from that of its only indicator.
    (
      "f =~ x1\nx1 ~~ NA*x1", ["f ~~ f", "x1 ~~ x1"],
      ["h =~", "x7 ~~", "h ~~ h"]
    ),
  ])
  func unidentifiedParametersAreNamed(
    _ text: String, _ named: [String], _ others: [String]
  ) throws {
    let found = try #require(error(text + Self.rest))
    #expect(found.code == "model.not-identified")
    for name in named {
      #expect(found.message.contains(name), "\(name): \(found.message)")
    }
    for name in others {
      #expect(!found.message.contains(name), "\(name): \(found.message)")
    }
    #expect(!found.remedy.isEmpty)
  }

  /// Units of measurement do not change the named variables.
  @Test func namesDoNotDependOnUnits() throws {
    let scale: [Double] = [1000, 1, 0.001, 1, 1, 1, 1000, 1, 1]
    let found = try #require(
      error("f =~ NA*x1 + x2 + x3" + Self.rest, scale: scale))
    for name in ["f =~ x1", "f =~ x2", "f =~ x3", "f ~~ f"] {
      #expect(found.message.contains(name), "\(name): \(found.message)")
    }

  }

  @Test func tooManyParameters() throws {
    let found = try #require(error("f =~ x1 + x2"))
    #expect(found.code == "model.too-many-parameters")
    #expect(found.message.contains("4") && found.message.contains("3"))
  }

  @Test func firstOrderNeedsMaximumLikelihood() throws {
    let found = error("f =~ x1 + x2 + x3 + x4") {
      $0.information = .firstOrder
      $0.estimation.estimator = .gls
    }
    #expect(found?.code == "information.unsupported")
  }

  /// Moments in place of cases.
  private func fit(_ text: String, _ rows: [[Double]], names: [String]) throws
    -> Fit
  {
    let item = InferenceCase("", text)
    let table = try item.table()
    let order = table.roles[0].observed.compactMap { names.firstIndex(of: $0) }
    return try Fit(
      table,
      sample: [
        Sample(
          count: 200,
          covariance: Matrix(rowArrays: rows)
            .submatrix(rows: order, columns: order), mean: nil,
          variables: table.roles[0].observed)
      ], options: item.options)
  }

  @Test func heywoodCasesAreNamed() throws {
    let result = try fit(
      "f =~ x1 + x2 + x3", [[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1]],
      names: ["x1", "x2", "x3"])
    #expect(result.isConverged)
    let warning = try #require(
      result.warnings.first { $0.code == "admissibility.negative-variance" })
    #expect(warning.message.contains("x1"))
    #expect(!warning.message.contains("x2"))
    // λ₁² = 0.9 · 0.8 / 0.5 leaves 1 − 1.44.
    expectClose(
      try #require(result.parameter("x1", "~~", "x1")).estimate, -0.44,
      relative: 1e-7)
    #expect(result.rSquared[0].first { $0.variable == "x1" }?.value == nil)
    #expect(result.warnings.count == 1)
  }

  /// Indicators of two factors that correlate more across than within.
  @Test func factorsThatCorrelateMoreThanOneAreNamed() throws {
    var rows = [[Double]](
      repeating: [Double](repeating: 0.5, count: 6), count: 6)
    for i in 0..<6 {
      for j in 0..<6 where (i < 3) != (j < 3) { rows[i][j] = 0.55 }
      rows[i][i] = 1
    }
    let result = try fit(
      "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6", rows,
      names: (1...6).map { "x\($0)" })
    let warning = try #require(
      result.warnings.first { $0.code == "admissibility.latent-covariance" })
    #expect(warning.message.contains("f and g (r = 1.1)"))
  }

  @Test func residualCorrelationsBeyondOneAreNamed() throws {
    // Loadings of 0.7, 0.3, 0.7 and 0.7, and a residual covariance of 0.69
    // where the residual variances are 0.51 and 0.91.
    let rows = [
      [1, 0.9, 0.49, 0.49], [0.9, 1, 0.21, 0.21], [0.49, 0.21, 1, 0.49],
      [0.49, 0.21, 0.49, 1],
    ]
    let result = try fit(
      "f =~ x3 + x4 + x1 + x2\nx1 ~~ x2", rows,
      names: ["x1", "x2", "x3", "x4"])
    #expect(result.isConverged)
    let warning = try #require(
      result.warnings.first {
        $0.code == "admissibility.residual-correlation"
      })
    #expect(warning.message.contains("x1 and x2 is 1.013"))
  }

  @Test func soundModelsHaveNoWarnings() throws {
    for item in Fits.cases {
      #expect(try Fits.fit(item).warnings.isEmpty, "\(item)")
    }
  }
}
