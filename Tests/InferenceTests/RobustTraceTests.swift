import AsymptoticInference
import Discrepancies
import Estimation
import FitSettings
import LinearAlgebra
import ModelFit
import MomentInformation
import MomentStructure
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Traces of UΓ from quadratic forms against the matrices themselves.
struct RobustTraceTests {
  private static let text = """
    f =~ a + b + c
    g =~ d + e + h
    g ~ f
    """

  struct Setting: Sendable, CustomTestStringConvertible {
    var estimator: Estimator
    var hasMeans: Bool
    var count: Int
    var unstructured = false
    var isEqual = false

    var testDescription: String {
      "\(estimator.rawValue), means \(hasMeans), n = \(count), "
        + "unstructured \(unstructured), equal \(isEqual)"
    }
  }

  // Fewer cases than the 21 or 27 moments, and more.
  static let settings = [
    Setting(estimator: .ml, hasMeans: false, count: 19),
    Setting(estimator: .ml, hasMeans: true, count: 24),
    Setting(estimator: .ml, hasMeans: true, count: 700),
    Setting(
      estimator: .ml, hasMeans: true, count: 300, unstructured: true),
    Setting(estimator: .ml, hasMeans: false, count: 300, isEqual: true),
    Setting(estimator: .gls, hasMeans: true, count: 300),
    Setting(estimator: .uls, hasMeans: false, count: 20),
    Setting(estimator: .uls, hasMeans: true, count: 300, isEqual: true),
  ]

