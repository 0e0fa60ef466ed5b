import Messages
import ModelSyntax
import Testing

@testable import ReportRendering

@Suite struct TextTableTests {
  private func table(
    _ columns: [ReportTable.Column], _ rows: [[String]]
  ) -> ReportTable {
    ReportTable(
      columns: columns, rows: rows.map { .cells($0.map { .verbatim($0) }) })
  }

  @Test func alignsNumbersRightAndWideNamesByColumns() {
    let table = ReportTable(
      columns: [
        .names(), .symbol(.coefficient, .estimate),
        .symbol(.probability, .probability),
      ],
      rows: [
        .heading("学习 =~"),
        .cells(
          [
            .variable("学习1"), .number(1, .estimate), .empty,
          ], level: 1),
        .cells(
          [
            .variable("x2"), .number(-0.5, .estimate), .number(0, .probability),
          ], level: 1),
      ])
    #expect(
      TextTable(table, width: 80).lines == [
        "                B      p",
        "  学习 =~",
        "    学习1   1.000",
        "    x2     -0.500  <.001",
      ])
  }

  @Test func drawsSpannersOverTheirColumnsOnly() {
    let table = table(
      [
        .names(), .symbol(.coefficient, .estimate),
      ] + ReportTable.Column.limits(0.95) + [.numbers("Std", .standardized)],
      [["x1", "0.554", "0.358", "0.749", "0.424"]])
    #expect(
      TextTable(table, width: 80).lines == [
        "             -- 95% CI --",
        "          B  Lower  Upper    Std",
        "  x1  0.554  0.358  0.749  0.424",
      ])
  }

  @Test func headingsWiderThanALineTakeSeveral() {
    let name = String(repeating: "long_", count: 20)
    let names = (1...3).map { "\(name)\($0)" }
    let table = table(
      [.names("Coverage")]
        + names.map { .numbers(.verbatim($0), .proportion) }
        + [.words("With")],
      names.map { [$0, ".950", ".900", ".912", $0] })
    let lines = TextTable(table, width: 80).lines
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
    // Nothing is cut: each name stands whole as heading, row name and cell.
    let text = lines.joined().filter { $0 != " " }
    for name in names {
      #expect(text.split(separator: name).count >= 3)
    }
  }

  @Test func longNamesMoveToTheirOwnLine() {
    let name = "a_rather_long_name_of_a_variable"
    let table = table(
      [
        .names(), .symbol(.coefficient, .estimate),
        .symbol(.standardError, .standardError),
      ],
      [[name, "1234567", "1234567"], ["x", "1", "2"]])
    // 40 columns less indent, two gaps and two columns leave 22 for names.
    #expect(
      TextTable(table, width: 40).lines == [
        "                               B      SE",
        "  a_rather_long_name_of_a_variable",
        "                         1234567 1234567",
        "  x                            1       2",
      ])
  }

  @Test func continuesColumnsBelowWithNamesRepeated() {
    let names = (1...12).map { "x\($0)" }
    let rows = names.map { [$0] + names.map { _ in "0.123" } }
    let lines = TextTable(
      table(
        [.names()] + names.map { .numbers(.verbatim($0), .moment) }, rows),
      width: 40
    ).lines
    #expect(lines.allSatisfy { $0.count <= 40 })
    // Five columns a part: three parts of a title and twelve rows.
    #expect(lines.filter { $0.hasPrefix("  x12") }.count == 3)
    #expect(lines.filter(\.isEmpty).count == 2)
    #expect(
      lines.joined().components(of: "0.123") == 144,
      "every cell appears once")
  }

  @Test func columnsOfOneSpannerStayTogether() {
    let columns: [ReportTable.Column] =
      [.names()]
      + ["First", "Second", "Third"].flatMap { (group: ReportText) in
        [
          .symbol(.coefficient, .estimate, spanner: group),
          .symbol(.standardError, .standardError, spanner: group),
        ]
      }
    let lines = TextTable(
      table(columns, [["name"] + Array(repeating: "1234.567", count: 6)]),
      width: 50
    ).lines
    let spanners = lines.filter { $0.contains("---") }
    #expect(spanners.count == 2)
    #expect(spanners[0].contains("First") && spanners[0].contains("Second"))
    #expect(spanners[1].contains("Third"))
  }
}

extension String {
  /// The number of a text's occurrences.
  fileprivate func components(of text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
