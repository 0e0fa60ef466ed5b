package import Discrepancies
package import LinearAlgebra
package import MomentStructure
package import Optimization
package import SampleStatistics

/// A discrepancy between a group's sample moments and those that one block
/// implies, as a term of an objective.
package final class MomentTerm: ObjectiveTerm {
  /// The block.
  package let block: BlockWorkspace
  /// The discrepancy.
  package let discrepancy: any Discrepancy
  package private(set) var weight: Double
  package private(set) var share: Double

  /// The sample as last adopted.
  private var sample: Sample
  private let parameterCount: Int
  private let given: [Int]
  private let team: WorkTeam
  private let projection: AdjointProjection
  private let curvature: any MomentCurvature
  private let moments: TermMoments

  /// Makes the term of a group; `takeMoments` follows.
  ///
  /// - Parameters:
  ///   - structure: The block.
  ///   - discrepancy: The discrepancy.
  ///   - moments: The group's moments.
  ///   - parameterCount: The number of the model's free parameters.
  ///   - weight: The group's factor in the objective.
  ///   - share: The group's share of the cases.
  ///   - given: The exogenous variables that the model's moments are given;
  ///     none for moments of all variables.
  ///   - team: The threads that work on products of the cases.
  package init(
    _ structure: BlockStructure, _ discrepancy: any Discrepancy,
    moments: Sample, parameterCount: Int, weight: Double, share: Double,
    given: [Int] = [], team: WorkTeam = WorkTeam(threads: 1)
  ) {
    sample = moments
    self.parameterCount = parameterCount
    self.given = given
    self.team = team
    block = BlockWorkspace(structure)
    self.discrepancy = discrepancy
    self.weight = weight
    self.share = share
    projection = AdjointProjection(block)
    curvature = discrepancy.weight.curvature(
      projection, parameterCount: parameterCount)
    self.moments = TermMoments(moments)
  }

  package var structures: [BlockWorkspace] { [block] }
  package var momentBlock: BlockWorkspace? { block }
  package var momentAdjoint: MomentAdjoint? { discrepancy.adjoint }
  package var cases: (any IncompleteCases)? { discrepancy.cases }
  package var hasCostlyCurvature: Bool { curvature.isCostly }
  package var unit: Double? { discrepancy.unit }
  package var roundingError: Double {
    discrepancy.roundingError(block.implied)
  }
  package var startingMoments: [StartingMoments] {
    [moments.starting(block.structure)]
  }

  package var saturated: (any SaturatedModel)? {
    discrepancy.saturated(
      UnrestrictedMoments(
        block, discrepancy, sample, covariance: Matrix(moments.covariance),
        mean: moments.mean.elements, size: sample.size, given: given,
        parameterCount: parameterCount, team: team))
  }

  package func logLikelihoodOfZero(leavingOutExogenous exogenous: Bool)
    -> Double?
  {
    guard let saturated, let all = saturated.logLikelihood else { return nil }
    let fixed = block.structure.fixedExogenous
    if !exogenous || fixed.isEmpty { return all }
    return saturated.logLikelihood(of: fixed).map { all - $0 }
  }

  package func caseScores(parameterCount: Int, team: WorkTeam)
    -> MatrixBuffer?
  {
    guard let cases else { return nil }
    return PatternScores.matrix(
      cases.currentSample, block: block, parameterCount: parameterCount,
      team: team)
  }

  package func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double? {
    guard block.update(theta), let value = discrepancy.evaluate(block.implied)
    else { return nil }
    projection.project(discrepancy.adjoint)
    projection.addGradient(weight: weight, to: gradient)
    return value
  }

  package func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    curvature.add(
      kind, factor: factor, includesStructure: includesStructure, to: matrix)
    if kind == .exact, includesStructure {
      projection.addCurvature(weight: factor, to: matrix)
    }
  }

  /// Where the moments are those given exogenous variables,
  /// R = Σ_yy − Σ_yx S_xx⁻¹ Σ_xy has a second derivative in Σ_yx, which is taken
  /// out: 2 tr(Ω_yy ∂ᵢΣ_yx S_xx⁻¹ ∂ⱼΣ_xy), Ω the derivatives by Σ.
  package var curvatureOfGivenMoments: Matrix? {
    if given.isEmpty { return nil }
    let t = parameterCount
    let structure = block.structure
    let places = (0..<structure.observedCount).filter { !given.contains($0) }
    guard let inverse = Matrix(moments.covariance).inverse(ofBlock: given)
    else { return nil }
    let delta = block.jacobian(parameterCount: t)
    let omega = Matrix(discrepancy.adjoint.covariance)
      .submatrix(rows: places, columns: places)
    var moved: [[Double]] = []
    var plain: [[Double]] = []
    for parameter in 0..<t {
      let change = structure.layout.covariance(in: delta.column(parameter))
        .submatrix(rows: places, columns: given)
      plain.append(change.elements)
      moved.append((omega * (change * inverse)).elements)
    }
    if t == 0 { return Matrix(rows: 0, columns: 0) }
    let product =
      Matrix(rowArrays: plain) * Matrix(rowArrays: moved).transposed
    return product + product.transposed
  }

  /// Takes the moments as they were last set.
  ///
  /// - Returns: False if the covariances are not positive definite where the
  ///   discrepancy needs that.
  func takeMoments() -> Bool {
    block.fixSampleCells(covariance: moments.covariance, mean: moments.mean)
    return discrepancy.setMoments(
      covariance: moments.covariance, mean: moments.mean)
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    moments.take(covariance: covariance, mean: mean)
    return takeMoments()
  }

  package func setFrequencies(_ frequencies: [Double]) -> Bool {
    guard let cases,
      cases.count(
        frequencies, covariance: moments.covariance, mean: moments.mean)
    else { return false }
    return takeMoments()
  }

  package func setValues(_ values: borrowing MatrixBuffer) {
    cases?.take(values: values)
  }

  package func setSize(_ size: Double, weight: Double, share: Double) {
    sample.size = size
    self.weight = weight
    self.share = share
  }

  package func setWeight(_ weight: Matrix) { discrepancy.setWeight(weight) }

  package func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer
  ) {
    moments.statistics.copy(from: statistics)
    discrepancy.setStatistics(statistics, variances: variances)
  }

  package func writeSample(into group: inout Sample) {
    moments.write(into: &group)
    if let cases { group.cases = cases.currentSample }
    sample = group
  }
}
