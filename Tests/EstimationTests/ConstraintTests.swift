import Estimation
import LinearAlgebra
import Messages
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Constraints hold at the estimates, and change nothing else.
struct ConstraintTests {
  private func estimates(
    _ text: String, means: Bool = false, bounds: BoundsKind = .none,
    moments: [Sample]? = nil
  ) throws -> (fit: Estimates, table: ParameterTable, fitter: Fitter) {
    let model = try ModelCase(
      testDescription: "", text: text, meanStructure: means
    ).compile()
    var options = EstimationOptions()
    options.bounds = bounds
    let sample = moments ?? drawSample(model, seed: 41)
    let fitter = try Fitter(model, options: options, sample: sample)
    return (fitter.fit(), model.table, fitter)
  }

  /// The value of the first row with a label.
  private func labelled(
    _ label: String, _ fit: (fit: Estimates, table: ParameterTable, Fitter)
  ) -> Double {
    let index = fit.table.rows.firstIndex { $0.label == label }
    return index.map { fit.fit.rowValues[$0] } ?? .nan
  }

  private static let measurement = """
    f =~ x1 + a*x2 + b*x3 + c*x4
    g =~ x5 + d*x6 + e*x7
    f ~~ p*g
    x1 ~~ v1*x1
    x2 ~~ v2*x2

    """

  /// Linear equalities leave by substitution and hold to rounding.
  @Test(arguments: [
    "a == b", "a == 0.9", "a + b == 2*c", "a == b\nb == c\nd == e",
    "a == b\nb == a", "2*a - 3*b + d == 0.5", "v1 == v2",
  ])
  func linearEqualities(_ constraint: String) throws {
    let result = try estimates(Self.measurement + constraint)
    #expect(result.fit.isConverged)
    #expect(!result.fitter.space.isConstrained)
    for statement in result.table.constraints {
      expectClose(
        statement.expression.value(result.fit.rowValues), 0, absolute: 1e-12)
    }
  }

