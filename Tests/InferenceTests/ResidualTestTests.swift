import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelCriticism
import ModelFit
import MomentStructure
import Optimization
import Probability
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Residual tests and their summaries.
struct ResidualTestTests {
  private static let kinds: [ResidualKind] = [.raw, .scaled, .correlation]

  @Test(arguments: Fits.cases)
  func rawTestsAreTheStandardizedResiduals(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let tests = try fit.residualTests(.raw)
    for (one, two) in pairs(tests, try fit.residuals(.standardized)) {
      expectClose(one.covarianceZ.elements, two.covariance.elements)
      expectClose(one.meanZ, two.mean)
    }
  }

  /// Root mean squares are the fit measures; without groups.
  @Test(arguments: Fits.cases.prefix(5))
  func valuesAreTheFitMeasures(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    for (kind, name) in pairs(Self.kinds, ["rmr", "srmr_bentler", "crmr"]) {
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
    var checked = 0
    for (tests, summary) in pairs(
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
      checked += 1
      let quantile = NormalDistribution.upperQuantile(0.05)
      if let lower = value.lower, let upper = value.upper,
        let unbiased = value.unbiased, let spread = value.unbiasedError
      {
        expectClose(lower, unbiased - quantile * spread, absolute: 1e-12)
        expectClose(upper, unbiased + quantile * spread, absolute: 1e-12)
      }
    }
    #expect(checked > 0)
  }

  /// (I − P) Γ (I − P)ᵀ over the moments of all groups at once, formed as it
  /// stands: constraints across groups tie their residuals together.
  @Test(arguments: [Fits.cases[0], Fits.cases[1], Fits.cases[5]])
  func errorsAreThoseOfTheJointProjection(_ item: InferenceCase) throws {
    var item = item
    // Fixed exogenous variables would have no sampling variation.
    item.options.model.fixedExogenous = false
    let fit = try Fits.fit(item)
    let fitter = try Fitter(
      fit.model, sample: fit.sample, options: fit.options)
    fitter.objective.theta.copy(from: fit.theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    let blocks = fitter.objective.blocks
    let counts = fit.sample.map { Double($0.observationCount) }
    let total = counts.reduce(0, +)
    let sizes = blocks.map(\.structure.momentCount)
    let m = sizes.reduce(0, +)
    let t = fit.model.parameterCount
    var delta = Matrix(rows: m, columns: t)
    var gamma = Matrix(rows: m, columns: m)
    var weight = Matrix(rows: m, columns: m)
    var start = 0
    for (group, block) in blocks.enumerated() {
      let own = MatrixBuffer(rows: sizes[group], columns: t)
      block.writeJacobian(into: own)
      let hasMeans = block.structure.hasMeans
      let spread = Self.normal(fit.sample[group].covariance, hasMeans)
      let implied = Self.normal(fit.implied[group].covariance, hasMeans)
      let inverse = try #require(implied.generalInverse())
      for j in 0..<sizes[group] {
        for i in 0..<sizes[group] {
          gamma[start + i, start + j] = spread[i, j] / counts[group]
          weight[start + i, start + j] = counts[group] / total * inverse[i, j]
        }
      }
      for j in 0..<t {
        for i in 0..<sizes[group] { delta[start + i, j] = own[i, j] }
      }
      start += sizes[group]
    }
    let k = fitter.space.substitution.matrix
    let reduced = delta * k
    let bread = try #require(
      (reduced.transposed * (weight * reduced)).generalInverse())
    let projection = reduced * (bread * (reduced.transposed * weight))
    let left = Matrix.identity(m) - projection
    let joint = left * (gamma * left.transposed)
    start = 0
    for (group, tests) in try fit.residualTests(.raw).enumerated() {
      let errors = tests.meanErrors + Vech.vector(tests.covarianceErrors)
      let scale = largestElement(gamma).squareRoot()
      for (i, error) in errors.enumerated() {
        expectClose(
          error, max(joint[start + i, start + i], 0).squareRoot(),
          relative: 1e-6, absolute: 3e-5 * scale, "\(group), \(i)")
      }
      let summary = try fit.residualSummary(.raw)[group].covariance
      let own = Array((start + tests.meanErrors.count)..<(start + errors.count))
      let part = joint.submatrix(rows: own, columns: own)
      let trace = part.diagonal.reduce(0, +)
      let square = (part * part).diagonal.reduce(0, +)
      expectClose(
        try #require(summary.standardError),
        (square / (2 * trace * Double(own.count))).squareRoot(),
        relative: 1e-8)
      start += errors.count
    }
  }

  /// Covariances of the moments of normal variables.
  private static func normal(_ s: Matrix, _ hasMeans: Bool) -> Matrix {
    let p = s.rows
    var places: [(Int, Int)] = []
    for j in 0..<p { for i in j..<p { places.append((i, j)) } }
    let offset = hasMeans ? p : 0
    var result = Matrix(
      rows: offset + places.count, columns: offset + places.count)
    for j in 0..<offset { for i in 0..<offset { result[i, j] = s[i, j] } }
    for (column, (i, j)) in places.enumerated() {
      for (row, (a, b)) in places.enumerated() {
        result[offset + row, offset + column] =
          s[a, i] * s[b, j] + s[a, j] * s[b, i]
      }
    }
    return result
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
    let error = #expect(throws: LatentError.self) {
      try fit.residualTests(kind)
    }
    #expect(error?.code == "residuals.no-errors")
  }
}
