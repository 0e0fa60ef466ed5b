internal import AsymptoticInference
package import Estimation
package import FitSettings
package import LinearAlgebra
package import MomentStructure
internal import Optimization
package import SampleStatistics
internal import Specification

extension FitAnalysis {
  /// Makes a fitter, refusing models with more parameters than moments.
  package static func makeFitter(
    _ model: CompiledModel, sample: [FitSampleGroup], options: FitOptions
  ) throws(FitError) -> Fitter {
    try requireKnownCombination(model, options)
    if let need = options.firstNeedOfCases,
      sample.contains(where: { $0.rows == nil && $0.patterns == nil })
    {
      throw FitError(
        code: "information.needs-raw-data",
        message: "\(need) need\(need.hasSuffix("errors") ? "" : "s") raw data.",
        remedy: "Give a data file instead of covariances, or use standard "
          + "errors and tests from the expected or observed information.")
    }
    let groups = try sample.enumerated().map {
      (index, group) throws(FitError) in
      GroupMoments(
        observationCount: group.observationCount,
        covariance: group.covariance,
        mean: group.mean
          ?? [Double](repeating: 0, count: group.variables.count),
        weight: try weight(
          group, model.blocks[index], isRegressed: isRegressed(model, index),
          options: options),
        cases: options.needsCases
          ? group.rows.map {
            Matrix(
              rows: $0.count, columns: group.variables.count,
              elements: $0.values)
          } : nil,
        caseWeights: group.caseWeights, clusters: group.clusters,
        patterns: options.missing.isFullInformation
          ? group.patterns.map {
            PatternSample($0, weights: group.caseWeights)
          } : nil,
        firstStage: options.missing.isTwoStage
          ? group.patterns.map { PatternSample($0) } : nil)
    }
    if model.table.hasMeanStructure,
      sample.contains(where: { $0.mean == nil })
    {
      throw FitError(
        code: "sample.no-means",
        message: "The model has intercepts, but the sample has no means.",
        remedy: "Give the means (--means FILE), or "
          + (model.table.conditionsOnExogenous
            ? "leave --conditional-x out."
            : "leave means out of the model (--meanstructure false)."))
    }
    do {
      let fitter = try Fitter(
        model, options: options.estimation,
        sample: EstimationSample(groups: groups))
      try requireDegrees(fitter)
      return fitter
    } catch let error as FitError {
      throw error
    } catch let error as EstimationError {
      throw FitError(
        code: error.code, message: error.message, remedy: error.remedy)
    } catch {
      preconditionFailure("the two errors above are all there are")
    }
  }

  /// Refuses what would be ignored or wrong.
  static func requireKnownCombination(
    _ model: CompiledModel, _ options: FitOptions
  ) throws(FitError) {
    try requireKnownCombination(options)
    if options.estimation.bounds.isFromSample,
      options.model.effectCodingLoadings || options.model.effectCodingIntercepts
    {
      throw FitError(
        code: "bounds.effect-coding",
        message: "`bounds: \(options.estimation.bounds.rawValue)` follows from "
          + "markers, which effect coding has none of.",
        remedy: "Use --bounds pos.var, or leave --effect-coding out.")
    }
    if model.table.conditionsOnExogenous {
      try options.requireKnownConditional()
    }
    let estimator = options.estimation.estimator
    if estimator != .ml, options.estimation.likelihood == .wishart {
      throw FitError(
        code: "likelihood.needs-ml",
        message: "The wishart likelihood belongs to ML; \(estimator.rawValue) "
          + "has no likelihood.",
        remedy: "Leave --likelihood out.")
    }
    try options.requireKnownRobust()
  }

  /// V of weighted least squares: the inverse of the covariances of the
  /// moments that the model explains; 0 for those among fixed exogenous
  /// variables.
  package static func weight(
    _ group: FitSampleGroup, _ block: BlockStructure, isRegressed: Bool,
    options: FitOptions
  ) throws(FitError) -> Matrix? {
    guard options.estimation.estimator == .wls else { return nil }
    guard let gamma = group.asymptoticCovariance else {
      throw FitError(
        code: "estimator.needs-raw-data",
        message: "The estimator WLS needs raw data for its weight matrix.",
        remedy: "Give a data file instead of covariances, or use ML, GLS or "
          + "ULS.")
    }
    let others = isRegressed ? "ML or ULS" : "ML, GLS or ULS"
    let kept = isRegressed ? Array(0..<gamma.rows) : block.explainedMoments
    guard
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

  private static func requireDegrees(_ fitter: Fitter) throws(FitError) {
    let nonlinear = fitter.space.functions.indices.filter {
      fitter.space.isEquality($0)
    }.count
    let parameters = fitter.space.substitution.reducedCount - nonlinear
    let moments = TestStatistic.momentCount(fitter.model)
    guard parameters <= moments else {
      let names = undetermined(fitter)
      throw FitError(
        code: "model.too-many-parameters",
        message: "The model is not identified: it has \(parameters) free "
          + "parameters, but the sample only \(moments) moments."
          + (names.isEmpty
            ? "" : " Not determined: \(names.joined(separator: "; "))."),
        remedy: "Fix or equate \(parameters - moments) or more parameters, "
          + "or add indicators.")
    }
  }

  /// The parameters that the moments leave undetermined at the starting
  /// values.
  private static func undetermined(_ fitter: Fitter) -> [String] {
    let start = StartingValues.fromSample(fitter.model, sample: fitter.sample)
    fitter.objective.theta.copy(
      from: fitter.space.substitution.expand(
        fitter.space.substitution.reduce(start)))
    guard fitter.objective.evaluateAtTheta() != nil else { return [] }
    let outcome = ParameterCovariance.invert(
      Information.matrix(.expected, of: fitter), fitter: fitter,
      estimates: fitter.currentEstimates)
    guard case .singular(let parameters) = outcome else { return [] }
    return names(parameters, fitter.model)
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
