import Estimation
import LinearAlgebra
import ModelSyntax
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// ½ Σ θₖ² over some parameters: a term without data and structures.
private final class RidgePenalty: ObjectiveTerm {
  let structures: [BlockWorkspace] = []
  let weight: Double
  private let parameters: [Int]

  init(_ parameters: [Int], weight: Double) {
    self.parameters = parameters
    self.weight = weight
  }

  func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double? {
    var value = 0.0
    for k in parameters {
      value += 0.5 * theta[k] * theta[k]
      gradient[k] += weight * theta[k]
    }
    return value
  }

  func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    for k in parameters { matrix[k, k] += factor }
  }
}

/// A penalty beside the groups' discrepancies.
struct PenaltyTermTests {
  private func fitter(
    _ text: String, _ sample: [Sample]? = nil, weight: Double,
    penalizing: (Int, CompiledModel) -> Bool
  ) throws -> Fitter {
    let model = try ModelCase(
      testDescription: "", text: text, fixedExogenous: true
    ).compile()
    return try Fitter(
      model, options: EstimationOptions(),
      sample: sample ?? drawFittingSample(model, seed: 71),
      penalties: [
        RidgePenalty(
          (0..<model.parameterCount).filter { penalizing($0, model) },
          weight: weight)
      ])
  }

  private func isPath(_ parameter: Int, _ model: CompiledModel) -> Bool {
    let op = model.table.rows[model.rowOfParameter[parameter]].op
    return op == .regression || op == .measurement
  }

  /// With the residual variance v fixed, ML of a regression under a penalty is
  /// ridge regression: b = (S_xx + λvI)⁻¹ s_xy.
  @Test(arguments: [0, 0.1, 1, 10])
  func regressionHasTheClosedForm(_ lambda: Double) throws {
    let variance = 0.7
    let fitter = try fitter(
      "y ~ x1 + x2 + x3\ny ~~ \(variance)*y", weight: lambda,
      penalizing: isPath)
    let estimates = fitter.fit()
    #expect(estimates.isConverged)
    let s = fitter.sample[0].covariance
    let names = fitter.model.groups[0].block.observed
    let y = try #require(names.firstIndex(of: "y"))
    let x = names.indices.filter { $0 != y }
    var kernel = s.submatrix(rows: x, columns: x)
    for i in 0..<kernel.rows { kernel[i, i] += lambda * variance }
    let inverse = try #require(kernel.generalInverse())
    expectClose(
      estimates.theta, inverse * x.map { s[$0, y] }, relative: 1e-8)
  }

  @Test func derivativesMatchDifferences() throws {
    let fitter = try fitter(
      "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f", weight: 0.3,
      penalizing: isPath)
    expectExactDerivatives(fitter, at: point(fitter, seed: 72))
  }

  /// Penalized estimates are smaller, and χ² is still the discrepancy's.
  @Test func penaltiesShrink() throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f"
    let free = try fitter(text, weight: 0, penalizing: isPath)
    let penalized = try fitter(
      text, free.sample, weight: 0.5, penalizing: isPath)
    let first = free.fit()
    let second = penalized.fit()
    #expect(first.isConverged && second.isConverged)
    func size(_ theta: [Double]) -> Double {
      theta.indices.reduce(0) {
        $0 + (isPath($1, free.model) ? theta[$1] * theta[$1] : 0)
      }
    }
    #expect(size(second.theta) < size(first.theta))
    #expect(second.groupDiscrepancies.count == 1)
    #expect(penalized.hasSaturatedModel)
    expectClose(
      penalized.chiSquare,
      2 * second.groupDiscrepancies[0] * free.sample.totalSize,
      relative: 1e-12)
    #expect(penalized.chiSquare > free.chiSquare)
  }
}
