import LinearAlgebra
import Messages
import Populations
import Probability
import Testing

/// Moments of polynomials of a normal variable, by the moments of that: 1, 3,
/// 15, 105, …, a way that shares nothing with Fleishman's equations.
private func moment(_ coefficients: [Double], power: Int) -> Double {
  var product = [1.0]
  for _ in 0..<power {
    var next = [Double](
      repeating: 0, count: product.count + coefficients.count - 1)
    for (i, a) in product.enumerated() {
      for (j, b) in coefficients.enumerated() { next[i + j] += a * b }
    }
    product = next
  }
  var sum = 0.0
  var normal = 1.0
  for (degree, value) in product.enumerated() where degree.isMultiple(of: 2) {
    if degree > 0 { normal *= Double(degree - 1) }
    sum += value * normal
  }
  return sum
}

@Suite("Distributions of simulated data")
struct DistributionTests {
  /// The coefficients for skewness 1.75 and kurtosis 3.75: Fleishman's (1978)
  /// equations solved by Newton's method in R 4.2.2, to a residual of 1e-15.
  @Test func printedCoefficientsAreMet() throws {
    let own = try FleishmanPolynomial(
      DistributionShape(skewness: 1.75, kurtosis: 3.75), of: "x")
    #expect(abs(own.b - 0.929660524801109) < 1e-9)
    #expect(abs(own.c - 0.399496700369194) < 1e-9)
    #expect(abs(own.d - -0.036466992812746) < 1e-9)
  }

  @Test(arguments: [
    (0.0, 0.0), (0.0, -1.0), (0.75, 1.0), (-1.0, 2.0), (2.0, 7.0),
    (3.0, 21.0), (0.0, 25.0), (-0.25, -0.5), (1.0, 0.6),
  ])
  func polynomialsHaveTheirMoments(_ skewness: Double, _ kurtosis: Double)
    throws
  {
    let own = try FleishmanPolynomial(
      DistributionShape(skewness: skewness, kurtosis: kurtosis), of: "x")
    let c = [-own.c, own.b, own.c, own.d]
    #expect(abs(moment(c, power: 1)) < 1e-12)
    #expect(abs(moment(c, power: 2) - 1) < 1e-11)
    #expect(abs(moment(c, power: 3) - skewness) < 1e-10)
    #expect(abs(moment(c, power: 4) - 3 - kurtosis) < 1e-9)
  }

  @Test(arguments: [(2.0, 1.9), (3.0, 8.0), (0.0, -1.5), (1.0, -1.5)])
  func impossibleShapesAreRefused(_ skewness: Double, _ kurtosis: Double) {
    #expect(throws: LatentError.self) {
      try FleishmanPolynomial(
        DistributionShape(skewness: skewness, kurtosis: kurtosis), of: "x")
    }
  }

  /// Fleishman's lower boundary at a skewness of 0: the least kurtosis over d,
  /// with c = 0 and b from the variance, by `optimize` in R 4.2.2.
  @Test func theBoundaryIsFleishmans() throws {
    let least = try #require(FleishmanPolynomial.leastKurtosis(skewness: 0))
    #expect(abs(least - -1.1513232) < 2e-3)
  }

  /// E[Y₁Y₂] by Hermite polynomials, whose products have simple means: Y = −c + bZ + cZ² + dZ³ = (b + 3d)H₁ + cH₂ + dH₃, and
  /// E[Hₖ(Z₁)Hₖ(Z₂)] = k! rᵏ.
  @Test func intermediateCorrelationsGiveTheirs() throws {
    let first = try FleishmanPolynomial(
      DistributionShape(skewness: 2, kurtosis: 7), of: "x")
    let second = try FleishmanPolynomial(
      DistributionShape(skewness: -0.5, kurtosis: 1), of: "y")
    for target in [-0.6, -0.2, 0, 0.3, 0.7] {
      let r = try #require(
        IntermediateCorrelations.correlation(target, first, second))
      let made =
        (first.b + 3 * first.d) * (second.b + 3 * second.d) * r
        + 2 * first.c * second.c * r * r
        + 6 * first.d * second.d * r * r * r
      #expect(abs(made - target) < 1e-12)
      #expect(abs(r) <= 1)
    }
  }

  /// The cumulants of sums of independent variables add up.
  @Test func generatorsGiveTheShapes() throws {
    let group = PopulationGroup(
      label: "", variables: ["a", "b", "c"],
      covariance: Matrix(rowArrays: [
        [2, 0.6, 0.4], [0.6, 1, 0.3], [0.4, 0.3, 1.5],
      ]), mean: [0, 0, 0], thresholds: [[], [], []])
    let targets = [(1.0, 2.0), (0.8, 1.5), (-0.5, 1.0)].map {
      DistributionShape(skewness: $0.0, kurtosis: $0.1)
    }
    let own = try IndependentGenerators(group, targets: targets)
    let covariance = own.root * own.root.transposed
    for i in 0..<3 {
      for j in 0..<3 {
        #expect(abs(covariance[i, j] - group.covariance[i, j]) < 1e-12)
      }
      var third = 0.0
      var fourth = 0.0
      for (j, shape) in own.shapes.enumerated() {
        let a = own.root[i, j]
        third += a * a * a * shape.skewness
        fourth += a * a * a * a * shape.kurtosis
      }
      let variance = group.covariance[i, i]
      #expect(
        abs(third / (variance * variance.squareRoot()) - targets[i].skewness)
          < 1e-12)
      #expect(abs(fourth / (variance * variance) - targets[i].kurtosis) < 1e-12)
    }
  }
}
