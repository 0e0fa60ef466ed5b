import Estimation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Changes that must not change a fit.
struct InvarianceTests {
  private struct Result {
    var value: Double
    var covariance: Matrix
    var names: [String]
  }

  private func fit(
    _ text: String, _ moments: (covariance: Matrix, names: [String]),
    estimator: Estimator = .ml, standardizeLatent: Bool = false
  ) throws -> Result {
    let model = try ModelCase(
      testDescription: "", text: text, standardizeLatent: standardizeLatent
    ).compile()
    let names = model.blocks[0].observed
    let order = names.compactMap { moments.names.firstIndex(of: $0) }
    let sample = [
      Sample(
        count: 200,
        covariance: moments.covariance.submatrix(rows: order, columns: order),
        mean: [Double](repeating: 0, count: names.count))
    ]
    let estimates = try makeFitter(model, sample, estimator).fit()
    #expect(estimates.isConverged)
    return Result(
      value: estimates.optimization.value,
      covariance: estimates.implied(ofBlock: 0).covariance, names: names)
  }

  private static let names = (1...7).map { "x\($0)" }
  private static let text = """
    f =~ x1 + x2 + x3
    g =~ x4 + x5 + x6
    g ~ f
    x7 ~ f + g
    x1 ~~ x4
    """

  private static func moments() -> (covariance: Matrix, names: [String]) {
    var generator = SeededGenerator(seed: 17)
    var matrix = 0.3 * generator.positiveDefinite(order: 7)
    for j in 0..<7 {
      for i in 0..<7 { matrix[i, j] += i == j ? 1 : 0.5 }
    }
    return (matrix, names)
  }

  private func expectSame(_ one: Result, _ two: Result, scale: [String: Double])
  {
    expectClose(two.value, one.value, relative: 1e-9, "value")
    #expect(Set(two.names).isSubset(of: one.names) && two.names.count > 1)
    for (i, a) in one.names.enumerated() {
      for (j, b) in one.names.enumerated() {
        guard let k = two.names.firstIndex(of: a),
          let l = two.names.firstIndex(of: b)
        else { continue }
        expectClose(
          two.covariance[k, l],
          one.covariance[i, j] * (scale[a] ?? 1) * (scale[b] ?? 1),
          relative: 1e-7, "\(a), \(b)")
      }
    }
  }

  /// The same model with its lines and terms in another order, and marker
  /// variables or unit variances.
  @Test(
    arguments: [
      "x7 ~ g + f\nx4 ~~ x1\ng ~ f\ng =~ x6 + x5 + x4\nf =~ x3 + x1 + x2",
      "g =~ x5 + x6 + x4\nf =~ x2 + x3 + x1\ng ~ f\nx7 ~ f\nx7 ~ g\nx1 ~~ x4",
    ], [Estimator.ml, .gls, .uls])
  func orderAndMetric(_ other: String, _ estimator: Estimator) throws {
    let moments = Self.moments()
    let base = try fit(Self.text, moments, estimator: estimator)
    for isStandardized in [false, true] {
      let again = try fit(
        other, moments, estimator: estimator,
        standardizeLatent: isStandardized)
      expectSame(base, again, scale: [:])
    }
  }

  /// New units of measurement rescale Σ̂ and leave ML and GLS values alone.
  @Test(arguments: [Estimator.ml, .gls], [1e-3, 1, 1e3])
  func unitsOfMeasurement(_ estimator: Estimator, _ unit: Double) throws {
    let moments = Self.moments()
    var scaled = moments
    var scale: [String: Double] = [:]
    for (i, name) in Self.names.enumerated() {
      scale[name] = unit * Double(1 + i * i)
    }
    for i in 0..<7 {
      for j in 0..<7 {
        scaled.covariance[i, j] *=
          (scale[Self.names[i]] ?? 1) * (scale[Self.names[j]] ?? 1)
      }
    }
    let base = try fit(Self.text, moments, estimator: estimator)
    expectSame(
      base, try fit(Self.text, scaled, estimator: estimator), scale: scale)
  }

  /// Units that differ by six orders of magnitude between variables.
  @Test func mixedUnits() throws {
    let moments = Self.moments()
    var scaled = moments
    let factors = [1e3, 1, 1e-3, 1, 1e3, 1e-3, 1]
    for i in 0..<7 {
      for j in 0..<7 { scaled.covariance[i, j] *= factors[i] * factors[j] }
    }
    let scale = Dictionary(uniqueKeysWithValues: zip(Self.names, factors))
    expectSame(
      try fit(Self.text, moments), try fit(Self.text, scaled), scale: scale)
  }
}
