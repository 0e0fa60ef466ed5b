import Discrepancies
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
    let cases = try #require(sample[0].cases)
    let fitter = try makeFitter(model, sample)
    fitter.keepWarmStart(fitter.fit().theta)
    var generator = SeededGenerator(seed: 19)
    var frequencies = [Double](repeating: 0, count: cases.count)
    for _ in 0..<cases.count {
      frequencies[Int(generator.uniform(in: 0...119.999))] += 1
    }
    #expect(fitter.setFrequencies(group: 0, frequencies))
    #expect(refit(fitter).status == .converged)

    var groups: [[Int]: [[Double]]] = [:]
    for number in 0..<cases.count {
      let row = cases.values.column(number)
      for _ in 0..<Int(frequencies[number]) {
        groups[row.indices.filter { !row[$0].isNaN }, default: []].append(row)
      }
    }
    let drawn = patternSample(groups, variableCount: cases.variableCount)
    let saturated = SaturatedMoments.fit(drawn)
    let repeated = try makeFitter(
      model,
      [
        Sample(
          count: 120, covariance: saturated.covariance,
          mean: saturated.mean, source: .likelihood, cases: drawn)
      ])
    let fresh = repeated.fit()
    #expect(fresh.isConverged)
    expectClose(
      fitter.currentEstimates.theta, fresh.theta, relative: 1e-6,
      absolute: 1e-7)
    expectClose(fitter.chiSquare, repeated.chiSquare, relative: 1e-8)
    let counted = try #require(fitter.objective.terms[0].cases)
    let other = try #require(repeated.objective.terms[0].cases)
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
