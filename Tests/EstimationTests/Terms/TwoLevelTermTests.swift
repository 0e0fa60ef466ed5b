import Discrepancies
import Estimation
import LinearAlgebra
import Messages
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

/// Cases in clusters of one size.
private struct BalancedClusters {
  /// Each cluster's cases, n × p.
  var clusters: [Matrix]

  var size: Int { clusters[0].rows }
  var caseCount: Int { clusters.count * size }
  var order: Int { clusters[0].columns }

  init(count: Int, size n: Int, order p: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func loadings() -> [Double] {
      (0..<p).map { _ in generator.uniform(in: 0.6...1.2) }
    }
    let within = loadings()
    let between = loadings()
    clusters = (0..<count).map { _ in
      let factor = generator.normal()
      let own = (0..<p).map {
        1 + 0.3 * Double($0) + between[$0] * factor + 0.5 * generator.normal()
      }
      var rows = Matrix(rows: n, columns: p)
      for i in 0..<n {
        let factor = generator.normal()
        for j in 0..<p {
          rows[i, j] = own[j] + within[j] * factor + generator.normal()
        }
      }
      return rows
    }
  }

  func means(_ cluster: Matrix) -> [Double] {
    (0..<order).map { cluster.column($0).reduce(0, +) / Double(size) }
  }

  var mean: [Double] {
    let all = clusters.map(means)
    return (0..<order).map { j in
      all.reduce(0) { $0 + $1[j] } / Double(clusters.count)
    }
  }

  /// The pooled covariances within clusters, divided by N − J.
  var within: Matrix {
    var sum = Matrix(rows: order, columns: order)
    for cluster in clusters {
      let own = means(cluster)
      for i in 0..<size {
        for a in 0..<order {
          for b in 0..<order {
            sum[a, b] += (cluster[i, a] - own[a]) * (cluster[i, b] - own[b])
          }
        }
      }
    }
    return (1 / Double(caseCount - clusters.count)) * sum
  }

  /// n times the covariances of the cluster means, divided by J.
  var between: Matrix {
    let center = mean
    var sum = Matrix(rows: order, columns: order)
    for own in clusters.map(means) {
      for a in 0..<order {
        for b in 0..<order {
          sum[a, b] += (own[a] - center[a]) * (own[b] - center[b])
        }
      }
    }
    return (Double(size) / Double(clusters.count)) * sum
  }
}

/// One likelihood over the structures of two levels with balanced clusters.
///
/// With T = Σ_W + nΣ_B (Muthén, 1990),
///
/// −log L / N = ½ (1 − J/N) (log|Σ_W| + tr(S_WΣ_W⁻¹))
/// + ½ J/N (log|T| + tr(S_BT⁻¹) + n(ȳ − μ)ᵀT⁻¹(ȳ − μ)) + p/2 log 2π.
private final class TwoLevelTerm: ObjectiveTerm {
  let structures: [BlockWorkspace]
  let weight = 1.0
  let startingMoments: [StartingMoments]

  private let projections: [AdjointProjection]
  private let adjoints: [MomentAdjoint]
  private let withinLikelihood: MaximumLikelihood
  private let totalLikelihood: MaximumLikelihood
  private let total: MomentBuffers
  private let shares: (within: Double, between: Double)
  private let size: Double
  private let constant: Double
  private let saturatedMoments: (within: Matrix, total: Matrix, mean: [Double])

  init(_ data: BalancedClusters, _ group: CompiledGroup) {
    structures = group.blocks.map { BlockWorkspace($0) }
    projections = structures.map { AdjointProjection($0) }
    let p = data.order
    let n = Double(data.size)
    size = n
    adjoints = [
      MomentAdjoint(observedCount: p), MomentAdjoint(observedCount: p),
    ]
    withinLikelihood = MaximumLikelihood(observedCount: p, hasMeans: false)
    totalLikelihood = MaximumLikelihood(observedCount: p, hasMeans: true)
    total = MomentBuffers(MomentLayout(variableCount: p, hasMeans: true))
    let between = Double(data.clusters.count) / Double(data.caseCount)
    shares = (1 - between, between)
    let root = n.squareRoot()
    saturatedMoments = (data.within, data.between, data.mean.map { root * $0 })
    let zero = MatrixBuffer(rows: p)
    let mean = buffer(saturatedMoments.mean)
    let isUsable =
      withinLikelihood.setMoments(
        covariance: MatrixBuffer(data.within), mean: zero)
      && totalLikelihood.setMoments(
        covariance: MatrixBuffer(data.between), mean: mean)
    precondition(isUsable)
    // The constants that the two discrepancies leave out of −log L / N.
    let logs = [data.within, data.between].map {
      $0.choleskyInverse()?.logDeterminant ?? .nan
    }
    constant =
      0.5 * shares.within * (logs[0] + Double(p))
      + 0.5 * shares.between * (logs[1] + Double(p))
      + 0.5 * Double(p) * Double.log(2 * .pi)
    let spread = (1 / n) * (data.between - data.within)
    var start = spread
    for i in 0..<p { start[i, i] = max(start[i, i], 0.1) }
    startingMoments = [
      StartingMoments(
        covariance: data.within, mean: [Double](repeating: 0, count: p)),
      StartingMoments(covariance: start, mean: data.mean),
    ]
  }

