package import Discrepancies
package import LinearAlgebra
package import MomentStructure
package import Optimization
package import OrderedMoments
internal import RealModule
package import SampleStatistics

/// The pairwise likelihood of a group's variables, ordered ones among them, at
/// the moments that one block implies, as a term of an objective (Katsikatsou,
/// Moustaki, Yang-Wallentin & Jöreskog, 2012).
package final class PairwiseTerm: ObjectiveTerm {
  /// The block.
  package let block: BlockWorkspace
  /// The likelihood of the moments.
  package let likelihood: PairwiseLikelihood
  package private(set) var weight: Double
  package private(set) var share: Double

  private var size: Double
  private let adjoint: MomentAdjoint
  private let projection: AdjointProjection
  private let scales: ScaleCurvature
  private let jacobian: MatrixBuffer
  private let moved: MatrixBuffer
  private let moments: TermMoments
  private var knownSaturatedValue: Double??

  /// Makes the term of a group.
  ///
  /// - Parameters:
  ///   - structure: A block with ordered variables.
  ///   - likelihood: The likelihood of the group's tables.
  ///   - moments: The group's sample, with first-stage statistics.
  ///   - parameterCount: The number of the model's free parameters.
  ///   - weight: The group's factor in the objective.
  ///   - share: The group's share of the cases.
  package init(
    _ structure: BlockStructure, _ likelihood: PairwiseLikelihood,
    moments: Sample, parameterCount: Int, weight: Double, share: Double
  ) {
    let t = parameterCount
    precondition(structure.layout == likelihood.layout, "moments of one layout")
    block = BlockWorkspace(structure)
    self.likelihood = likelihood
    self.weight = weight
    self.share = share
    size = moments.size
    adjoint = MomentAdjoint(
      observedCount: structure.observedCount, responses: structure.responses)
    projection = AdjointProjection(block)
    scales = ScaleCurvature(projection, parameterCount: t)
    let count = structure.momentCount
    jacobian = MatrixBuffer(rows: count, columns: t)
    moved = MatrixBuffer(rows: count, columns: t)
    self.moments = TermMoments(moments)
    fixSampleCells()
  }

  package var structures: [BlockWorkspace] { [block] }
  package var momentBlock: BlockWorkspace? { block }
  package var composite: (any CompositeLikelihood)? { self }
  package var startingMoments: [StartingMoments] {
    [moments.starting(block.structure)]
  }

  package var saturated: (any SaturatedModel)? {
    UnrestrictedPairs { [unowned self] in saturatedValue }
  }

  /// The value without restrictions on thresholds and correlations; `nil` if
  /// it has no minimum.
  private var saturatedValue: Double? {
    if let known = knownSaturatedValue { return known }
    let value = likelihood.saturatedValue(
      from: moments.statistics.elements)
    knownSaturatedValue = .some(value)
    return value
  }

  package func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double? {
    guard block.update(theta), let responses = block.responses,
      let own = adjoint.responses,
      let value = likelihood.evaluate(responses.values)
    else { return nil }
    responses.pullBack(
      likelihood.gradient, covariance: adjoint.covariance,
      mean: adjoint.mean, adjoint: own)
    own.gradient.copy(from: likelihood.gradient)
    projection.project(adjoint)
    projection.addGradient(weight: weight, to: gradient)
    return value
  }

  package func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    block.writeJacobian(into: jacobian)
    likelihood.multiplyCurvature(
      isExact: kind == .exact, jacobian, into: moved)
    multiply(
      jacobian, moved, into: matrix, transposeA: true, scale: factor, keep: 1)
    guard kind == .exact, includesStructure else { return }
    if scales.hasAny { scales.add(jacobian, factor: factor, to: matrix) }
    projection.addCurvature(weight: factor, to: matrix)
  }

  package let sumsScoresOverClusters = true

  /// The scores of independent cases of one pattern together, or of a cluster,
  /// such that the sum of their outer products is that of the cases'.
  package func caseScores(parameterCount: Int, team: WorkTeam)
    -> MatrixBuffer?
  {
    block.writeJacobian(into: jacobian)
    let all = MatrixBuffer(
      rows: parameterCount, columns: likelihood.unitCount)
    let root = size.squareRoot()
    likelihood.forScores { range, lines in
      let own = MatrixBuffer(rows: parameterCount, columns: lines.rows)
      multiply(
        jacobian, lines, into: own, transposeA: true, transposeB: true,
        scale: root)
      for (line, unit) in range.enumerated() {
        for k in 0..<parameterCount { all[k, unit] = own[k, line] }
      }
    }
    return all
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    moments.take(covariance: covariance, mean: mean)
    fixSampleCells()
    return true
  }

  private func fixSampleCells() {
    block.fixSampleCells(covariance: moments.covariance, mean: moments.mean)
  }

  package func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer
  ) {
    moments.statistics.copy(from: statistics)
  }

  package func setTables(
    _ tables: borrowing MatrixBuffer, counts: [Double], size: Double
  ) {
    likelihood.setTables(tables, counts: counts, size: size)
    knownSaturatedValue = nil
  }

  package func setSize(_ size: Double, weight: Double, share: Double) {
    self.size = size
    self.weight = weight
    self.share = share
  }

  package func writeSample(into group: inout Sample) {
    moments.write(into: &group)
  }
}

