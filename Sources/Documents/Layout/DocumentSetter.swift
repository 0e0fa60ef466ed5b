package import ReportRendering

extension Document {
  /// Sets a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  ///   - hasMinusSigns: Whether negative numbers get a true minus sign.
  package init(
    _ report: Report, language: ReportLanguage, hasMinusSigns: Bool = true
  ) {
    var setter = DocumentSetter(
      language: language,
      typography: Typography(hasMinusSigns: hasMinusSigns))
    for section in report.sections { setter.add(section) }
    self.init(
      language: language, title: setter.typography.runs(report.title),
      blocks: setter.blocks, runningNote: report.runningNote)
  }
}

/// Numbers tables and figures, and puts the sections of groups below them.
private struct DocumentSetter {
  let language: ReportLanguage
  let typography: Typography
  var blocks: [DocumentBlock] = []

  private var headingCount = 0
  private var tableCount = 0
  private var figureCount = 0
  /// The group that sections belong to, if a group's have begun.
  private var group: ReportText?

  init(language: ReportLanguage, typography: Typography) {
    self.language = language
    self.typography = typography
  }

  mutating func add(_ section: ReportSection) {
    switch section.kind {
    case .group: group = section.title
    case .parameters, .rSquared, .effects: break
    default: if !section.belongsToGroup { group = nil }
    }
    if !section.title.isEmpty {
      headingCount += 1
      let isBelow = group != nil && section.kind != .group
      blocks.append(
        .heading(
          DocumentHeading(
            number: headingCount, level: isBelow ? 2 : 1,
            runs: typography.runs(section.title))))
    }
    for block in section.blocks { add(block, of: section) }
  }

  private mutating func add(_ block: ReportBlock, of section: ReportSection) {
    switch block {
    case .facts(let facts):
      blocks.append(
        .facts(
          facts.map {
            DocumentFact(
              name: typography.runs($0.name), value: typography.runs($0.value))
          }))
    case .paragraph(let text):
      blocks.append(.paragraph(typography.runs(text)))
    case .table(let table):
      guard !table.columns.isEmpty else { return }
      tableCount += 1
      var caption = DocumentCaption(
        word: language.tableWord, number: tableCount,
        title: title(of: table, in: section))
      if let number = table.number {
        caption.word = number.word
        caption.prefix = number.chapter.map { "\($0)-" } ?? ""
        caption.shownNumber = number.place
      }
      blocks.append(
        .table(
          DocumentTable(
            table, caption: caption, language: language,
            typography: typography)))
    case .figure(let figure):
      figureCount += 1
      blocks.append(
        .figure(
          DocumentFigure(
            caption: DocumentCaption(
              word: language.figureWord, number: figureCount,
              title: typography.runs(figure.title)),
            drawing: figure.drawing, notes: figure.notes.map(typography.runs)))
      )
    }
  }

  /// The table's own title, or that of its section; then the group.
  private func title(
    of table: ReportTable, in section: ReportSection
  ) -> [DocumentRun] {
    let title = typography.runs(
      table.title.isEmpty ? section.title : table.title)
    let group =
      table.group.map { [DocumentRun($0)] }
      ?? (section.kind == .group ? nil : group).map(typography.runs)
    guard let group else { return title }
    if title.isEmpty { return group }
    return language == .chinese
      ? title + [DocumentRun("（")] + group + [DocumentRun("）")]
      : title + [DocumentRun(" \u{2013} ")] + group
  }
}