  func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double? {
    for structure in structures where !structure.update(theta) { return nil }
    let (within, between) = (structures[0].implied, structures[1].implied)
    total.sigma.copy(from: within.sigma)
    addScaled(between.sigma, by: size, to: total.sigma)
    total.mu.fill(0)
    addScaled(between.mu, by: size.squareRoot(), to: total.mu)
    guard let first = withinLikelihood.evaluate(within),
      let second = totalLikelihood.evaluate(total)
    else { return nil }
    let (own, other) = (withinLikelihood.adjoint, totalLikelihood.adjoint)
    for (adjoint, factor) in zip(adjoints, [1, size]) {
      adjoint.covariance.fill(0)
      adjoint.mean.fill(0)
      addScaled(
        other.covariance, by: factor * shares.between, to: adjoint.covariance)
    }
    addScaled(own.covariance, by: shares.within, to: adjoints[0].covariance)
    addScaled(
      other.mean, by: size.squareRoot() * shares.between,
      to: adjoints[1].mean)
    for (projection, adjoint) in zip(projections, adjoints) {
      projection.project(adjoint)
      projection.addGradient(weight: weight, to: gradient)
    }
    return shares.within * first + shares.between * second + constant
  }

  func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    let t = matrix.rows
    let jacobians = structures.map { $0.jacobian(parameterCount: t) }
    let layout = total.layout
    var delta = Matrix(rows: layout.count, columns: t)
    let own = structures[0].structure.layout
    for column in 0..<t {
      for i in layout.means {
        delta[i, column] = size.squareRoot() * jacobians[1][i, column]
      }
      for (a, b) in zip(layout.covariances, own.covariances) {
        delta[a, column] =
          jacobians[0][b, column] + size * jacobians[1][a, column]
      }
    }
    func information(
      _ implied: MomentBuffers, _ likelihood: MaximumLikelihood, _ s: Matrix,
      _ mean: [Double]
    ) -> Matrix {
      (kind == .exact
        ? NormalInformation.observed(at: implied, covariance: s, mean: mean)
        : likelihood.weight.matrix(implied.layout))
        ?? Matrix(rows: implied.layout.count, columns: implied.layout.count)
    }
    let first = information(
      structures[0].implied, withinLikelihood, saturatedMoments.within, zeros)
    let second = information(
      total, totalLikelihood, saturatedMoments.total, saturatedMoments.mean)
    let sum =
      shares.within * (jacobians[0].transposed * (first * jacobians[0]))
      + shares.between * (delta.transposed * (second * delta))
    addScaled(MatrixBuffer(sum), by: factor, to: matrix)
    guard kind == .exact, includesStructure else { return }
    for projection in projections {
      projection.addCurvature(weight: factor, to: matrix)
    }
  }

  private var zeros: [Double] {
    [Double](repeating: 0, count: structures[0].structure.observedCount)
  }
}

/// One likelihood over two blocks of a group.
struct TwoLevelTermTests {
  private func compile(_ text: String) throws -> CompiledModel {
    try CompiledModel(
      ParameterTable(
        lowering: SyntaxTree.parse(text: text), options: ModelOptions()),
      levels: 2)
  }

  private func fitter(_ text: String, _ data: BalancedClusters) throws
    -> Fitter
  {
    let model = try compile(text)
    #expect(model.groups.count == 1 && model.groups[0].blocks.count == 2)
    let sample = [
      Sample(
        count: data.caseCount, covariance: data.within,
        mean: data.mean)
    ]
    return try Fitter(
      model, options: EstimationOptions(), sample: sample,
      terms: { model, _, _ in [TwoLevelTerm(data, model.groups[0])] })
  }

  private static let saturated = """
    level: 1
    y1 ~~ y2 + y3
    y2 ~~ y3
    level: 2
    y1 ~~ y2 + y3
    y2 ~~ y3
    """

  private static let factors = """
    level: 1
    fw =~ y1 + y2 + y3 + y4
    level: 2
    fb =~ y1 + y2 + y3 + y4
    """

