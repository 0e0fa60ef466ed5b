internal import Estimation
internal import Inference
internal import LinearAlgebra
internal import SampleData
internal import Specification

extension CaseSampler {
  /// The groups' incomplete cases with their saturated moments.
  func incompleteSample() throws -> ([FitSampleGroup], [FitWarning]) {
    var sample: [FitSampleGroup] = []
    var warnings: [FitWarning] = []
    for (index, roles) in table.roles.enumerated() {
      let label = table.groupLabels[index]
      let data = try IncompleteData(
        self.data,
        selecting: SampleSelection(
          variables: roles.observed, groupVariable: group,
          groupLabels: group == nil ? nil : [label]),
        requiring: required(group: index))
      warnings += fitWarnings(data.warnings)
      sample.append(try fitSaturated(data.groups[0], warnings: &warnings))
    }
    var seen: Set<FitWarning> = []
    return (sample, warnings.filter { seen.insert($0).inserted })
  }

  /// The exogenous variables whose moments are fixed to the sample's.
  private func required(group: Int) -> Set<String> {
    guard options.missing != .fullInformationExogenous else { return [] }
    let rows = table.rows.filter { $0.isExogenous && $0.group == group + 1 }
    return Set(rows.flatMap { [$0.lhs, $0.rhs] }).subtracting([""])
  }

  private func fitSaturated(
    _ group: IncompleteGroup, warnings: inout [FitWarning]
  ) throws -> FitSampleGroup {
    let place = group.label.isEmpty ? "" : " of group \(group.label)"
    guard
      let moments = SaturatedModel.fit(PatternSample(group.patterns))
    else {
      throw FitError(
        code: "saturated.singular",
        message: "The unrestricted covariance matrix\(place) becomes singular: "
          + "a variable is a linear combination of others where they are "
          + "observed.",
        remedy: "Leave such a variable out, or use --missing listwise.")
    }
    if !moments.isConverged {
      warnings.append(
        FitWarning(
          code: "saturated.not-converged",
          message: "The unrestricted moments\(place) did not converge in "
            + "\(moments.iterations) steps of EM; the last ones are used. "
            + "Chi-square and what derives from it are too small."))
    }
    return FitSampleGroup(
      label: group.label, observationCount: group.patterns.caseCount,
      readCount: group.readCount, variables: group.patterns.variableNames,
      covariance: moments.covariance, mean: moments.mean,
      patterns: group.patterns)
  }
}
