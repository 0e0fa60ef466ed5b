internal import Messages
internal import Plots
package import ReportRendering

/// Renders a document as Markdown (CommonMark with the tables of GitHub's
/// dialect), with columns in line as far as they fit a line of text.
package struct MarkdownRenderer: Sendable {
  /// The folder in which pictures stand as files beside the text; `nil` where
  /// there are none, so that they stand in words.
  private let folder: String?

  /// Makes a renderer.
  ///
  /// - Parameter folder: The folder in which pictures stand, by its path from
  ///   the text; `nil` where there are none.
  package init(pictures folder: String? = nil) { self.folder = folder }

  /// The pictures that a text names, with their names in the folder.
  ///
  /// - Parameters:
  ///   - report: The report, translated already.
  ///   - language: Its language.
  /// - Returns: Names and SVG documents.
  package func pictures(of report: Report, language: ReportLanguage)
    -> [(name: String, svg: String)]
  {
    Document(report, language: language, hasMinusSigns: false).figures.map {
      (Self.name(of: $0), $0.drawing.svg)
    }
  }

  private static func name(of figure: DocumentFigure) -> String {
    "figure-\(figure.caption.number).svg"
  }

  /// Renders a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  /// - Returns: A text that ends in a line end.
  package func render(_ report: Report, language: ReportLanguage) -> String {
    render(Document(report, language: language, hasMinusSigns: false))
  }

  func render(_ document: Document) -> String {
    let blocks =
      ["# " + Self.inline(document.title)]
      + document.blocks.map { render($0, document.language) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func render(
    _ block: DocumentBlock, _ language: ReportLanguage
  ) -> String {
    switch block {
    case .heading(let heading):
      return String(repeating: "#", count: heading.level + 1) + " "
        + Self.inline(heading.runs)
    case .facts(let facts):
      return facts.map {
        "- **\(Self.inline($0.name))\(language.colon)** "
          + Self.inline($0.value)
      }.joined(separator: "\n")
    case .paragraph(let runs): return Self.paragraph(runs)
    case .table(let table):
      return
        ([
          caption(table.caption, language),
          MarkdownTable(table).lines.joined(separator: "\n"),
        ] + table.notes.map(Self.paragraph)).joined(separator: "\n\n")
    case .figure(let figure):
      return
        ([
          caption(figure.caption, language),
          picture(figure),
        ] + figure.notes.map(Self.paragraph)).joined(separator: "\n\n")
    }
  }

  /// The picture, whose place Markdown has no room for in the text itself.
  private func picture(_ figure: DocumentFigure) -> String {
    let text = Self.escaped(figure.drawing.alternative)
    guard let folder else { return "> " + text }
    let line = text.replacing("[", with: "(").replacing("]", with: ")")
      .split(whereSeparator: \.isNewline).joined(separator: " ")
    return "![\(line)](<\(folder)/\(Self.name(of: figure))>)"
  }

  private func caption(
    _ caption: DocumentCaption, _ language: ReportLanguage
  ) -> String {
    let label = "**\(Self.escaped(caption.label))**"
    if caption.title.isEmpty { return label }
    let title = Self.inline(caption.title)
    return language.hasCaptionsInOneLine
      ? "\(label) \(title)" : "\(label)  \n\(title)"
  }

  /// A paragraph, whose beginning must not pass for that of a list or heading.
  private static func paragraph(_ runs: [DocumentRun]) -> String {
    let text = inline(runs)
    guard let first = text.first else { return text }
    if "#>+-=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isNumber }
    let rest = text.dropFirst(digits.count)
    return !digits.isEmpty && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
      ? digits + "\\" + rest : text
  }

  /// Runs within a line.
  static func inline(_ runs: [DocumentRun]) -> String {
    runs.map { run in
      if run.style.contains(.code), !run.text.contains("`") {
        return "`\(run.text)`"
      }
      var text = escaped(run.text)
      if run.style.contains(.lowered) { text = "<sub>\(text)</sub>" }
      if run.style.contains(.raised) { text = "<sup>\(text)</sup>" }
      if run.style.contains(.italic) { text = "*\(text)*" }
      if run.style.contains(.bold) { text = "**\(text)**" }
      return text
    }.joined()
  }

  /// A text that means itself: only what would mean something else there has a
  /// backslash.
  static func escaped(_ text: String) -> String {
    let characters = Array(text)
    var escaped = ""
    for (index, character) in characters.enumerated() {
      let before = index > 0 ? characters[index - 1] : " "
      let after = index + 1 < characters.count ? characters[index + 1] : " "
      let isSpecial =
        switch character {
        case "\\", "*", "|", "`", "$": true
        case "_": !(isWord(before) && isWord(after))
        case "<": after.isLetter || "/!?".contains(after)
        case "&": after.isLetter || after == "#"
        case "~": !after.isWhitespace
        case "]": "([:".contains(after)
        default: false
        }
      escaped += (isSpecial ? "\\" : "") + String(character)
    }
    return escaped
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
