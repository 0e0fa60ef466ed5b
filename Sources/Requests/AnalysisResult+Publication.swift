package import Publication
internal import ReportRendering
internal import Reporting

extension AnalysisResult {
  /// The result's parts of a publication: tables by a style's conventions, and
  /// sentences; none where readers of publications have no use for the result.
  ///
  /// - Parameter publication: The form and the names of variables.
  /// - Returns: The parts in the order of a text.
  package func published(by publication: Publication) -> [PublishedPart] {
    let parts: [PublishedPart] =
      switch content {
      case .fit(let fit):
        [
          publication.fit(fit, context: context),
          publication.measurement(fit, context: context, isAlone: false),
          publication.paths(fit, context: context, isAlone: false),
        ]
      case .effects(let selected, let fit):
        [publication.effects(selected, of: fit, context: context)]
      case .comparison(let comparison):
        [
          publication.comparison(
            ReportedComparison(comparison, context: context))
        ]
      case .invariance(let ladder):
        [publication.invariance(ReportedInvariance(ladder, context: context))]
      case .factors(let factors): [publication.factors(factors)]
      case .data(let data): [publication.sample(data)]
      case .items(let items): [publication.items(items)]
      case .groups(let groups): [publication.groups(groups)]
      case .validity(let validity): [publication.validity(validity)]
      case .bootstrap, .tests, .predictions, .correlations, .text: []
      }
    let known = parts.filter { !$0.tables.isEmpty }
    // What did not converge is said once.
    return known.isEmpty ? Array(parts.prefix(1)) : known
  }

  /// The report of a publication: its parts, what the numbers should be read
  /// with, and how they were made.
  ///
  /// - Parameter publication: The form and the names of variables.
  /// - Returns: The report; warnings are not translated yet.
  func publishedReport(by publication: Publication) -> Report {
    var report = publication.report("Results", published(by: publication))
    if let section = warned.flatMap({ ReportSection.warnings($0.allWarnings) })
    {
      report.sections.append(section)
    }
    return report
  }
}
