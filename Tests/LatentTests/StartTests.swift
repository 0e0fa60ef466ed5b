import Estimation
import FitSettings
import Foundation
import Latent
import ModelFit
import Specification
import TestSupport
import Testing

/// Starting values, searches from random ones, and models that stay at them.
struct StartTests {
  private static let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6"

  private func fit(
    _ text: String = text, _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions()
    configure(&options)
    return try Model(text: text).fit(
      to: try HolzingerModel.table(), options: options)
  }

  @Test func everyStartLeadsToTheOptimum() throws {
    let usual = try fit()
    let plain = try fit { $0.estimation.starts = .plain }
    for (a, b) in pairs(usual.parameters, plain.parameters) {
      expectClose(a.estimate, b.estimate, absolute: 1e-7)
    }
    let values = Dictionary(
      usual.parameters.map { ($0.key, $0.estimate) },
      uniquingKeysWith: { first, _ in first })
    let again = try fit { $0.estimation.starts = .given(values) }
    #expect(again.iterations <= 1)
    #expect(again.iterations < usual.iterations)
  }

  /// lavaan 0.7-2's `start = "simple"`, with `do.fit = FALSE`: loadings .7,
  /// variances 1, everything else 0 (0.6-14 has loadings of 1).
  @Test func simpleValues() throws {
    let standing = try fit(Self.text + "\ng ~ f + x7\nx1 ~ 1") {
      $0.estimation.starts = .simple
      $0.estimation.staysAtStart = true
      $0.standardErrors = .none
      $0.tests = []
    }
    for row in standing.parameters where row.free > 0 {
      let expected: Double =
        switch row.op {
        case .measurement: 0.7
        case .covariance where row.lhs == row.rhs: 1
        default: 0
        }
      #expect(row.estimate == expected, "\(row.key)")
    }
    let fitted = try fit { $0.estimation.starts = .simple }
    let usual = try fit()
    for (a, b) in pairs(usual.parameters, fitted.parameters) {
      expectClose(a.estimate, b.estimate, absolute: 1e-7)
    }
  }

  @Test func valuesOfTheTextComeFirst() throws {
    let standing = try fit("f =~ x1 + start(0.25)*x2 + x3") {
      $0.estimation.starts = .given([
        ParameterKey("f", .measurement, "x2"): 0.5,
        ParameterKey("f", .measurement, "x3"): 0.75,
      ])
      $0.estimation.staysAtStart = true
      $0.standardErrors = .none
      $0.tests = []
    }
    #expect(standing[ParameterKey("f", .measurement, "x2")]?.estimate == 0.25)
    #expect(standing[ParameterKey("f", .measurement, "x3")]?.estimate == 0.75)
    #expect(standing.iterations == 0)
    #expect(standing.tests.isEmpty)
    #expect(standing.measures["chisq"] == nil)
  }

  /// The moments that values imply, by hand: λ λᵀ φ + θ.
  @Test func momentsAtStartingValues() throws {
    let standing = try fit(
      """
      f =~ 1*x1 + start(0.5)*x2 + start(2)*x3
      f ~~ start(0.8)*f
      x1 ~~ start(0.3)*x1
      x2 ~~ start(0.4)*x2
      x3 ~~ start(0.5)*x3
      """
    ) {
      $0.estimation.staysAtStart = true
      $0.standardErrors = .none
      $0.tests = []
    }
    let implied = try #require(standing.implied.first).covariance
    let loadings = [1, 0.5, 2]
    let residuals = [0.3, 0.4, 0.5]
    for i in 0..<3 {
      for j in 0..<3 {
        expectClose(
          implied[i, j],
          0.8 * loadings[i] * loadings[j] + (i == j ? residuals[i] : 0),
          absolute: 1e-14)
      }
    }
  }

