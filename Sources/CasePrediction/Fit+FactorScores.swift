internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification
public import TableReading

extension Fit {
  /// The factor scores of the cases, with standard errors.
  ///
  /// The standard errors are those of the latent variables around the scores,
  /// the parameters taken as known.
  ///
  /// - Parameter method: The method of estimation.
  /// - Returns: The cases that the fit used, in the order of the table.
  /// - Throws: `LatentError` if the fit did not converge, has no latent
  ///   variables or did not keep the cases (`FitOptions.keepsCases`).
  public func factorScores(
    _ method: FactorScoreMethod = .regression
  ) throws(LatentError) -> CasePredictions {
    try factorScores(method, of: ownCases)
  }

  /// The factor scores of new cases, with standard errors.
  ///
  /// Parameters, implied means and the centres of products are the fit's.
  ///
  /// - Parameters:
  ///   - method: The method of estimation.
  ///   - data: The cases; values may be missing, and other columns than the
  ///     model's are ignored.
  ///   - group: The column that tells the groups apart; rows of other groups
  ///     have no scores.
  /// - Returns: The cases in the order of the table.
  /// - Throws: `LatentError` if the fit did not converge or has no latent
  ///   variables, or if the table lacks a variable.
  public func factorScores(
    _ method: FactorScoreMethod = .regression, of data: DataTable,
    group: String? = nil
  ) throws(LatentError) -> CasePredictions {
    var scores = try factorScores(method) {
      () throws(LatentError) -> [CaseValues] in try newCases(data, group)
    }
    scores.dataWarnings = newDataWarnings(data)
    return scores
  }

  private func factorScores(
    _ method: FactorScoreMethod,
    of cases: () throws(LatentError) -> [CaseValues]
  ) throws(LatentError) -> CasePredictions {
    let names = table.roles.flatMap(\.latent).distinct
    guard !names.isEmpty else {
      throw LatentError(
        code: .scoresNoLatentVariables,
        message: "The model has no latent variables to score.",
        remedy: "Ask for predicted values of the observed variables.")
    }
    return try predictions(
      method, cases, names, own: table.roles.map(\.latent)
    ) { scorer, values in scorer.score(values) }
  }

  /// The values of the observed variables that the factor scores imply.
  ///
  /// Indicators are predicted by their factors; outcomes of regressions by
  /// their equations, with scores for latent and data for observed
  /// predictors; exogenous variables have their own values.
  ///
  /// - Parameter method: The method of estimation.
  /// - Returns: The cases that the fit used, in the order of the table,
  ///   without standard errors.
  /// - Throws: `LatentError` if the fit did not converge or did not keep the
  ///   cases (`FitOptions.keepsCases`).
  public func predictedValues(
    _ method: FactorScoreMethod = .regression
  ) throws(LatentError) -> CasePredictions {
    try predictedValues(method, of: ownCases)
  }

  /// The values of the observed variables that the factor scores of new cases
  /// imply.
  ///
  /// - Parameters:
  ///   - method: The method of estimation.
  ///   - data: The cases.
  ///   - group: The column that tells the groups apart.
  /// - Returns: The cases in the order of the table.
  /// - Throws: `LatentError` if the fit did not converge, or if the table lacks
  ///   a variable.
  public func predictedValues(
    _ method: FactorScoreMethod = .regression, of data: DataTable,
    group: String? = nil
  ) throws(LatentError) -> CasePredictions {
    var values = try predictedValues(method) {
      () throws(LatentError) -> [CaseValues] in try newCases(data, group)
    }
    values.dataWarnings = newDataWarnings(data)
    return values
  }

  private func predictedValues(
    _ method: FactorScoreMethod,
    of cases: () throws(LatentError) -> [CaseValues]
  ) throws(LatentError) -> CasePredictions {
    let own = sample.map(\.variables)
    return try predictions(
      method, cases, own.flatMap(\.self).distinct, own: own
    ) { scorer, values in
      let predicted = scorer.predict(values)
      return (predicted, [Double?](repeating: nil, count: predicted.count))
    }
  }

  /// The probabilities of the categories of ordered variables that the factor
  /// scores of the cases imply: of each variable in its order, `u1=0`, `u1=1`
  /// and so on.
  ///
  /// - Parameter method: The method of estimation.
  /// - Returns: The cases that the fit used, in the order of the table,
  ///   without standard errors.
  /// - Throws: `LatentError` if the fit did not converge, has no ordered
  ///   variables or did not keep the cases (`FitOptions.keepsCases`).
  public func categoryProbabilities(
    _ method: FactorScoreMethod = .regression
  ) throws(LatentError) -> CasePredictions {
    try categoryProbabilities(method, of: ownCases)
  }

