internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification

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
    let names = table.roles.flatMap(\.latent).distinct
    guard !names.isEmpty else {
      throw LatentError(
        code: .scoresNoLatentVariables,
        message: "The model has no latent variables to score.",
        remedy: "Ask for predicted values of the observed variables.")
    }
    return try predictions(method, names, own: table.roles.map(\.latent)) {
      scorer, values in scorer.score(values)
    }
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
    let own = sample.map(\.variables)
    return try predictions(method, own.flatMap(\.self).distinct, own: own) {
      scorer, values in
      let predicted = scorer.predict(values)
      return (predicted, [Double?](repeating: nil, count: predicted.count))
    }
  }

  /// The latent indicators of each latent variable of a group.
  private func latentIndicators(group: Int) -> [[Int]] {
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
    _ method: FactorScoreMethod, _ names: [String], own: [[String]],
    _ values: (FactorScorer, [Double]) -> ([Double?], [Double?])
  ) throws(LatentError) -> CasePredictions {
    try requireConverged("factor scores")
    let blocks = blocksAtEstimates()
    var cases: [CasePredictions.Case] = []
    for (index, group) in sample.enumerated() {
      guard let source = CaseValues(group, less: table.auxiliary) else {
        throw LatentError(
          code: .scoresNoCases,
          message: "Factor scores need the cases, which the fit does not have.",
          remedy: "Fit a table of cases, with keepsCases set in the options.")
      }
      let scorer = FactorScorer(
        blocks[index], method, sampleMean: group.mean ?? [],
        indicators: latentIndicators(group: index))
      let places = names.map { own[index].firstIndex(of: $0) }
      for i in source.rowNumbers.indices {
        let row = source.values(of: i)
        let (found, errors) = values(scorer, row)
        cases.append(
          CasePredictions.Case(
            rowNumber: source.rowNumbers[i], group: index + 1,
            values: places.map { $0.flatMap { found[$0] } },
            standardErrors: places.map { $0.flatMap { errors[$0] } }))
      }
    }
    cases.sort { $0.rowNumber < $1.rowNumber }
    return CasePredictions(
      variables: names, groupLabels: table.groupLabels, cases: cases,
      method: method)
  }
}

/// The values of a group's cases, NaN where one is missing.
private struct CaseValues {
  /// The cases' rows in the table, from 1.
  let rowNumbers: [Int]
  private let cases: SampleCases

  /// The places of auxiliary variables: they inform the estimates, and take no
  /// part in the scores.
  private let ignored: [Int]

  init?(_ group: Sample, less auxiliary: [String]) {
    ignored = auxiliary.compactMap { group.variables.firstIndex(of: $0) }
    guard let cases = group.cases else { return nil }
    self.cases = cases
    rowNumbers = cases.rowNumbers
  }

  /// The values of a case, from 0.
  func values(of number: Int) -> [Double] {
    var values = cases.values.column(number)
    for place in ignored { values[place] = .nan }
    return values
  }
}
