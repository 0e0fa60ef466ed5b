import Estimation
import FitSettings
import LinearAlgebra
import ModelFit
import ModelSyntax
import MomentStructure
import Optimization
import Probability
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Small, degenerate and ill-conditioned models.
struct EdgeCaseTests {
  private func fit(
    _ text: String, _ sample: RawSample? = nil,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    try InferenceCase("", text, configure).fit([
      sample ?? RawSample(names: nineNames, count: 200, seed: 51)
    ])
  }

  @Test func nothingIsFree() throws {
    let result = try fit("x1 ~~ 1*x1\nx2 ~~ 2*x2\nx1 ~~ 0.1*x2")
    #expect(result.isConverged && result.parameterCount == 0)
    #expect(result.degreesOfFreedom == 3)
    #expect(try result.measure("chisq") > 0)
  }

  @Test func constraintsThatLeaveNothing() throws {
    let result = try fit(
      "x1 ~~ a*x1\nx2 ~~ b*x2\nx1 ~~ 0*x2\na == 2\nb == 3")
    #expect(result.isConverged && result.parameterCount == 0)
    #expect(result.degreesOfFreedom == 3)
    let row = try #require(result.parameter("x1", "~~", "x1"))
    expectClose(row.estimate, 2)
    expectClose(row.standardError ?? .nan, 0)
  }

  @Test func oneVariable() throws {
    let result = try fit("x1 ~~ x1")
    let row = try #require(result.parameter("x1", "~~", "x1"))
    let s = result.sample[0].covariance[0, 0]
    expectClose(row.estimate, s, relative: 1e-8)
    // The variance of a variance: 2σ⁴/N.
    expectClose(
      row.standardError ?? .nan, s * (2.0 / 200).squareRoot(), relative: 1e-8)
    #expect(result.measures["cfi"] == 1)
  }

  /// Regression is ordinary least squares.
  @Test func leastSquares() throws {
    let result = try fit("x1 ~ x2 + x3") { $0.model.meanStructure = true }
    let sample = result.sample[0]
    let names = sample.variables
    let (y, x) = (
      try #require(names.firstIndex(of: "x1")),
      ["x2", "x3"].compactMap { names.firstIndex(of: $0) }
    )
    let block = sample.covariance.submatrix(rows: x, columns: x)
    let right = x.map { sample.covariance[$0, y] }
    let slopes = try #require(block.generalInverse()) * right
    let residual =
      sample.covariance[y, y]
      - zip(slopes, right).reduce(0) { $0 + $1.0 * $1.1 }
    for (name, slope) in pairs(["x2", "x3"], slopes) {
      let row = try #require(result.parameter("x1", "~", name))
      expectClose(row.estimate, slope, relative: 1e-8)
    }
    expectClose(
      try #require(result.parameter("x1", "~~", "x1")).estimate, residual,
      relative: 1e-8)
    let mean = try #require(sample.mean)
    expectClose(
      try #require(result.parameter("x1", "~1")).estimate,
      mean[y] - zip(slopes, x).reduce(0) { $0 + $1.0 * mean[$1.1] },
      relative: 1e-7, absolute: 1e-8)
  }

  /// Variables that are nearly sums of others converge, or say that they don't.
  @Test(arguments: [1e-2, 1e-4, 1e-6])
  func nearlyCollinearVariables(_ noise: Double) throws {
    var sample = RawSample(names: nineNames, count: 200, seed: 52)
    var generator = SeededGenerator(seed: 53)
    for i in 0..<200 {
      sample.cases[i, 1] =
        sample.cases[i, 0] + noise * generator.normal()
    }
    let result = try fit("x3 ~ x1 + x2\nx4 ~ x3 + x1", sample) {
      $0.model.fixedExogenous = false
    }
    // Within a hundred-millionth of collinear, rounding may keep the gradient
    // up; then the fit must say that it did not converge.
    #expect(result.isConverged || noise < 1e-3)
    #expect(result.isConverged == (result.scaledGradient < 1e-8))
    #expect(result.isConverged == !result.measures.entries.isEmpty)

  }

  /// Constraints whose value is not a number make a fit fail, not the
  /// program.
  @Test(arguments: ["log(p) == -1", "sqrt(p) == 0.5"])
  func constraintsOutsideTheirDomain(_ constraint: String) throws {
    let result = try fit(
      """
      f =~ x1 + x2 + x3
      g =~ x4 + x5 + x6
      f ~~ p*g + start(-0.2)*g
      \(constraint)
      """)
    let value = result.parameter("f", "~~", "g")?.estimate ?? .nan
    #expect(
      !result.isConverged || abs(value - 0.367879441) < 1e-6
        || abs(value - 0.25) < 1e-6)
  }

  /// The gradient vanishes where all loadings are zero, but that is not a
  /// minimum: the fit leaves the saddle.
  @Test func leavesASaddle() throws {
    let names = (1...4).map { "x\($0)" }
    func value(_ terms: [String]) throws -> Double? {
      try fit("f =~ \(terms.joined(separator: " + "))") {
        $0.model.standardizeLatent = true
      }.chiSquare
    }
    let ordinary = try #require(try value(names))
    let fromSaddle = try #require(try value(names.map { "start(0)*\($0)" }))
    expectClose(fromSaddle, ordinary, relative: 1e-8)
  }

  /// A separate block for each group, with other variables.
  @Test func groupsWithModelsOfTheirOwn() throws {
    let text = """
      group: a
      f =~ x1 + x2 + x3
      x4 ~ f
      group: b
      f =~ x1 + x2 + x3 + x5
      """
    let samples = [
      RawSample(names: nineNames, count: 200, seed: 54),
      RawSample(names: nineNames, count: 150, seed: 55),
    ]
    let both = try InferenceCase("", text) {
      $0.model.groupLabels = ["a", "b"]
    }.fit(samples)
    let parts = [
      try InferenceCase("", "f =~ x1 + x2 + x3\nx4 ~ f") {
        $0.model.meanStructure = true
      }.fit([samples[0]]),
      try InferenceCase("", "f =~ x1 + x2 + x3 + x5") {
        $0.model.meanStructure = true
      }.fit([samples[1]]),
    ]
    expectClose(
      try both.measure("chisq"),
      try parts.reduce(0) { try $0 + $1.measure("chisq") }, relative: 1e-8)
    #expect(
      both.modelDegrees == parts.reduce(0) { $0 + $1.modelDegrees })
  }
}
