internal import ReportRendering

/// The contents of a Word document, without its page setup.
struct WordBody {
  /// The opening tag of the main part.
  static let root =
    "<w:document"
    + WordParts.namespaces.map { " xmlns:\($0.prefix)=\"\($0.name)\"" }
    .joined() + ">"

  private let document: Document
  private let styles: WordStyleIDs
  private let pictures: [WordPicture]

  init(_ document: Document, styles: WordStyleIDs, pictures: [WordPicture]) {
    self.document = document
    self.styles = styles
    self.pictures = pictures
  }

  /// The paragraphs and tables.
  var content: String {
    WordText.paragraph(WordText.runs(document.title), style: styles[.title])
      + contents + document.blocks.map(render).joined()
  }

  /// A field with the list of headings, whose page numbers Word puts in when it
  /// updates the field.
  private var contents: String {
    let headings = document.headings
    guard headings.count > 1 else { return "" }
    let opening =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>"
      + "<w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z \\u "
      + "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    let ending = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    let lines = headings.enumerated().map { index, heading in
      WordText.paragraph(
        (index == 0 ? opening : "")
          + "<w:hyperlink w:anchor=\"\(Self.mark(heading))\" w:history=\"1\">"
          + WordText.runs(heading.runs) + "</w:hyperlink>"
          + (index == headings.count - 1 ? ending : ""),
        style: styles[heading.level > 1 ? .contents2 : .contents1])
    }
    return WordText.paragraph(
      WordText.run(document.language.contentsWord),
      style: styles[.contentsHeading]) + lines.joined() + gap
  }

  private static func mark(_ heading: DocumentHeading) -> String {
    "_Toc\(100000 + heading.number)"
  }

  private func render(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(let heading):
      return WordText.paragraph(
        WordText.bookmark(
          Self.mark(heading), heading.number, WordText.runs(heading.runs)),
        style: styles[heading.level > 1 ? .heading2 : .heading1])
    case .facts(let facts): return facts.map(render).joined()
    case .paragraph(let runs):
      return WordText.paragraph(WordText.runs(runs), style: styles[.normal])
    case .table(let table):
      return caption(table.caption, bookmark: "Table\(table.caption.number)")
        + WordTable(table, style: styles[.tableText]).element
        + notes(table.notes) + gap
    case .figure(let figure):
      let caption = caption(
        figure.caption, bookmark: "Figure\(figure.caption.number)",
        keepsNext: !isChinese || !figure.notes.isEmpty)
      let picture = WordText.paragraph(
        pictures[figure.caption.number - 1].element, style: styles[.normal],
        properties: (isChinese || !figure.notes.isEmpty ? "<w:keepNext/>" : "")
          + "<w:jc w:val=\"center\"/>")
      // Chinese theses have the captions of figures below them.
      return (isChinese ? picture + caption : caption + picture)
        + notes(figure.notes)
    }
  }

  private var isChinese: Bool { document.language == .chinese }

  /// A fact in a line: its name, then its text from a common stop on.
  private func render(_ fact: DocumentFact) -> String {
    WordText.paragraph(
      WordText.runs(fact.name, adding: .bold) + "<w:r><w:tab/></w:r>"
        + WordText.runs(fact.value), style: styles[.normal],
      properties: "<w:tabs><w:tab w:val=\"left\" w:pos=\"2400\"/></w:tabs>"
        + "<w:spacing w:after=\"20\"/>"
        + "<w:ind w:left=\"2400\" w:hanging=\"2400\"/>")
  }

  /// The caption, whose number is a field.
  private func caption(
    _ caption: DocumentCaption, bookmark: String, keepsNext: Bool = true
  ) -> String {
    let number = WordText.field(
      "SEQ \(caption.word) \\* ARABIC", "\(caption.shownNumber)",
      isBold: true)
    // Ranges of bookmarks must not overlap those of headings.
    let label = WordText.bookmark(
      bookmark, 10000 * (bookmark.hasPrefix("T") ? 1 : 2) + caption.number,
      WordText.run("\(caption.word) \(caption.prefix)", .bold) + number)
    let isLine = document.language.hasCaptionsInOneLine
    var title = ""
    if !caption.title.isEmpty {
      title =
        isLine
        ? WordText.run("  ") + WordText.runs(caption.title, adding: .bold)
        : "<w:r><w:br/></w:r>"
          + WordText.runs(caption.title, adding: .italic)
    }
    return WordText.paragraph(
      label + title, style: styles[.caption],
      properties: (keepsNext ? "<w:keepNext/>" : "")
        + (isLine ? "<w:jc w:val=\"center\"/>" : ""))
  }

  /// Notes, which stay on one page.
  private func notes(_ notes: [[DocumentRun]]) -> String {
    notes.enumerated().map { index, note in
      WordText.paragraph(
        WordText.runs(note), style: styles[.note],
        properties: (index < notes.count - 1 ? "<w:keepNext/>" : "")
          + "<w:keepLines/>")
    }.joined()
  }

  /// What keeps a table from the next one.
  private var gap: String {
    WordText.paragraph(
      "", style: styles[.note], properties: "<w:spacing w:after=\"120\"/>")
  }
}
