import Discrepancies
import Estimation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// The likelihood of incomplete cases: derivatives against differences, and
/// what must be the same as with complete ones.
struct FullInformationTests {
  /// Few values missing, so that unknowns are removed, and most, so that
  /// knowns are built up and patterns have large ranks.
  @Test(arguments: ModelCase.withMeans, [0.15, 0.6])
  func derivativesMatchDifferences(_ item: ModelCase, _ missing: Double)
    throws
  {
    let model = try item.compile()
    let sample = try drawIncompleteSample(
      model, seed: 11, missing: missing, cases: missing < 0.5 ? 60 : 400)
    let fitter = try makeFitter(model, sample)
    expectExactDerivatives(fitter, at: point(fitter, seed: 12), noise: 1e-8)
  }

  /// A pattern of eight unknowns of seventeen: ranks beyond which pairs of
  /// parameters are passed over one by one, and LAPACK's sizes.
  @Test(arguments: [8, 11])
  func largeRanksMatchDifferences(_ unknown: Int) throws {
    let names = (1...17).map { "x\($0)" }
    let item = ModelCase(
      testDescription: "seventeen",
      text: "f =~ " + names.joined(separator: " + "), meanStructure: true)
    let model = try item.compile()
    var generator = SeededGenerator(seed: 31)
    let moments = drawSample(model, seed: 32)[0]
    let factor = MatrixBuffer(moments.covariance)
    #expect(Cholesky.factor(factor).isFactored)
    var groups: [[Int]: [[Double]]] = [:]
    for number in 0..<90 {
      let z = generator.normals(17)
      var row = (0..<17).map { i in
        (0...i).reduce(0) { $0 + factor[i, $1] * z[$1] }
      }
      let gone = number < 40 ? 0 : unknown
      for i in 0..<gone { row[(i + number % 3) % 17] = .nan }
      groups[(0..<17).filter { !row[$0].isNaN }, default: []].append(row)
    }
    let cases = patternSample(groups, variableCount: 17)
    let saturated = SaturatedMoments.fit(cases)
    let fitter = try makeFitter(
      model,
      [
        Sample(
          count: 90, covariance: saturated.covariance,
          mean: saturated.mean, source: .likelihood, cases: cases)
      ])
    let x = point(fitter, seed: 33)
    let second = richardsonJacobian(
      of: { gradient(fitter, $0) }, at: x, levels: 4)
    _ = gradient(fitter, x)
    let exact = hessian(fitter, .exact)
    expectClose(
      exact.elements, Matrix(rowArrays: second).elements, relative: 1e-6,
      absolute: 1e-7 * largestElement(exact), "Hessian")
  }

  /// Cases that each have a separate pattern, of large ranks, in a model whose
  /// loadings and latent means move the means.
  @Test(arguments: [0.4, 0.52])
  func largeRanksOfSingleCasesMatchDifferences(_ missing: Double) throws {
    let times = (1...12).map { "t\($0)" }
    let slopes = times.enumerated().map { number, name in
      number == 0 ? "0*\(name)" : number == 1 ? "1*\(name)" : name
    }
    let item = ModelCase(
      testDescription: "latent basis",
      text: """
        i =~ \(times.map { "1*\($0)" }.joined(separator: " + "))
        s =~ \(slopes.joined(separator: " + "))
        """, kind: .growth)
    let model = try item.compile()
    let sample = try drawIncompleteSample(
      model, seed: 41, missing: missing, cases: 400)
    let fitter = try makeFitter(model, sample)
    expectExactDerivatives(fitter, at: point(fitter, seed: 42), noise: 1e-8)
  }

