import Estimation
import LinearAlgebra
import MomentStructure
import Optimization
import TestSupport
import Testing

/// Cases with values missing at random places, for a compiled model.
func drawIncompleteSample(
  _ model: CompiledModel, seed: UInt64, missing: Double, cases: Int = 60
) throws -> EstimationSample {
  var generator = SeededGenerator(seed: seed)
  let known = drawSample(model, seed: seed)
  return EstimationSample(
    groups: zip(model.blocks, known.groups).map { block, moments in
      let p = block.observedCount
      let factor = MatrixBuffer(moments.covariance)
      #expect(Cholesky.factor(factor) == nil)
      let fixed = Set(block.fixedExogenous)
      var groups: [[Int]: [[Double]]] = [:]
      for _ in 0..<cases {
        let z = generator.normals(p)
        var row = (0..<p).map { i in
          moments.mean[i]
            + (0...i).reduce(0) { $0 + factor[i, $1] * z[$1] }
        }
        var observed = Array(0..<p).filter {
          fixed.contains($0) || generator.uniform(in: 0...1) >= missing
        }
        if observed.isEmpty { observed = [0] }
        for i in 0..<p where !observed.contains(i) { row[i] = .nan }
        groups[observed, default: []].append(row)
      }
      let sample = patternSample(groups, variableCount: p)
      let saturated = SaturatedModel.fit(sample)
      return GroupMoments(
        observationCount: cases, covariance: saturated.covariance,
        mean: saturated.mean, patterns: sample)
    })
}

/// A pattern sample from rows by their observed variables.
func patternSample(_ groups: [[Int]: [[Double]]], variableCount p: Int)
  -> PatternSample
{
  let order = groups.keys.sorted {
    $0.count != $1.count
      ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
  }
  var rows: [[Double]] = []
  var patterns: [PatternSample.Pattern] = []
  for observed in order {
    let first = rows.count
    rows += groups[observed] ?? []
    patterns.append(
      PatternSample.Pattern(
        partition: VariablePartition(count: p, known: observed),
        cases: first..<rows.count))
  }
  return PatternSample(
    patterns: patterns,
    values: Matrix(
      rows: p, columns: rows.count, elements: rows.flatMap { $0 }))
}

/// The likelihood of incomplete cases: derivatives against differences, and
/// what must be the same as with complete ones.
struct FullInformationTests {
  private func point(_ fitter: Fitter, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    let start = StartingValues.fromSample(fitter.model, sample: fitter.sample)
    return fitter.space.substitution.reduce(start).map {
      $0 * generator.uniform(in: 0.9...1.1) + generator.uniform(in: 0...0.05)
    }
  }

  private func evaluate(_ fitter: Fitter, _ x: [Double]) -> (
    value: Double, gradient: [Double]
  ) {
    let gradient = MatrixBuffer(rows: x.count)
    gradient.fill(.nan)
    let value = fitter.objective.evaluate(at: buffer(x), gradient: gradient)
    return (value ?? .nan, gradient.elements)
  }

  private func hessian(_ fitter: Fitter, _ kind: Curvature) -> Matrix {
    let count = fitter.objective.parameterCount
    let result = MatrixBuffer(rows: count, columns: count)
    result.fill(.nan)
    fitter.objective.fullCurvature.fill(.nan)
    fitter.objective.writeCurvature(kind, into: result)
    result.symmetrizeFromLower()
    return Matrix(result)
  }

  /// The deviance from its definition, case after case.
  private func deviance(
    _ sample: PatternSample, covariance: Matrix, mean: [Double]
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
    return total / Double(sample.caseCount)
  }

  private static let withMeans = EstimationCase.all.map { item in
    var item = item
    item.meanStructure = true
    return item
  }

