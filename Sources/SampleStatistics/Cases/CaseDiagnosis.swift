package import LinearAlgebra
package import Messages
internal import TableReading

/// Tells why cases with missing values or sampling weights have no unrestricted
/// covariance matrix.
package struct CaseDiagnosis {
  private let source: SampleCases
  private let cases: [Int]
  /// The origin of the cases, such as ` in group b`.
  private let place: String
  private let isWeighted: Bool

  /// Looks at cases.
  ///
  /// - Parameters:
  ///   - source: The cases.
  ///   - group: The group's label; empty for a single group.
  package init(_ source: SampleCases, group: String) {
    self.source = source
    let weights = source.weights
    cases = (0..<source.count).filter { (weights?[$0] ?? 1) > 0 }
    isWeighted = weights != nil
    place =
      (group.isEmpty ? "" : " in group \(group)")
      + (isWeighted ? " among the cases with a sampling weight above 0" : "")
  }

  /// Refuses variables without variance among the cases that count.
  ///
  /// - Throws: `LatentError` naming the variable.
  package func requireVariation() throws(LatentError) {
    for (variable, name) in source.variableNames.enumerated() {
      let values = cases.lazy.map { source[$0, variable] }.filter { !$0.isNaN }
      let first = values.first
      if let first, values.contains(where: { $0 != first }) { continue }
      throw LatentError.data(
        first == nil ? .allMissing : .constantVariable,
        "The variable \(name) "
          + (first == nil ? "has no values" : "does not vary") + "\(place).",
        remedy: remedy("Leave it out of the model"))
    }
  }

  /// Refuses cases in which a variable is a linear combination of others in all
  /// rows that have them.
  ///
  /// Their likelihood has no bound: EM goes towards a singular matrix, near
  /// which it may stop.
  ///
  /// - Parameters:
  ///   - covariance: The covariances at which an estimation ended, p × p.
  ///   - isSingular: Whether it ended because they were singular.
  /// - Throws: `LatentError` naming the variables, or the number of cases if
  ///   these are too few to tell.
  package func requireDefinite(_ covariance: Matrix, isSingular: Bool)
    throws(LatentError)
  {
    let moments = SampleMoments(
      checked: source.variableNames, observationCount: cases.count,
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
    throw LatentError.data(
      .collinearVariables,
      "The unrestricted covariance matrix becomes singular\(place)"
        + (suspects.isEmpty
          ? "."
          : ": see \(listing(suspects, limit: 8)), and how they are missing."),
      remedy: remedy("Leave a variable out, or use `missing: listwise`"))
  }

  /// The error about variables that look dependent; `nil` if they are not.
  private func error(of suspects: [String]) -> LatentError? {
    let all = source.variableNames
    let chosen = all.indices.filter { suspects.contains(all[$0]) }
    guard chosen.count > 1 else { return nil }
    let complete = cases.filter { number in
      chosen.allSatisfy { !source[number, $0].isNaN }
    }
    let names = chosen.map { all[$0] }
    guard complete.count > chosen.count else {
      return LatentError.data(
        .tooFewCases,
        "Only \(counted(complete.count, "case"))\(place) "
          + "\(complete.count == 1 ? "has" : "have") values of all of "
          + "\(listing(names, limit: 8)): too few to estimate their covariances "
          + "without restrictions.",
        remedy: remedy("Leave out variables that are mostly missing"))
    }
    let own = SampleCases(
      complete: names,
      values: source.values.submatrix(rows: chosen, columns: complete)
    ).moments(divisor: .count)
    guard own.covariance.diagonal.allSatisfy({ $0 > 0 }),
      case .singular(let variable, let others) = own.definiteness()
    else { return nil }
    return LatentError.data(
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
