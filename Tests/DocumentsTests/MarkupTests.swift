import ReportRendering
import Testing

@testable import Documents

/// Documents as text: HTML, Markdown, LaTeX and tables as CSV.
@Suite struct MarkupTests {
  private let report = DocumentFixture.report
  private let document = Document(
    DocumentFixture.report, language: .english, hasMinusSigns: false)

  @Test func captionsAreNumberedAndNameTheirGroup() {
    #expect(document.tables.map(\.caption.label) == ["Table 1", "Table 2"])
    #expect(
      document.tables.map(\.caption.title.plain) == [
        "Fit of two models", "Latent variables – Group 1: A",
      ])
    #expect(document.figures.map(\.caption.label) == ["Figure 1", "Figure 2"])
    #expect(document.headings.map(\.level) == [1, 1, 2, 1])
  }

  @Test func notesStandInAPAsOrder() {
    #expect(
      document.tables[1].notes.map(\.plain) == [
        "Note. First. Second, a -> b.", "a Of one cell.", "* p < .05.",
      ])
  }

  @Test func typographyIsThatOfPrint() {
    let printed = Document(report, language: .english)
    guard case .cells(let first, 1) = printed.tables[1].rows[1],
      case .cells(let second, 2) = printed.tables[1].rows[2],
      case .cells(let test, 0) = printed.tables[0].rows[0]
    else {
      Issue.record("other rows")
      return
    }
    #expect(
      first.map(\.runs.plain) == [
        "x1", "\u{2212}0.394", "<.001", "\u{2212}0.154", "0.633", "–",
        "one ≤ two → three",
      ])
    #expect(second[1].marked.plain == "1234.57a" && second[1].marks == ["a"])
    #expect(test[0].runs.plain == "χ²(24, N = 301)")
    #expect(test[0].runs[1] == DocumentRun("N", .italic))
    #expect(test[1].runs.plain == "85.31, p < .001")
    #expect(
      printed.tables[1].columns[5].title == [
        DocumentRun("SE", .italic), DocumentRun("boot", .lowered),
      ])
  }

  @Test func pagesOfTheWebAreWellFormedAndNameTheirHeadings() throws {
    let html = HTMLRenderer().render(report, language: .english)
    // Only elements without contents differ from XML.
    let xml = html.replacing("<!DOCTYPE html>\n", with: "")
      .replacing("-width, initial-scale=1\">", with: "\"/>")
      .replacing("charset=\"utf-8\">", with: "charset=\"utf-8\"/>")
      .replacing("content=\"Latent\">", with: "content=\"Latent\"/>")
    let outline = try #require(XMLOutline(xml))
    let ids = outline.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in outline.elements {
      if let target = element.attributes["href"], target.hasPrefix("#") {
        #expect(ids.contains(target.dropFirst()), "\(target)")
      }
    }
    #expect(outline.elements.first?.attributes["lang"] == "en")
    let names = outline.elements.map(\.name)
    #expect(!names.contains("script"))
    #expect(names.count { $0 == "caption" } == 2)
    #expect(names.count { $0 == "svg" } == 2)
    for part in [
      "<th scope=\"colgroup\" colspan=\"2\">95% CI</th>",
      "<th scope=\"rowgroup\" colspan=\"7\">visual =~</th>",
      "<th scope=\"row\" class=\"level1\">x1</th>",
      "<th scope=\"col\" rowspan=\"2\" class=\"number\"><i>B</i></th>",
      "<td class=\"number\">-0.394</td>",
      "<td class=\"number\">1234.57<sup>a</sup></td>",
      "<td class=\"number\">&lt;.001</td>", "<code>fixed: true</code>",
      "id=\"figure-2-m\"", "url(#figure-2-m)",
      "a&lt;b&gt;&amp;&quot;c&quot; | *d*",
    ] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test func everyRowHasACellForEachColumn() throws {
    let html = HTMLRenderer().render(report, language: .english)
    for table in html.split(separator: "<tbody>").dropFirst() {
      let body = table.prefix { _ in true }.split(separator: "</tbody>")[0]
      let counts = body.split(separator: "<tr>").dropFirst()
        .filter { !$0.contains("colspan") }
        .map { $0.ranges(of: "</t").count - 1 }
      #expect(Set(counts).count <= 1, "\(counts)")
    }
    let lines = MarkdownRenderer().render(report, language: .english)
      .split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(lines.count == 4 + 5)
    let bars = lines.map {
      $0.replacing("\\|", with: "").count { $0 == "|" }
    }
    #expect(bars == [4, 4, 4, 4, 8, 8, 8, 8, 8])
  }

  @Test func markdownMeansWhatItSays() {
    let text = MarkdownRenderer().render(report, language: .english)
    for part in [
      "# Latent – a report\n", "\n## Fit\n", "\n### Latent variables\n",
      "**Table 1**  \nFit of two models",
      "\\# 1. A sentence with `fixed: true` in it.",
      #"a\<b>&"c" \| \*d\* \_e\_ #1 50% \$x\$ ~ \\n {g} ^h ] \`i\`"#,
      "*SE*<sub>boot</sub>", "95% CI Lower", "*Note.* First.",
      "<sup>a</sup> Of one cell.",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  /// Pictures stand in words, or as files beside the text.
  @Test func markdownNamesItsPictures() {
    let words = MarkdownRenderer().render(report, language: .english)
    #expect(words.contains("\n> ") && !words.contains("!["))
    let renderer = MarkdownRenderer(pictures: "my study-figures")
    let text = renderer.render(report, language: .english)
    #expect(text.contains("](<my study-figures/figure-2.svg>)"))
    #expect(text.ranges(of: "![").count == 2)
    let pictures = renderer.pictures(of: report, language: .english)
    #expect(pictures.map(\.name) == ["figure-1.svg", "figure-2.svg"])
    #expect(pictures.allSatisfy { $0.svg.contains("<svg") })
  }

  /// What a document uses its preamble loads: no option of graphics that needs
  /// another package, Chinese characters in an English text.
  @Test func latexHasThePackagesThatItUses() {
    var own = report
    let plain = LaTeXRenderer(isWhole: true).render(own, language: .english)
    #expect(plain.contains("\\adjustbox{max width=\\linewidth"))
    #expect(!plain.contains("includegraphics["))
    #expect(!plain.contains("ctex"))
    own.title = "Growth of 集群"
    let mixed = LaTeXRenderer(isWhole: true).render(own, language: .english)
    #expect(mixed.contains("scheme=plain"))
    #expect(LaTeXText.breaking("a/b:c") == "a/\\allowbreak{}b:\\allowbreak{}c")
  }

  @Test func latexIsBalancedAndEscaped() {
    for isWhole in [false, true] {
      let text = LaTeXRenderer(isWhole: isWhole).render(
        report, language: .english)
      let marks = text.replacing("\\{", with: "").replacing("\\}", with: "")
      #expect(marks.count { $0 == "{" } == marks.count { $0 == "}" })
      #expect(text.contains("\\documentclass") == isWhole)
      for name in ["table", "tabular", "figure", "adjustbox", "minipage"] {
        #expect(
          text.ranges(of: "\\begin{\(name)}").count
            == text.ranges(of: "\\end{\(name)}").count, "\(name)")
      }
      for part in [
        "\\cmidrule(lr){4-5}", "\\quad x1 & $-$0.394 & $<$.001 & $-$0.154",
        "$\\chi$$^2$(24, \\textit{N} = 301) & 85.31, \\textit{p} $<$ .001",
        ##"a$<$b$>$\&''c'' $|$ *d* \_e\_ \#1 50\% \$x\$ \textasciitilde{} "##
          + #"\textbackslash{}n \{g\} \textasciicircum{}h {]} `i`"#,
        "\\label{tab:fit-of-two-models}", "1234.57\\textsuperscript{a}",
      ] {
        #expect(text.contains(part), "\(part)")
      }
    }
  }

  @Test func tablesAreCommaSeparated() {
    let text = TablesRenderer().render(report, language: .english)
    #expect(
      text.hasPrefix(
        "Table 1,Fit of two models\nIndex,Value,Threshold\n"
          + "\"χ²(24, N = 301)\",\"85.31, p < .001\",p > .05\n"
          + "RMSEA,\"[.071, .114]\",≤ .06 (.08)\n\nTable 2,"))
    #expect(text.contains(",,,95% CI,,,\n,B,p,Lower,Upper,SEboot,Remark\n"))
    #expect(
      text.contains("  x1,-0.394,<.001,-0.154,0.633,–,one ≤ two → three\n"))
    #expect(text.contains(",1234.57 a,.017,,1.0e-09,50%,\n"))
  }

  @Test func numbersOfChaptersAreKept() {
    var table = DocumentFixture.fit
    table.number = ReportTable.Number(word: "表", chapter: 5, place: 3)
    let text = TablesRenderer().render(
      Report(
        title: "",
        sections: [ReportSection(kind: .fit, title: "Fit", table: table)]),
      language: .chinese)
    #expect(text.hasPrefix("表 5-3,Fit of two models\n"))
  }

  @Test func chineseCaptionsStandInOneLine() {
    let html = HTMLRenderer().render(report, language: .chinese)
    #expect(html.contains("<html lang=\"zh-Hans\">"))
    #expect(
      html.contains(
        "class=\"line\"><span class=\"label\">表 1</span> "
          + "<span class=\"title\">Fit of two models</span>"))
    #expect(html.contains("<p>注：First.Second"))
  }
}