  /// The probabilities of the categories of ordered variables that the factor
  /// scores of new cases imply.
  ///
  /// - Parameters:
  ///   - method: The method of estimation.
  ///   - data: The cases.
  ///   - group: The column that tells the groups apart.
  /// - Returns: The cases in the order of the table.
  /// - Throws: `LatentError` if the fit did not converge or has no ordered
  ///   variables, or if the table lacks a variable.
  public func categoryProbabilities(
    _ method: FactorScoreMethod = .regression, of data: DataTable,
    group: String? = nil
  ) throws(LatentError) -> CasePredictions {
    var values = try categoryProbabilities(method) {
      () throws(LatentError) -> [CaseValues] in try newCases(data, group)
    }
    values.dataWarnings = newDataWarnings(data)
    return values
  }

  private func categoryProbabilities(
    _ method: FactorScoreMethod,
    of cases: () throws(LatentError) -> [CaseValues]
  ) throws(LatentError) -> CasePredictions {
    guard table.hasOrdered else {
      throw LatentError(
        code: .scoresNoOrdered,
        message: "Categories have probabilities, and the model has no ordered "
          + "variables.",
        remedy: "Ask for predicted values (`type: ov`).")
    }
    let own = sample.map(\.categoryNames)
    return try predictions(
      method, cases, own.flatMap(\.self).distinct, own: own
    ) { scorer, values in
      let predicted = scorer.probabilities(values)
      return (predicted, [Double?](repeating: nil, count: predicted.count))
    }
  }

  private func newDataWarnings(_ data: DataTable) -> [LatentWarning] {
    data.warnings(
      of: sample.flatMap(\.variables).distinct, rows: Array(0..<data.rowCount))
  }

  /// The latent indicators of each latent variable of a group.
  func latentIndicators(group: Int) -> [[Int]] {
    let latent = table.roles[model.groups[group].place].latent
    var result = [[Int]](repeating: [], count: latent.count)
    for row in table.rows
    where row.groupIndex == group && row.op == .measurement {
      guard let factor = latent.firstIndex(of: row.lhs),
        let indicator = latent.firstIndex(of: row.rhs)
      else { continue }
      result[factor].append(indicator)
    }
    return result
  }

  /// Values of every case under common names.
  private func predictions(
    _ method: FactorScoreMethod,
    _ cases: () throws(LatentError) -> [CaseValues], _ names: [String],
    own: [[String]],
    _ values: (any CaseScorer, [Double]) -> ([Double?], [Double?])
  ) throws(LatentError) -> CasePredictions {
    try requireConverged("factor scores", takesOrdered: true)
    let sources = try cases()
    let blocks = blocksAtEstimates()
    var predicted: [CasePredictions.Case] = []
    for (index, group) in sample.enumerated() {
      let source = sources[index]
      let scorer: any CaseScorer =
        group.responses == nil
        ? FactorScorer(
          blocks[index], method, sampleMean: group.mean ?? [],
          indicators: latentIndicators(group: index))
        : try ResponseScorer(blocks[index], method, group)
      let places = names.map { own[index].firstIndex(of: $0) }
      for i in source.rowNumbers.indices {
        let row = source.values(of: i)
        if let (name, value) = scorer.unknownCategory(row) {
          throw LatentError(
            code: .scoresUnknownCategory,
            message: "The ordered variable \(name) has the value "
              + "\(DataColumn.label(of: value)) in row "
              + "\(source.rowNumbers[i]), which is none of the categories of "
              + "the fit.",
            remedy: "Leave the row out, or its value empty.")
        }
        let (found, errors) = values(scorer, row)
        predicted.append(
          CasePredictions.Case(
            rowNumber: source.rowNumbers[i], group: index + 1,
            values: places.map { $0.flatMap { found[$0] } },
            standardErrors: places.map { $0.flatMap { errors[$0] } }))
      }
    }
    predicted.sort { $0.rowNumber < $1.rowNumber }
    return CasePredictions(
      variables: names, groupLabels: table.groupLabels, cases: predicted,
      method: method, hasOrdered: table.hasOrdered)
  }
}

extension Sample {
  /// The categories of the ordered variables, in the order of the variables.
  fileprivate var categoryNames: [String] {
    guard let responses else { return [] }
    return zip(responses.names, responses.categories).flatMap { name, own in
      own.map { "\(name)=\(DataColumn.label(of: $0))" }
    }
  }
}
