import LinearAlgebra
import TestSupport
import Testing

@testable import FactorAnalysis
@testable import FactorRotation

/// Examples 4.1, 4.2 and 4.7 of the Mplus User's Guide as Mplus 8 prints them:
/// `Fixtures/mplus.py`.
///
/// Of its numbers, these are defined otherwise. Errors of maximum likelihood
/// are of the observed information; AIC and BIC count the means; SRMR has other
/// moments among its residuals; χ² of ordered variables is of N cases, not
/// N − 1. Errors of bi-geomin treat the
/// general factor otherwise: those here agree with numerical derivatives
/// (`ErrorTests`).
struct MplusTests {
  struct Example: Decodable, Sendable {
    struct Solution: Decodable, Sendable {
      var factors: Int
      var fit: [String: Double]
      var loadings: [[Double]]
      var correlations: [[Double]]
      var uniquenesses: [Double]
      var loadingsErrors: [[Double]]
      var correlationsErrors: [[Double]]
      var uniquenessesErrors: [Double]
    }
    var cases: Double
    var correlation: [[Double]]
    var variances: [Double]?
    var gamma: [[Double]]?
    var solutions: [Solution]
  }

  private let examples: [String: Example]

  init() throws {
    examples = try loadFixture([String: Example].self, "mplus.json")
  }

  /// Mplus adds these numbers to squared loadings, by the number of factors.
  private static func epsilon(_ count: Int) -> Double {
    count == 2 ? 0.0001 : count == 3 ? 0.001 : 0.01
  }

  private func solve(
    _ example: Example, _ count: Int, isBifactor: Bool = false
  ) throws -> FactorSolution {
    var sample = FactorSample(
      names: example.correlation.indices.map { "y\($0)" },
      correlation: Matrix(rowArrays: example.correlation),
      caseCount: example.cases)
    sample.variances = example.variances
    var options = FactorOptions()
    if let gamma = example.gamma {
      sample.covariance = .pairs(
        PairCovariance(ofCorrelations: Matrix(rowArrays: gamma)))
      options.method = .diagonallyWeighted
    }
    let geomin = RotationCriterion.geomin(epsilon: Self.epsilon(count))
    options.rotation = RotationOptions(isBifactor ? .bifactor(geomin) : geomin)
    return try FactorSolution(sample, count: count, options)
  }

  /// The factors in Mplus's order, with its signs.
  private func matched(
    _ own: FactorSolution, _ printed: [[Double]]
  ) throws -> (order: [Int], signs: [Double]) {
    let m = own.count
    var order: [Int] = []
    var signs: [Double] = []
    for j in 0..<m {
      let products = (0..<m).map { r in
        order.contains(r)
          ? 0
          : printed.indices.reduce(0) {
            $0 + printed[$1][j] * own.loadings[$1, r]
          }
      }
      let best = try #require(
        products.indices.max { abs(products[$0]) < abs(products[$1]) })
      order.append(best)
      signs.append(products[best] < 0 ? -1 : 1)
    }
    return (order, signs)
  }

  private func expectLoadings(
    _ own: FactorSolution, _ known: Example.Solution, absolute: Double,
    _ what: String
  ) throws {
    let (order, signs) = try matched(own, known.loadings)
    for (i, row) in known.loadings.enumerated() {
      expectClose(
        row.indices.map { signs[$0] * own.loadings[i, order[$0]] }, row,
        absolute: absolute, what)
    }
    for (j, row) in known.correlations.enumerated() {
      expectClose(
        row.indices.map {
          signs[j] * signs[$0] * own.correlations[order[j], order[$0]]
        }, row, absolute: absolute, what)
    }
    expectClose(
      own.extraction.uniquenesses, known.uniquenesses, absolute: absolute, what)
  }

  private func expectFit(
    _ fit: FactorFit, _ known: Example.Solution, _ what: String
  ) {
    expectClose(
      [
        fit.cfi ?? .nan, fit.tli ?? .nan, fit.rmsea ?? .nan,
        fit.rmseaInterval?.lowerBound ?? .nan,
        fit.rmseaInterval?.upperBound ?? .nan,
      ],
      ["cfi", "tli", "rmsea", "lower", "upper"].map {
        known.fit[$0] ?? .nan
      }, absolute: 5.5e-4, what)
    #expect(Double(fit.degreesOfFreedom) == known.fit["df"], "\(what)")
  }

  /// Half the last digit, and a little for Mplus's criterion of convergence.
  @Test(arguments: ["4.1", "4.7"])
  func likelihoodsFactorsAreMplus(_ name: String) throws {
    let example = try #require(examples[name])
    let p = Double(example.correlation.count)
    for known in example.solutions {
      let what = "\(name), \(known.factors)"
      let own = try solve(example, known.factors, isBifactor: name == "4.7")
      try expectLoadings(own, known, absolute: 8e-4, what)
      let fit = try #require(own.fit)
      expectFit(fit, known, what)
      expectClose(
        [fit.chiSquare ?? .nan, (fit.aic ?? .nan) + 2 * p],
        [
          known.fit["chisq"] ?? .nan, known.fit["aic"] ?? .nan,
        ], absolute: 6e-4, what)
      // The version of 4.1 counts means and variances, that of 4.7 neither.
      let count = name == "4.1" ? p * (p + 3) : p * (p - 1)
      expectClose(
        fit.srmr * (p * (p + 1) / count).squareRoot(),
        known.fit["srmr"] ?? .nan, absolute: 5.5e-4, what)
    }
  }

  @Test func orderedVariablesFactorsAreMplus() throws {
    let example = try #require(examples["4.2"])
    for known in example.solutions {
      let what = "\(known.factors)"
      let own = try solve(example, known.factors)
      // Mplus ends four factors a little early, at a larger χ².
      try expectLoadings(
        own, known, absolute: known.factors == 4 ? 1.2e-3 : 6e-4, what)
      let errors = try #require(own.errors)
      let (order, _) = try matched(own, known.loadings)
      for (i, row) in known.loadingsErrors.enumerated() {
        expectClose(
          row.indices.map { errors.loadings[i, order[$0]] }, row,
          absolute: 5.5e-4, "se, \(what)")
      }
      for (j, row) in known.correlationsErrors.enumerated() {
        expectClose(
          row.indices.map { errors.correlations[order[j], order[$0]] }, row,
          absolute: 5.5e-4, "se, \(what)")
      }
      expectClose(
        errors.uniquenesses, known.uniquenessesErrors, absolute: 5.5e-4,
        "se, \(what)")
      let fit = try #require(own.fit)
      expectFit(fit, known, what)
      let scaling = try #require(fit.scaling)
      expectClose(
        scaling.unscaled / scaling.factor * example.cases / (example.cases - 1)
          + scaling.shift, known.fit["chisq"] ?? .nan,
        absolute: known.factors == 4 ? 4e-3 : 6e-4, what)
      expectClose(
        fit.srmr * (78.0 / 66).squareRoot(), known.fit["srmr"] ?? .nan,
        absolute: 5.5e-4, what)
    }
  }

  /// Two factors of data that have four: a search from one start ends at a χ² of
  /// 714.4.
  @Test func theLowestMinimumIsTaken() throws {
    let own = try solve(try #require(examples["4.1"]), 2)
    expectClose(own.fit?.chiSquare ?? .nan, 672.258, absolute: 6e-4)
  }
}
