import Discrepancies
import Estimation
import LinearAlgebra
import ModelTestSupport
import SampleStatistics
import TestSupport
import Testing

/// The saturated moments of incomplete cases, and the likelihood at them.
struct SaturatedModelTests {
  /// The deviance from its definition, case after case.
  private func deviance(
    _ sample: SampleCases, covariance: Matrix, mean: [Double]
  ) throws -> Double {
    var total = 0.0
    for pattern in sample.patterns {
      let known = pattern.partition.known.map { Int($0) }
      let (inverse, log) = try #require(
        covariance.submatrix(rows: known, columns: known).choleskyInverse())
      for number in pattern.cases {
        let d = known.map { sample.values[$0, number] - mean[$0] }
        total += log + zip(d, inverse * d).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return total / Double(sample.count)
  }

  /// At the saturated moments the deviance's gradient vanishes, and the value
  /// is that of the definition.
  @Test(arguments: [0.1, 0.5])
  func saturatedMomentsAreAMinimum(_ missing: Double) throws {
    let model = try ModelCase.withMeans[0].compile()
    let cases = try #require(
      try drawIncompleteSample(model, seed: 16, missing: missing, cases: 150)[0]
        .cases)
    let fit = SaturatedMoments.fit(cases)
    #expect(fit.isConverged)
    let p = cases.variableCount
    let known = cases.values.elements.count { !$0.isNaN }
    let deviance = try deviance(
      cases, covariance: fit.covariance, mean: fit.mean)
    let n = Double(cases.count)
    expectClose(
      fit.logLikelihood,
      -0.5 * (n * deviance + Double(known) * 1.8378770664093453),
      relative: 1e-12)
    let start = fit.mean + Vech.vector(fit.covariance)
    let gradient = richardsonGradient(
      of: { x in
        let covariance = Vech.matrix(Array(x[p...]), order: p)
        return
          (try? self.deviance(
            cases, covariance: covariance, mean: Array(x[..<p]))) ?? .nan
      }, at: start, levels: 5)
    expectClose(
      gradient, [Double](repeating: 0, count: start.count), absolute: 1e-8)
  }

  /// The order of cases changes nothing but last digits.
  @Test func orderOfCasesDoesNotMatter() throws {
    let model = try ModelCase.withMeans[0].compile()
    let cases = try #require(
      try drawIncompleteSample(model, seed: 17, missing: 0.2)[0]
        .cases)
    var groups: [[Int]: [[Double]]] = [:]
    for number in (0..<cases.count).reversed() {
      let row = cases.values.column(number)
      groups[row.indices.filter { !row[$0].isNaN }, default: []].append(row)
    }
    let other = patternSample(groups, variableCount: cases.variableCount)
    let first = SaturatedMoments.fit(cases)
    let second = SaturatedMoments.fit(other)
    expectClose(
      first.covariance.elements, second.covariance.elements, absolute: 1e-9)
    expectClose(first.logLikelihood, second.logLikelihood, relative: 1e-13)
  }

  /// Mean and root of a large pattern stand for its cases.
  @Test func unrestrictedLikelihoodOfSomeVariables() throws {
    let model = try ModelCase.withMeans[0].compile()
    let sample = try drawIncompleteSample(
      model, seed: 20, missing: 0.1, cases: 400)
    let cases = try #require(sample[0].cases)
    let fitter = try makeFitter(model, sample)
    let likelihood = try #require(
      fitter.objective.terms[0].cases)
    let all = Array(0..<cases.variableCount)
    let whole = try #require(likelihood.unrestrictedLogLikelihood(of: all))
    expectClose(
      whole, likelihood.saturatedLogLikelihood, relative: 1e-11)
    let one = try #require(likelihood.unrestrictedLogLikelihood(of: [2]))
    let own = SaturatedMoments.fit(cases.restricted(to: [2]).sample)
    expectClose(one, own.logLikelihood, relative: 1e-12)
  }
}