  private func analysis(_ setting: Setting) throws -> (RobustAnalysis, Fit) {
    let item = InferenceCase(
      setting.testDescription,
      setting.isEqual
        ? "f =~ a + l*b + c\ng =~ d + l*e + h\ng ~ f" : Self.text
    ) {
      $0.estimation.estimator = setting.estimator
      $0.model.meanStructure = setting.hasMeans
      $0.standardErrors = .robustSEM
      if setting.unstructured { $0.h1Information = .unstructured }
    }
    let fit = try item.fit([
      RawSample(
        names: ["a", "b", "c", "d", "e", "h"], count: setting.count, seed: 4)
    ])
    let fitter = try Fitter(
      fit.model, sample: fit.sample, options: fit.options)
    fitter.objective.theta.copy(from: fit.estimates.theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    return (
      RobustAnalysis(
        fitter, fit.estimates, variant: fit.options.informationVariant), fit
    )
  }

  /// The covariances of moments of normal variables: σ_ik σ_jl + σ_il σ_jk of
  /// s_ij and s_kl, and Σ of means.
  private static func normalTheory(_ sigma: Matrix, hasMeans: Bool) -> Matrix {
    let p = sigma.rows
    let pairs = (0..<p).flatMap { j in (j..<p).map { (i: $0, j: j) } }
    let offset = hasMeans ? p : 0
    var result = Matrix(
      rows: offset + pairs.count, columns: offset + pairs.count)
    for j in 0..<offset {
      for i in 0..<offset { result[i, j] = sigma[i, j] }
    }
    for (b, one) in pairs.enumerated() {
      for (a, two) in pairs.enumerated() {
        result[offset + a, offset + b] =
          sigma[one.i, two.i] * sigma[one.j, two.j]
          + sigma[one.i, two.j] * sigma[one.j, two.i]
      }
    }
    return result
  }

  /// V, Γ and Δ in full.
  private func matrices(_ fit: Fit, _ setting: Setting) throws -> (
    v: Matrix, gamma: Matrix, delta: Matrix
  ) {
    let sample = fit.sample[0]
    let gamma = try #require(
      CaseDeviations(sample, fit.model.blocks[0])
    ).momentCovariance(hasMeans: setting.hasMeans)
    let count = gamma.rows
    var v = Matrix.identity(count)
    if setting.estimator != .uls {
      let base =
        setting.unstructured || setting.estimator == .gls
        ? sample.covariance : fit.implied[0].covariance
      v = try #require(
        Self.normalTheory(base, hasMeans: setting.hasMeans)
          .choleskyInverse()?.inverse)
    }
    let block = BlockWorkspace(fit.model.blocks[0])
    let theta = MatrixBuffer(rows: fit.estimates.theta.count)
    theta.copy(from: fit.estimates.theta)
    _ = block.update(theta)
    let delta = MatrixBuffer(rows: count, columns: theta.rows)
    block.writeJacobian(into: delta)
    var full = Matrix(delta)
    if setting.isEqual {
      // The columns of equal parameters add up.
      let first = try #require(fit.parameter("f", "=~", "b")?.parameter)
      let second = try #require(fit.parameter("g", "=~", "e")?.parameter)
      var columns = (0..<full.columns).map { full.column($0) }
      columns[first] = zip(columns[first], columns[second]).map { $0 + $1 }
      columns.remove(at: second)
      full = Matrix(rowArrays: columns).transposed
    }
    return (v, gamma, full)
  }

  @Test(arguments: settings)
  func tracesAreThoseOfTheMatrices(_ setting: Setting) throws {
    let (analysis, fit) = try analysis(setting)
    let (v, gamma, delta) = try matrices(fit, setting)
    let moved = v * delta
    let inverse = try #require(
      (delta.transposed * moved).choleskyInverse()?.inverse)
    let u = v - moved * (inverse * moved.transposed)
    let product = u * gamma
    let first = product.diagonal.reduce(0, +)
    let second = zip(product.elements, product.transposed.elements)
      .reduce(0) { $0 + $1.0 * $1.1 }
    expectClose(try #require(analysis.trace), first, relative: 1e-9)
    expectClose(try #require(analysis.secondTrace), second, relative: 1e-9)
    guard !setting.isEqual else { return }
    expectClose(
      try #require(analysis.momentProducts).elements,
      (moved.transposed * (gamma * moved)).elements, relative: 1e-9,
      absolute: 1e-9)
  }

  /// The saturated model's observed information gives the model's part of it
  /// that has no second derivatives of the moments.
  @Test(arguments: [false, true])
  func saturatedHessians(hasMeans: Bool) throws {
    let (analysis, fit) = try analysis(
      Setting(estimator: .ml, hasMeans: hasMeans, count: 60))
    let block = analysis.fitter.objective.blocks[0]
    let hessian = try #require(
      NormalInformation.observed(
        at: block.implied,
        covariance: analysis.fitter.sample[0].covariance,
        mean: analysis.fitter.sample[0].center))
    expectClose(
      hessian.elements, hessian.transposed.elements, relative: 1e-9,
      absolute: 1e-13)
    let buffer = MatrixBuffer(
      rows: hessian.rows, columns: fit.model.parameterCount)
    block.writeJacobian(into: buffer)
    let delta = Matrix(buffer)
    let own = Information.matrix(
      .observed, of: analysis.fitter,
      variant: InformationVariant(kind: .observed, observedChoice: .h1))
    expectClose(
      (delta.transposed * (hessian * delta)).elements, own.elements,
      relative: 1e-10, absolute: 1e-10)
  }

  /// Weights of 1 change nothing, though traces then come from matrices.
  @Test(arguments: [Estimator.ml, .gls, .uls])
  func tracesOfEqualWeights(_ estimator: Estimator) throws {
    let (plain, fit) = try analysis(
      Setting(estimator: estimator, hasMeans: true, count: 90))
    var sample = fit.sample
    sample[0].cases?.weights = [Double](repeating: 1, count: 90)
    let fitter = try Fitter(
      fit.model, sample: sample, options: fit.options)
    fitter.objective.theta.copy(from: fit.estimates.theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    let weighted = RobustAnalysis(fitter, fit.estimates)
    expectClose(
      try #require(weighted.trace), try #require(plain.trace), relative: 1e-11)
    expectClose(
      try #require(weighted.secondTrace), try #require(plain.secondTrace),
      relative: 1e-10)
  }

  /// Every case as a separate cluster: only the factor J/(J − 1) differs, and equal
  /// weights change nothing.
  @Test func clustersOfOneAndEqualWeights() throws {
    let item = InferenceCase("", Self.text) {
      $0 = FitOptions(.mlr)
      $0.model.meanStructure = true
    }
    let raw = RawSample(
      names: ["a", "b", "c", "d", "e", "h"], count: 60, seed: 9)
    let plain = try item.fit([raw])
    let table = try item.table()
    var sample = raw.fitSample(table.roles[0].observed, isUnbiased: false)
    sample.cases?.clusters = Array(0..<60)
    sample.cases?.weights = [Double](repeating: 1, count: 60)
    var options = item.options
    options.cluster = "id"
    options.samplingWeights = "w"
    options.standardErrors = .robustCluster
    let fit = try Fit(table, sample: [sample], options: options)
    let factor = (60.0 / 59).squareRoot()
    for (one, two) in pairs(plain.parameters, fit.parameters) where one.isFree {
      expectClose(one.estimate, two.estimate, relative: 1e-12)
      let error = try #require(one.standardError)
      expectClose(
        try #require(two.standardError), factor * error, relative: 1e-11)
    }
    let plainFactor = try plain.measure("chisq_scaling_factor")
    expectClose(
      try fit.measure("chisq_scaling_factor"), 60.0 / 59 * plainFactor,
      relative: 1e-10)
  }

  /// Saturated means and fixed exogenous variables add nothing to the
  /// residual-based tests, which have the same value without means.
  @Test(arguments: [TestKind.browneResidualADF, .browneResidualNT])
  func residualTestsWithSaturatedMeans(_ kind: TestKind) throws {
    let text = "f =~ a + b + c + d\nf ~ x + z"
    let raw = RawSample(
      names: ["a", "b", "c", "d", "x", "z"], count: 200, seed: 12)
    let values = try [false, true].map { hasMeans in
      let fit = try InferenceCase("", text) {
        $0.tests = [.standard, kind]
        $0.model.meanStructure = hasMeans
      }.fit([raw])
      return try #require(fit.tests.last).chiSquare
    }
    expectClose(values[0], values[1], relative: 1e-8)
    // Changes with the data but not by much from χ².
    #expect(values[0] > 0)
  }
}
