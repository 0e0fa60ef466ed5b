import Foundation
import Probability
import TestSupport
import Testing

/// Values of distribution functions computed by other software.
struct ReferenceFile: Decodable {
  struct Case: Decodable {
    var function: String
    var arguments: [Double]
    var value: Double
  }

  var software: String
  var command: String
  var cases: [Case]
}

/// The function under test for a name in the reference files.
func evaluate(_ name: String, _ a: [Double]) -> Double? {
  switch name {
  case "normal.density": NormalDistribution.density(a[0])
  case "normal.logDensity": NormalDistribution.logDensity(a[0])
  case "normal.cumulative": NormalDistribution.cumulative(a[0])
  case "normal.upperTail": NormalDistribution.upperTail(a[0])
  case "normal.quantile": NormalDistribution.quantile(a[0])
  case "gamma.lower": GammaFunction.regularizedLower(shape: a[0], a[1])
  case "gamma.upper": GammaFunction.regularizedUpper(shape: a[0], a[1])
  case "beta.regularized": BetaFunction.regularized(a[0], a[1], a[2])
  case "bivariate.cumulative":
    BivariateNormalDistribution(correlation: a[2]).cumulative(a[0], a[1])
  default: evaluateChiSquare(name, a) ?? evaluateRatio(name, a)
  }
}

private func evaluateChiSquare(_ name: String, _ a: [Double]) -> Double? {
  let central = ChiSquareDistribution(degreesOfFreedom: a[1])
  let noncentral = NoncentralChiSquareDistribution(
    degreesOfFreedom: a[1], noncentrality: a.count > 2 ? a[2] : 0)
  return switch name {
  case "chisquare.density": central.density(a[0])
  case "chisquare.cumulative": central.cumulative(a[0])
  case "chisquare.upperTail": central.upperTail(a[0])
  case "chisquare.quantile": central.quantile(a[0])
  case "chisquare.upperQuantile": central.upperQuantile(a[0])
  case "noncentral.density": noncentral.density(a[0])
  case "noncentral.cumulative": noncentral.cumulative(a[0])
  case "noncentral.upperTail": noncentral.upperTail(a[0])
  case "noncentral.noncentrality":
    NoncentralChiSquareDistribution.noncentrality(
      cumulative: a[0], at: a[1], degreesOfFreedom: a[2])
  default: nil
  }
}

private func evaluateRatio(_ name: String, _ a: [Double]) -> Double? {
  let t = StudentTDistribution(degreesOfFreedom: a[1])
  let f = FDistribution(
    numerator: a[1], denominator: a.count > 2 ? a[2] : .nan)
  return switch name {
  case "t.density": t.density(a[0])
  case "t.cumulative": t.cumulative(a[0])
  case "t.upperTail": t.upperTail(a[0])
  case "t.quantile": t.quantile(a[0])
  case "t.upperQuantile": t.upperQuantile(a[0])
  case "f.density": f.density(a[0])
  case "f.cumulative": f.cumulative(a[0])
  case "f.upperTail": f.upperTail(a[0])
  case "f.quantile": f.quantile(a[0])
  case "f.upperQuantile": f.upperQuantile(a[0])
  default: nil
  }
}

@Suite struct ReferenceTests {
  /// Relative error allowed: a few units in the last place for each step in
  /// the body; a probability p = exp(-e) also pays the rounding of e.
  private func tolerance(_ item: ReferenceFile.Case) -> Double {
    let isQuantile = item.function.lowercased().hasSuffix("quantile")
    if isQuantile { return 2e-14 }
    // A λ small beside f changes P little, which magnifies P's error.
    if item.function == "noncentral.noncentrality" { return 1e-12 }
    let exponent = item.value > 0 ? abs(log(item.value)) : 0
    return 5e-14 + 4e-16 * exponent
  }

  private func absoluteTolerance(_ item: ReferenceFile.Case) -> Double {
    switch item.function {
    case "bivariate.cumulative": 2e-15
    // P(X ≤ x) is a double near 1, which fixes a small λ only so far.
    case "noncentral.noncentrality": 5e-14
    default: 0
    }
  }

  @Test func agreesWithHighPrecision() throws {
    let file = try loadFixture(ReferenceFile.self, "mpmath.json")
    #expect(file.cases.count > 2000)
    for item in file.cases {
      let value = try #require(
        evaluate(item.function, item.arguments), "\(item.function)")
      expectClose(
        value, item.value, relative: tolerance(item),
        absolute: absoluteTolerance(item),
        "\(item.function)(\(item.arguments))")
    }
  }

  @Test func agreesWithR() throws {
    let file = try loadFixture(ReferenceFile.self, "r.json")
    #expect(file.cases.count > 200)
    for item in file.cases {
      let value = try #require(
        evaluate(item.function, item.arguments), "\(item.function)")
      expectClose(
        value, item.value, relative: 1e-12, absolute: 1e-300,
        "\(item.function)(\(item.arguments))")
    }
  }
}
