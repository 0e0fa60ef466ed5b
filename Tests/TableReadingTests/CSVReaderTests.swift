import Messages
import TableReading
import TestSupport
import Testing

@Suite("Reading tables")
struct CSVReaderTests {
  @Test(
    "Every spelling of one table reads the same",
    arguments: [
      "plain.csv", "crlf.csv", "carriage-return.csv", "mark.csv", "tabs.tsv",
      "semicolons.csv", "decimal-commas.csv", "blanks.dat", "quoted.csv",
      "padded.csv", "utf16.csv",
    ])
  func sameTable(file: String) throws {
    let table = try fixtureTable("valid/" + file)
    #expect(table.columnNames == ["id", "x1", "x2"])
    #expect(table.rowCount == 3)
    #expect(try table.numbers(named: "id") == [1, 2, 3])
    #expect(try table.numbers(named: "x1") == [2.5, -1e-3, 0.5])
    let x2 = try table.numbers(named: "x2")
    #expect(x2[0] == 3 && x2[1].isNaN && x2[2] == 4)
  }

  @Test(
    "Chinese text in UTF-8 and in GB18030",
    arguments: [
      ("chinese-utf8.csv", TextEncoding.utf8),
      ("chinese-gb18030.csv", .gb18030),
    ])
  func chinese(file: String, encoding: TextEncoding) throws {
    let table = try fixtureTable("valid/" + file)
    #expect(table.encoding == encoding)
    #expect(
      table.columnNames == [
        "\u{4F01}\u{4E1A}", "\u{533A}\u{53BF}", "\u{5B66}\u{4E60}1",
        "\u{5B66}\u{4E60}2",
      ])
    #expect(try table.numbers(named: "\u{5B66}\u{4E60}1") == [3, 5, 2])
    let districts = try table.column(named: "\u{533A}\u{53BF}")
    guard case .text(let codes, let levels) = districts.values else {
      Issue.record("the district is not text")
      return
    }
    #expect(codes == [0, 1, 0])
    #expect(levels == ["\u{676D}\u{5DDE}\u{5E02}", "\u{5B81}\u{6CE2}\u{5E02}"])
  }

  @Test func fourByteCharacters() throws {
    let table = try fixtureTable("valid/chinese-four-bytes.csv")
    let column = try table.column(named: "\u{540D}")
    #expect(column.label(ofRow: 0) == "\u{20000}\u{9FA6}")
  }

  @Test func quotesAndLineEndsInsideCells() throws {
    let table = try fixtureTable("valid/text.csv")
    let name = try table.column(named: "name")
    let note = try table.column(named: "note")
    #expect(name.label(ofRow: 0) == "Smith, A.")
    #expect(note.label(ofRow: 0) == "said \"no\"")
    #expect(note.label(ofRow: 1) == "two\nlines")
    #expect(note.label(ofRow: 2) == nil)
    // The same text whether the quote was doubled or stood unquoted.
    #expect(name.label(ofRow: 2) == "5\" wide")
    #expect(name.distinctLabels().codes == [0, 1, 2, 2])
    #expect(try table.numbers(named: "x") == [1, 2, 3, 4])
  }

  @Test(arguments: ["row-names.csv", "write-table.txt"])
  func rowNamesOfR(file: String) throws {
    let table = try fixtureTable("valid/" + file)
    #expect(table.columnNames == ["X", "x", "y"])
    #expect(try table.numbers(named: "y") == [2, 4])
  }

  @Test func withoutHeader() throws {
    var reader = CSVReader()
    reader.hasHeader = false
    let table = try reader.read(
      contentsOf: fixturePath("valid/no-header.csv"))
    #expect(table.columnNames == ["V1", "V2"])
    #expect(try table.numbers(named: "V2") == [2, 4])
  }

  @Test func missingCodes() throws {
    var reader = CSVReader()
    reader.missingCodes = ["-999", "abc"]
    let table = try reader.read(
      contentsOf: fixturePath("valid/late-text.csv"))
    let y = try table.numbers(named: "y")
    #expect(y[0] == 2 && y[1].isNaN && y[2].isNaN)
    let spelled = try reader.read(text: "x,g\n-999.0,-999\n1,b\n")
    #expect(try spelled.numbers(named: "x")[0].isNaN)
    #expect(try spelled.column(named: "g").label(ofRow: 0) == nil)
  }

  @Test func textIsAnErrorOnceNumbersAreWanted() throws {
    let table = try fixtureTable("valid/late-text.csv")
    #expect(try table.numbers(named: "x") == [1, 3, 5])
    let error = dataError { _ = try table.numbers(named: "y") }
    #expect(error?.code == .textInNumbers)
    #expect(error?.line == 3)
    #expect(error?.message.contains("'abc' at line 3") == true)
  }

  @Test func hexadecimalAndThousandsAreText() throws {
    let table = try CSVReader().read(
      text: "a,b,c\n0x1F,\"1,234\",12%\n1,2,3\n")
    for name in ["a", "b", "c"] {
      let error = dataError { _ = try table.numbers(named: name) }
      #expect(error?.code == .textInNumbers && error?.line == 2)
    }
  }

  @Test func commasBesidePointsAreNotGuessed() throws {
    let table = try fixtureTable("valid/mixed-marks.csv")
    #expect(try table.numbers(named: "x") == [1.5, 2.5])
    let error = dataError { _ = try table.numbers(named: "y") }
    #expect(error?.message.contains("'1,234' at line 2") == true)
  }

  @Test(
    "Errors name the file and the line",
    arguments: [
      ("empty.csv", LatentError.Code.emptyFile, nil),
      ("blank-lines.csv", .emptyFile, nil),
      ("header-only.csv", .noRows, nil),
      ("short-row.csv", .wrongCellCount, 4),
      ("long-row.csv", .wrongCellCount, 5),
      ("open-quote.csv", .malformedQuote, 3),
      ("text-after-quote.csv", .malformedQuote, 2),
      ("duplicate-column.csv", .duplicateColumn, 1),
      ("workbook.csv", .notText, nil),
      ("zero-bytes.csv", .notText, nil),
      ("latin-1.csv", .undecodableText, 2),
      ("utf16-cut.csv", .undecodableText, nil),
    ] as [(String, LatentError.Code, Int?)])
  func invalid(file: String, code: LatentError.Code, line: Int?) {
    let path = fixturePath("invalid/" + file)
    let error = dataError { _ = try CSVReader().read(contentsOf: path) }
    #expect(error?.code == code)
    #expect(error?.line == line)
    #expect(error?.file == path)
  }

  @Test("Cells and lines that spreadsheets pad") func padding() throws {
    let path = fixturePath("valid/trailing-delimiter.csv")
    let table = try CSVReader().read(contentsOf: path)
    #expect(try table.numbers(named: "x") == [1, 3])
    #expect(try table.numbers(named: "y") == [2, 4])
    let padded = try CSVReader().read(text: "x,y\n1,2\n,\n3,4\n,\n,,\n")
    #expect(padded.rowCount == 3)
    #expect(
      try padded.numbers(named: "y").map(\.isNaN) == [false, true, false])
    #expect(padded.notes.map(\.code) == ["data.empty-lines"])
    #expect(padded.rowLines[2] == 4)
  }

  @Test("Lines below the names that are no cases") func headerLines() throws {
    let text = """
      x,g
      "How, at all?",Why
      "{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"
      1,a
      2,b

      """
    let table = try CSVReader().read(text: text)
    #expect(try table.numbers(named: "x") == [1, 2])
    #expect(table.notes.map(\.code) == ["data.passed-lines"])
    for title in ["A study\n", "A study,,\n"] {
      let error = dataError {
        _ = try CSVReader().read(
          text: title + "x,y,z\n1,2,3\n", name: "d.csv")
      }
      #expect(error?.code == .wrongCellCount)
      #expect(error?.line == 1)
    }
  }

  @Test(
    "Text files that are no tables",
    arguments: [
      "[{\"x\":1}]", " <html>\n", "<TABLE>", "| x | y |\n|---|---|\n",
      "structure(list(x = 1))",
    ])
  func foreignFiles(text: String) {
    let error = dataError { _ = try CSVReader().read(text: text) }
    #expect(error?.code == .notText)
  }

  @Test func undecodableTextNamesTheByte() {
    let path = fixturePath("invalid/latin-1.csv")
    let error = dataError { _ = try CSVReader().read(contentsOf: path) }
    #expect(error?.message.contains("Byte 12 ") == true)
  }

  @Test func forcedEncoding() throws {
    var reader = CSVReader()
    reader.encoding = .windows1252
    let table = try reader.read(
      contentsOf: fixturePath("invalid/latin-1.csv"))
    #expect(try table.column(named: "nom").label(ofRow: 0) == "Beyonc\u{E9}")
    reader.encoding = .utf8
    let error = dataError {
      _ = try reader.read(
        contentsOf: fixturePath("valid/chinese-gb18030.csv"))
    }
    #expect(error?.code == .undecodableText)
  }

  @Test func missingFileNamesTheNearest() {
    let error = dataError { _ = try fixtureTable("valid/plane.csv") }
    #expect(error?.code == .fileNotFound)
    #expect(error?.remedy == "Did you mean plain.csv?")
    #expect(
      dataError { _ = try fixtureTable("valid") }?.code
        == .unreadableFile)
  }
}
