internal import Messages
internal import Plots
package import ReportRendering

/// Renders a document as LaTeX: a part for `\input`, or a whole document.
///
/// A picture is SVG, which LaTeX does not read: its text is written to a file
/// when LaTeX runs, and shown once that has been converted to PDF.
package struct LaTeXRenderer: Sendable {
  /// Whether a whole document is written.
  private let isWhole: Bool

  /// Makes a renderer.
  ///
  /// - Parameter isWhole: Whether a whole document is written; else a part of
  ///   one.
  package init(isWhole: Bool = false) { self.isWhole = isWhole }

  private static let packages = [
    "array", "booktabs", "longtable", "adjustbox", "graphicx",
  ]

  /// Renders a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  /// - Returns: A text that ends in a line end.
  package func render(_ report: Report, language: ReportLanguage) -> String {
    render(Document(report, language: language))
  }

  func render(_ document: Document) -> String {
    var names = LabelNames()
    let body = document.blocks.flatMap { block -> [String] in
      render(block, names: &names) + [""]
    }
    let lines =
      isWhole
      ? preamble(document, body) + body + ["\\end{document}"]
      : [
        "% \(LaTeXText.escaped(document.title.plain))",
        "% For \\input; the preamble needs: \\usepackage{"
          + "\(Self.packages.joined(separator: ","))}"
          + (document.language == .chinese ? " and ctex" : ""), "",
      ] + body
    return lines.joined(separator: "\n") + (isWhole ? "\n" : "")
  }

  private func preamble(_ document: Document, _ body: [String]) -> [String] {
    let isChinese = document.language == .chinese
    let texts = body + [document.title.plain, document.runningNote]
    let hasWideCharacters = texts.contains {
      $0.contains { DisplayWidth.of($0) > 1 }
    }
    let opening = [
      isChinese
        ? "\\documentclass[UTF8]{ctexart} % for xelatex"
        : "\\documentclass{article}",
      !isChinese && hasWideCharacters
        ? "\\usepackage[UTF8,scheme=plain]{ctex} % for xelatex" : "",
      "\\usepackage[a4paper,margin=2.5cm]{geometry}",
      "\\usepackage{\(Self.packages.joined(separator: ","))}",
      "\\usepackage[section]{placeins}",
      "\\usepackage[hidelinks]{hyperref}",
    ]
    return
      (opening + runningNote(document.runningNote)
      + [
        "\\title{\(LaTeXText.inline(document.title))}", "\\date{}",
        "\\begin{document}", "\\maketitle", "\\tableofcontents",
      ]).filter { !$0.isEmpty } + [""]
  }

  /// A note at the foot of every page, above its number.
  private func runningNote(_ note: String) -> [String] {
    guard !note.isEmpty else { return [] }
    let foot =
      "\\fancyhf{}\\renewcommand{\\headrulewidth}{0pt}"
      + "\\fancyfoot[C]{\\footnotesize \(LaTeXText.escaped(note))\\\\\\thepage}"
    return [
      "\\usepackage{fancyhdr}", "\\pagestyle{fancy}", foot,
      "\\fancypagestyle{plain}{\(foot)}",
    ]
  }

  private func render(
    _ block: DocumentBlock, names: inout LabelNames
  ) -> [String] {
    switch block {
    case .heading(let heading):
      return [
        "\\\(heading.level > 1 ? "subsection" : "section")"
          + "{\(LaTeXText.inline(heading.runs))}"
      ]
    case .facts(let facts):
      return ["\\begin{description}", "\\sloppy"]
        + facts.map {
          "\\item[\(LaTeXText.inline($0.name))] "
            + LaTeXText.breaking(LaTeXText.inline($0.value))
        } + ["\\end{description}"]
    case .paragraph(let runs): return [LaTeXText.inline(runs)]
    case .table(let table):
      return LaTeXTable(table, label: names.name(of: table.caption)).lines
    case .figure(let figure):
      return render(figure, name: names.name(of: figure.caption))
    }
  }

  private func render(_ figure: DocumentFigure, name: String) -> [String] {
    let file = "figure-\(name)"
    let notes =
      figure.notes.isEmpty
      ? []
      : ["", "\\smallskip", "\\footnotesize"]
        + figure.notes.map { LaTeXText.inline($0) + "\\par" }
    return [
      "% Once: rsvg-convert -f pdf -o \(file).pdf \(file).svg",
      "\\begin{filecontents*}[overwrite]{\(file).svg}",
    ]
      + figure.drawing.svg.split(separator: "\n").map(String.init)
      + [
        "\\end{filecontents*}", "\\begin{figure}[htbp]", "\\centering",
        "\\IfFileExists{\(file).pdf}%",
        "  {\\adjustbox{max width=\\linewidth,max totalheight=0.8\\textheight}"
          + "{\\includegraphics{\(file).pdf}}}%",
        "  {\\fbox{\\parbox{0.9\\linewidth}"
          + "{\(LaTeXText.escaped(figure.drawing.alternative))}}}",
        "\\caption{\(LaTeXText.inline(figure.caption.title))}"
          + "\\label{fig:\(name)}",
      ] + notes + ["\\end{figure}"]
  }
}

/// Names for references, each once.
private struct LabelNames {
  private var taken: [String: Int] = [:]

  mutating func name(of caption: DocumentCaption) -> String {
    let own = LaTeXText.name(caption.title.plain)
    let name = own.isEmpty ? "\(caption.number)" : own
    taken[name, default: 0] += 1
    let count = taken[name] ?? 1
    return count == 1 ? name : "\(name)-\(count)"
  }
}
