internal import LinearAlgebra
internal import Messages
internal import TableReading

extension IncompleteGroup {
  private var place: String { label.isEmpty ? "" : " of group \(label)" }

  /// The group with its saturated or pairwise moments.
  ///
  /// - Parameters:
  ///   - team: The threads that work on a step of EM.
  ///   - warnings: Takes what the owner of the data should know.
  /// - Returns: The sample.
  /// - Throws: `LatentError` for cases that do not have such moments.
  func sample(team: WorkTeam, warnings: inout [LatentWarning])
    throws(LatentError) -> Sample
  {
    selection.source == .pairwise
      ? try pairwise() : try saturated(team: team, warnings: &warnings)
  }

  private func saturated(team: WorkTeam, warnings: inout [LatentWarning])
    throws(LatentError) -> Sample
  {
    let diagnosis = CaseDiagnosis(cases, group: label)
    try diagnosis.requireVariation()
    // The second stage would take what EM makes of an unknown covariance for
    // a moment of the sample.
    if selection.source == .firstStage { _ = try momentsOfPairs() }
    let moments = SaturatedMoments.fit(cases, team: team)
    try diagnosis.requireDefinite(
      moments.covariance, isSingular: moments.isSingular)
    if !moments.isConverged {
      warnings.append(
        LatentWarning(
          code: .saturatedNotConverged,
          message: "The unrestricted moments\(place) did not converge in "
            + "\(moments.iterations) steps of EM; the last ones are used. "
            + "Chi-square and what derives from it are too small."))
    }
    return sample(moments.covariance, moments.mean, .count)
  }

  /// The moments of the available cases.
  ///
  /// - Throws: `LatentError` if two variables are never observed together.
  private func momentsOfPairs() throws(LatentError)
    -> (covariance: Matrix, mean: [Double])
  {
    let names = cases.variableNames
    // Weights have no part in this.
    let moments = cases.availableMoments(
      counts: [Double](repeating: 1, count: cases.count))
    for (j, second) in names.enumerated() {
      for (i, first) in names.enumerated().dropFirst(j)
      where !moments.covariance[i, j].isFinite {
        throw LatentError.data(
          selection.source == .pairwise
            ? .pairWithoutCases : .firstStageWithoutCases,
          "No two cases\(place) have values of both \(second) and "
            + "\(first): their covariance is not known.",
          remedy: "Use `missing: fiml`, or leave one of them out.")
      }
    }
    return moments
  }

  /// The moments of the available cases, covariances pair by pair, with the
  /// divisor n − 1 of the pair's cases, times (N − 1)/N where complete cases
  /// would have the divisor N.
  private func pairwise() throws(LatentError) -> Sample {
    let n = cases.count
    if selection.isForFirstStage {
      // What the first stage keeps of them are moments of exogenous variables,
      // which every case has.
      let own = cases.availableMoments(
        counts: cases.weights ?? [Double](repeating: 1, count: n))
      return sample(own.covariance, own.mean, selection.divisor)
    }
    let (covariance, mean) = try momentsOfPairs()
    let isPositiveDefinite = covariance.choleskyInverse() != nil
    guard isPositiveDefinite || !selection.needsInverse else {
      throw LatentError.data(
        .pairsNotPositiveDefinite,
        "The pairwise covariances\(place) are not positive definite: "
          + "no sample of complete cases can have them.",
        remedy: "Use `missing: fiml`.")
    }
    let factor =
      selection.divisor == .countMinusOne ? 1 : Double(n - 1) / Double(n)
    return sample(factor * covariance, mean, selection.divisor)
  }

  private func sample(
    _ covariance: Matrix, _ mean: [Double], _ divisor: MomentDivisor
  ) -> Sample {
    var sample = Sample(
      label: label, readCount: readCount,
      moments: SampleMoments(
        checked: cases.variableNames, observationCount: cases.count,
        covariance: covariance, mean: mean, divisor: divisor),
      source: selection.source, cases: cases)
    sample.emptyCount = emptyCount
    return sample
  }
}
