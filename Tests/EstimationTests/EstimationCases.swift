import Discrepancies
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

extension ModelCase {
  static let all = [
    ModelCase(
      testDescription: "CFA",
      text: "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6 + x3\nx1 ~~ x4"),
    ModelCase(
      testDescription: "SEM with means",
      text: """
        f =~ x1 + x2 + x3
        g =~ x4 + x5 + x6
        g ~ f + w
        y ~ g + w
        x1 ~~ y
        """, meanStructure: true),
    ModelCase(
      testDescription: "growth with covariate",
      text: """
        i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4
        s =~ 0*t1 + 1*t2 + 2*t3 + t4
        i + s ~ c
        """, kind: .growth, fixedExogenous: true),
    ModelCase(
      testDescription: "nonrecursive",
      text: "y1 ~ y2 + x1\ny2 ~ y1 + x2\ny1 ~~ y2"),
    ModelCase(
      testDescription: "three groups, equal loadings and intercepts",
      text: "f =~ x1 + x2 + x3 + x4\ng =~ x5 + x6 + x7\ng ~ f",
      meanStructure: true, groupLabels: ["a", "b", "c"],
      groupEqual: [.loadings, .intercepts]),
    ModelCase(
      testDescription: "linear constraints",
      text: """
        f =~ x1 + a*x2 + b*x3 + c*x4
        g =~ x5 + d*x6 + x7
        a + b == 2*c
        d == 0.8
        """),
  ]
}

/// A sample for a compiled model: random covariances with a common part, so
/// that all correlations are positive.
func drawSample(_ model: CompiledModel, seed: UInt64) -> [Sample] {
  var generator = SeededGenerator(seed: seed)
  return model.blocks.map { block in
    let p = block.observedCount
    var covariance = 0.4 * generator.positiveDefinite(order: p)
    for j in 0..<p {
      for i in 0..<p { covariance[i, j] += i == j ? 1 : 0.6 }
    }
    return Sample(
      count: 150 + 50 * Int(generator.uniform(in: 0...4)),
      covariance: covariance, mean: generator.normals(p))
  }
}

/// The weights of a compiled model's blocks for weighted least squares, of the
/// moments given exogenous variables where the model conditions on them.
func drawWeights(_ model: CompiledModel) -> [Matrix] {
  var generator = SeededGenerator(seed: 101)
  return model.blocks.map { block in
    let isConditional =
      model.table.conditionsOnExogenous && !block.fixedExogenous.isEmpty
    let count =
      isConditional
      ? ConditionalMap(
        observedCount: block.observedCount, exogenous: block.fixedExogenous
      ).count : block.momentCount
    return generator.positiveDefinite(order: count)
  }
}

/// The same of an estimator: of diagonally weighted least squares the
/// diagonals, as columns; none of others.
private func ownWeights(_ model: CompiledModel, _ estimator: Estimator)
  -> [Matrix]
{
  switch estimator {
  case .ml, .gls, .uls, .pml: []
  case .wls: drawWeights(model)
  case .dwls:
    drawWeights(model).map {
      Matrix(rows: $0.rows, columns: 1, elements: $0.diagonal)
    }
  }
}

/// A sample that a compiled model fits well: its own moments at likely values,
/// somewhat disturbed.
func drawFittingSample(_ model: CompiledModel, seed: UInt64)
  -> [Sample]
{
  var generator = SeededGenerator(seed: seed)
  let theta = model.rowOfParameter.map { index in
    let row = model.table.rows[index]
    return switch row.op {
    case .covariance where row.lhs == row.rhs:
      generator.uniform(in: 0.6...1.2)
    case .covariance: generator.uniform(in: 0.1...0.3)
    case .measurement: generator.uniform(in: 0.7...1.1)
    case .regression: generator.uniform(in: 0.2...0.5)
    default: generator.uniform(in: 1...4)
    }
  }
  let known = drawSample(model, seed: seed)
  return zip(model.blocks, known).map { block, moments in
    let workspace = BlockWorkspace(block)
    workspace.fixSampleCells(
      covariance: MatrixBuffer(moments.covariance),
      mean: buffer(moments.center))
    let isRegular = workspace.update(buffer(theta))
    precondition(isRegular, "I − B has an inverse")
    return Sample(
      count: moments.observationCount,
      covariance: Matrix(workspace.implied.sigma)
        + 0.05 * generator.positiveDefinite(order: block.observedCount),
      mean: block.hasMeans ? workspace.implied.mu.elements : moments.center)
  }
}

/// A fitter with one estimator; weighted least squares takes the weights that
/// `drawWeights` gives, without others.
func makeFitter(
  _ model: CompiledModel, _ sample: [Sample],
  _ estimator: Estimator = .ml, weights: [Matrix]? = nil
) throws -> Fitter {
  var options = EstimationOptions()
  options.estimator = estimator
  return try Fitter(
    model, options: options, sample: sample,
    weights: weights ?? ownWeights(model, estimator))
}

extension Estimator {
  /// Those of continuous variables' moments.
  static let ofMoments = allCases.filter { $0 != .pml }
}
