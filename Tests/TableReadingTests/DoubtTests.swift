import Messages
import Testing

@testable import TableReading

/// What is doubtful in files, and what is read of it.
@Suite struct DoubtTests {
  /// `이름,만족,도시` and more in code page 949.
  private static let korean: [UInt8] = [
    0xC0, 0xCC, 0xB8, 0xA7, 0x2C, 0xB8, 0xB8, 0xC1, 0xB7, 0x2C, 0xB5, 0xB5,
    0xBD, 0xC3, 0x0A, 0xB1, 0xE8, 0xC3, 0xB6, 0xBC, 0xF6, 0x2C, 0x35, 0x2C,
    0xBC, 0xAD, 0xBF, 0xEF, 0x0A, 0xB9, 0xDA, 0xBF, 0xB5, 0xC8, 0xF1, 0x2C,
    0x34, 0x2C, 0xBA, 0xCE, 0xBB, 0xEA, 0x0A,
  ]

  /// `名前,満足` and more in Shift-JIS.
  private static let japanese: [UInt8] = [
    0x96, 0xBC, 0x91, 0x4F, 0x2C, 0x96, 0x9E, 0x91, 0xAB, 0x0A, 0x93, 0x63,
    0x92, 0x86, 0x2C, 0x35, 0x0A, 0x83, 0x41, 0x83, 0x43, 0x2C, 0x34, 0x0A,
  ]

  /// `姓名,城市` and more in Big5.
  private static let taiwanese: [UInt8] = [
    0xA9, 0x6D, 0xA6, 0x57, 0x2C, 0xAB, 0xB0, 0xA5, 0xAB, 0x0A, 0xB3, 0xAF,
    0xA4, 0x6A, 0xA4, 0xE5, 0x2C, 0xBB, 0x4F, 0xA5, 0x5F, 0x0A, 0xAA, 0x4C,
    0xA4, 0x70, 0xA9, 0xFA, 0x2C, 0xBB, 0x4F, 0xC6, 0x57, 0x0A,
  ]

  /// `姓名,满意度,城市` and more in GBK.
  private static let chinese: [UInt8] = [
    0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xC2, 0xFA, 0xD2, 0xE2, 0xB6, 0xC8, 0x2C,
    0xB3, 0xC7, 0xCA, 0xD0, 0x0A, 0xD5, 0xC5, 0xC8, 0xFD, 0x2C, 0x35, 0x2C,
    0xB1, 0xB1, 0xBE, 0xA9, 0x0A, 0xC0, 0xEE, 0xCB, 0xC4, 0x2C, 0x34, 0x2C,
    0xC9, 0xCF, 0xBA, 0xA3, 0x0A,
  ]

  /// `Größe,Müller,Straße` and more in code page 1252.
  private static let german: [UInt8] = [
    0x47, 0x72, 0xF6, 0xDF, 0x65, 0x2C, 0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72,
    0x2C, 0x53, 0x74, 0x72, 0x61, 0xDF, 0x65, 0x0A, 0x31, 0x2C, 0x32, 0x2C,
    0x33, 0x0A,
  ]

  @Test(
    arguments: [
      (korean, "Korean"), (japanese, "Shift-JIS"), (taiwanese, "Big5"),
      (chinese, nil), (german, "windows-1252"),
    ] as [([UInt8], String?)])
  func encodingsThatAreNotNamed(_ bytes: [UInt8], _ word: String?) throws {
    let notes = try CSVReader().read(bytes: bytes).notes
      .filter { $0.code == .dataGuessedEncoding }
    #expect(notes.count == (word == nil ? 0 : 1))
    if let word { #expect(notes.first?.message.contains(word) == true) }
  }

  /// The first cell of doubtful points in the column x.
  private func doubt(_ text: String, _ mark: DecimalMark? = nil) throws
    -> String?
  {
    var reader = CSVReader()
    reader.decimalMark = mark
    let column = try reader.read(text: text).column(named: "x")
    return column.spellings[.doubtfulPoint]?.text
  }

  @Test func pointsThatMaySeparateThousands() throws {
    #expect(try doubt("x;y\n501;1\n1.148;2\n2.250;3\n") == "1.148")
    #expect(try doubt("x;y\n501;1\n1.148;2\n", .point) == nil)
    #expect(try doubt("x;y\n501;1\n1.148;2\n", .comma) == nil)
    // Another number tells, in the column or in another one.
    #expect(try doubt("x;y\n1.148;1\n0.250;2\n") == nil)
    #expect(try doubt("x;y\n1.148;1.5\n2.250;2\n") == nil)
    // Programs that separate thousands by points separate cells by semicolons.
    #expect(try doubt("x,y\n501,1\n1.148,2\n") == nil)
    let notes = LatentWarning.spellings(
      try CSVReader().read(text: "x;y\n501;1\n1.148;2\n").columns.map {
        ($0.name, $0.spellings)
      }, file: "a.csv")
    #expect(notes.map(\.code) == [.dataDoubtfulPoints])
    #expect(notes[0].message.contains("first in '1.148' at line 3"))
  }

  @Test func identifiersKeepTheirDigits() throws {
    let table = try CSVReader().read(
      text: "id,x\n123456789012345671,1\n123456789012345672,2\n")
    #expect(
      (0..<2).map { table.columns[0].label(ofRow: $0) } == [
        "123456789012345671", "123456789012345672",
      ])
    #expect(try table.numbers(named: "id").allSatisfy { $0 > 1.2e17 })
    #expect(
      CSVWriter().text(of: table).contains("\n123456789012345672,2"))
    let plain = try CSVReader().read(text: "id\n9007199254740992\n1e300\n")
    guard case .numbers = plain.columns[0].values else {
      Issue.record("numbers that a double holds are numbers")
      return
    }
  }

  @Test func namesThatAreNumbers() throws {
    let notes = try CSVReader().read(text: "1,2.5\n3,4\n").notes
    #expect(notes.map(\.code) == [.dataNumericNames])
    #expect(notes[0].message.contains("names: 1 and 2.5."))
    #expect(try CSVReader().read(text: "1,y\n3,4\n").notes.isEmpty)
  }
}