  /// The expected information is the mean of ½ tr(W∂ΣW∂Σ) + ∂μᵀW∂μ over
  /// cases; the metric is not far from it.
  @Test(arguments: ModelCase.withMeans, [0.15, 0.6])
  func expectedInformationMatchesItsDefinition(
    _ item: ModelCase, _ missing: Double
  ) throws {
    let model = try item.compile()
    let sample = try drawIncompleteSample(
      model, seed: 13, missing: missing, cases: missing < 0.5 ? 60 : 400)
    let fitter = try makeFitter(model, sample)
    let theta = fitter.space.substitution.expand(point(fitter, seed: 14))
    fitter.objective.theta.copy(from: theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    fitter.objective.fullCurvature.fill(.nan)
    fitter.objective.writeFullCurvature(.expected, scale: .objective)
    fitter.objective.fullCurvature.symmetrizeFromLower()
    let own = Matrix(fitter.objective.fullCurvature)
    var expected = Matrix(rows: theta.count, columns: theta.count)
    for (index, block) in fitter.objective.blocks.enumerated() {
      let structure = block.structure
      let jacobian = MatrixBuffer(
        rows: structure.momentCount, columns: theta.count)
      block.writeJacobian(into: jacobian)
      let patterns = try #require(sample[index].cases)
      for pattern in patterns.patterns {
        let own = try information(
          pattern, Matrix(block.implied.sigma), Matrix(jacobian),
          weight: fitter.objective.terms[index].weight
            * Double(pattern.cases.count) / Double(patterns.count))
        expected = expected + own
      }
    }
    expectClose(
      own.elements, expected.elements, relative: 1e-9,
      absolute: 1e-11 * largestElement(expected))
    fitter.objective.writeFullCurvature(.metric, scale: .objective)
    fitter.objective.fullCurvature.symmetrizeFromLower()
    let metric = Matrix(fitter.objective.fullCurvature)
    #expect(SymmetricEigen(metric)?.values.first ?? -1 > -1e-12)
    for (a, b) in pairs(metric.diagonal, expected.diagonal) {
      #expect(a >= 0.999 * b && a <= 5 * b)
    }
  }

  private func information(
    _ pattern: MissingPattern, _ sigma: Matrix, _ jacobian: Matrix,
    weight: Double
  ) throws -> Matrix {
    let p = sigma.rows
    let known = pattern.partition.known.map { Int($0) }
    let inverse = try #require(
      sigma.submatrix(rows: known, columns: known).choleskyInverse()?.inverse)
    var w = Matrix(rows: p, columns: p)
    for (a, i) in known.enumerated() {
      for (b, j) in known.enumerated() { w[i, j] = inverse[a, b] }
    }
    var weighted = jacobian
    for column in 0..<jacobian.columns {
      let own = jacobian.column(column)
      let means = w * Array(own[..<p])
      let change = Vech.matrix(Array(own[p...]), order: p)
      let moved = 0.5 * (w * change * w)
      for i in 0..<p { weighted[i, column] = means[i] }
      var row = p
      for j in 0..<p {
        for i in j..<p {
          weighted[row, column] = (i == j ? 1 : 2) * moved[i, j]
          row += 1
        }
      }
    }
    return weight * (jacobian.transposed * weighted)
  }

  /// With every value there, estimates and Hessian are those of moments.
  @Test func completeCasesGiveTheSameAsMoments() throws {
    let model = try ModelCase.withMeans[1].compile()
    let sample = try drawIncompleteSample(
      model, seed: 15, missing: 0, cases: 200)
    let incomplete = try makeFitter(model, sample)
    var moments = sample
    moments[0].cases = nil
    let complete = try makeFitter(model, moments)
    let first = incomplete.fit()
    let second = complete.fit()
    #expect(first.isConverged && second.isConverged)
    expectClose(first.theta, second.theta, relative: 1e-8, absolute: 1e-9)
    expectClose(
      first.groupDiscrepancies, second.groupDiscrepancies, absolute: 1e-12)
    let own = hessian(incomplete, .exact)
    expectClose(
      own.elements, hessian(complete, .exact).elements, relative: 1e-7,
      absolute: 1e-8 * largestElement(own))
  }

  /// Data of several parts, of both kinds of patterns: every number is the
  /// same, bit for bit, on any number of threads.
  @Test(arguments: [0.15, 0.6])
  func threadsDoNotMatter(_ missing: Double) throws {
    let names = (1...12).map { "x\($0)" }
    let first = names[..<6].joined(separator: " + ")
    let second = names[6...].joined(separator: " + ")
    let model = try ModelCase(
      testDescription: "two factors",
      text: "f =~ \(first)\ng =~ \(second)", meanStructure: true
    ).compile()
    let sample = try drawIncompleteSample(
      model, seed: 31, missing: missing, cases: 3000)
    let cases = try #require(sample[0].cases)
    var results: [[Double]] = []
    for threads in [1, 2, 3, 16] {
      let team = WorkTeam(threads: threads)
      let saturated = SaturatedMoments.fit(cases, team: team)
      var options = EstimationOptions()
      options.threads = threads
      let fitter = try Fitter(model, options: options, sample: sample)
      let estimates = fitter.fit()
      #expect(estimates.isConverged)
      let block = fitter.objective.blocks[0]
      let scores = PatternScores.matrix(
        cases, block: block, parameterCount: model.parameterCount, team: team)
      var values = saturated.covariance.elements
      values += saturated.mean
      values += [saturated.logLikelihood, estimates.optimization.value]
      values += estimates.theta
      for kind in [Curvature.exact, .expected, .metric] {
        values += hessian(fitter, kind).elements
      }
      values += scores?.elements ?? [.nan]
      let weight = try #require(
        fitter.objective.terms[0].saturated?.weight(SaturatedChoice()))
      values.append(
        weight.quadraticForm(
          covariance: saturated.covariance, mean: saturated.mean))
      #expect(values.allSatisfy { $0.isFinite })
      results.append(values)
    }
    for other in results.dropFirst() { #expect(other == results[0]) }
  }
}