  /// log L of whole clusters as normal vectors with the covariances
  /// I ⊗ Σ_W + 11ᵀ ⊗ Σ_B.
  private func logLikelihood(
    _ data: BalancedClusters, within: Matrix, between: Matrix, mean: [Double]
  ) throws -> Double {
    let (n, p) = (data.size, data.order)
    var sigma = Matrix(rows: n * p, columns: n * p)
    for i in 0..<n {
      for k in 0..<n {
        for a in 0..<p {
          for b in 0..<p {
            sigma[i * p + a, k * p + b] =
              between[a, b] + (i == k ? within[a, b] : 0)
          }
        }
      }
    }
    let eigen = try #require(SymmetricEigen(sigma))
    let inverse = try #require(sigma.generalInverse())
    let logDeterminant = eigen.values.reduce(0) { $0 + Double.log($1) }
    return data.clusters.reduce(0) { sum, cluster in
      let x = (0..<n).flatMap { i in (0..<p).map { cluster[i, $0] - mean[$0] } }
      let form = zip(x, inverse * x).reduce(0) { $0 + $1.0 * $1.1 }
      return sum - 0.5
        * (Double(n * p) * Double.log(2 * .pi) + logDeterminant + form)
    }
  }

  private func implied(_ fitter: Fitter) -> (Matrix, Matrix, [Double]) {
    let blocks = fitter.objective.blocks
    return (
      Matrix(blocks[0].implied.sigma), Matrix(blocks[1].implied.sigma),
      blocks[1].implied.mu.elements
    )
  }

  @Test func derivativesMatchDifferences() throws {
    let data = BalancedClusters(count: 30, size: 4, order: 4, seed: 81)
    let fitter = try fitter(Self.factors, data)
    expectExactDerivatives(fitter, at: point(fitter, seed: 82))
  }

  @Test func valueIsTheLikelihoodOfWholeClusters() throws {
    let data = BalancedClusters(count: 30, size: 4, order: 4, seed: 83)
    let fitter = try fitter(Self.factors, data)
    let x = point(fitter, seed: 84)
    let own = try #require(value(fitter, x))
    let (within, between, mean) = implied(fitter)
    let whole = try logLikelihood(
      data, within: within, between: between, mean: mean)
    expectClose(-Double(data.caseCount) * own, whole, relative: 1e-12)
  }

  /// Without restrictions Σ_W is the pooled covariance, and Σ_B the excess of
  /// that of the means.
  @Test func saturatedModelHasTheClosedForm() throws {
    let data = BalancedClusters(count: 40, size: 5, order: 3, seed: 85)
    let fitter = try fitter(Self.saturated, data)
    #expect(fitter.fit().isConverged)
    let (within, between, mean) = implied(fitter)
    expectClose(within.elements, data.within.elements, relative: 1e-7)
    let expected = (1 / Double(data.size)) * (data.between - data.within)
    expectClose(
      between.elements, expected.elements, relative: 1e-7, absolute: 1e-8)
    expectClose(mean, data.mean, relative: 1e-9)
  }

  /// At the estimates of a restricted model the likelihood of whole clusters,
  /// computed by itself, has a gradient of zero and falls on every side.
  @Test func restrictedModelMaximizesTheWholeLikelihood() throws {
    let data = BalancedClusters(count: 60, size: 4, order: 4, seed: 86)
    let fitter = try fitter(Self.factors, data)
    let estimates = fitter.fit()
    #expect(estimates.isConverged)
    #expect(estimates.impliedByBlock.count == 2)
    let blocks = fitter.model.blocks.map { BlockWorkspace($0) }
    func likelihood(_ theta: [Double]) -> Double {
      let at = buffer(theta)
      guard blocks.allSatisfy({ $0.update(at) }) else { return .nan }
      return
        (try? logLikelihood(
          data, within: Matrix(blocks[0].implied.sigma),
          between: Matrix(blocks[1].implied.sigma),
          mean: blocks[1].implied.mu.elements)) ?? .nan
    }
    let top = likelihood(estimates.theta)
    let gradient = richardsonGradient(
      of: { likelihood($0) / Double(data.caseCount) }, at: estimates.theta,
      levels: 5)
    #expect(gradient.allSatisfy { abs($0) < 1e-7 })
    var generator = SeededGenerator(seed: 87)
    for _ in 0..<20 {
      let moved = estimates.theta.map { $0 + 0.02 * generator.normal() }
      #expect(likelihood(moved) < top)
    }
    // No χ² without a saturated model.
    #expect(!fitter.hasSaturatedModel && fitter.chiSquare.isNaN)
  }

  @Test func levelsAreRefusedWithoutALikelihood() throws {
    let table = try ParameterTable(
      lowering: SyntaxTree.parse(text: Self.factors), options: ModelOptions())
    #expect(throws: LatentError.self) { try CompiledModel(table) }
  }
}
