internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import SampleStatistics
internal import Specification
internal import TableReading

extension CaseSampler {
  /// The groups' incomplete cases with their saturated or pairwise moments.
  ///
  /// - Parameter dependence: The cases' sampling weights.
  /// - Returns: The groups, and what the owner of the data should know.
  /// - Throws: `DataError` for unusable data and weights, `FitError` for
  ///   pairwise moments that no cases can have.
  func incompleteSample(_ dependence: CaseDependence) throws
    -> ([FitSampleGroup], [FitWarning])
  {
    var groups: [IncompleteGroup] = []
    var warnings: [FitWarning] = []
    for (index, roles) in table.roles.enumerated() {
      let label = table.groupLabels[index]
      let data = try IncompleteData(
        self.data,
        selecting: SampleSelection(
          variables: roles.observed, groupVariable: group,
          groupLabels: group == nil ? nil : [label],
          centeredProducts: Set(roles.productIndicators),
          productCentering: options.productCentering),
        requiring: required(group: index))
      warnings += fitWarnings(data.warnings)
      groups.append(data.groups[0])
    }
    let weights = try dependence.normalizedWeights(
      groups.map {
        CaseDependence.WeightedCases(
          label: $0.label, variables: $0.patterns.variableNames,
          rowNumbers: $0.patterns.rowNumbers)
      })
    var sample: [FitSampleGroup] = []
    for (index, group) in groups.enumerated() {
      sample.append(
        options.missing == .pairwise
          ? try pairwise(group)
          : try fitSaturated(
            group, weights: weights?[index], warnings: &warnings))
    }
    var seen: Set<FitWarning> = []
    return (sample, warnings.filter { seen.insert($0).inserted })
  }

  /// The exogenous variables whose moments are fixed to the sample's.
  private func required(group: Int) -> Set<String> {
    guard options.missing == .fullInformation || options.missing == .pairwise
    else { return [] }
    let rows = table.rows.filter { $0.isExogenous && $0.group == group + 1 }
    return Set(rows.flatMap { [$0.lhs, $0.rhs] }).subtracting([""])
  }

  private func fitSaturated(
    _ group: IncompleteGroup, weights: [Double]?,
    warnings: inout [FitWarning]
  ) throws -> FitSampleGroup {
    let place = group.label.isEmpty ? "" : " of group \(group.label)"
    let diagnosis = CaseDiagnosis(
      group.patterns, weights: weights, group: group.label)
    try diagnosis.requireVariation()
    // The second stage would take what EM makes of an unknown covariance for
    // a moment of the sample.
    if options.missing.isTwoStage { _ = try momentsOfPairs(group) }
    let moments = SaturatedMoments.fit(
      PatternSample(group.patterns, weights: weights),
      team: options.estimation.team)
    try diagnosis.requireDefinite(
      moments.covariance.elements, isSingular: moments.isSingular)
    if !moments.isConverged {
      warnings.append(
        FitWarning(
          code: "saturated.not-converged",
          message: "The unrestricted moments\(place) did not converge in "
            + "\(moments.iterations) steps of EM; the last ones are used. "
            + "Chi-square and what derives from it are too small."))
    }
    var sample = sampleGroup(group, moments.covariance, moments.mean)
    sample.caseWeights = weights
    return sample
  }

  /// The moments of the available cases.
  ///
  /// - Throws: `FitError` if two variables are never observed together.
  private func momentsOfPairs(_ group: IncompleteGroup) throws(FitError)
    -> (covariance: Matrix, mean: [Double])
  {
    let names = group.patterns.variableNames
    let place = group.label.isEmpty ? "" : " of group \(group.label)"
    let moments = PatternSample(group.patterns).availableMoments(
      counts: [Double](repeating: 1, count: group.patterns.caseCount))
    for (j, second) in names.enumerated() {
      for (i, first) in names.enumerated().dropFirst(j)
      where !moments.covariance[i, j].isFinite {
        throw FitError(
          code: "\(options.missing == .pairwise ? "pairwise" : "two-stage")"
            + ".no-cases",
          message: "No two cases\(place) have values of both \(second) and "
            + "\(first): their covariance is not known.",
          remedy: "Use `missing: fiml`, or leave one of them out.")
      }
    }
    return moments
  }

  /// The moments of the available cases, covariances pair by pair, with the
  /// divisor n − 1 of the pair's cases, times (N − 1)/N where complete cases
  /// would have the divisor N.
  private func pairwise(_ group: IncompleteGroup) throws(FitError)
    -> FitSampleGroup
  {
    let n = group.patterns.caseCount
    let place = group.label.isEmpty ? "" : " of group \(group.label)"
    let (covariance, mean) = try momentsOfPairs(group)
    let isPositiveDefinite = covariance.choleskyInverse() != nil
    guard isPositiveDefinite || options.estimation.estimator == .uls else {
      throw FitError(
        code: "pairwise.not-positive-definite",
        message: "The pairwise covariances\(place) are not positive definite: "
          + "no sample of complete cases can have them.",
        remedy: "Use `missing: fiml`.")
    }
    let factor =
      options.estimation.usesUnbiasedMoments ? 1 : Double(n - 1) / Double(n)
    return sampleGroup(group, factor * covariance, mean)
  }

  private func sampleGroup(
    _ group: IncompleteGroup, _ covariance: Matrix, _ mean: [Double]
  ) -> FitSampleGroup {
    var sample = FitSampleGroup(
      label: group.label, observationCount: group.patterns.caseCount,
      readCount: group.readCount, variables: group.patterns.variableNames,
      covariance: covariance, mean: mean, patterns: group.patterns)
    sample.centeredProducts = group.centeredProducts
    return sample
  }
}
