import Estimation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// The objective over the reduced parameters: value, gradient and Hessians.
struct ObjectiveTests {
  @Test(arguments: ModelCase.all, Estimator.ofMoments)
  func derivativesMatchDifferences(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    let sample = drawSample(model, seed: 1)
    let fitter = try makeFitter(model, sample, estimator)
    expectExactDerivatives(fitter, at: point(fitter, seed: 2))
  }

  /// Where the model fits perfectly the two Hessians are one, and the
  /// expected one is Δ'WΔ.
  @Test(arguments: ModelCase.all, Estimator.ofMoments)
  func hessiansAgreeAtAPerfectFit(
    _ item: ModelCase, _ estimator: Estimator
  ) throws {
    let model = try item.compile()
    var sample = drawSample(model, seed: 3)
    var fitter = try makeFitter(model, sample, estimator)
    let x = point(fitter, seed: 4)
    _ = try #require(value(fitter, x))
    for (index, block) in fitter.objective.blocks.enumerated() {
      sample[index].covariance = Matrix(block.implied.sigma)
      if block.structure.hasMeans {
        sample[index].mean = block.implied.mu.elements
      }
    }
    fitter = try makeFitter(model, sample, estimator)
    let least = try #require(value(fitter, x))
    expectClose(least, 0, absolute: 1e-13)
    expectClose(
      gradient(fitter, x), [Double](repeating: 0, count: x.count),
      absolute: 1e-12)
    let expected = hessian(fitter, .expected)
    expectClose(
      hessian(fitter, .exact).elements, expected.elements, relative: 1e-10,
      absolute: 1e-11 * largestElement(expected))
    #expect(SymmetricEigen(expected)?.values.first ?? -1 > -1e-12)
  }

  /// The value is there exactly where Σ is positive definite.
  @Test(arguments: ModelCase.all)
  func valueAndGradientFailTogether(_ item: ModelCase) throws {
    let model = try item.compile()
    let fitter = try makeFitter(model, drawSample(model, seed: 5))
    var generator = SeededGenerator(seed: 6)
    var outcomes = Set<Bool>()
    let inside = point(fitter, seed: 7)
    for trial in 0..<60 {
      let spread = 0.02 * Double(trial)
      let x = inside.map { $0 + spread * generator.normal() }
      let gradient = MatrixBuffer(rows: x.count)
      gradient.fill(.nan)
      let value = fitter.objective.evaluate(at: buffer(x), gradient: gradient)
      let theta = buffer(fitter.space.substitution.expand(x))
      var isFeasible = true
      for block in fitter.objective.blocks {
        let isRegular = block.update(theta)
        isFeasible =
          isFeasible && isRegular
          && Matrix(block.implied.sigma).choleskyInverse() != nil
      }
      #expect((value != nil) == isFeasible, "trial \(trial)")
      if let value {
        #expect(value.isFinite && value >= -1e-12)
        #expect(!gradient.elements.contains { !$0.isFinite })
      }
      outcomes.insert(isFeasible)
    }
    #expect(outcomes.count == 2, "both sides of the border were met")
  }

  @Test func singularRegressionsAreOutsideTheFeasibleSet() throws {
    let item = ModelCase(
      testDescription: "loop", text: "y1 ~ y2 + x1\ny2 ~ y1 + x2")
    let model = try item.compile()
    for estimator in [Estimator.ml, .gls, .uls] {
      let fitter = try makeFitter(
        model, drawSample(model, seed: 8), estimator)
      let ones = [Double](repeating: 1, count: model.parameterCount)
      #expect(value(fitter, ones) == nil)
    }
  }
}
