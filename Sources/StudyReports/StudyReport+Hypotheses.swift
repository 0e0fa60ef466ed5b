internal import Publication
package import ReportRendering
internal import Studies

/// The tables of hypotheses and of robustness checks.
extension StudyReport {
  /// The hypotheses with their verdicts, their paths with numbers and sentences,
  /// and the coefficients of robustness checks.
  var hypotheses: [ReportSection] {
    let verdicts = results.verdicts
    guard !verdicts.isEmpty else { return [] }
    var sections = [verdictTable(verdicts)]
    let findings = verdicts.flatMap { verdict in
      verdict.paths.map { HypothesisFinding(verdict.hypothesis, $0.finding) }
    }
    if !findings.isEmpty {
      sections.append(publication.hypotheses(findings).section)
    }
    return sections + [checks(verdicts)].compactMap(\.self)
  }

  private func verdictTable(_ verdicts: [HypothesisVerdict]) -> ReportSection {
    let rows = verdicts.map { verdict in
      ReportTable.Row.cells([
        .verbatim(verdict.hypothesis.name.text),
        .text(statement(verdict.hypothesis)),
        .text(verdict.outcome.map(words.outcome) ?? words.unknown),
      ])
    }
    let table = ReportTable(
      title: words.hypotheses,
      columns: [
        .names(words.hypothesis), .words(words.statement),
        .words(words.verdict),
      ], rows: rows)
    let framework = diagrams.framework(study.hypotheses) {
      results.plan.data.names.find($0)?.name
    }
    return ReportSection(
      kind: .tests, title: words.hypotheses,
      blocks: [framework.map { .figure($0) }, .table(table)].compactMap(\.self))
  }

  /// A hypothesis by the labels of its variables, with the sign that it expects.
  private func statement(_ hypothesis: StudyHypothesis) -> ReportText {
    func title(_ own: PlacedText) -> String {
      publication.names.title(
        results.plan.data.names.find(own.text)?.name ?? own.text)
    }
    let path = ReportText.verbatim(
      hypothesis.stages.map { stage in
        stage.map(title).joined(separator: words.listingGap.plain)
      }.joined(separator: " → "))
    let text =
      hypothesis.moderator.map { words.moderation(.verbatim(title($0)), path) }
      ?? path
    return text + words.sign(hypothesis.direction)
  }

  /// The coefficients of robustness checks, a column a check.
  private func checks(_ verdicts: [HypothesisVerdict]) -> ReportSection? {
    let paths = verdicts.flatMap { verdict in
      verdict.paths.filter { !$0.checks.isEmpty }.map { (verdict, $0) }
    }
    guard let names = paths.first?.1.checks.map(\.name) else { return nil }
    let style = publication.style
    func cell(_ value: Double) -> ReportCell {
      ReportCell(ReportText(.number(style.number(value, .estimate))))
    }
    let rows = paths.map { verdict, path in
      ReportTable.Row.cells(
        [
          .text(
            "\(verdict.hypothesis.name.text): \(name(path.finding.question))"),
          cell(path.finding.estimate),
        ] + path.checks.map { cell($0.finding.estimate) })
    }
    var notes = paths.compactMap { verdict, path -> ReportText? in
      let others = path.checks.filter { $0.outcome != path.outcome }
      guard !others.isEmpty else { return nil }
      return words.otherwise(
        verdict.hypothesis.name.text, name(path.finding.question),
        others.map { other -> ReportText in
          "\(other.name) (\(words.outcome(other.outcome)))"
        }.joined(separator: words.listingGap))
    }
    if notes.isEmpty { notes = [words.sameOutcomes] }
    if paths.contains(where: { $0.1.finding.question.path.count > 2 }) {
      notes.append(words.checksNote)
    }
    let table = ReportTable(
      title: words.checks,
      columns: [.names(words.path), .numbers(words.main, .estimate)]
        + names.map { .numbers(.verbatim($0), .estimate) }, rows: rows,
      notes: .init(general: notes))
    return ReportSection(kind: .tests, title: words.checks, table: table)
  }

  private func name(_ question: PathQuestion) -> ReportText {
    let names = publication.names
    let path = question.path.map { ReportText.verbatim(names.title($0)) }
      .joined(separator: " → ")
    guard let moderator = question.moderator else { return path }
    return words.moderation(.verbatim(names.title(moderator)), path)
  }

  /// The hypotheses, a record for each path.
  package var records: RecordTable {
    RecordTable(
      results.verdicts.flatMap { verdict in
        verdict.paths.map { path in
          let finding = path.finding
          let own: [(String, JSONValue)] = [
            ("hypothesis", .string(verdict.hypothesis.name.text)),
            ("path", .string(finding.question.path.joined(separator: " -> "))),
            (
              "moderator",
              finding.question.moderator.map { .string($0) } ?? .null
            ), ("est", .number(finding.estimate)),
            ("se", .optional(finding.standardError)),
            ("z", .optional(finding.z)), ("pvalue", .optional(finding.pValue)),
            ("ci_lower", .optional(finding.lower)),
            ("ci_upper", .optional(finding.upper)),
            ("std_all", .optional(finding.standardized)),
            ("outcome", .string(path.outcome.rawValue)),
          ]
          return own
        }
      })
  }
}

extension HypothesisFinding {
  /// A path of a hypothesis as a publication shows it.
  fileprivate init(_ hypothesis: StudyHypothesis, _ finding: PathFinding) {
    var path = finding.question.path
    if let moderator = finding.question.moderator {
      path[0] += ":" + moderator
    }
    let sign: PublishedHypothesis.Sign =
      switch hypothesis.direction {
      case .positive?: .positive
      case .negative?: .negative
      case nil: .either
      }
    var numbers = Numbers()
    numbers.estimate = finding.estimate
    numbers.standardError = finding.standardError
    (numbers.z, numbers.pValue) = (finding.z, finding.pValue)
    numbers.standardized = finding.standardized
    if finding.pValue == nil {
      (numbers.lower, numbers.upper) = (finding.lower, finding.upper)
    }
    self.init(
      PublishedHypothesis(hypothesis.name.text, path: path, sign: sign),
      numbers, level: finding.level, significance: 1 - finding.level)
  }
}
