package import ReportRendering

/// A subject of a publication: what is said of it, and its tables.
package struct PublishedPart: Sendable, Hashable {
  /// The heading.
  package var title: ReportText
  /// The paragraphs.
  package var paragraphs: [ReportText]
  /// The tables, captions in their titles.
  package var tables: [ReportTable]
  /// The kind of section that it becomes.
  package var kind: ReportSection.Kind
  /// The language.
  package var language: ReportLanguage

  init(
    _ title: ReportText, kind: ReportSection.Kind, language: ReportLanguage,
    paragraphs: [ReportText] = [], tables: [ReportTable] = []
  ) {
    self.title = title
    self.kind = kind
    self.language = language
    self.paragraphs = paragraphs.filter { !$0.isEmpty }
    self.tables = tables
  }

  /// The section of a report: the paragraphs, the first of which names the
  /// tables, then the tables with their numbers.
  ///
  /// - Parameter numbering: The numbers given so far.
  package func section(_ numbering: inout TableNumbering) -> ReportSection {
    let words = language.publication
    var numbered = tables
    for place in numbered.indices {
      numbered[place].number = numbering.next(words)
    }
    var texts = paragraphs
    let numbers = numbered.compactMap(\.number)
    if !numbers.isEmpty {
      let reference = words.reference(
        zip(numbers, numbered).map { ($0, $1.title) })
      texts = [words.paragraph([reference] + texts.prefix(1))]
        + texts.dropFirst()
    }
    return ReportSection(
      kind: kind, title: title,
      blocks: texts.map { .paragraph($0) } + numbered.map { .table($0) })
  }
}

/// The numbers of the tables of a text.
package struct TableNumbering: Sendable, Hashable {
  /// The chapter that numbers begin with; `nil` for none.
  package var chapter: Int?
  /// The number of the last table; 0 before the first.
  package var last: Int

  /// Makes the numbers of a text or a chapter.
  ///
  /// - Parameters:
  ///   - chapter: The chapter; `nil` for none.
  ///   - last: The number of the last table so far.
  package init(chapter: Int? = nil, last: Int = 0) {
    self.chapter = chapter
    self.last = last
  }

  /// The number of the next table.
  mutating func next(_ words: any PublicationLanguage) -> ReportTable.Number
  {
    last += 1
    return ReportTable.Number(
      word: words.tableWord, chapter: chapter, place: last)
  }
}