  @Test(arguments: [
    "a*b == 0.8", "a^2 + b^2 == 2", "exp(p) == 1.5", "a/b == c",
    "a*b == 0.8\nc == d", "p == log(1.5)",
  ])
  func nonlinearEqualities(_ constraint: String) throws {
    let result = try estimates(Self.measurement + constraint)
    #expect(result.fit.isConverged, "\(result.fit.optimization)")
    for statement in result.table.constraints {
      expectClose(
        statement.expression.value(result.fit.rowValues), 0, absolute: 1e-10)
    }
    let free = try estimates(Self.measurement)
    #expect(
      result.fit.optimization.value >= free.fit.optimization.value - 1e-12)
  }

  /// exp(p) = 1.5 and p = log 1.5 are one constraint, by two roads.
  @Test func nonlinearMeetsLinear() throws {
    let curved = try estimates(Self.measurement + "exp(p) == 1.5")
    let straight = try estimates(Self.measurement + "p == 0.4054651081081644")
    expectClose(
      curved.fit.theta, straight.fit.theta, relative: 1e-7, absolute: 1e-8)
  }

  @Test(arguments: [
    ("a > 1.4", "a", 1.4), ("a < 0.3", "a", 0.3), ("p < 0.1", "p", 0.1),
    ("v1 > 3", "v1", 3),
  ])
  func inequalitiesThatBind(
    _ constraint: String, _ label: String, _ value: Double
  ) throws {
    let result = try estimates(Self.measurement + constraint)
    #expect(result.fit.isConverged, "\(result.fit.optimization)")
    expectClose(labelled(label, result), value, absolute: 1e-9)
    let fixed = try estimates(Self.measurement + "\(label) == \(value)")
    expectClose(
      result.fit.theta, fixed.fit.theta, relative: 1e-7, absolute: 1e-7)
  }

  @Test(arguments: ["a > -9", "p < 90", "v1 > 0.000001"])
  func inequalitiesThatDoNotBind(_ constraint: String) throws {
    let result = try estimates(Self.measurement + constraint)
    let free = try estimates(Self.measurement)
    #expect(result.fit.isConverged)
    expectClose(
      result.fit.theta, free.fit.theta, relative: 1e-7, absolute: 1e-8)
    expectClose(
      result.fit.optimization.value, free.fit.optimization.value,
      relative: 1e-10)
  }

  /// A covariance matrix whose one-factor solution has a negative variance.
  private func heywood() throws -> ([Sample], String) {
    let s = Matrix(rowArrays: [[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1]])
    let sample = [
      Sample(count: 300, covariance: s, mean: [0, 0, 0])
    ]
    return (sample, "f =~ x1 + x2 + x3")
  }

  @Test func boundsAreHonoured() throws {
    let (sample, text) = try heywood()
    let free = try estimates(text, moments: sample)
    #expect(free.fit.isConverged && free.fit.theta.contains { $0 < 0 })
    for bounds in [BoundsKind.positiveObservedVariances, .positiveVariances] {
      let result = try estimates(text, bounds: bounds, moments: sample)
      #expect(result.fit.isConverged, "\(result.fit.optimization)")
      #expect(!result.fit.theta.contains { $0 < -1e-10 })
      #expect(
        result.fit.optimization.value > free.fit.optimization.value)
    }
    let written = try estimates(
      text + "\nx1 ~~ lower(0.05)*x1", moments: sample)
    #expect(written.fit.isConverged)
    let index = try #require(
      written.table.rows.firstIndex { $0.lhs == "x1" && $0.rhs == "x1" })
    expectClose(written.fit.rowValues[index], 0.05, absolute: 1e-9)
  }

  @Test(arguments: ["a == 1\na == 2", "a == b\nb == c\na - c == 1"])
  func contradictionsAreErrors(_ constraints: String) {
    let error = #expect(throws: LatentError.self) {
      _ = try estimates(Self.measurement + constraints)
    }
    #expect(error?.code == "constraints.contradictory")
  }

  @Test func nonlinearContradictionsDoNotConverge() throws {
    let result = try estimates(Self.measurement + "a^2 == -1")
    #expect(!result.fit.isConverged)
  }

  /// Constraints that are not finite at the start must not end the program.
  @Test func constraintsOutsideTheirDomain() throws {
    let result = try estimates(
      Self.measurement.replacing("p*g", with: "p*g + start(-0.2)*g")
        + "log(p) == -1")
    #expect(
      !result.fit.isConverged
        || abs(labelled("p", result) - 0.36787944117144233) < 1e-8)
  }

  /// A sum of squares held at a value: a constraint that no text states.
  private struct SumOfSquares: DifferentiableConstraint {
    let isEquality = true
    let isLinear = false
    var parameters: [Int]
    var total: Double

    func evaluate(_ theta: [Double]) -> (value: Double, gradient: [Double]) {
      var gradient = [Double](repeating: 0, count: theta.count)
      for k in parameters { gradient[k] = 2 * theta[k] }
      return (
        parameters.reduce(-total) { $0 + theta[$1] * theta[$1] }, gradient
      )
    }
  }

  /// Constraints that are not syntax expressions hold as those do.
  @Test func constraintsOfOtherKinds() throws {
    let written = try estimates(Self.measurement + "a^2 + b^2 == 2")
    let model = try ModelCase(
      testDescription: "", text: Self.measurement
    ).compile()
    let labels: Set<String> = ["a", "b"]
    let labelled = model.table.rows.filter { labels.contains($0.label) }
      .compactMap(\.parameter)
    #expect(labelled.count == 2)
    let fitter = try Fitter(
      model, options: EstimationOptions(), sample: drawSample(model, seed: 41),
      constraints: [SumOfSquares(parameters: labelled, total: 2)])
    let own = fitter.fit()
    #expect(own.isConverged)
    #expect(fitter.space.isConstrained)
    expectClose(own.theta, written.fit.theta, relative: 1e-6, absolute: 1e-7)
  }
}
