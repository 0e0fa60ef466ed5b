internal import Documents
package import Messages
package import ReportRendering
internal import Reporting
package import RequestSettings

/// Writes results as they are asked for: in a language, in the styles of a
/// template.
package struct DocumentWriter: Sendable {
  /// The language of reports.
  package var language = ReportLanguage.english
  /// Whether LaTeX is a whole document.
  package var isWhole = false
  /// Makes a picture of dots of an SVG document, for Word documents; `nil` where
  /// nothing can.
  package var rasterize: (@Sendable (_ svg: String) -> [UInt8]?)?

  /// The folder beside a text of Markdown in which its pictures stand; `nil`
  /// where they stand in words.
  package var pictureFolder: String?

  private var word: WordRenderer?

  /// A writer in English, with the usual styles.
  package init() {}

  /// Takes the styles of Word documents from a template.
  ///
  /// - Parameters:
  ///   - template: The template's bytes.
  ///   - name: Its name, for errors.
  /// - Throws: `LatentError` for what is no document of Word.
  package mutating func takeStyles(
    of template: [UInt8], named name: String
  ) throws(LatentError) {
    word = try WordRenderer(template: template, named: name)
  }

  /// A result as the bytes of a file.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - shown: Its report; the result's own if `nil`.
  ///   - figure: A picture that belongs to it.
  ///   - format: The format.
  /// - Returns: The bytes.
  package func data(
    of result: some ReportedResult, shownAs shown: Report? = nil,
    figure: ReportFigure?, as format: OutputFormat
  ) -> [UInt8] {
    var report = shown ?? result.report
    // The text and the records have no pictures.
    if let figure, format.isDocument { report.append(figure) }
    if let catalogue = language.catalogue {
      report = report.translated(by: catalogue)
    }
    switch format {
    case .text: return bytes(TextRenderer().render(report))
    case .json: return bytes(JSONRenderer().render(result))
    case .csv: return bytes(CSVRenderer().render(result))
    case .markdown:
      return bytes(
        MarkdownRenderer(pictures: pictureFolder).render(
          report, language: language))
    case .html:
      return bytes(HTMLRenderer().render(report, language: language))
    case .latex:
      return bytes(
        LaTeXRenderer(isWhole: isWhole).render(report, language: language))
    case .tables:
      return bytes(TablesRenderer().render(report, language: language))
    case .xlsx: return WorkbookRenderer().render(report, language: language)
    case .docx:
      var renderer = word ?? WordRenderer()
      renderer.rasterize = rasterize
      return renderer.render(report, language: language)
    }
  }

  /// The pictures that a text of Markdown names, by their names in its folder.
  package func pictures(of result: some ReportedResult)
    -> [(name: String, bytes: [UInt8])]
  {
    var report = result.report
    if let catalogue = language.catalogue {
      report = report.translated(by: catalogue)
    }
    return MarkdownRenderer().pictures(of: report, language: language).map {
      ($0.name, bytes($0.svg))
    }
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
