import DataFiles
import Foundation
import Messages
import TableReading
import Testing

/// Texts of data files: their encodings, escapes, and what they stand for
/// (Fixtures/make.py).
@Suite struct FileTextTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return Array(
      try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
  }

  private static func table(_ name: String) throws -> DataTable {
    try DataFileReader().read(bytes: bytes(name), name: name)
  }

  @Test(arguments: [
    ("korean.sav", ["한글", "서울", "매우"], nil),
    ("utf8.sav", ["éü", "ñá", "éé"], nil),
    ("western-1252.sav", ["“W”ä", "é’s–", "–‘l’"], nil),
    ("korean-1252.sav", ["ÇÑ±Û", "¼\u{AD}¿ï", "¸Å¿ì"], "doubtful"),
    ("japanese-1252.sav", ["“ú–{", "“Œ‹ž", "’á‚¢"], "doubtful"),
  ])
  func labelsOfCodePages(_ name: String, _ labels: [String], _ note: String?)
    throws
  {
    let table = try Self.table(name)
    #expect(
      table.variables.map(\.label)
        + table.variables[0].valueLabels.map(\.text) == labels)
    #expect(
      table.notes.map(\.code.rawValue)
        == (note == nil ? [] : ["data.file-encoding-doubtful"]))
  }

  @Test func textsBehindDeclaredEncodings() throws {
    var reader = DataFileReader()
    reader.encoding = "SHIFT_JIS"
    let table = try reader.read(
      bytes: Self.bytes("japanese-1252.sav"), name: "japanese-1252.sav")
    #expect(table.variables.map(\.label) == ["日本", "東京"])
    #expect(table.notes.isEmpty)
  }

  @Test func escapesOfWorkbooks() throws {
    let table = try Self.table("escaped.xlsx")
    #expect(table.columnNames == ["aA", "b"])
    #expect(
      (0..<2).map { table.columns[0].label(ofRow: $0) } == [
        "_x0041_", "x\ry",
      ])
    #expect(
      (0..<2).map { table.columns[1].label(ofRow: $0) } == [
        "\u{1F600}", "_xD83D_ _x0000_ _x00zz_",
      ])
  }

  @Test func datesShowTheClockThatTheirFormatHides() throws {
    let table = try Self.table("texts.xlsx")
    #expect(
      (0..<4).map { table.columns[1].label(ofRow: $0) } == [
        "2024-01-01", "2024-01-02", "2024-01-03 12:00:00",
        "2024-01-04 12:00:00",
      ])
  }

  @Test func textsThatAreNumbersBehindZeros() throws {
    let table = try Self.table("texts.xlsx")
    #expect(try table.numbers(named: "id") == [1, 2, 3, 4])
    #expect(try table.numbers(named: "code") == [1, 2, 3, 4])
    #expect(table.columns[3].label(ofRow: 0) == "01")
    #expect(table.notes.map(\.code.rawValue) == ["data.leading-zeros"])
    #expect(table.notes[0].message.contains("1 column"))
    #expect(table.notes[0].message.contains("`001` in A2"))
  }

  @Test(arguments: [1, 5, 40, 200])
  func cutFilesOfStata(_ missing: Int) throws {
    let whole = try Self.bytes("survey.dta")
    let error = #expect(throws: LatentError.self) {
      try DataFileReader().read(
        bytes: Array(whole.dropLast(missing)), name: "survey.dta")
    }
    #expect(error?.code.rawValue == "data.file-unreadable")
  }

  /// Files of Stata 10 end with the texts of value labels.
  @Test func cutValueLabels() throws {
    let whole = try Self.bytes("old.dta")
    #expect(
      try DataFileReader().read(bytes: whole, name: "old.dta").rowCount == 3)
    for missing in 1...30 {
      let error = #expect(throws: LatentError.self, "\(missing)") {
        try DataFileReader().read(
          bytes: Array(whole.dropLast(missing)), name: "old.dta")
      }
      #expect(error?.code.rawValue == "data.file-unreadable")
    }
  }
}
