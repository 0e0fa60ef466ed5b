import Discrepancies
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

  /// Models of which some pairs have no tables.
  static let casewise: [OrderedCase] =
    [
      OrderedCase(
        testDescription: "ordered and continuous indicators",
        text: "f =~ u1 + u2 + y1 + y2\nu1 ~~ y2",
        counts: ["u1": 1, "u2": 3]),
      OrderedCase(
        testDescription: "covariates",
        text: "f =~ u1 + u2 + u3\nf ~ x1 + x2\nu2 ~ x1",
        counts: ["u1": 1, "u2": 2, "u3": 3]),
    ].flatMap(\.both)

  /// A fitter of cases drawn at random, a tenth of the values missing.
  private func makeFitter(
    _ item: OrderedCase, countsSingles: Bool, threads: Int = 1
  ) throws -> Fitter {
    let model = try item.compile()
    var generator = SeededGenerator(seed: 21)
    var samples: [Sample] = []
    for group in model.groups {
      let structure = try #require(group.block.responses)
      let layout = structure.layout
      let count = 300
      let exogenous = structure.exogenous.map { _ in
        (0..<count).map { _ in generator.uniform(in: -1...1) }
      }
      let factor = (0..<count).map { number in
        generator.uniform(in: -2...2)
          + exogenous.reduce(0) { $0 + 0.5 * $1[number] }
      }
      let columns = (0..<layout.variableCount).map { i in
        let responses = factor.map { value in
          generator.uniform(in: 0...1) < 0.1
            ? Double.nan : value + generator.uniform(in: -2.5...2.5)
        }
        guard layout.isOrdered(i) else {
          return FirstStageColumn.continuous(responses)
        }
        let thresholds = layout.thresholds(of: i).count
        return FirstStageColumn.ordered(
          codes: responses.map { response in
            response.isNaN
              ? FirstStageColumn.missingCode
              : UInt8(
                (0..<thresholds).filter { response > -0.9 + 0.6 * Double($0) }
                  .count)
          }, categoryCount: thresholds + 1)
      }
      let observed = group.block.observed
      let stage = try FirstStageSolver(
        variables: structure.places.map { observed[$0] }, columns: columns,
        exogenous: structure.exogenous.map { observed[$0] },
        exogenousColumns: exogenous
      ).solve()
      var covariance = Matrix.identity(observed.count)
      for (i, row) in structure.places.enumerated() {
        for (j, column) in structure.places.enumerated() {
          covariance[row, column] = stage.covariance[i, j]
        }
      }
      var sample = Sample(
        count: count, covariance: covariance,
        mean: [Double](repeating: 0, count: observed.count),
        variables: observed)
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

  @Test(arguments: casewise)
  func casewiseDerivativesMatchDifferences(_ item: OrderedCase) throws {
    let fitter = try makeFitter(item, countsSingles: false)
    for seed in [4, 5] as [UInt64] {
      expectExactDerivatives(fitter, at: point(fitter, seed: seed))
    }
  }

  /// The scores' mean is the gradient, negated.
  @Test(arguments: cases, [false, true])
  func scoresSumToTheGradient(_ item: OrderedCase, _ countsSingles: Bool)
    throws
  {
    try expectScores(makeFitter(item, countsSingles: countsSingles))
  }

  @Test(arguments: casewise)
  func casewiseScoresSumToTheGradient(_ item: OrderedCase) throws {
    try expectScores(makeFitter(item, countsSingles: false))
  }

  private func expectScores(_ fitter: Fitter) throws {
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
        for k in total.indices {
          sums[k] -= root * scores[k, unit] / fitter.sample.totalSize
        }
      }
    }
    expectClose(
      sums, total, relative: 1e-9, absolute: 1e-11,
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