  /// Few values missing, so that unknowns are removed, and most, so that
  /// knowns are built up and patterns have large ranks.
  @Test(arguments: withMeans, [0.15, 0.6])
  func derivativesMatchDifferences(_ item: EstimationCase, _ missing: Double)
    throws
  {
    let model = try item.compile()
    let sample = try drawIncompleteSample(
      model, seed: 11, missing: missing, cases: missing < 0.5 ? 60 : 400)
    let fitter = try makeFitter(model, sample)
    let x = point(fitter, seed: 12)
    let own = evaluate(fitter, x).gradient
    let differences = richardsonGradient(
      of: { evaluate(fitter, $0).value }, at: x, levels: 6)
    let size = own.reduce(0) { max($0, abs($1)) }
    expectClose(
      own, differences, relative: 1e-7, absolute: 1e-8 * size, "gradient")
    let second = richardsonJacobian(
      of: { evaluate(fitter, $0).gradient }, at: x, levels: 5)
    _ = evaluate(fitter, x)
    let exact = hessian(fitter, .exact)
    expectClose(
      exact.elements, Matrix(rowArrays: second).elements, relative: 1e-6,
      absolute: 1e-7 * largestElement(exact), "Hessian")
  }

  /// A pattern of eight unknowns of seventeen: ranks beyond which pairs of
  /// parameters are passed over one by one, and LAPACK's sizes.
  @Test(arguments: [8, 11])
  func largeRanksMatchDifferences(_ unknown: Int) throws {
    let names = (1...17).map { "x\($0)" }
    let item = EstimationCase(
      testDescription: "seventeen",
      text: "f =~ " + names.joined(separator: " + "), meanStructure: true)
    let model = try item.compile()
    var generator = SeededGenerator(seed: 31)
    let moments = drawSample(model, seed: 32).groups[0]
    let factor = MatrixBuffer(moments.covariance)
    #expect(Cholesky.factor(factor) == nil)
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
    let saturated = SaturatedModel.fit(cases)
    let fitter = try makeFitter(
      model,
      EstimationSample(groups: [
        GroupMoments(
          observationCount: 90, covariance: saturated.covariance,
          mean: saturated.mean, patterns: cases)
      ]))
    let x = point(fitter, seed: 33)
    let second = richardsonJacobian(
      of: { evaluate(fitter, $0).gradient }, at: x, levels: 4)
    _ = evaluate(fitter, x)
    let exact = hessian(fitter, .exact)
    expectClose(
      exact.elements, Matrix(rowArrays: second).elements, relative: 1e-6,
      absolute: 1e-7 * largestElement(exact), "Hessian")
  }

  /// The expected information is the mean of ½ tr(W∂ΣW∂Σ) + ∂μᵀW∂μ over
  /// cases; the metric is not far from it.
  @Test(arguments: withMeans, [0.15, 0.6])
  func expectedInformationMatchesItsDefinition(
    _ item: EstimationCase, _ missing: Double
  ) throws {
    let model = try item.compile()
    let sample = try drawIncompleteSample(
      model, seed: 13, missing: missing, cases: missing < 0.5 ? 60 : 400)
    let fitter = try makeFitter(model, sample)
    let theta = fitter.space.substitution.expand(point(fitter, seed: 14))
    fitter.objective.theta.copy(from: theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    fitter.objective.fullCurvature.fill(.nan)
    fitter.objective.writeFullCurvature(
      .expected, weights: fitter.objective.weights)
    fitter.objective.fullCurvature.symmetrizeFromLower()
    let own = Matrix(fitter.objective.fullCurvature)
    var expected = Matrix(rows: theta.count, columns: theta.count)
    for (index, block) in fitter.objective.blocks.enumerated() {
      let structure = block.structure
      let jacobian = MatrixBuffer(
        rows: structure.momentCount, columns: theta.count)
      block.writeJacobian(into: jacobian)
      let patterns = try #require(sample.groups[index].patterns)
      for pattern in patterns.patterns {
        let own = try information(
          pattern, Matrix(block.sigma), Matrix(jacobian),
          weight: fitter.objective.weights[index]
            * Double(pattern.cases.count) / Double(patterns.caseCount))
        expected = expected + own
      }
    }
    expectClose(
      own.elements, expected.elements, relative: 1e-9,
      absolute: 1e-11 * largestElement(expected))
    fitter.objective.writeFullCurvature(
      .metric, weights: fitter.objective.weights)
    fitter.objective.fullCurvature.symmetrizeFromLower()
    let metric = Matrix(fitter.objective.fullCurvature)
    #expect(SymmetricEigen(metric)?.values.first ?? -1 > -1e-12)
    for (a, b) in zip(metric.diagonal, expected.diagonal) {
      #expect(a >= 0.999 * b && a <= 5 * b)
    }
  }

  private func information(
    _ pattern: PatternSample.Pattern, _ sigma: Matrix, _ jacobian: Matrix,
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
    let model = try Self.withMeans[1].compile()
    let sample = try drawIncompleteSample(
      model, seed: 15, missing: 0, cases: 200)
    let incomplete = try makeFitter(model, sample)
    var moments = sample
    moments.groups[0].patterns = nil
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

  /// At the saturated moments the deviance's gradient vanishes, and the value
  /// is that of the definition.
  @Test(arguments: [0.1, 0.5])
  func saturatedMomentsAreAMinimum(_ missing: Double) throws {
    let model = try Self.withMeans[0].compile()
    let cases = try #require(
      try drawIncompleteSample(model, seed: 16, missing: missing, cases: 150)
        .groups[0].patterns)
    let fit = SaturatedModel.fit(cases)
    #expect(fit.isConverged)
    let p = cases.variableCount
    let known = cases.values.elements.count { !$0.isNaN }
    let deviance = try deviance(
      cases, covariance: fit.covariance, mean: fit.mean)
    let n = Double(cases.caseCount)
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
    let model = try Self.withMeans[0].compile()
    let cases = try #require(
      try drawIncompleteSample(model, seed: 17, missing: 0.2).groups[0]
        .patterns)
    var groups: [[Int]: [[Double]]] = [:]
    for number in (0..<cases.caseCount).reversed() {
      let row = cases.values.column(number)
      groups[row.indices.filter { !row[$0].isNaN }, default: []].append(row)
    }
    let other = patternSample(groups, variableCount: cases.variableCount)
    let first = SaturatedModel.fit(cases)
    let second = SaturatedModel.fit(other)
    expectClose(
      first.covariance.elements, second.covariance.elements, absolute: 1e-9)
    expectClose(first.logLikelihood, second.logLikelihood, relative: 1e-13)
  }

