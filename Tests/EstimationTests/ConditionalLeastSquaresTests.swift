import Discrepancies
import Estimation
import LinearAlgebra
import Messages
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Least squares over the moments given exogenous variables.
struct ConditionalLeastSquaresTests {
  static let cases = [
    ModelCase(
      testDescription: "SEM with covariates",
      text: """
        f =~ x1 + x2 + x3
        g =~ x4 + x5 + x6
        f ~ w + z
        g ~ f + w
        x6 ~ z
        """, conditionsOnExogenous: true),
    ModelCase(
      testDescription: "growth with a covariate",
      text: """
        i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4
        s =~ 0*t1 + 1*t2 + 2*t3 + t4
        i + s ~ c
        """, kind: .growth, conditionsOnExogenous: true),
    ModelCase(
      testDescription: "nonrecursive",
      text: "y1 ~ y2 + x1\ny2 ~ y1 + x2\ny1 ~~ y2",
      conditionsOnExogenous: true),
    ModelCase(
      testDescription: "two groups, equal loadings",
      text: "f =~ x1 + x2 + x3 + x4\nf ~ w\nx1 ~ w",
      conditionsOnExogenous: true, groupLabels: ["a", "b"],
      groupEqual: [.loadings]),
  ]

  /// a, B and vech R by elimination.
  private func moments(
    _ covariance: Matrix, _ mean: [Double], _ exogenous: [Int]
  ) throws -> [Double] {
    let places = (0..<mean.count).filter { !exogenous.contains($0) }
    let cross = covariance.submatrix(rows: places, columns: exogenous)
    let slopes = naiveProduct(
      cross,
      try #require(
        covariance.submatrix(rows: exogenous, columns: exogenous)
          .generalInverse()))
    let explained = slopes * exogenous.map { mean[$0] }
    let residual =
      covariance.submatrix(rows: places, columns: places)
      - naiveProduct(slopes, cross.transposed)
    return zip(places, explained).map { mean[$0] - $1 } + slopes.elements
      + Vech.vector(residual)
  }

  @Test(arguments: cases, [Estimator.uls, .wls])
  func valuesMatchTheirDefinition(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    let sample = drawSample(model, seed: 1)
    let fitter = try makeFitter(model, sample, estimator)
    let x = point(fitter, seed: 2)
    _ = try #require(value(fitter, x))
    for (index, group) in sample.enumerated() {
      let block = fitter.objective.blocks[index]
      let exogenous = block.structure.fixedExogenous
      #expect(!exogenous.isEmpty)
      let difference = zip(
        try moments(group.covariance, group.center, exogenous),
        try moments(
          Matrix(block.implied.sigma), block.implied.mu.elements, exogenous)
      ).map { $0 - $1 }
      let weighted =
        estimator == .wls ? drawWeights(model)[index] * difference : difference
      expectClose(
        fitter.objective.values[index],
        0.5 * zip(difference, weighted).reduce(0) { $0 + $1.0 * $1.1 },
        relative: 1e-10)
    }
  }

  @Test(arguments: cases, [Estimator.uls, .wls])
  func derivativesMatchDifferences(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    let fitter = try makeFitter(
      model, drawSample(model, seed: 3), estimator)
    for seed in [4, 5] as [UInt64] {
      expectExactDerivatives(fitter, at: point(fitter, seed: seed))
    }
  }

  /// Where the model fits perfectly, the expected Hessian is the exact one.
  @Test(arguments: cases, [Estimator.uls, .wls])
  func hessiansAgreeAtAPerfectFit(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    var sample = drawSample(model, seed: 6)
    var fitter = try makeFitter(model, sample, estimator)
    let x = point(fitter, seed: 7)
    _ = try #require(value(fitter, x))
    for (index, block) in fitter.objective.blocks.enumerated() {
      sample[index].covariance = Matrix(block.implied.sigma)
      sample[index].mean = block.implied.mu.elements
    }
    fitter = try makeFitter(model, sample, estimator)
    expectClose(try #require(value(fitter, x)), 0, absolute: 1e-13)
    let expected = hessian(fitter, .expected)
    expectClose(
      hessian(fitter, .exact).elements, expected.elements, relative: 1e-9,
      absolute: 1e-10 * largestElement(expected))
  }

  /// The derivatives of a, B and vech R by all moments, those of x included,
  /// and their transpose, which the discrepancy pulls back with.
  @Test func derivativesByAllMoments() throws {
    let model = try Self.cases[0].compile()
    let block = model.blocks[0]
    let p = block.observedCount
    let group = drawSample(model, seed: 13)[0]
    func written(_ all: [Double]) -> (ConditionalMap, [Double]) {
      let map = ConditionalMap(
        observedCount: p, exogenous: block.fixedExogenous)
      let covariance = MatrixBuffer(
        Vech.matrix(Array(all[p...]), order: p))
      let mean = buffer(Array(all[..<p]))
      let isRegular = map.setExogenous(covariance: covariance, mean: mean)
      precondition(isRegular)
      let result = MatrixBuffer(rows: map.count)
      result.fill(.nan)
      map.write(covariance: covariance, mean: mean, into: result)
      return (map, result.elements)
    }
    let all = group.center + Vech.vector(group.covariance)
    let (map, moments) = written(all)
    #expect(moments.count == map.count)
    let result = MatrixBuffer(rows: map.count, columns: map.fullCount)
    result.fill(.nan)
    map.transform(MatrixBuffer(Matrix.identity(map.fullCount)), into: result)
    let differences = richardsonJacobian(
      of: { written($0).1 }, at: all, levels: 5)
    let own = Matrix(result)
    expectClose(
      own.elements, Matrix(rowArrays: differences).elements, relative: 1e-7,
      absolute: 1e-8)

    let fitter = try makeFitter(
      model, drawSample(model, seed: 14), .wls)
    _ = try #require(value(fitter, point(fitter, seed: 15)))
    let term = fitter.objective.terms[0]
    let at = try #require(term.momentBlock)
    let here = fitter.sample[0]
    let center = buffer(here.center)
    let isRegular = map.setExogenous(
      covariance: MatrixBuffer(here.covariance), mean: center)
    #expect(isRegular)
    map.write(
      covariance: at.implied.sigma, mean: at.implied.mu,
      into: MatrixBuffer(rows: map.count))
    let moved = MatrixBuffer(rows: map.count, columns: map.fullCount)
    map.transform(MatrixBuffer(Matrix.identity(map.fullCount)), into: moved)
    let weight = drawWeights(model)[0]
    let implied = try self.moments(
      Matrix(at.implied.sigma), at.implied.mu.elements, block.fixedExogenous)
    let sampled = try self.moments(
      here.covariance, here.center, block.fixedExogenous)
    let derivatives =
      Matrix(moved).transposed
      * (weight * zip(implied, sampled).map { $0 - $1 })
    let adjoint = try #require(term.momentAdjoint)
    var parts = adjoint.mean.elements
    for j in 0..<p {
      for i in j..<p {
        parts.append((i == j ? 1 : 2) * adjoint.covariance[i, j])
      }
    }
    expectClose(parts, derivatives, relative: 1e-9, absolute: 1e-9)
  }

  /// Over the moments of all variables the weight is TᵀVT, so that ΔᵀTᵀVTΔ is
  /// the expected Hessian.
  @Test(arguments: cases, [Estimator.uls, .wls])
  func weightOfAllMomentsGivesTheSameInformation(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    let fitter = try makeFitter(
      model, drawSample(model, seed: 8), estimator)
    _ = try #require(value(fitter, point(fitter, seed: 9)))
    let t = model.parameterCount
    var sum = Matrix(rows: t, columns: t)
    for objectiveTerm in fitter.objective.terms {
      let block = try #require(objectiveTerm.momentBlock)
      let weight = try #require(
        objectiveTerm.saturated?.weight(SaturatedChoice())?.ofAllMoments
          .matrix(block.structure.layout))
      let buffer = MatrixBuffer(
        rows: block.structure.momentCount, columns: t)
      buffer.fill(.nan)
      block.writeJacobian(into: buffer)
      let delta = Matrix(buffer)
      sum =
        sum + objectiveTerm.weight * (delta.transposed * (weight * delta))
    }
    fitter.objective.writeFullCurvature(.expected, scale: .objective)
    fitter.objective.fullCurvature.symmetrizeFromLower()
    expectClose(
      Matrix(fitter.objective.fullCurvature).elements, sum.elements,
      relative: 1e-10, absolute: 1e-11 * largestElement(sum))
  }

  /// A refit with other moments is a fresh fit with them, the moments of x
  /// included.
  @Test(arguments: cases)
  func refitsMatchFreshFits(_ item: ModelCase) throws {
    let model = try item.compile()
    let sample = drawFittingSample(model, seed: 10)
    var other = drawFittingSample(model, seed: 11)
    for index in other.indices {
      // Groups keep their sizes.
      other[index] = Sample(
        count: sample[index].observationCount,
        covariance: other[index].covariance, mean: other[index].mean)
    }
    let fitter = try makeFitter(model, sample, .uls)
    let first = fitter.fit()
    #expect(first.isConverged)
    fitter.keepWarmStart(first.theta)
    for (index, moments) in other.enumerated() {
      let isUsable = fitter.setMoments(
        group: index, covariance: MatrixBuffer(moments.covariance),
        mean: buffer(moments.center))
      #expect(isUsable)
    }
    #expect(refit(fitter).status == .converged)
    let fresh = try makeFitter(model, other, .uls).fit()
    #expect(fresh.isConverged)
    expectClose(
      fitter.objective.theta.elements, fresh.theta, relative: 1e-7,
      absolute: 1e-7)
  }

  @Test func collinearExogenousVariablesAreRefused() throws {
    let model = try Self.cases[0].compile()
    var sample = drawSample(model, seed: 12)
    let exogenous = model.blocks[0].fixedExogenous
    for i in exogenous {
      for j in exogenous { sample[0].covariance[i, j] = 1 }
    }
    let error = #expect(throws: LatentError.self) {
      try makeFitter(model, sample, .uls)
    }
    #expect(error?.code == "sample.not-positive-definite")
  }
}
