import Messages
import Plots
import ReportRendering
import Testing

@testable import Documents

/// Documents of Word and Excel.
@Suite struct OfficeTests {
  private let report = DocumentFixture.report
  private let document = Document(
    DocumentFixture.report, language: .english)

  private func text(_ archive: DocumentArchive, _ name: String) throws
    -> String
  {
    String(decoding: try #require(archive[name], "\(name)"), as: UTF8.self)
  }

  /// The parts of an archive: XML ones are well formed, and all that a
  /// relationship names is there.
  private func checkedParts(_ bytes: [UInt8], folder: String) throws
    -> DocumentArchive
  {
    let archive = try #require(DocumentArchive(bytes))
    let names = Set(archive.files.map(\.name))
    #expect(names.count == archive.files.count)
    for file in archive.files
    where file.name.hasSuffix(".xml") || file.name.hasSuffix(".rels") {
      let outline = XMLOutline(String(decoding: file.bytes, as: UTF8.self))
      #expect(outline != nil, "\(file.name)")
      guard file.name.hasSuffix(".rels") else { continue }
      for element in outline?.elements ?? [] {
        guard let target = element.attributes["Target"] else { continue }
        let path = file.name == "_rels/.rels" ? "" : folder
        #expect(names.contains(path + target), "\(target)")
      }
    }
    return archive
  }

  /// The texts of the cells of a document's tables.
  private func cells(_ xml: String) -> [[[String]]] {
    xml.split(separator: "<w:tbl>").dropFirst().map { table in
      table.split(separator: "</w:tbl>")[0].split(separator: "<w:tr>")
        .dropFirst().map { row in
          row.split(separator: "<w:tc>").dropFirst().map { cell in
            cell.split(separator: "<w:t xml:space=\"preserve\">").dropFirst()
              .map { String($0.split(separator: "</w:t>")[0]) }.joined()
          }
        }
    }
  }

  @Test func wordTablesHaveTheCellsOfTheReport() throws {
    let bytes = WordRenderer().render(report, language: .english)
    #expect(bytes == WordRenderer().render(report, language: .english))
    let archive = try checkedParts(bytes, folder: "word/")
    let xml = try text(archive, "word/document.xml")
    let tables = cells(xml)
    #expect(tables.count == 2)
    for (own, table) in zip(tables, document.tables) {
      let heads = (table.spanners.isEmpty ? 0 : 1) + 1
      #expect(own.count == table.rows.count + heads)
      for (texts, row) in zip(own.dropFirst(heads), table.rows) {
        switch row {
        case .heading(let runs): #expect(texts == [runs.plain])
        case .cells(let cells, _):
          #expect(
            texts == cells.map { MarkupText.escaped($0.marked.plain) })
        }
      }
    }
    for part in [
      "<w:tblHeader/>", "<w:cantSplit/>", "TOC \\o", "SEQ Table \\* ARABIC",
      "SEQ Figure \\* ARABIC", "<w:top w:val=\"single\" w:sz=\"12\"",
      "<w:gridSpan w:val=\"7\"/>", "r:embed=\"latent-figure2-svg\"",
      "<w:vertAlign w:val=\"subscript\"/>",
    ] {
      #expect(xml.contains(part), "\(part)")
    }
    #expect(
      archive["word/media/latent-figure1.svg"]
        == Array(DocumentFixture.drawing.svg.utf8))
  }

  /// Numbers and the words of headings fit into their columns, at a size of
  /// type that is as large as possible.
  @Test(arguments: [4, 9, 13])
  func columnsAreWideEnough(count: Int) {
    let heading = ["Main", "RMSEA", "without outliers"]
    let table = ReportTable(
      columns: [.names("Path")]
        + (1..<count).map {
          .numbers(.verbatim(heading[$0 % 3]), .estimate)
        },
      rows: (0..<3).map { _ in
        .cells(
          [.verbatim("How ties are formed -> Inter-organizational learning")]
            + (1..<count).map { _ in .number(6329.94, .chiSquare) })
      })
    let document = Document(
      Report(
        title: "Widths",
        sections: [ReportSection(kind: .fit, title: "Fit", table: table)]),
      language: .english)
    let (widths, size) = WordColumns(document.tables[0]).fitted
    #expect(widths.count == count && widths.reduce(0, +) <= 9026)
    let half = Double(size ?? 20)
    #expect(half <= [4: 20, 9: 18, 13: 14][count, default: 0] && half >= 12)
    for (column, width) in widths.enumerated().dropFirst() {
      // A digit is half an em wide, a capital nearly three quarters.
      let word = heading[column % 3] == "RMSEA" ? 7.2 : 7.0
      #expect(Double(width) >= word * half * 5 + 120, "\(column)")
    }
  }

  @Test func picturesOfDotsAreThoseOfTheRasterizer() throws {
    var renderer = WordRenderer()
    renderer.rasterize = { $0.contains("svg") ? [1, 2, 3] : nil }
    let archive = try checkedParts(
      renderer.render(report, language: .english), folder: "word/")
    #expect(archive["word/media/latent-figure1.png"] == [1, 2, 3])
  }

  @Test func aTemplateGivesItsStylesAndPages() throws {
    var template = try #require(
      DocumentArchive(WordRenderer().render(report, language: .english)))
    // Word in other languages numbers the names for references.
    template.put(
      try text(template, "word/styles.xml")
        .replacing("\"Heading1\"", with: "\"1\"")
        .replacing("Arial", with: "Georgia")
        .replacing(
          WordStyle.note.element(id: "TableNote", normal: "Normal"), with: ""),
      as: "word/styles.xml")
    template.put(
      try text(template, "word/document.xml")
        .replacing("w:w=\"11906\"", with: "w:w=\"12240\""),
      as: "word/document.xml")
    template.put("<a/>", as: "word/theme/theme1.xml")
    let renderer = try WordRenderer(template: template.bytes, named: "t.docx")
    let archive = try checkedParts(
      renderer.render(report, language: .english), folder: "word/")
    let xml = try text(archive, "word/document.xml")
    #expect(xml.contains("<w:pStyle w:val=\"1\"/>"))
    #expect(!xml.contains("\"Heading1\""))
    #expect(xml.contains("w:w=\"12240\""))
    let styles = try text(archive, "word/styles.xml")
    #expect(styles.contains("Georgia") && styles.contains("\"Table Note\""))
    #expect(archive["word/theme/theme1.xml"] == Array("<a/>".utf8))
    let types = try text(archive, "[Content_Types].xml")
    #expect(types.ranges(of: "Extension=\"svg\"").count == 1)
  }

  @Test(arguments: [
    Array("no archive".utf8), [],
    WorkbookRenderer().render(DocumentFixture.report, language: .english),
  ])
  func whatIsNoDocumentOfWordIsNoTemplate(_ bytes: [UInt8]) {
    let error = #expect(throws: LatentError.self) {
      _ = try WordRenderer(template: bytes, named: "t.docx")
    }
    #expect(error?.code == .requestTemplate && error?.file == "t.docx")
  }

  @Test func templatesWithMacrosAreRefused() throws {
    var template = try #require(
      DocumentArchive(WordRenderer().render(report, language: .english)))
    template.put("x", as: "word/vbaProject.bin")
    let error = #expect(throws: LatentError.self) {
      _ = try WordRenderer(template: template.bytes, named: "t.docx")
    }
    #expect(error?.message.contains("macros") == true)
  }

  @Test func brokenArchivesAreNone() {
    var bytes = WordRenderer().render(report, language: .english)
    #expect(DocumentArchive(bytes) != nil)
    for place in stride(from: 40, to: bytes.count / 2, by: 97) {
      bytes[place] ^= 0xFF
    }
    #expect(DocumentArchive(bytes) == nil)
  }

  @Test func workbooksHoldNumbersAsNumbers() throws {
    let bytes = WorkbookRenderer().render(report, language: .english)
    #expect(bytes == WorkbookRenderer().render(report, language: .english))
    let archive = try checkedParts(bytes, folder: "xl/")
    let workbook = try text(archive, "xl/workbook.xml")
    for name in ["Report", "1 Fit of two models"] {
      #expect(workbook.contains("<sheet name=\"\(name)\""), "\(name)")
    }
    let sheet = try text(archive, "xl/worksheets/sheet3.xml")
    for part in [
      "<v>-0.3937185</v>", "<v>1e-05</v>", "<v>1234.5678</v>", "<v>0.5</v>",
      "<mergeCell ref=\"D2:E2\"/>", "state=\"frozen\"",
    ] {
      #expect(sheet.contains(part), "\(part)")
    }
    let styles = try text(archive, "xl/styles.xml")
    for code in [
      "0.000", "&quot;&lt;.001&quot;", "0.00&quot; a&quot;", ".000", "0.0E+00",
      "0%",
    ] {
      #expect(styles.contains("formatCode=\"\(code)\""), "\(code)")
    }
  }

  @Test func columnsOfWorkbooksHaveLetters() {
    #expect(
      [0, 25, 26, 701, 702].map(Sheet.column) == ["A", "Z", "AA", "ZZ", "AAA"])
  }
}
