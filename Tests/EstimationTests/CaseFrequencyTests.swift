import Estimation
import LinearAlgebra
import ModelTestSupport
import Optimization
import SampleStatistics
import TestSupport
import Testing

/// Incomplete cases that count several times, as in a bootstrap.
struct CaseFrequencyTests {
  /// Counting cases as a replicate does is the same as repeating them.
  @Test func frequenciesAreRepeatedCases() throws {
    let model = try ModelCase.withMeans[0].compile()
    let sample = try drawIncompleteSample(
      model, seed: 18, missing: 0.1, cases: 120)
    let cases = try #require(sample.groups[0].patterns)
    let fitter = try makeFitter(model, sample)
    _ = fitter.fit()
    var generator = SeededGenerator(seed: 19)
    var frequencies = [Double](repeating: 0, count: cases.caseCount)
    for _ in 0..<cases.caseCount {
      frequencies[Int(generator.uniform(in: 0...119.999))] += 1
    }
    #expect(fitter.setFrequencies(group: 0, frequencies))
    #expect(fitter.refit().status == .converged)

    var groups: [[Int]: [[Double]]] = [:]
    for number in 0..<cases.caseCount {
      let row = cases.values.column(number)
      for _ in 0..<Int(frequencies[number]) {
        groups[row.indices.filter { !row[$0].isNaN }, default: []].append(row)
      }
    }
    let drawn = patternSample(groups, variableCount: cases.variableCount)
    let saturated = SaturatedMoments.fit(drawn)
    let repeated = try makeFitter(
      model,
      EstimationSample(groups: [
        GroupMoments(
          observationCount: 120, covariance: saturated.covariance,
          mean: saturated.mean, patterns: drawn)
      ]))
    let fresh = repeated.fit()
    #expect(fresh.isConverged)
    expectClose(
      fitter.currentEstimates.theta, fresh.theta, relative: 1e-6,
      absolute: 1e-7)
    expectClose(fitter.chiSquare, repeated.chiSquare, relative: 1e-8)
    let counted = try #require(
      fitter.objective.discrepancies[0] as? any CaseLikelihood)
    let other = try #require(
      repeated.objective.discrepancies[0] as? any CaseLikelihood)
    for variables in [[0], [1, 4], [0, 2, 3]] {
      expectClose(
        try #require(counted.unrestrictedLogLikelihood(of: variables)),
        try #require(other.unrestrictedLogLikelihood(of: variables)),
        relative: 1e-10)
    }
    expectClose(
      counted.availableMoments().covariance.elements,
      other.availableMoments().covariance.elements, relative: 1e-10)
  }
}
