import Messages
import TableReading
import TestSupport
import Testing

@Suite("Any bytes")
struct CSVFuzzTests {
  /// Pieces that make text likely to reach every branch.
  private static let pieces: [[UInt8]] =
    [
      "x", "y1", "3", "-2.5", "1e400", "NA", ",", ",", ";", "\t", " ", "\"",
      "\"\"", "\n", "\n", "\r\n", "\r", ".", "Inf", "1,5", "\u{5B66}", "-999",
    ].map { Array($0.utf8) } + [
      [0xD1, 0xA7], [0xFF], [0x81, 0x30], [0xEF, 0xBB],
    ]

  @Test("The reader answers with a table or an error", arguments: 0..<4)
  func neverCrashes(stream: Int) {
    var generator = SeededGenerator(seed: UInt64(stream) &+ 42)
    var tables = 0
    var errors = 0
    for _ in 0..<1500 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        let piece = Self.pieces.randomElement(using: &generator) ?? []
        bytes += piece
      }
      var reader = CSVReader()
      reader.hasHeader = Bool.random(using: &generator)
      reader.missingCodes = ["-999"]
      reader.delimiter =
        [nil, .comma, .tab, .semicolon, .whitespace]
        .randomElement(using: &generator) ?? nil
      reader.encoding =
        [nil, .utf8, .gb18030, .utf16, .windows1252]
        .randomElement(using: &generator) ?? nil
      do {
        let table = try reader.read(bytes: bytes, name: "fuzz.csv")
        #expect(table.rowCount > 0)
        #expect(table.columns.allSatisfy { $0.count == table.rowCount })
        #expect(Set(table.columnNames).count == table.columns.count)
        tables += 1
      } catch {
        #expect(error.file == "fuzz.csv")
        #expect(!error.message.isEmpty)
        errors += 1
      }
    }
    #expect(tables > 50 && errors > 50)
  }

  @Test("Writing and reading again gives the same cells", arguments: 0..<4)
  func roundTrip(stream: Int) throws {
    var generator = SeededGenerator(seed: UInt64(stream) &+ 7)
    let characters: [Character] = [
      "a", "\u{5B66}", "\"", ",", ";", "\t", " ", "\n", "\r", "9", "'",
    ]
    for _ in 0..<100 {
      let rows = Int.random(in: 1..<8, using: &generator)
      let strings = (0..<2 * rows).map { _ in
        // A first letter keeps the column text and the cell not missing.
        "t"
          + String(
            (0..<Int.random(in: 0..<6, using: &generator)).compactMap { _ in
              characters.randomElement(using: &generator)
            })
      }
      var text = "left,right\r\n"
      for row in 0..<rows {
        let cells = strings[2 * row..<2 * row + 2].map { cell in
          "\""
            + cell.split(
              separator: "\"", omittingEmptySubsequences: false
            ).joined(separator: "\"\"") + "\""
        }
        text += cells.joined(separator: " , ") + "\r\n"
      }
      let table = try CSVReader().read(text: text)
      for row in 0..<rows {
        #expect(table.columns[0].label(ofRow: row) == strings[2 * row])
        #expect(table.columns[1].label(ofRow: row) == strings[2 * row + 1])
      }
    }
  }
}
