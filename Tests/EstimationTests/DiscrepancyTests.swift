import Estimation
import LinearAlgebra
import Messages
import ModelTestSupport
import MomentStructure
import Optimization
import RealModule
import SampleStatistics
import Specification
import TestSupport
import Testing

/// The discrepancies' values against their definitions, with determinants
/// from eigenvalues and inverses by elimination.
struct DiscrepancyTests {
  private func definition(
    _ estimator: Estimator, _ moments: Sample, _ block: BlockWorkspace,
    weight: Matrix
  ) throws -> Double {
    let s = moments.covariance
    let sigma = Matrix(block.implied.sigma)
    let difference =
      block.structure.hasMeans
      ? zip(moments.center, block.implied.mu.elements).map { $0 - $1 } : []
    func logDeterminant(_ matrix: Matrix) throws -> Double {
      try #require(SymmetricEigen(matrix)).values.reduce(0) {
        $0 + Double.log($1)
      }
    }
    func trace(_ a: Matrix, _ b: Matrix) -> Double {
      naiveProduct(a, b).diagonal.reduce(0, +)
    }
    func form(_ w: Matrix, _ x: [Double]) -> Double {
      x.isEmpty ? 0 : zip(w * x, x).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let residual = s - sigma
    switch estimator {
    case .ml:
      let inverse = try #require(sigma.generalInverse())
      return try logDeterminant(sigma) - logDeterminant(s) + trace(s, inverse)
        - Double(s.rows) + form(inverse, difference)
    case .gls:
      let inverse = try #require(s.generalInverse())
      let product = naiveProduct(inverse, residual)
      return 0.5 * trace(product, product) + form(inverse, difference)
    case .uls:
      // Every moment of the lower triangle counts once.
      return (difference + Vech.vector(residual)).reduce(0) { $0 + $1 * $1 }
    case .wls:
      return form(weight, difference + Vech.vector(residual))
    case .pml: return .nan
    case .dwls:
      return form(
        Matrix(diagonal: weight.diagonal),
        difference + Vech.vector(residual))
    }
  }

  @Test(arguments: ModelCase.all, Estimator.ofMoments)
  func valuesMatchTheirDefinitions(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    let sample = drawSample(model, seed: 1)
    let fitter = try makeFitter(model, sample, estimator)
    let theta = fitter.startingValues
    fitter.objective.theta.copy(from: theta)
    let total = try #require(fitter.objective.evaluateAtTheta())
    var sum = 0.0
    let cases = sample.reduce(0) { $0 + $1.observationCount }
    for (index, moments) in sample.enumerated() {
      let value = try definition(
        estimator, moments, fitter.objective.blocks[index],
        weight: drawWeights(model)[index])
      expectClose(
        fitter.objective.values[index], 0.5 * value,
        relative: 1e-10, absolute: 1e-11)
      let n = moments.observationCount - (estimator == .ml ? 0 : 1)
      sum += 0.5 * value * Double(n) / Double(cases)
    }
    expectClose(total, sum, relative: 1e-10, absolute: 1e-11)
  }

  @Test(arguments: [Estimator.ml, .gls])
  func singularSamplesAreRefused(_ estimator: Estimator) throws {
    let model = try ModelCase.all[0].compile()
    var sample = drawSample(model, seed: 2)
    for i in 0..<sample[0].covariance.rows {
      sample[0].covariance[1, i] = sample[0].covariance[0, i]
      sample[0].covariance[i, 1] = sample[0].covariance[i, 0]
    }
    sample[0].covariance[1, 1] = sample[0].covariance[0, 0]
    let error = #expect(throws: LatentError.self) {
      try makeFitter(model, sample, estimator)
    }
    #expect(error?.code == "sample.not-positive-definite")
    _ = try makeFitter(model, sample, .uls)
  }

  @Test func weightedLeastSquaresNeedsAWeight() throws {
    let model = try ModelCase.all[0].compile()
    let error = #expect(throws: LatentError.self) {
      try makeFitter(model, drawSample(model, seed: 2), .wls, weights: [])
    }
    #expect(error?.code == "estimator.needs-raw-data")
  }
}
