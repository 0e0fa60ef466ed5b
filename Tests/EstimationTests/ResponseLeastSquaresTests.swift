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

/// A model with ordered variables.
struct OrderedCase: CustomTestStringConvertible {
  var testDescription: String
  var text: String
  /// The number of thresholds of each ordered variable.
  var counts: [String: Int]
  var parameterization = ResponseParameterization.delta
  var isJoint = false
  var groupLabels = [""]
  var groupEqual: Set<GroupEquality> = []

  func compile() throws -> CompiledModel {
    var options = ModelOptions()
    options.ordered = Array(counts.keys).sorted()
    options.thresholdCounts = counts
    options.parameterization = parameterization
    options.keepsExogenousJoint = isJoint
    options.groupLabels = groupLabels
    options.groupEqual = groupEqual
    let tree = try SyntaxTree.parse(text: text)
    return try CompiledModel(ParameterTable(lowering: tree, options: options))
  }

  /// The same in both parameterizations.
  var both: [OrderedCase] {
    ResponseParameterization.allCases.map { kind in
      var own = self
      own.parameterization = kind
      own.testDescription += ", \(kind.rawValue)"
      return own
    }
  }
}

/// Least squares over thresholds, slopes and correlations.
struct ResponseLeastSquaresTests {
  static let cases: [OrderedCase] =
    [
      OrderedCase(
        testDescription: "one factor", text: "f =~ u1 + u2 + u3 + u4",
        counts: ["u1": 1, "u2": 2, "u3": 4, "u4": 3]),
      OrderedCase(
        testDescription: "mixed, covariates",
        text: """
          f =~ u1 + u2 + y1 + y2
          g =~ u3 + u4 + y3
          f ~ x1 + x2
          g ~ f + x1
          u4 ~ x2
          u1 ~~ y3
          """, counts: ["u1": 1, "u2": 2, "u3": 4, "u4": 3]),
      OrderedCase(
        testDescription: "joint with covariates",
        text: "f =~ u1 + u2 + y1\nf ~ x1 + x2", counts: ["u1": 1, "u2": 2],
        isJoint: true),
      OrderedCase(
        testDescription: "equal thresholds",
        text: "f =~ u1 + u2 + y1 + y2\nf ~ x1", counts: ["u1": 3, "u2": 2],
        groupLabels: ["a", "b"], groupEqual: [.loadings, .thresholds]),
      OrderedCase(
        testDescription: "nonrecursive outcome",
        text: "f =~ u1 + u2 + u3\ng =~ y1 + y2 + y3\nf ~ g + x1\ng ~ f + x2",
        counts: ["u1": 3, "u2": 2, "u3": 1]),
    ].flatMap(\.both) + [
      OrderedCase(
        testDescription: "ordered mediators",
        text: "u1 ~ x1 + x2\nu2 ~ u1 + x1\ny1 ~ u1 + u2\nu1 ~~ y2",
        counts: ["u1": 3, "u2": 2], parameterization: .theta)
    ]

  /// A fitter of statistics drawn at random.
  private func makeFitter(
    _ item: OrderedCase, _ estimator: Estimator, seed: UInt64
  ) throws -> Fitter {
    let model = try item.compile()
    var generator = SeededGenerator(seed: seed)
    var samples: [Sample] = []
    var weights: [Matrix?] = []
    for group in model.groups {
      let block = group.block
      let responses = try #require(block.responses)
      let layout = responses.layout
      var values = [Double](repeating: 0, count: layout.count)
      for i in 0..<layout.variableCount {
        for (number, k) in layout.thresholds(of: i).enumerated() {
          values[k] =
            -0.8 + 0.7 * Double(number)
            + generator.uniform(in: -0.2...0.2)
        }
      }
      for k in layout.means { values[k] = generator.uniform(in: -1...1) }
      for k in layout.slopes { values[k] = generator.uniform(in: -0.4...0.4) }
      for k in layout.covariances {
        values[k] = generator.uniform(in: 0.2...0.6)
      }
      for i in 0..<layout.variableCount where !layout.isOrdered(i) {
        values[layout.index(of: .covariance(i, i))] = 1.5
      }
      let statistics = ResponseStatistics(layout: layout, values: values)
      let q = responses.exogenous.count
      let all = statistics.allMoments(
        places: responses.places, exogenous: responses.exogenous,
        own: (
          Matrix.identity(q), [Double](repeating: 0.3, count: q)
        ))
      var sample = Sample(
        count: 300, covariance: all.covariance, mean: all.mean,
        variables: block.observed)
      sample.responses = statistics
      samples.append(sample)
      switch estimator {
      case .uls: weights.append(nil)
      case .wls:
        let count = layout.count
        var root = Matrix.identity(count)
        for k in root.elements.indices {
          let (i, j) = (k % count, k / count)
          root[i, j] += generator.uniform(in: -0.1...0.1)
        }
        weights.append(root * root.transposed)
      default:
        weights.append(
          Matrix(
            rows: layout.count, columns: 1,
            elements: (0..<layout.count).map { _ in
              generator.uniform(in: 0.5...2)
            }))
      }
    }
    var options = EstimationOptions()
    options.estimator = estimator
    return try Fitter(
      model, options: options, sample: samples, weights: weights)
  }

  @Test(arguments: cases, [Estimator.uls, .wls, .gls])
  func derivativesMatchDifferences(
    _ item: OrderedCase, _ estimator: Estimator
  ) throws {
    // Any estimator but ULS and WLS stands for a diagonal weight.
    let fitter = try makeFitter(item, estimator, seed: 3)
    for seed in [4, 5] as [UInt64] {
      expectExactDerivatives(fitter, at: point(fitter, seed: seed))
    }
  }

  @Test(arguments: cases)
  func jacobiansMatchDifferences(_ item: OrderedCase) throws {
    let fitter = try makeFitter(item, .uls, seed: 8)
    let x = fitter.space.substitution.expand(point(fitter, seed: 9))
    for block in fitter.objective.blocks {
      let responses = try #require(block.responses)
      let differences = richardsonJacobian(
        of: { theta in
          responses.values.fill(.nan)
          _ = block.update(buffer(theta))
          return responses.values.elements
        }, at: x, levels: 6)
      _ = block.update(buffer(x))
      let own = block.jacobian(parameterCount: x.count)
      expectClose(
        own.elements, Matrix(rowArrays: differences).elements, relative: 1e-8,
        absolute: 1e-9, "Jacobian")
      for cell in block.structure.parameters {
        #expect(block.momentDerivative(cell) == own.column(cell.parameter))
      }
    }
  }
}
