import FactorAnalysis
import FactorRotation
import LinearAlgebra
import TestSupport
import Testing

/// The 23 items of Field's SPSS anxiety questionnaire, 2571 cases, with the
/// numbers that JASP's verification project found alike in SPSS, SAS, Minitab
/// and R.
///
/// Source: jasp-stats/jaspFactor, `tests/testthat/test-verified-*.R`, commit
/// 83fe6db1; the correlations are those of its `EFA.csv`. Rotated components
/// and principal axes are psych's there, whose searches end early, as the
/// project says: within 0.001 and 0.003 of the others' digits.
struct VerifiedTests {
  struct References: Decodable, Sendable {
    struct Solution: Decodable, Sendable {
      var loadings: [[Double?]]
      var uniquenesses: [Double]
    }
    var cases: Int
    var correlation: [[Double]]
    var kmo: Double
    var kmoItems: [Double]
    var bartlett: Double
    var eigenvalues: [Double]
    var components: Solution
    var axes: Solution
  }

  private let references: References
  private var matrix: Matrix { Matrix(rowArrays: references.correlation) }

  init() throws {
    references = try loadFixture(References.self, "verified.json")
  }

  @Test func adequacyAndEigenvaluesAgree() throws {
    let own = try #require(
      SamplingAdequacy(matrix, caseCount: references.cases))
    expectClose(own.overall, references.kmo, relative: 1e-12)
    expectClose(own.byVariable, references.kmoItems, relative: 1e-12)
    expectClose(own.chiSquare, references.bartlett, relative: 1e-12)
    #expect(own.degreesOfFreedom == 253)
    let values = try #require(SymmetricEigen(matrix)).values
    expectClose(
      values.suffix(4).reversed(), references.eigenvalues, relative: 1e-12)
  }

  @Test(arguments: [
    (ExtractionMethod.principalComponents, 1e-12, 1e-3),
    (.principalAxes, 3e-3, 3e-3),
  ])
  func rotatedFactorsAgree(
    _ method: ExtractionMethod, _ ofUniquenesses: Double, _ ofLoadings: Double
  ) throws {
    let known =
      method == .principalAxes ? references.axes : references.components
    var options = FactorOptions()
    options.method = method
    var varimax = RotationOptions(.orthomax(gamma: 1), isOrthogonal: true)
    varimax.weights = .kaiser
    options.rotation = varimax
    options.order = .squares
    options.hasErrors = false
    var sample = FactorSample(
      names: (1...23).map { "q\($0)" }, correlation: matrix,
      caseCount: Double(references.cases))
    sample.covariance = .unknown
    let own = try FactorSolution(sample, count: 4, options)
    expectClose(
      own.extraction.uniquenesses, known.uniquenesses, absolute: ofUniquenesses)
    for (i, row) in known.loadings.enumerated() {
      for (j, value) in row.enumerated() {
        // Those below 0.4 are not shown.
        guard let value else { continue }
        expectClose(own.loadings[i, j], value, absolute: ofLoadings)
      }
    }
  }
}
