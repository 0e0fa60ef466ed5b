import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Errors and failed searches name their causes.
struct CauseTests {
  private func error(
    _ text: String, scale: Double = 1,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) -> LatentError? {
    var sample = RawSample(names: nineNames, count: 300, seed: 12)
    if scale != 1 {
      sample = sample.scaled([Double](repeating: scale, count: 9))
    }
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

  /// Variables whose lack of a residual variance makes Σ singular are named;
  /// those beside them are not.
  @Test(arguments: [
    ("x1 ~ x2 + x3", "x1", "x1 ~~ x1", true),
    ("x1 ~ x2\nx3 ~ x1\nx3 ~~ x3", "x1", "x1 ~~ x1", true),
    ("x1 ~ x2\nx3 ~ x2\nx1 ~~ 0*x1\nx1 ~~ x3", "x1", "x1 ~~ x1", false),
    (
      "f =~ x1 + x2 + x3\nx1 ~~ 0*x1\nx2 ~~ 0*x2", "x1", "x1 ~~ x1", false
    ),
  ])
  func withoutResidual(
    _ text: String, _ name: String, _ remedy: String, _ isPlain: Bool
  ) throws {
    let found = try #require(
      error(text) { if isPlain { $0.model.kind = .lavaan } })
    #expect(found.code == "model.no-residual-variance", "\(found)")
    #expect(found.message.contains("\(name) has no residual"), "\(found)")
    #expect(found.remedy.contains(remedy), "\(found)")
  }

  /// Least squares need no inverse of Σ.
  @Test func leastSquaresWithoutResidual() {
    #expect(
      error("x1 ~ x2\nx1 ~~ 0*x1") { $0.estimation.estimator = .uls }?.code
        != "model.no-residual-variance")
  }

  @Test(arguments: [
    ("x1 ~ 1*x2\nx2 ~ 1*x1\nx3 ~ x1", true),
    ("x1 ~ 0.5*x2\nx2 ~ 4*x3\nx3 ~ 0.5*x1\nx1 ~ x4", true),
    ("x1 ~ 1*x2\nx2 ~ 0.5*x1\nx3 ~ x1\nx1 ~ x4", false),
  ])
  func singularPaths(_ text: String, _ isSingular: Bool) {
    let found = error(text)
    #expect((found?.code == "model.singular-paths") == isSingular, "\(text)")
  }

  @Test(arguments: [1e100, 1e-100])
  func scales(_ scale: Double) throws {
    let found = try #require(error("f =~ x1 + x2 + x3", scale: scale))
    #expect(found.code == "sample.scale")
    #expect(found.message.contains("x1"))
  }

  private static let loadings = "f =~ x1 + a*x2 + b*x3\n"

  /// The constraints that contradict each other are named with their lines,
  /// and no others.
  @Test(arguments: [
    ("a == 1\nb > 0\na == 2", ["'a == 1' (line 2)", "'a == 2' (line 4)"]),
    ("a > 1\nb > 0\na < 0.5", ["'a > 1' (line 2)", "'a < 0.5' (line 4)"]),
    (
      "a == b\nb > 0\na - b == 1", ["'a == b' (line 2)", "'a-b == 1' (line 4)"]
    ),
    (
      "a + b < 1\na > 0.7\nb > 0.7",
      ["(line 2)", "(line 3)", "(line 4)"]
    ),
    (
      "b > 0\nx2 ~~ v*x2 + upper(2)*x2\nv > 2.5",
      ["'v > 2.5' (line 4)", "the upper bound 2.0 of 'x2 ~~ x2'"]
    ),
  ])
  func contradictions(_ constraints: String, _ named: [String]) throws {
    let found = try #require(error(Self.loadings + constraints))
    #expect(found.code == "constraints.contradictory", "\(found)")
    for name in named {
      #expect(found.message.contains(name), "\(found.message)")
    }
    #expect(!found.message.contains("'b > 0'"), "\(found.message)")
  }

  /// Constraints that only just meet do not contradict each other.
  @Test(arguments: [
    "a > 1\na < 1", "a == 1\na > 1", "a + b == 2\na > 1\nb > 1",
  ])
  func constraintsThatMeet(_ constraints: String) {
    #expect(error(Self.loadings + constraints) == nil)
  }

  @Test(arguments: [
    ("a^2 == -1", ["'a^2 == -1' (line 2)"]),
    ("a*b == 0.5\na*b == 0.7", ["(line 2)", "(line 3)"]),
  ])
  func nonlinearContradictions(_ constraints: String, _ named: [String]) throws
  {
    let result = try InferenceCase("", Self.loadings + constraints).fit([
      RawSample(names: nineNames, count: 300, seed: 12)
    ])
    #expect(!result.isConverged)
    for name in named {
      #expect(
        result.convergenceMessage.contains(name),
        "\(result.convergenceMessage)")
    }
  }

  /// A bound at which loadings are not determined is the cause, and is named.
  @Test func boundsThatBlind() throws {
    var rows = [[Double]](
      repeating: [Double](repeating: 0.4, count: 6), count: 6)
    for i in 0..<6 {
      for j in 0..<6 where (i < 3) != (j < 3) { rows[i][j] = 0.05 }
    }
    // The first three share nothing, or less than nothing.
    for i in 0..<3 {
      for j in 0..<3 { rows[i][j] = -0.2 }
    }
    for i in 0..<6 { rows[i][i] = 1 }
    let item = InferenceCase(
      "", "f =~ 1*x1 + 1*x2 + lower(0.1)*x3\ng =~ x4 + x5 + x6\nf ~~ 0*g"
    ) { $0.estimation.bounds = .positiveVariances }
    let table = try item.table()
    do {
      let result = try Fit(
        table,
        sample: [
          Sample(
            count: 200, covariance: Matrix(rowArrays: rows), mean: nil,
            variables: table.roles[0].observed)
        ], options: item.options)
      Issue.record("\(result.convergenceMessage)")
    } catch {
      #expect(error.code == "model.not-identified")
      #expect(error.message.contains("f ~~ f on its bound"), "\(error)")
    }
  }
}
