import Estimation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import Optimization
import OrderedMoments
import SampleStatistics
import Specification
import TestSupport
import Testing

/// The pairwise likelihood as a term of an objective.
struct PairwiseTermTests {
  static let cases: [OrderedCase] =
    [
      OrderedCase(
        testDescription: "one factor", text: "f =~ u1 + u2 + u3 + u4",
        counts: ["u1": 1, "u2": 2, "u3": 4, "u4": 3]),
      OrderedCase(
        testDescription: "paths between factors",
        text: "f =~ u1 + u2 + u3\ng =~ u4 + u5 + u6\ng ~ f\nu1 ~~ u4",
        counts: ["u1": 1, "u2": 2, "u3": 3, "u4": 1, "u5": 1, "u6": 2]),
      OrderedCase(
        testDescription: "equal thresholds",
        text: "f =~ u1 + u2 + u3 + u4",
        counts: ["u1": 3, "u2": 3, "u3": 4, "u4": 1],
        groupLabels: ["a", "b"], groupEqual: [.loadings, .thresholds]),
    ].flatMap(\.both)

  /// A fitter of cases drawn at random, a tenth of the values missing.
  private func makeFitter(
    _ item: OrderedCase, countsSingles: Bool, threads: Int = 1
  ) throws -> Fitter {
    let model = try item.compile()
    var generator = SeededGenerator(seed: 21)
    var samples: [Sample] = []
    for group in model.groups {
      let layout = try #require(group.block.responses).layout
      let count = 300
      var columns: [[UInt8]] = []
      let factor = (0..<count).map { _ in generator.uniform(in: -2...2) }
      for i in 0..<layout.variableCount {
        let thresholds = layout.thresholds(of: i).count
        columns.append(
          factor.map { value in
            if generator.uniform(in: 0...1) < 0.1 {
              return FirstStageColumn.missingCode
            }
            let response = value + generator.uniform(in: -2.5...2.5)
            return UInt8(
              (0..<thresholds).filter { response > -0.9 + 0.6 * Double($0) }
                .count)
          })
      }
      let stage = try FirstStageSolver(
        variables: group.block.observed,
        columns: columns.enumerated().map {
          .ordered(
            codes: $1, categoryCount: layout.thresholds(of: $0).count + 1)
        }
      ).solve()
      var sample = Sample(
        count: count, covariance: stage.correlation,
        mean: [Double](repeating: 0, count: layout.variableCount),
        variables: group.block.observed)
      sample.responses = ResponseStatistics(
        layout: stage.layout, values: stage.vector)
      sample.influences = stage.influences
      sample.size = stage.size
      samples.append(sample)
    }
    var options = EstimationOptions()
    options.estimator = .pml
    options.countsSingleValues = countsSingles
    options.threads = threads
    return try Fitter(model, options: options, sample: samples)
  }

  @Test(arguments: cases, [false, true])
  func derivativesMatchDifferences(_ item: OrderedCase, _ countsSingles: Bool)
    throws
  {
    let fitter = try makeFitter(item, countsSingles: countsSingles)
    for seed in [4, 5] as [UInt64] {
      expectExactDerivatives(fitter, at: point(fitter, seed: seed))
    }
  }

  /// The scores' mean is the gradient, negated.
  @Test(arguments: cases, [false, true])
  func scoresSumToTheGradient(_ item: OrderedCase, _ countsSingles: Bool)
    throws
  {
    let fitter = try makeFitter(item, countsSingles: countsSingles)
    _ = gradient(fitter, point(fitter, seed: 6))
    let total = fitter.objective.fullGradient.elements
    var sums = [Double](repeating: 0, count: total.count)
    for (index, term) in fitter.objective.terms.enumerated() {
      guard
        let scores = term.caseScores(
          parameterCount: total.count, team: WorkTeam(threads: 1))
      else {
        Issue.record("scores")
        return
      }
      let influences = try #require(fitter.sample[index].influences)
      for unit in 0..<scores.columns {
        // A line is the score times the root of its count.
        let root = influences.counts[unit].squareRoot()
        for k in total.indices { sums[k] += root * scores[k, unit] / 600 }
      }
    }
    let share = fitter.sample.count == 1 ? 2.0 : 1.0
    expectClose(
      sums.map { -share * $0 }, total, relative: 1e-9, absolute: 1e-11,
      "gradient")
  }

  /// The expected derivatives are those that exact ones have on average:
  /// where tables are the model's own, both are the same.
  @Test func expectedDerivativesArePositive() throws {
    let fitter = try makeFitter(Self.cases[0], countsSingles: true)
    _ = gradient(fitter, point(fitter, seed: 7))
    let expected = hessian(fitter, .expected)
    #expect(expected.choleskyInverse() != nil)
  }

  /// Results have the same bits with any number of threads.
  @Test func threadsChangeNothing() throws {
    var results: [[Double]] = []
    for threads in [1, 2, 3] {
      let fitter = try makeFitter(
        Self.cases[2], countsSingles: true, threads: threads)
      results.append(gradient(fitter, point(fitter, seed: 8)))
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  /// The value without restrictions is below that of any model, and one without
  /// restrictions reaches it.
  @Test func saturatedModelIsReached() throws {
    let item = OrderedCase(
      testDescription: "correlations",
      text: "u1 ~~ u2 + u3\nu2 ~~ u3",
      counts: ["u1": 1, "u2": 2, "u3": 3])
    let fitter = try makeFitter(item, countsSingles: false)
    let estimates = fitter.fit(from: fitter.startingValues)
    #expect(estimates.isConverged)
    let saturated = try #require(
      fitter.objective.terms[0].saturated?.value)
    #expect(abs(estimates.groupDiscrepancies[0] - saturated) < 1e-13)
  }
}
