public import GroupDifferences
package import Messages
public import ReportRendering

/// The means of groups and their differences.
public struct ReportedGroups: ReportedResult {
  /// The differences, by what the groups are of.
  public let comparisons: [GroupDifferences]
  /// Their origin.
  public var context: ReportContext
  /// What the data and the codebook do not agree in.
  let dataWarnings: [LatentWarning]

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - comparisons: The differences.
  ///   - context: Their origin.
  ///   - dataWarnings: Warnings of the data.
  package init(
    _ comparisons: [GroupDifferences], context: ReportContext,
    dataWarnings: [LatentWarning] = []
  ) {
    self.comparisons = comparisons
    self.context = context
    self.dataWarnings = dataWarnings
  }

  /// Tables of means, tests and pairs for each comparison.
  public var report: Report {
    let header = ReportSection.header(
      context.dataFacts
        + comparisons.map { own in
          ReportFact(
            "Groups of \(own.groups.name)",
            "\(count: own.groups.labels.count) (\(count: own.caseCount) cases)")
        })
    let sections = comparisons.flatMap { own in
      let sections = GroupSections(own)
      let means: [ReportSection?] =
        own.variables.isEmpty
        ? []
        : [
          sections.means, sections.analyses, sections.effects, sections.pairs,
          sections.pairEffects, sections.adjusted,
        ]
      return means + TabulationSections(own).all.map(Optional.some)
    }
    return Report(
      title: "Latent \(context.version) - groups",
      sections: ([header, ReportSection.warnings(allWarnings)] + sections)
        .compactMap(\.self))
  }
}

extension ReportedGroups: WarnedResult {
  package var allWarnings: [LatentWarning] {
    dataWarnings + comparisons.flatMap(\.warnings)
      + comparisons.flatMap { own in
        TabulationSections(own).warning.map { [$0] } ?? []
      }
  }
}
