import FitSettings
import Foundation
import Messages
import ModelFit
import Plots
import ReportRendering
import Testing

@testable import Reporting

/// The contents of reports beside their text.
@Suite struct SemanticReportTests {
  private func section(_ kind: ReportSection.Kind, of report: Report) throws
    -> ReportSection
  {
    try #require(report.sections.first { $0.kind == kind })
  }

  @Test func anotherFormatIsOneRenderer() throws {
    let fit = try FitFixture.holzingerSwineford()
    let report = Report(
      title: "", sections: [try section(.fit, of: ReportedFit(fit).report)])
    let html = HTMLTables().render(report).split(separator: "\n")
    for line in [
      "<caption>Fit</caption>",
      "<tr><th>Index</th><th>Value</th><th>Threshold</th><th>Verdict</th></tr>",
      "<tr><td>χ²(24, <i>N</i> = 301)</td><td>85.31, <i>p</i> &lt; .001</td>"
        + "<td>p &gt; .05</td><td>not met</td></tr>",
      "<tr><td>RMSEA [90% CI]</td><td>.092 [.071, .114]</td>"
        + "<td>&lt;= .06 (.08)</td><td>not met</td></tr>",
      "<tr><td>SRMR</td><td data-kind=fitIndex>.065</td>"
        + "<td>&lt;= .08 (.10)</td><td>✓</td></tr>",
      "<p><i>Note.</i> Thresholds for good fit, in brackets for acceptable "
        + "fit: conventions (Hu &amp; Bentler, 1999), not tests.</p>",
    ] {
      #expect(html.contains(Substring(line)), "\(line)")
    }
  }

  @Test func parametersHaveLevelsSymbolsAndSpanners() throws {
    let fit = try FitFixture.holzingerSwineford()
    let html = HTMLTables().render(ReportedFit(fit))
    for part in [
      "<th colspan=2>95% CI</th>",
      "<th><i>B</i></th><th><i>SE</i></th><th><i>z</i></th><th><i>p</i></th>",
      "<th>β</th>", "<tr><th colspan=8>visual =~</th></tr>",
      "<td class=l1>x2 (a)</td><td data-kind=estimate>0.554</td>",
      "<td>ε(x1)</td>",
    ] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test func numbersKeepTheirValues() throws {
    let fit = try FitFixture.holzingerSwineford()
    let report = ReportedFit(fit).report
    let fits = try section(.fit, of: report)
    guard case .table(let table) = fits.blocks[0] else {
      Issue.record("no table")
      return
    }
    #expect(table.rows[2].cells[1].text.number?.value == fit.measures["cfi"])
    guard case .test(let test, .outcome) = table.rows[0].cells[1].text.pieces[0]
    else {
      Issue.record("no test")
      return
    }
    #expect(test.value == fit.chiSquare)
    #expect(test.pValue == fit.pValue)
    #expect(
      test.text(.whole).plain
        == "Chi-square(24, N = 301) = 85.31, p < .001")
  }

  @Test func notesHaveMarks() {
    let table = ReportTable(
      columns: [.names(), .symbol(.coefficient, .estimate)],
      rows: [
        .cells([
          .variable("x1"),
          ReportCell(.number(-0.5, .estimate), marks: [0]),
        ])
      ],
      notes: .init(
        general: ["All."], specific: ["This one."],
        probability: ["* \(symbol: .probability) < .05."]))
    let report = Report(
      title: "R",
      sections: [ReportSection(kind: .parameters, title: "T", table: table)])
    #expect(
      TextRenderer().render(report) == """
        R

        T
                     B
          x1  -0.500 a

          All.
          a This one.
          * p < .05.

        """)
    let html = HTMLTables().render(report)
    #expect(
      html.contains("<td data-kind=estimate>−0.500<sup>a</sup></td>"))
    #expect(html.contains("<p><sup>a</sup> This one.</p>"))
    #expect(html.contains("<p>* <i>p</i> &lt; .05.</p>"))
    #expect(ReportTable.Notes.mark(27) == "b2")
  }

  @Test func figuresReferToPictures() {
    var report = Report(title: "R", sections: [])
    let plot = Plot(
      title: "a → b", horizontal: PlotAxis(label: "x", range: 0...1),
      vertical: PlotAxis(label: "y", range: 0...1), marks: [])
    report.append([plot])
    #expect(TextRenderer().render(report) == "R\n\nFigures\n  a → b\n")
    let html = HTMLTables().render(report)
    #expect(html.contains(SVGRenderer().render(plot)))
    #expect(html.contains("<figcaption>a → b</figcaption>"))
  }

  @Test func wordsHaveTranslationsAndDataNone() throws {
    let fit = try FitFixture.holzingerSwineford()
    let catalogue = ReportCatalogue([
      "Solution": "解", "not met": "未达标", "Threshold": "阈值", "Fit": "拟合",
      "Converged after %1%2.": "经 %1 收敛%2。",
      "Converged after %1 (largest scaled gradient %2).":
        "经 %1 收敛（最大标准化梯度 %2）。",
      "%1 iteration": "%1 次迭代", "visual": "看",
    ])
    let text = TextRenderer().render(
      ReportedFit(fit).report.translated(by: catalogue))
    #expect(text.contains("\n拟合\n"))
    #expect(text.contains("未达标") && !text.contains("not met"))
    #expect(text.contains("经 \(fit.iterations) 次迭代 收敛（最大标准化梯度 "))
    #expect(text.contains("visual =~") && !text.contains("看"))
  }

  @Test func aTextKnowsItsKey() {
    let text: ReportText = "\(count: 3) of \("x%"): \(symbol: .chiSquare)"
    #expect(ReportCatalogue.key(text) == "%1 of %2: %3")
    #expect(text.plain == "3 of x%: Chi-square")
    #expect((("a" as ReportText) + "b").pieces == [.words("ab")])
  }

  @Test func resultsEncodeAsTheirDocuments() throws {
    let fit = try FitFixture.holzingerSwineford(group: "school")
    func sorted(_ data: Data) throws -> Data {
      try JSONSerialization.data(
        withJSONObject: JSONSerialization.jsonObject(with: data),
        options: .sortedKeys)
    }
    let data = try JSONEncoder().encode(fit)
    let own = Data(JSONRenderer().render(ReportedFit(fit)).utf8)
    #expect(try sorted(data) == sorted(own))
    let encoded = try JSONSerialization.jsonObject(with: data)
    let keys = try #require(encoded as? [String: Any])
    #expect(keys["npar"] as? Int == fit.parameterCount)
  }

  @Test func warningsAreReadBack() throws {
    let warning = LatentWarning(code: "a.b", message: "Something.")
    let data = try JSONEncoder().encode([warning])
    #expect(
      try JSONDecoder().decode([LatentWarning].self, from: data) == [warning])
  }
}
