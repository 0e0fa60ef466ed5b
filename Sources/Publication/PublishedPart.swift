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

  /// The section of a report: the paragraphs, then the tables, which have no
  /// numbers yet.
  package var section: ReportSection {
    ReportSection(
      kind: kind, title: title,
      blocks: paragraphs.map { .paragraph($0) } + tables.map { .table($0) })
  }
}

extension ReportSection {
  /// The section with numbers of its tables, which its first paragraph names.
  ///
  /// - Parameters:
  ///   - numbering: The numbers given so far.
  ///   - language: The language.
  /// - Returns: The section.
  package func numbered(
    by numbering: inout TableNumbering, in language: ReportLanguage
  ) -> ReportSection {
    let words = language.publication
    var section = self
    var numbers: [ReportTable.Number] = []
    for (place, block) in blocks.enumerated() {
      guard case .table(var table) = block else { continue }
      let number = numbering.next(words)
      numbers.append(number)
      table.number = number
      section.blocks[place] = .table(table)
    }
    guard !numbers.isEmpty else { return section }
    let reference = words.reference(numbers)
    if case .paragraph(let first)? = section.blocks.first {
      section.blocks[0] = .paragraph(words.paragraph([reference, first]))
    } else {
      section.blocks.insert(.paragraph(reference), at: 0)
    }
    return section
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
  mutating func next(_ words: any PublicationLanguage) -> ReportTable.Number {
    last += 1
    return ReportTable.Number(
      word: words.tableWord, chapter: chapter, place: last)
  }
}
