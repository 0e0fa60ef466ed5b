import Estimation
import Inference
import LinearAlgebra
import Probability
import TestSupport
import Testing

/// Residual tests and their summaries.
struct ResidualTestTests {
  private static let kinds: [ResidualKind] = [.raw, .scaled, .correlation]

  @Test(arguments: Fits.cases)
  func rawTestsAreTheStandardizedResiduals(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let tests = try fit.residualTests(.raw)
    for (one, two) in zip(tests, try fit.residuals(.standardized)) {
      expectClose(one.covarianceZ.elements, two.covariance.elements)
      expectClose(one.meanZ, two.mean)
    }
  }

  /// Root mean squares are the fit measures; without groups.
  @Test(arguments: Fits.cases.prefix(5))
  func valuesAreTheFitMeasures(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    for (kind, name) in zip(Self.kinds, ["rmr", "srmr_bentler", "crmr"]) {
      let summary = try #require(try fit.residualSummary(kind).first)
      let total = summary.total ?? summary.covariance
      expectClose(total.value, try fit.measure(name), relative: 1e-9)
      expectClose(
        summary.covariance.value, try fit.measure("\(name)_nomean"),
        relative: 1e-9)
    }
  }

  /// The traces that summaries rest on are those of standard errors.
  @Test(arguments: Fits.cases, kinds)
  func errorsAndSummariesAgree(_ item: InferenceCase, _ kind: ResidualKind)
    throws
  {
    let fit = try Fits.fit(item)
    for (tests, summary) in zip(
      try fit.residualTests(kind), try fit.residualSummary(kind))
    {
      let p = tests.variables.count
      let errors = Vech.vector(tests.covarianceErrors)
      let trace = errors.reduce(0) { $0 + $1 * $1 }
      let count = Double(errors.count - (kind == .correlation ? p : 0))
      // E(rms) ≈ √(tr/p*)(1 − tr²/(4 tr²)): from z, value and error back to it.
      let value = summary.covariance
      guard let error = value.standardError, let z = value.exactFitZ, z > 0
      else { continue }
      let square = 2 * trace * count * error * error
      let expected =
        (trace / count).squareRoot() * (1 - square / (4 * trace * trace))
      expectClose(value.value - z * error, expected, relative: 1e-7)
      let quantile = NormalDistribution.upperQuantile(0.05)
      if let lower = value.lower, let upper = value.upper,
        let unbiased = value.unbiased, let spread = value.unbiasedError
      {
        expectClose(lower, unbiased - quantile * spread, absolute: 1e-12)
        expectClose(upper, unbiased + quantile * spread, absolute: 1e-12)
      }
    }
  }

  /// A model that reproduces every moment has no errors, and says so.
  @Test func saturatedModelsHaveNoTests() throws {
    let fit = try Fits.fit(InferenceCase("", "f =~ x1 + x2 + x3"))
    for kind in Self.kinds {
      let summary = try #require(try fit.residualSummary(kind).first)
      #expect(summary.covariance.value < 1e-8)
      #expect(summary.covariance.standardError == nil)
      #expect(summary.covariance.unbiased == nil)
      let tests = try #require(try fit.residualTests(kind).first)
      #expect(tests.covarianceErrors.elements.allSatisfy { $0 == 0 })
      #expect(tests.covarianceZ.elements.allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: [ResidualKind.normalized, .standardized])
  func scaledKindsAreRefused(_ kind: ResidualKind) throws {
    let fit = try Fits.fit(Fits.cases[0])
    let error = #expect(throws: FitError.self) { try fit.residualTests(kind) }
    #expect(error?.code == "residuals.no-errors")
  }
}
