internal import Messages
internal import Publication
package import ReportRendering
internal import Requests
package import Studies

/// A study's results as one report: hypotheses, the steps, and how it was made.
package struct StudyReport: ReportedResult {
  /// The results.
  package let results: StudyResults
  /// The command that made them.
  package let command: String

  /// Makes the report of results.
  package init(_ results: StudyResults, command: String) {
    self.results = results
    self.command = command
  }

  var study: Study { results.plan.study }
  var words: StudyWords { StudyWords(language: study.language) }
  var publication: Publication { StudySections(results.plan).publication }
  var diagrams: StudyDiagrams { StudySections(results.plan).diagrams }

  /// The document of the results.
  package var document: JSONValue { results.document }

  /// All sections, their tables numbered.
  package var report: Report {
    var sections = opening + hypotheses
    for (step, record) in results.done {
      sections.append(
        ReportSection(kind: .group, title: title(of: step), blocks: []))
      sections += record.sections.map { section in
        var section = section
        section.belongsToGroup = true
        return section
      }
    }
    sections.append(provenance)
    return numbered(sections)
  }

  private func title(of step: StudyStep) -> ReportText {
    words.title(of: step) {
      results.plan.data.names.label($0, in: study.language.rawValue)
    }
  }

  /// The opening and the hypotheses.
  package var summary: Report { numbered(opening + hypotheses) }

  private func numbered(_ sections: [ReportSection]) -> Report {
    var numbering = TableNumbering()
    var figures = 0
    var report = Report(
      title: study.title.isEmpty ? words.study : .verbatim(study.title),
      sections: sections.map { section in
        var section = section.numbered(by: &numbering, in: study.language)
        section.blocks = section.blocks.flatMap { block -> [ReportBlock] in
          guard case .figure(let figure) = block else { return [block] }
          figures += 1
          return [
            .paragraph(words.reference(to: figures, figure.title.plain)), block,
          ]
        }
        return section
      })
    report.runningNote = study.note
    return report
  }

  private var opening: [ReportSection] {
    var blocks: [ReportBlock] = []
    if !study.authors.isEmpty {
      let gap = study.language == .chinese ? "，" : ", "
      blocks.append(
        .paragraph(.verbatim(study.authors.joined(separator: gap))))
    }
    if !study.note.isEmpty { blocks.append(.paragraph(.verbatim(study.note))) }
    if let failure = results.failure {
      blocks.append(
        .paragraph(
          words.partial(
            title(of: failure.step),
            ReportText(
              .message(
                failure.error.message, code: failure.error.code.rawValue)))))
    }
    return blocks.isEmpty
      ? [] : [ReportSection(kind: .header, title: "", blocks: blocks)]
  }

  private var provenance: ReportSection {
    let data = results.plan.data
    var facts = [
      ReportFact(words.command, .verbatim(command)),
      ReportFact(words.versions, .verbatim(results.engine)),
      ReportFact(words.data, "\(data.file.name) (\(data.file.hash))"),
    ]
    if let codebook = data.codebookPath {
      facts.append(
        ReportFact(words.codebook, "\(codebook) (\(data.codebookHash))"))
    }
    for step in results.done.map(\.step) where step.replicates > 0 {
      facts.append(
        ReportFact(title(of: step), words.draws(step.replicates, step.seed)))
    }
    if !study.note.isEmpty {
      facts.append(ReportFact(words.note, .verbatim(study.note)))
    }
    return ReportSection(
      kind: .notes, title: words.provenance, blocks: [.facts(facts)])
  }
}
