internal import Plots
package import ReportRendering

/// Renders a document as one HTML file that needs nothing else: no scripts, no
/// fonts, no pictures beside it.
///
/// Negative numbers have a hyphen, so that what is copied into a spreadsheet is
/// a number there.
package struct HTMLRenderer: Sendable {
  /// Tables of more rows break over printed pages.
  private static let mostRowsTogether = 25

  /// Makes a renderer.
  package init() {}

  /// Renders a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  /// - Returns: An HTML document that ends in a line end.
  package func render(_ report: Report, language: ReportLanguage) -> String {
    render(Document(report, language: language, hasMinusSigns: false))
  }

  func render(_ document: Document) -> String {
    var lines = [
      "<!DOCTYPE html>",
      "<html lang=\"\(document.language.tag)\">",
      "<head>",
      "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, "
        + "initial-scale=1\">",
      "<meta name=\"generator\" content=\"Latent\">",
      "<title>\(MarkupText.escaped(document.title.plain))</title>",
      "<style>", HTMLStyle.sheet + HTMLStyle.foot(document.runningNote),
      "</style>",
      "</head>",
      "<body>",
      "<header><h1>\(Self.inline(document.title))</h1></header>",
    ]
    lines += contents(document)
    lines.append("<main>")
    for block in document.blocks {
      lines += render(block, document.language)
    }
    lines += ["</main>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The list of headings.
  private func contents(_ document: Document) -> [String] {
    let headings = document.headings
    guard headings.count > 1 else { return [] }
    var lines = [
      "<nav aria-labelledby=\"contents\">",
      "<h2 id=\"contents\">\(document.language.contentsWord)</h2>", "<ul>",
    ]
    var isBelow = false
    for (index, heading) in headings.enumerated() {
      // Sections of a group stand in a list of their own below it.
      let wantsBelow = heading.level > 1 && index > 0
      if wantsBelow, !isBelow { lines[lines.count - 1] += "\n<ul>" }
      if !wantsBelow, isBelow { lines.append("</ul></li>") }
      let next = headings[min(index + 1, headings.count - 1)]
      let opensList =
        !wantsBelow && next.level > 1 && index + 1 < headings.count
      lines.append(
        "<li><a href=\"#section-\(heading.number)\">"
          + "\(Self.inline(heading.runs))</a>" + (opensList ? "" : "</li>"))
      isBelow = wantsBelow
    }
    if isBelow { lines.append("</ul></li>") }
    return lines + ["</ul>", "</nav>"]
  }

  private func render(
    _ block: DocumentBlock, _ language: ReportLanguage
  ) -> [String] {
    switch block {
    case .heading(let heading):
      let tag = heading.level > 1 ? "h3" : "h2"
      return [
        "<\(tag) id=\"section-\(heading.number)\">"
          + "\(Self.inline(heading.runs))</\(tag)>"
      ]
    case .facts(let facts):
      return ["<dl>"]
        + facts.map {
          "<dt>\(Self.inline($0.name))</dt><dd>\(Self.inline($0.value))</dd>"
        } + ["</dl>"]
    case .paragraph(let runs): return ["<p>\(Self.inline(runs))</p>"]
    case .table(let table):
      let id = "table-\(table.caption.number)"
      return [
        "<div class=\"\(table.rows.count > Self.mostRowsTogether ? "" : "short ")"
          + "table\" id=\"\(id)\">",
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
          + "aria-labelledby=\"\(id)-caption\">",
      ] + HTMLTable(table, id: id, language: language).lines
        + ["</div>"] + notes(table.notes) + ["</div>"]
    case .figure(let figure):
      return ["<figure id=\"figure-\(figure.caption.number)\">"]
        + Self.caption(
          figure.caption, language, tag: "figcaption",
          id: "figure-\(figure.caption.number)-caption")
        + [picture(figure)] + notes(figure.notes) + ["</figure>"]
    }
  }

  private func notes(_ notes: [[DocumentRun]]) -> [String] {
    guard !notes.isEmpty else { return [] }
    return ["<div class=\"notes\">"]
      + notes.map { "<p>\(Self.inline($0))</p>" } + ["</div>"]
  }

  /// The drawing in its place; names within it are made its own, so that
  /// several drawings may use the same.
  private func picture(_ figure: DocumentFigure) -> String {
    var svg = String(figure.drawing.element)
    while let last = svg.last, last.isNewline { svg.removeLast() }
    let prefix = "figure-\(figure.caption.number)-"
    for mark in [" id=\"", "url(#", "href=\"#"] {
      svg = svg.replacing(mark, with: mark + prefix)
    }
    return svg
  }

  static func caption(
    _ caption: DocumentCaption, _ language: ReportLanguage, tag: String,
    id: String
  ) -> [String] {
    let form = language.hasCaptionsInOneLine ? "line" : "stacked"
    let label = MarkupText.escaped(caption.label)
    let title =
      caption.title.isEmpty
      ? "" : " <span class=\"title\">\(inline(caption.title))</span>"
    return [
      "<\(tag) id=\"\(id)\" class=\"\(form)\"><span class=\"label\">"
        + "\(label)</span>\(title)</\(tag)>"
    ]
  }

  /// Runs within a line.
  static func inline(_ runs: [DocumentRun]) -> String {
    runs.map { run in
      var text = MarkupText.escaped(run.text)
      let tags: [(DocumentRun.Style, String)] = [
        (.code, "code"), (.lowered, "sub"), (.raised, "sup"), (.italic, "i"),
        (.bold, "b"),
      ]
      for (style, tag) in tags where run.style.contains(style) {
        text = "<\(tag)>\(text)</\(tag)>"
      }
      return text
    }.joined()
  }
}
