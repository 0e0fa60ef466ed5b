import Discrepancies
import Estimation
import LinearAlgebra
import ModelSyntax
import ModelTestSupport
import MomentInformation
import MomentStructure
import Optimization
import RealModule
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Nodes and weights of Gauss-Hermite quadrature for a standard normal
/// variable (Golub & Welsch, 1969).
private func gaussHermite(_ count: Int) throws -> [(
  node: Double, weight: Double
)] {
  var jacobi = Matrix(rows: count, columns: count)
  for k in 1..<count {
    jacobi[k, k - 1] = Double(k).squareRoot()
    jacobi[k - 1, k] = jacobi[k, k - 1]
  }
  let eigen = try #require(SymmetricEigen(jacobi))
  return (0..<count).map {
    (eigen.values[$0], eigen.vectors[0, $0] * eigen.vectors[0, $0])
  }
}

/// −log L / N of cases whose moments depend on a standard normal variable z,
/// integrated out over nodes: a mixture of the structure at z, for which the
/// latent variables' means are powers of z.
private final class NodeMixtureTerm: ObjectiveTerm {
  let structures: [BlockWorkspace]
  let weight = 1.0
  let startingMoments: [StartingMoments]

  private let cases: Matrix
  private let nodes: [(node: Double, weight: Double)]
  private let blocks: [BlockWorkspace]
  private let projections: [AdjointProjection]
  private let adjoints: [MomentAdjoint]
  /// Every case's probability of every node, given the case.
  private var posterior: [[Double]] = []
  /// Each node's share of the cases, with their means and covariances.
  private var parts: [(share: Double, mean: [Double], covariance: Matrix)] = []

  /// Makes the term.
  ///
  /// - Parameters:
  ///   - cases: The cases, n × p.
  ///   - structure: The block; its latent variables have fixed variances of 0
  ///     and fixed means, which are set to z, z², … in their order.
  ///   - nodes: The quadrature.
  init(
    _ cases: Matrix, _ structure: BlockStructure,
    nodes: [(node: Double, weight: Double)]
  ) {
    self.cases = cases
    self.nodes = nodes
    let p = structure.observedCount
    blocks = nodes.map { node in
      let block = BlockWorkspace(structure)
      var power = 1.0
      for l in 0..<structure.latentCount {
        power *= node.node
        block.matrices[MatrixCell(.alpha, l, 0)] = power
      }
      return block
    }
    // The model's block stands for all nodes.
    structures = [blocks[nodes.count / 2]]
    projections = blocks.map { AdjointProjection($0) }
    adjoints = nodes.map { _ in MomentAdjoint(observedCount: p) }
    let n = Double(cases.rows)
    let mean = (0..<p).map { cases.column($0).reduce(0, +) / n }
    var covariance = Matrix(rows: p, columns: p)
    for i in 0..<cases.rows {
      for a in 0..<p {
        for b in 0..<p {
          covariance[a, b] +=
            (cases[i, a] - mean[a]) * (cases[i, b] - mean[b]) / n
        }
      }
    }
    startingMoments = [StartingMoments(covariance: covariance, mean: mean)]
  }

  private func deviation(_ i: Int, _ k: Int) -> [Double] {
    (0..<cases.columns).map { cases[i, $0] - blocks[k].implied.mu[$0] }
  }

  func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double? {
    let p = cases.columns
    let n = Double(cases.rows)
    var inverses: [(inverse: Matrix, logDeterminant: Double)] = []
    for block in blocks {
      guard block.update(theta),
        let inverse = Matrix(block.implied.sigma).choleskyInverse()
      else { return nil }
      inverses.append(inverse)
    }
    var value = 0.0
    posterior = (0..<cases.rows).map { i in
      let logs = nodes.indices.map { k in
        Double.log(nodes[k].weight) - 0.5
          * (Double(p) * Double.log(2 * .pi) + inverses[k].logDeterminant
            + inverses[k].inverse.quadraticForm(deviation(i, k)))
      }
      let top = logs.max() ?? 0
      let sum = logs.reduce(0) { $0 + Double.exp($1 - top) }
      value -= (top + Double.log(sum)) / n
      return logs.map { Double.exp($0 - top) / sum }
    }
    parts = []
    for k in nodes.indices {
      let w = inverses[k].inverse
      var mass = 0.0
      var shift = [Double](repeating: 0, count: p)
      var moments = Matrix(rows: p, columns: p)
      for i in 0..<cases.rows {
        let own = posterior[i][k] / n
        let x = deviation(i, k)
        mass += own
        for a in 0..<p {
          shift[a] += own * x[a]
          for b in 0..<p { moments[a, b] += own * x[a] * x[b] }
        }
      }
      adjoints[k].covariance.copy(
        from: (0.5 * (mass * w - w * moments * w)).elements)
      adjoints[k].covariance.symmetrizeFromLower()
      adjoints[k].mean.copy(from: (w * shift).map { -$0 })
      let center = shift.map { $0 / mass }
      var spread = (1 / mass) * moments
      for a in 0..<p {
        for b in 0..<p { spread[a, b] -= center[a] * center[b] }
      }
      parts.append(
        (
          mass,
          center.indices.map { center[$0] + blocks[k].implied.mu[$0] }, spread
        ))
      projections[k].project(adjoints[k])
      projections[k].addGradient(weight: weight, to: gradient)
    }
    return value
  }

