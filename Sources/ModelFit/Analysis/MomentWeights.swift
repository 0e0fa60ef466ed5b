internal import AsymptoticInference
internal import Estimation
package import FitSettings
package import LinearAlgebra
package import MomentStructure
package import SampleStatistics
internal import Specification

/// Γ and V of weighted least squares from cases.
package enum MomentWeights {
  /// V of weighted least squares: the inverse of the covariances of the
  /// moments that the model explains; 0 for those among fixed exogenous
  /// variables.
  package static func weight(
    _ group: FitSampleGroup, _ block: BlockStructure, isRegressed: Bool,
    options: FitOptions
  ) throws(FitError) -> Matrix? {
    guard options.estimation.estimator == .wls else { return nil }
    let others = isRegressed ? "ML or ULS" : "ML, GLS or ULS"
    let kept =
      isRegressed
      ? Array(0..<(group.asymptoticCovariance?.rows ?? 0))
      : block.explainedMoments
    guard let gamma = group.asymptoticCovariance,
      let inverse = gamma.submatrix(rows: kept, columns: kept)
        .choleskyInverse()?.inverse
    else {
      if group.observationCount > kept.count {
        throw FitError(
          code: "estimator.singular-weight",
          message: "The weight matrix of WLS is singular: some moments are "
            + "functions of others, as with binary variables and means.",
          remedy: "Use \(others), or leave means or the binary variable out.")
      }
      throw FitError(
        code: "estimator.sample-too-small",
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

  /// Adds the covariances of the cases' moments that WLS weighs by, where the
  /// sample has none yet.
  static func addMomentCovariances(
    to sample: inout [FitSampleGroup], _ model: CompiledModel,
    _ options: FitOptions
  ) {
    guard options.estimation.estimator == .wls else { return }
    for (index, block) in model.blocks.enumerated()
    where sample[index].asymptoticCovariance == nil {
      guard let rows = sample[index].rows,
        let cases = groupCases(rows, block)
      else { continue }
      sample[index].asymptoticCovariance =
        isRegressed(model, index)
        ? cases.regressedCovariance(given: block.fixedExogenous)
        : cases.momentCovariance(hasMeans: block.hasMeans)
    }
  }

  /// Whether a group's moments are those given exogenous variables.
  package static func isRegressed(_ model: CompiledModel, _ index: Int) -> Bool
  {
    model.table.conditionsOnExogenous
      && !model.blocks[index].fixedExogenous.isEmpty
  }

  private static func groupCases(_ rows: CompleteRows, _ block: BlockStructure)
    -> GroupCases?
  {
    GroupCases(
      GroupMoments(
        observationCount: rows.count,
        covariance: Matrix(
          rows: block.observedCount, columns: block.observedCount), mean: [],
        cases: Matrix(
          rows: rows.count, columns: block.observedCount,
          elements: rows.values)), block)
  }

  /// Γ of cases without what fixed exogenous variables predict; `nil` if these
  /// are collinear.
  package static func momentCovariance(
    of rows: CompleteRows, _ block: BlockStructure
  ) -> Matrix? {
    groupCases(rows, block)?.momentCovariance(hasMeans: block.hasMeans)
  }

  /// Γ of cases without fixed exogenous variables.
  package static func momentCovariance(of rows: CompleteRows, hasMeans: Bool)
    -> Matrix
  {
    let p = rows.variableNames.count
    let count = Vech.count(order: p) + (hasMeans ? p : 0)
    return Matrix(
      rows: count, columns: count,
      elements: AsymptoticCovariance.distributionFree(
        rows: rows, includesMeans: hasMeans))
  }
}

extension PatternSample {
  /// Takes cases sorted by what is missing.
  ///
  /// - Parameters:
  ///   - patterns: The cases.
  ///   - weights: Their sampling weights; `nil` for none.
  package init(_ patterns: MissingPatterns, weights: [Double]? = nil) {
    let p = patterns.variableNames.count
    self.init(
      patterns: patterns.patterns.map {
        Pattern(
          partition: VariablePartition(count: p, known: $0.observed),
          cases: $0.cases)
      },
      values: Matrix(
        rows: p, columns: patterns.caseCount, elements: patterns.values),
      weights: weights)
  }
}
