internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
package import FitSettings
package import LinearAlgebra
package import Messages
package import MomentStructure
internal import OrderedMoments
package import SampleStatistics
internal import Specification

/// Γ and V of weighted least squares from cases.
package enum MomentWeights {
  /// V of weighted least squares: the inverse of the covariances of the
  /// moments that the model explains; 0 for those among fixed exogenous
  /// variables.
  ///
  /// Of diagonally weighted least squares the diagonal alone, as a
  /// column.
  package static func weight(
    _ group: Sample, _ block: BlockStructure, isConditional: Bool,
    options: FitOptions
  ) throws(LatentError) -> Matrix? {
    if group.responses != nil {
      return try responseWeight(group, options)
    }
    switch options.estimation.estimator {
    case .ml, .gls, .uls, .pml: return nil
    case .wls: break
    case .dwls:
      return try DiagonalWeights.weight(
        group, block, isConditional: isConditional, options: options)
    }
    let others = isConditional ? "ML or ULS" : "ML, GLS or ULS"
    let kept =
      isConditional
      ? Array(0..<(group.asymptoticCovariance?.rows ?? 0))
      : block.explainedMoments
    guard let gamma = group.asymptoticCovariance,
      let inverse = gamma.submatrix(rows: kept, columns: kept)
        .choleskyInverse()?.inverse
    else {
      if group.observationCount > kept.count {
        throw LatentError(
          code: .estimatorSingularWeight,
          message: "The weight matrix of WLS is singular: some moments are "
            + "functions of others, as with binary variables and means.",
          remedy: "Use \(others), or leave means or the binary variable out.")
      }
      throw LatentError(
        code: .estimatorSampleTooSmall,
        message: "The estimator WLS needs more cases "
          + "(\(group.observationCount)) than moments (\(kept.count)).",
        remedy: "Use \(others), or fewer variables.")
    }
    if kept.count == gamma.rows { return inverse }
    var weight = Matrix(rows: gamma.rows, columns: gamma.columns)
    for (j, column) in kept.enumerated() {
      for (i, row) in kept.enumerated() { weight[row, column] = inverse[i, j] }
    }
    return weight
  }

  /// The most statistics whose covariances WLS inverts: a matrix of them fills
  /// 0.8 GB.
  private static let statisticLimit = 10_000

  /// V of the first-stage statistics of ordered variables: the inverse of their
  /// covariances, or the inverses of their variances as a column; `nil` for
  /// ULS.
  private static func responseWeight(_ group: Sample, _ options: FitOptions)
    throws(LatentError) -> Matrix?
  {
    guard options.estimation.estimator.weighsByMoments,
      let influences = group.influences
    else { return nil }
    let count = influences.layout.count
    guard options.estimation.estimator.weighsByWholeCovariance else {
      return Matrix(
        rows: count, columns: 1,
        elements: influences.independentVariances.map { 1 / $0 })
    }
    guard count <= statisticLimit else {
      throw LatentError(
        code: .dataTooManyVariables,
        message: "WLS inverts the covariances of \(count) thresholds and "
          + "correlations, and \(statisticLimit) are the most.",
        remedy: "Use WLSMV, which takes their variances alone.")
    }
    if influences.unitCount >= count,
      let inverse = influences.meanProduct().choleskyInverse()?.inverse
    {
      return inverse
    }
    throw LatentError(
      code: .estimatorSampleTooSmall,
      message: "The weight matrix of WLS is singular: there are "
        + "\(count) thresholds and correlations, and "
        + "\(group.observationCount) cases.",
      remedy: "Use WLSMV, which takes their variances alone.")
  }

  /// Adds the covariances of the cases' moments that WLS and DWLS weigh by,
  /// where the sample has none yet.
  static func addMomentCovariances(
    to sample: inout [Sample], _ model: CompiledModel,
    _ options: FitOptions
  ) {
    guard options.estimation.estimator.weighsByMoments,
      !options.weighsByNormality
    else { return }
    for (index, group) in model.groups.enumerated()
    where sample[index].responses == nil
      && sample[index].asymptoticCovariance == nil
    {
      let block = group.block
      sample[index].asymptoticCovariance = sample[index].completeCases.flatMap {
        momentCovariance(
          of: $0, block, isConditional: isConditional(model, index))
      }
    }
  }

  /// Whether a group's moments are those given exogenous variables.
  package static func isConditional(_ model: CompiledModel, _ index: Int)
    -> Bool
  {
    model.table.conditionsOnExogenous
      && !model.groups[index].block.fixedExogenous.isEmpty
  }

  /// Γ of complete cases without what fixed exogenous variables predict, or of
  /// their moments given these; `nil` if they are collinear.
  package static func momentCovariance(
    of cases: SampleCases, _ block: BlockStructure,
    isConditional: Bool = false
  ) -> Matrix? {
    let deviations = CaseDeviations(
      cases, size: cases.size, fixed: block.fixedExogenous)
    return isConditional
      ? deviations?.conditionalCovariance(given: block.fixedExogenous)
      : deviations?.momentCovariance(hasMeans: block.hasMeans)
  }
}