  /// Counting cases as a replicate does is the same as repeating them.
  @Test func frequenciesAreRepeatedCases() throws {
    let model = try Self.withMeans[0].compile()
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
    let saturated = SaturatedModel.fit(drawn)
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

  /// Data of several parts, of both kinds of patterns: every number is the
  /// same, bit for bit, on any number of threads.
  @Test(arguments: [0.15, 0.6])
  func threadsDoNotMatter(_ missing: Double) throws {
    let names = (1...12).map { "x\($0)" }
    let first = names[..<6].joined(separator: " + ")
    let second = names[6...].joined(separator: " + ")
    let model = try EstimationCase(
      testDescription: "two factors",
      text: "f =~ \(first)\ng =~ \(second)", meanStructure: true
    ).compile()
    let sample = try drawIncompleteSample(
      model, seed: 31, missing: missing, cases: 3000)
    let cases = try #require(sample.groups[0].patterns)
    var results: [[Double]] = []
    for threads in [1, 2, 3, 16] {
      let team = WorkTeam(threads: threads)
      let saturated = SaturatedModel.fit(cases, team: team)
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
      if case .patterns(let weight) = fitter.objective.discrepancies[0].weight {
        values.append(
          weight.quadraticForm(
            covariance: saturated.covariance, mean: saturated.mean))
      }
      #expect(values.allSatisfy { $0.isFinite })
      results.append(values)
    }
    for other in results.dropFirst() { #expect(other == results[0]) }
  }

  /// Mean and root of a large pattern stand for its cases.
  @Test func unrestrictedLikelihoodOfSomeVariables() throws {
    let model = try Self.withMeans[0].compile()
    let sample = try drawIncompleteSample(
      model, seed: 20, missing: 0.1, cases: 400)
    let cases = try #require(sample.groups[0].patterns)
    let fitter = try makeFitter(model, sample)
    let likelihood = try #require(
      fitter.objective.discrepancies[0] as? any CaseLikelihood)
    let all = Array(0..<cases.variableCount)
    let whole = try #require(likelihood.unrestrictedLogLikelihood(of: all))
    expectClose(
      whole, likelihood.unrestrictedLogLikelihood, relative: 1e-11)
    let one = try #require(likelihood.unrestrictedLogLikelihood(of: [2]))
    let own = SaturatedModel.fit(cases.restricted(to: [2]).sample)
    expectClose(one, own.logLikelihood, relative: 1e-12)
  }
}
