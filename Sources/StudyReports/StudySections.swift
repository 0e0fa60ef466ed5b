internal import Codebooks
package import Publication
package import ReportRendering
package import Requests
package import Studies
internal import TableReading

/// Makes the parts of documents that one step's result fills: tables and
/// sentences as readers of theses and journals expect them.
package struct StudySections: Sendable {
  /// The form and the names of variables.
  package let publication: Publication
  /// The figures.
  let diagrams: StudyDiagrams
  private let variables: [VariableDescription]

  /// Makes sections in the language and with the labels of a study.
  ///
  /// - Parameter plan: The study's plan.
  package init(_ plan: StudyPlan) {
    let language = plan.study.language
    let names = plan.data.names
    var published = PublishedNames(names.codebook, language: language)
    // Items of scales keep their codes; other variables, such as those that make
    // groups, have labels.
    let items = Set(
      names.codebook.constructs.flatMap { names.items(of: $0.name) })
    let others =
      names.codebook.items.map(\.name) + plan.data.table.variables.map(\.name)
    for name in others where !items.contains(name) {
      published.labels[name] = names.label(name, in: language.rawValue)
    }
    variables = plan.data.table.variables
    publication = Publication(
      style: PublicationStyle(language: language), names: published)
    diagrams = StudyDiagrams(
      words: StudyWords(language: language), names: publication.names)
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
    var publication = publication
    if step.kind == .invariance,
      let variable = variables.first(where: { $0.name == step.subject })
    {
      for own in variable.valueLabels {
        publication.names.groups[Self.text(of: own.value)] = own.text
      }
    }
    let parts = result.published(by: publication)
    var sections =
      parts.isEmpty
      ? (result.reported?.report.sections ?? []).filter { !$0.blocks.isEmpty }
      : parts.map(\.section)
    if let figure = figure(of: step, result), !sections.isEmpty {
      sections[sections.count - 1].blocks.append(.figure(figure))
    }
    return sections
  }

  private func figure(
    of step: StudyStep, _ result: AnalysisResult
  ) -> ReportFigure? {
    guard case .fit(let fit) = result.content else { return nil }
    return switch step.kind {
    case .measurement: diagrams.measurement(fit)
    case .structure: diagrams.structure(fit)
    default: nil
    }
  }

  /// A value as groups are named by it.
  private static func text(of value: VariableDescription.Value) -> String {
    switch value {
    case .number(let number):
      Int(exactly: number).map(String.init) ?? "\(number)"
    case .text(let text): text
    case .tagged(let tag): ".\(tag)"
    }
  }
}
