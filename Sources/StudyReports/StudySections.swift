package import Publication
package import ReportRendering
package import Requests
package import Studies

/// Makes the parts of documents that one step's result fills: tables and
/// sentences as readers of theses and journals expect them.
package struct StudySections: Sendable {
  /// The form and the names of variables.
  package let publication: Publication

  /// Makes sections in the language and with the labels of a study.
  ///
  /// - Parameter plan: The study's plan.
  package init(_ plan: StudyPlan) {
    let language = plan.study.language
    publication = Publication(
      style: PublicationStyle(language: language),
      names: PublishedNames(plan.data.names.codebook, language: language))
  }

  /// The sections of a step; tables have no numbers yet.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - result: Its result.
  /// - Returns: The sections: those of a publication, or of the result's own
  ///   report where a publication has none.
  @Sendable package func sections(
    of step: StudyStep, _ result: AnalysisResult
  ) -> [ReportSection] {
    let parts = result.published(by: publication)
    guard parts.isEmpty else { return parts.map(\.section) }
    return (result.reported?.report.sections ?? []).filter {
      !$0.blocks.isEmpty
    }
  }
}