  /// Searches depend on the seed alone, and find what the first one did.
  @Test func randomStartsAreReproducible() throws {
    let first = try fit { $0.estimation.randomStarts = 4 }
    let second = try fit { $0.estimation.randomStarts = 4 }
    let usual = try fit()
    #expect(first.attempts == second.attempts)
    #expect(first.attempts.last?.contains("of 4 searches") == true)
    for (a, b) in pairs(usual.parameters, first.parameters) {
      expectClose(a.estimate, b.estimate, absolute: 1e-7)
    }
  }

  /// With b a cubic of a the usual start ends at a local optimum (χ² 339.24);
  /// random ones find the lowest of all a.
  @Test func randomStartsFindTheBetterOptimum() throws {
    let data = try HolzingerModel.table()
    let model = try Model(
      text: """
        x4 ~ a*x1
        x5 ~ b*x1
        x4 ~~ x5
        b == 0.35 + 6*(a - 0.9)*(a + 0.8)*(a + 0.4)
        """)
    func chiSquare(_ starts: Int) throws -> Double {
      var options = FitOptions()
      options.estimation.randomStarts = starts
      let fit = try model.fit(to: data, options: options)
      #expect(fit.isConverged)
      return try #require(fit.chiSquare)
    }
    // N log |E(a)| / |E| for residual covariances E of any slopes.
    let columns = try ["x1", "x4", "x5"].map { name in
      let values = try data.numbers(named: name)
      let mean = values.reduce(0, +) / Double(values.count)
      return values.map { $0 - mean }
    }
    let n = Double(columns[0].count)
    func product(_ i: Int, _ j: Int) -> Double {
      zip(columns[i], columns[j]).reduce(0) { $0 + $1.0 * $1.1 } / n
    }
    func determinant(_ a: Double, _ b: Double) -> Double {
      func residual(_ i: Int, _ j: Int, _ one: Double, _ two: Double) -> Double
      {
        product(i, j) - one * product(0, j) - two * product(0, i)
          + one * two * product(0, 0)
      }
      return residual(1, 1, a, a) * residual(2, 2, b, b)
        - residual(1, 2, a, b) * residual(1, 2, a, b)
    }
    let least = determinant(
      product(0, 1) / product(0, 0), product(0, 2) / product(0, 0))
    func value(_ a: Double) -> Double {
      let b = 0.35 + 6 * (a - 0.9) * (a + 0.8) * (a + 0.4)
      return n * log(determinant(a, b) / least)
    }
    var (best, step) = (-2.0, 1e-3)
    for k in 0...4000 where value(-2 + Double(k) * step) < value(best) {
      best = -2 + Double(k) * step
    }
    for _ in 0..<30 {
      step /= 2
      for a in [best - step, best + step] where value(a) < value(best) {
        best = a
      }
    }
    #expect(try chiSquare(0) > value(best) + 100)
    expectClose(try chiSquare(15), value(best), relative: 1e-8)
  }

  @Test func aMarkerInterceptIsThatOfItsFactor() throws {
    let usual = try fit { $0.model.meanStructure = true }
    let zero = try fit { $0.model.markerInterceptsZero = true }
    let mean = try #require(
      usual[ParameterKey("x1", .intercept)]?.estimate)
    expectClose(
      try #require(zero[ParameterKey("f", .intercept)]?.estimate), mean,
      absolute: 1e-9)
    #expect(zero[ParameterKey("x1", .intercept)]?.estimate == 0)
  }

  @Test func markersAreNeeded() {
    for configure: (inout FitOptions) -> Void in [
      { $0.model.standardizeLatent = true },
      { $0.model.effectCodingLoadings = true },
    ] {
      #expect(throws: LatentError.self) {
        try fit { options in
          options.model.markerInterceptsZero = true
          configure(&options)
        }
      }
    }
  }

  @Test func levelsAreRefusedAtTheirPlace() throws {
    #expect {
      try fit("level: 1\nx1 ~ x2\nlevel: 2\nx1 ~ x3")
    } throws: { error in
      "\(error)".contains("Levels cannot be fitted")
    }
  }

  @Test func productsAreNotStandardized() throws {
    #expect(throws: LatentError.self) {
      try fit("x4 ~ x1 + x2 + x1:x2") { $0.standardizesObserved = true }
    }
  }
}
