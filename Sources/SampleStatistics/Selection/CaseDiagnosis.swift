internal import Messages
package import TableReading

/// Why cases with missing values or sampling weights may have no unrestricted
/// covariance matrix.
package struct CaseDiagnosis {
  private let variableNames: [String]
  private let cases: [Int]
  private let value: (_ number: Int, _ variable: Int) -> Double
  /// Where the cases are from, such as ` in group b`.
  private let place: String
  private let isWeighted: Bool

  /// Looks at incomplete cases.
  ///
  /// - Parameters:
  ///   - patterns: The cases.
  ///   - weights: Their sampling weights; `nil` for none.
  ///   - group: The group's label; empty for a single group.
  package init(
    _ patterns: MissingPatterns, weights: [Double]?, group: String
  ) {
    let p = patterns.variableNames.count
    self.init(
      patterns.variableNames, count: patterns.caseCount, weights: weights,
      group: group
    ) { patterns.values[$0 * p + $1] }
  }

  /// Looks at complete cases.
  ///
  /// - Parameters:
  ///   - rows: The cases.
  ///   - weights: Their sampling weights.
  ///   - group: The group's label; empty for a single group.
  package init(_ rows: CompleteRows, weights: [Double], group: String) {
    self.init(
      rows.variableNames, count: rows.count, weights: weights, group: group
    ) { rows[$0, $1] }
  }

  private init(
    _ names: [String], count: Int, weights: [Double]?, group: String,
    value: @escaping (_ number: Int, _ variable: Int) -> Double
  ) {
    variableNames = names
    cases = (0..<count).filter { (weights?[$0] ?? 1) > 0 }
    self.value = value
    isWeighted = weights != nil
    place =
      (group.isEmpty ? "" : " in group \(group)")
      + (isWeighted ? " among the cases with a sampling weight above 0" : "")
  }

  /// Refuses variables without variance among the cases that count.
  ///
  /// - Throws: `DataError` naming the variable.
  package func requireVariation() throws(DataError) {
    for (variable, name) in variableNames.enumerated() {
      let values = cases.lazy.map { value($0, variable) }.filter { !$0.isNaN }
      let first = values.first
      if let first, values.contains(where: { $0 != first }) { continue }
      throw DataError(
        first == nil ? .allMissing : .constantVariable,
        "The variable \(name) "
          + (first == nil ? "has no values" : "does not vary") + "\(place).",
        remedy: remedy("Leave it out of the model"))
    }
  }

  /// Refuses cases in which a variable is a linear combination of others
  /// wherever all of them are observed.
  ///
  /// Their likelihood has no bound: EM goes towards a singular matrix, near
  /// which it may stop.
  ///
  /// - Parameters:
  ///   - covariance: The covariances at which an estimation ended, p × p.
  ///   - isSingular: Whether it ended because they were singular.
  /// - Throws: `DataError` naming the variables, or the number of cases if
  ///   these are too few to tell.
  package func requireDefinite(_ covariance: [Double], isSingular: Bool)
    throws(DataError)
  {
    let moments = SampleMoments(
      checked: variableNames, observationCount: cases.count,
      covariance: covariance, mean: nil, divisor: .count)
    let suspects: [String]
    switch moments.definiteness(
      smallestResidual: 1e-6, smallestWeight: 1e-3)
    {
    case .positiveDefinite: suspects = []
    case .singular(let variable, let others): suspects = [variable] + others
    case .indefinite(let variable, _, let others):
      suspects = [variable] + others
    }
    if let error = error(of: suspects) { throw error }
    guard isSingular else { return }
    throw DataError(
      .collinearVariables,
      "The unrestricted covariance matrix becomes singular\(place)"
        + (suspects.isEmpty
          ? "."
          : ": see \(listing(suspects, limit: 8)), and how they are missing."),
      remedy: remedy("Leave a variable out, or use `missing: listwise`"))
  }

  /// What is wrong with variables that look dependent; `nil` if they are not.
  private func error(of suspects: [String]) -> DataError? {
    let chosen = variableNames.indices.filter {
      suspects.contains(variableNames[$0])
    }
    guard chosen.count > 1 else { return nil }
    let complete = cases.filter { number in
      chosen.allSatisfy { !value(number, $0).isNaN }
    }
    let names = chosen.map { variableNames[$0] }
    guard complete.count > chosen.count else {
      return DataError(
        .tooFewCases,
        "Only \(counted(complete.count, "case"))\(place) "
          + "\(complete.count == 1 ? "has" : "have") values of all of "
          + "\(listing(names, limit: 8)): too few to estimate their covariances "
          + "without restrictions.",
        remedy: remedy("Leave out variables that are mostly missing"))
    }
    let own = CompleteRows(
      variableNames: names,
      values: chosen.flatMap { variable in
        complete.map { value($0, variable) }
      },
      rowNumbers: complete.map { $0 + 1 }
    ).moments(divisor: .count)
    let variances = names.indices.map {
      own.covariance[$0 * names.count + $0]
    }
    guard variances.allSatisfy({ $0 > 0 }),
      case .singular(let variable, let others) = own.definiteness()
    else { return nil }
    return DataError(
      .collinearVariables,
      "\(variable) is a linear combination of \(listing(others, limit: 8))\(place)"
        + "\(complete.count < cases.count ? " where they are observed" : "").",
      remedy: remedy(
        "Leave out \(others.count == 1 ? "one" : "one of them")"))
  }

  private func remedy(_ text: String) -> String {
    text + (isWeighted ? ", or check the sampling weights." : ".")
  }
}