  /// Louis's (1982) identity; the outer product of the scores stands for the
  /// expected information.
  func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    let t = matrix.rows
    let n = Double(cases.rows)
    var means = [[Double]](
      repeating: [Double](repeating: 0, count: t), count: cases.rows)
    var sum = Matrix(rows: t, columns: t)
    func addOuter(_ x: [Double], _ scale: Double) {
      for b in 0..<t { for a in 0..<t { sum[a, b] += scale * x[a] * x[b] } }
    }
    for (k, block) in blocks.enumerated() {
      let delta = block.jacobian(parameterCount: t)
      guard let w = Matrix(block.implied.sigma).choleskyInverse()?.inverse,
        let hessian = NormalInformation.observed(
          at: block.implied, covariance: parts[k].covariance,
          mean: parts[k].mean)
      else { return }
      if kind == .exact {
        sum =
          sum + parts[k].share * (delta.transposed * (hessian * delta))
      }
      for i in 0..<cases.rows {
        let own = posterior[i][k]
        let x = deviation(i, k)
        let y = w * x
        // The case's derivatives of log φ by the node's moments.
        var score = y
        for j in 0..<cases.columns {
          for a in j..<cases.columns {
            score.append((a == j ? 0.5 : 1) * (y[a] * y[j] - w[a, j]))
          }
        }
        let gradient = delta.transposed * score
        for a in 0..<t { means[i][a] += own * gradient[a] }
        if kind == .exact { addOuter(gradient, -own / n) }
      }
    }
    for mean in means { addOuter(mean, 1 / n) }
    addScaled(MatrixBuffer(sum), by: factor, to: matrix)
    guard kind == .exact, includesStructure else { return }
    for projection in projections {
      projection.addCurvature(weight: factor, to: matrix)
    }
  }

  func logLikelihoodOfZero(leavingOutExogenous exogenous: Bool) -> Double? {
    0
  }
}

/// A casewise mixture over nodes: a latent variable integrated out, with
/// moments that depend on it.
struct NodeMixtureTermTests {
  /// y_j = ν_j + λ_j z + γ_j z² + e_j, the square on the last two.
  private static let quadratic = """
    f =~ NA*y1 + y2 + y3 + y4
    q =~ NA*y3 + y4
    f ~~ 0*f
    q ~~ 0*q
    f ~~ 0*q
    f ~ 0*1
    q ~ 0*1
    """

  private static let linear = """
    f =~ NA*y1 + y2 + y3 + y4
    f ~~ 0*f
    f ~ 0*1
    """

