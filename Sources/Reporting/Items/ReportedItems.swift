public import ItemAnalysis
package import Messages
public import ReportRendering

/// Items and scales of a questionnaire in figures.
public struct ReportedItems: ReportedResult {
  /// The figures on the diagonal of the scales' correlations.
  public enum Diagonal: String, Sendable, Hashable, CaseIterable {
    /// Cronbach's α.
    case alpha
    /// The square root of the average variance extracted (Fornell & Larcker,
    /// 1981).
    case ave
  }

  /// The figures.
  public let analysis: ItemAnalysis
  /// Their origin.
  public var context: ReportContext
  /// The diagonal of the scales' correlations.
  public var diagonal: Diagonal
  /// The level of intervals.
  let level: Double
  /// The parcels of scales that have some, by the scales' names.
  let parcels: [(scale: String, parcels: Parcels)]
  /// Disagreements of the data and the codebook.
  let dataWarnings: [LatentWarning]

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - analysis: The figures.
  ///   - context: Their origin.
  ///   - diagonal: What stands on the diagonal of correlations.
  ///   - level: The level of the analysis's intervals.
  ///   - parcels: The parcels of scales.
  ///   - dataWarnings: Warnings of the data.
  package init(
    _ analysis: ItemAnalysis, context: ReportContext,
    diagonal: Diagonal = .alpha, level: Double = 0.95,
    parcels: [(scale: String, parcels: Parcels)] = [],
    dataWarnings: [LatentWarning] = []
  ) {
    self.analysis = analysis
    self.context = context
    self.diagonal = diagonal
    self.level = level
    self.parcels = parcels
    self.dataWarnings = dataWarnings
  }

  /// Tables of items, answers, scales, their items and their correlations.
  public var report: Report {
    let sections = ItemSections(self)
    let all =
      [header, ReportSection.warnings(allWarnings), sections.items]
      + [sections.answers, sections.reliability, sections.coefficients]
      + [sections.hierarchical, sections.ordered]
      + analysis.scales.map { sections.itemTotals(of: $0) }
      + [sections.correlations, sections.normality, sections.parcels]
    return Report(
      title: "Latent \(context.version) - items",
      sections: all.compactMap(\.self))
  }

  private var header: ReportSection {
    .header(
      context.dataFacts + [
        ReportFact("Cases", "\(count: analysis.caseCount)"),
        ReportFact("Items", "\(count: analysis.items.count)"),
        ReportFact("Scales", "\(count: analysis.scales.count)"),
      ])
  }
}

extension ReportedItems: WarnedResult {
  package var allWarnings: [LatentWarning] { dataWarnings + analysis.warnings }
}
