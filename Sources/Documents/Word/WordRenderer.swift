package import Messages
internal import Plots
package import ReportRendering

/// Renders a document as a file of Word (DOCX, ECMA-376): headings, tables and
/// captions that Word knows as such, in the styles of a template if there is
/// one.
package struct WordRenderer: Sendable {
  /// Makes a picture of dots of an SVG document, for programs that do not draw
  /// SVG: PNG at about 300 dots an inch; `nil` where nothing can.
  package var rasterize: (@Sendable (_ svg: String) -> [UInt8]?)?

  private let template: WordTemplate?

  /// Makes a renderer with usual styles.
  package init() { template = nil }

  /// Makes a renderer that takes styles, page setup, headers and footers of a
  /// document.
  ///
  /// - Parameters:
  ///   - template: The document's bytes.
  ///   - name: Its name, for errors.
  /// - Throws: `LatentError` for what is no document of Word.
  package init(template: [UInt8], named name: String) throws(LatentError) {
    self.template = try WordTemplate(template, name: name)
  }

  /// Renders a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  /// - Returns: The file's bytes, the same for the same report.
  package func render(_ report: Report, language: ReportLanguage) -> [UInt8] {
    render(Document(report, language: language))
  }

  func render(_ document: Document) -> [UInt8] {
    let pictures = document.figures.map { figure in
      WordPicture(figure, raster: rasterize?(figure.drawing.svg))
    }
    let body = WordBody(
      document, styles: template?.styles ?? WordStyleIDs(), pictures: pictures)
    let relationships = pictures.flatMap(\.relationships)
    var archive = DocumentArchive()
    if let template {
      archive = template.archive(
        body: body.content, relationships: relationships)
    } else {
      archive.put(WordParts.contentTypes, as: "[Content_Types].xml")
      archive.put(WordParts.rootRelationships, as: "_rels/.rels")
      archive.put(
        WordParts.declaration + WordBody.root + "<w:body>\(body.content)"
          + "\(WordParts.pageSetup)</w:body></w:document>\n",
        as: "word/document.xml")
      archive.put(
        WordParts.relationshipPart(
          WordParts.ownRelationships + relationships),
        as: "word/_rels/document.xml.rels")
      archive.put(WordParts.styles, as: "word/styles.xml")
      archive.put(WordParts.settings, as: "word/settings.xml")
      archive.put(
        WordParts.footer(document.runningNote), as: "word/footer1.xml")
      archive.put(
        WordParts.properties(
          title: document.title.plain, language: document.language),
        as: "docProps/core.xml")
    }
    for picture in pictures {
      for part in picture.parts { archive.put(part.bytes, as: part.name) }
    }
    return archive.bytes
  }
}