  private func draw(
    _ count: Int, curve: Double, noise: Double = 0.7, seed: UInt64
  ) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    var rows = Matrix(rows: count, columns: 4)
    for i in 0..<count {
      let z = generator.normal()
      for j in 0..<4 {
        let bend = j > 1 ? curve : 0
        rows[i, j] =
          Double(j) + (0.8 + 0.1 * Double(j)) * z + bend * z * z
          + noise * generator.normal()
      }
    }
    return rows
  }

  private func fitter(_ text: String, _ cases: Matrix, nodes: Int) throws
    -> Fitter
  {
    let model = try ModelCase(
      testDescription: "", text: text, meanStructure: true
    ).compile()
    let quadrature = try gaussHermite(nodes)
    let term = NodeMixtureTerm(
      cases, model.groups[0].block, nodes: quadrature)
    let moments = term.startingMoments[0]
    return try Fitter(
      model, options: EstimationOptions(),
      sample: [
        Sample(
          count: cases.rows, covariance: moments.covariance,
          mean: moments.mean)
      ], terms: { _, _, _ in [term] })
  }

  @Test func derivativesMatchDifferences() throws {
    let fitter = try fitter(
      Self.quadratic, draw(40, curve: 0.4, seed: 91), nodes: 5)
    expectExactDerivatives(fitter, at: point(fitter, seed: 92))
  }

  /// The mixture's value by densities of single cases, written out.
  @Test func valueMatchesBruteForce() throws {
    let cases = draw(30, curve: 0.4, seed: 93)
    let fitter = try fitter(Self.quadratic, cases, nodes: 7)
    let x = point(fitter, seed: 94)
    let own = try #require(value(fitter, x))
    let theta = fitter.space.substitution.expand(x)
    let table = fitter.model.table
    func parameter(_ lhs: String, _ rhs: String, _ op: String) -> Double {
      let row = table.rows.first {
        $0.lhs == lhs && $0.rhs == rhs && $0.op.rawValue == op && $0.isFree
      }
      return row?.parameter.map { theta[$0] } ?? 0
    }
    var sum = 0.0
    for i in 0..<cases.rows {
      var density = 0.0
      for (z, weight) in try gaussHermite(7) {
        var product = weight
        for j in 0..<4 {
          let name = "y\(j + 1)"
          let mean =
            parameter(name, "", "~1") + parameter("f", name, "=~") * z
            + parameter("q", name, "=~") * z * z
          let variance = parameter(name, name, "~~")
          let d = cases[i, j] - mean
          product *=
            Double.exp(-0.5 * d * d / variance)
            / (2 * .pi * variance).squareRoot()
        }
        density += product
      }
      sum += Double.log(density)
    }
    expectClose(own, -sum / Double(cases.rows), relative: 1e-12)
  }

  /// Where moments are linear in the node, the integral is the normal
  /// likelihood of a factor model: the same value and estimates.
  @Test func linearMixtureIsTheFactorModel() throws {
    // Little is known of z then, so that few nodes are enough.
    let cases = draw(150, curve: 0, noise: 1.5, seed: 95)
    let mixture = try fitter(Self.linear, cases, nodes: 40)
    let moments = mixture.sample
    let plain = try ModelCase(
      testDescription: "", text: "f =~ y1 + y2 + y3 + y4",
      meanStructure: true, standardizeLatent: true
    ).compile()
    let factor = try makeFitter(plain, moments)
    let known = factor.fit()
    let own = mixture.fit()
    #expect(known.isConverged && own.isConverged)
    let term = factor.objective.terms[0]
    let zero = try #require(
      term.logLikelihoodOfZero(leavingOutExogenous: true))
    let n = Double(cases.rows)
    expectClose(
      -n * own.optimization.value, zero - n * known.optimization.value,
      relative: 1e-6)
    func values(_ fitter: Fitter, _ theta: [Double], _ op: String) -> [Double] {
      fitter.model.table.rows.filter {
        $0.isFree && $0.op.rawValue == op && $0.lhs.hasPrefix("y")
          || $0.isFree && op == "=~" && $0.op.rawValue == op
      }.compactMap(\.parameter).map { theta[$0] }
    }
    for op in ["=~", "~~", "~1"] {
      expectClose(
        values(mixture, own.theta, op), values(factor, known.theta, op),
        relative: 2e-3, absolute: 1e-3, op)
    }
  }

  /// A curve is found, and the fit has a likelihood but no χ².
  @Test func curvesAreEstimated() throws {
    let fitter = try fitter(
      Self.quadratic, draw(300, curve: 0.5, noise: 1, seed: 96), nodes: 15)
    let table = fitter.model.table
    let s = fitter.startingMoments[0]
    let start = fitter.model.rowOfParameter.map { index in
      let row = table.rows[index]
      let variable = ["y1", "y2", "y3", "y4"].firstIndex(of: row.lhs) ?? 0
      return switch row.op.rawValue {
      case "=~": row.lhs == "f" ? 0.8 : 0.1
      case "~~": 0.5 * s.covariance[variable, variable]
      default: s.mean[variable]
      }
    }
    let estimates = fitter.fit(from: start)
    #expect(estimates.isConverged)
    let curves = fitter.model.table.rows.filter { $0.lhs == "q" && $0.isFree }
      .compactMap(\.parameter).map { estimates.theta[$0] }
    #expect(curves.count == 2)
    for curve in curves { expectClose(curve, 0.5, absolute: 0.3) }
    let truth = fitter.model.rowOfParameter.map { index -> Double in
      let row = table.rows[index]
      let name = row.op == .measurement ? row.rhs : row.lhs
      let j = Double(["y1", "y2", "y3", "y4"].firstIndex(of: name) ?? 0)
      return switch row.op {
      case .measurement: row.lhs == "f" ? 0.8 + 0.1 * j : 0.5
      case .covariance: 1.0
      default: j
      }
    }
    let there = try #require(value(fitter, truth))
    #expect(estimates.optimization.value < there)
    #expect(!fitter.hasSaturatedModel)
  }
}