extension PairwiseTerm: CompositeLikelihood {
  package func logLikelihood(of value: Double) -> Double {
    likelihood.logLikelihood(of: value)
  }

  package func products(profilesThresholds: Bool) -> CompositeProducts? {
    let curvature = likelihood.curvature(isExact: true)
    guard let inverse = PairwiseInverse(curvature) else { return nil }
    if likelihood.isCasewise {
      return casewiseProducts(inverse)
    }
    let layout = likelihood.layout
    block.writeJacobian(into: jacobian)
    let delta = Matrix(jacobian)
    let places =
      profilesThresholds ? curvature.pairs : Array(0..<layout.count)
    let form: Matrix
    if profilesThresholds {
      let own = delta.submatrix(
        rows: places, columns: Array(0..<delta.columns))
      guard let product = curvature.reducedTimes(own) else { return nil }
      form = own.transposed * product
    } else {
      likelihood.multiplyCurvature(isExact: true, jacobian, into: moved)
      form = delta.transposed * Matrix(moved)
    }
    // SG = Σ (Sy)yᵀ over lines z with y = H⁻¹z; S = H takes z back.
    let sum = MatrixBuffer(rows: places.count, columns: places.count)
    var first = 0.0
    likelihood.forScores { range, lines in
      let scores = Matrix(lines).transposed
      let all = Array(0..<scores.columns)
      let solved = inverse.times(scores)
      let own = solved.submatrix(rows: places, columns: all)
      let turned =
        profilesThresholds
        ? curvature.reducedTimes(own) ?? Matrix(rows: own.rows, columns: 0)
        : scores
      guard turned.columns == own.columns else { return }
      first += zip(own.elements, turned.elements).reduce(0) {
        $0 + $1.0 * $1.1
      }
      multiply(
        MatrixBuffer(turned), MatrixBuffer(own), into: sum, transposeB: true,
        keep: 1)
    }
    var second = 0.0
    for j in 0..<places.count {
      for i in 0..<places.count { second += sum[i, j] * sum[j, i] }
    }
    return CompositeProducts(first: first, second: second, form: form)
  }
}

extension PairwiseTerm {
  /// The products over all moments.
  private func casewiseProducts(_ inverse: PairwiseInverse)
    -> CompositeProducts
  {
    let count = likelihood.layout.count
    let sum = MatrixBuffer(rows: count, columns: count)
    likelihood.forScores { _, lines in
      multiply(lines, lines, into: sum, transposeA: true, keep: 1)
    }
    let scores = Matrix(sum)
    let own = inverse.times(scores)
    block.writeJacobian(into: jacobian)
    likelihood.multiplyCurvature(isExact: true, jacobian, into: moved)
    let delta = Matrix(jacobian)
    let turned = scores * delta
    return CompositeProducts(
      first: own.diagonal.reduce(0, +),
      second: traceOfProduct(own, own.transposed),
      form: delta.transposed * Matrix(moved),
      spread: delta.transposed * turned,
      turned: turned.transposed * inverse.times(turned))
  }
}

/// Thresholds and correlations without restrictions.
final class UnrestrictedPairs: SaturatedModel {
  private let makeValue: () -> Double?

  /// Makes the model of a group, whose value is found when it is asked for.
  init(_ makeValue: @escaping () -> Double?) { self.makeValue = makeValue }

  var logLikelihood: Double? { nil }
  func logLikelihood(of variables: [Int]) -> Double? { nil }
  var value: Double? { makeValue() }
}
