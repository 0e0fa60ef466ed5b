import DataFiles
import Foundation
import Messages
import TableReading
import Testing

/// Data files of other programs, against what pyreadstat 1.3.7 and openpyxl 3.1
/// read in them (Fixtures/make.py).
@Suite struct DataFileReaderTests {
  private struct Expected: Decodable {
    var cells: [[String]]
    var labels: [String: String?]?
    var valueLabels: [String: [String: String]]?
  }

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Fixtures")
  private static let names = [
    "survey.sav", "survey.zsav", "survey.dta", "survey.por", "survey.xpt",
    "survey.xlsx", "survey1904.xlsx", "rows.xlsx",
  ]

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  private static func expected(_ name: String) throws -> Expected {
    let data = try Data(contentsOf: folder.appending(path: "expected.json"))
    let all = try JSONDecoder().decode([String: Expected].self, from: data)
    return try #require(all[name])
  }

  @Test(arguments: names)
  func cells(_ name: String) throws {
    let expected = try Self.expected(name)
    let table = try DataFileReader().read(
      bytes: Self.bytes(name), name: name)
    let back = try CSVReader().read(text: CSVWriter().text(of: table))
    #expect(table.rowCount == expected.cells.count)
    #expect(table.columnNames.count == expected.cells[0].count)
    for (column, title) in table.columnNames.enumerated() {
      for (row, cells) in expected.cells.enumerated() {
        let cell = back.columns[column].label(ofRow: row) ?? ""
        if let number = Double(cells[column]) {
          #expect(Double(cell) == number, "\(name) \(title) \(row)")
        } else {
          #expect(cell == cells[column], "\(name) \(title) \(row)")
        }
      }
    }
  }

  @Test(arguments: names.filter { $0.hasSuffix("sav") || $0.hasSuffix("dta") })
  func labels(_ name: String) throws {
    let expected = try Self.expected(name)
    let table = try DataFileReader().read(
      bytes: Self.bytes(name), name: name)
    let labels = try #require(expected.labels)
    for variable in table.variables {
      #expect(variable.label == labels[variable.name] ?? "")
      var values: [Double: String] = [:]
      for (value, text) in expected.valueLabels?[variable.name] ?? [:] {
        values[try #require(Double(value))] = text
      }
      #expect(variable.valueLabels.count == values.count)
      for label in variable.valueLabels {
        guard case .number(let number) = label.value else {
          Issue.record("\(label) is of no number")
          continue
        }
        #expect(values[number] == label.text)
      }
    }
  }

  @Test func declaredMissingValues() throws {
    let table = try DataFileReader().read(
      bytes: Self.bytes("survey.sav"), name: "survey.sav")
    let tenure = try #require(table.variables.first)
    #expect(tenure.level == .scale)
    #expect(
      tenure.missing == [.numbers(99...999), .numbers(98...98)]
        || tenure.missing == [.numbers(98...98), .numbers(99...999)])
    #expect(tenure.missingCounts.map(\.count) == [1, 1])
    #expect(tenure.missingCounts.map(\.value) == [.number(98), .number(150)])
    #expect(try table.numbers(named: "tenure").count { $0.isNaN } == 3)
    #expect(table.variables[2].level == .ordinal)
  }

  @Test func warningsOfWorkbooks() throws {
    let table = try DataFileReader().read(
      bytes: Self.bytes("survey.xlsx"), name: "survey.xlsx")
    #expect(
      table.notes.map(\.code.rawValue)
        == ["data.further-sheets", "data.cell-errors"])
  }

  @Test func sheets() throws {
    var reader = DataFileReader()
    reader.sheet = "答安"
    let error = #expect(throws: LatentError.self) {
      try reader.read(bytes: Self.bytes("survey.xlsx"), name: "survey.xlsx")
    }
    #expect(error?.code.rawValue == "data.no-sheet")
    #expect(error?.remedy == "Did you mean `答案`?")
    reader.sheet = "1"
    #expect(
      try reader.read(bytes: Self.bytes("survey.xlsx"), name: "").rowCount == 4)
    reader.sheet = "x"
    let other = #expect(throws: LatentError.self) {
      try reader.read(bytes: Self.bytes("survey.sav"), name: "survey.sav")
    }
    #expect(other?.code.rawValue == "data.no-sheet")
  }

  @Test func formulasWithoutValues() throws {
    let error = #expect(throws: LatentError.self) {
      try DataFileReader().read(
        bytes: Self.bytes("formula.xlsx"), name: "formula.xlsx")
    }
    #expect(error?.code.rawValue == "data.formula-without-value")
    #expect(error?.message.contains("C4") == true)
  }

  @Test func sparseSheets() throws {
    let error = #expect(throws: LatentError.self) {
      try DataFileReader().read(
        bytes: Self.bytes("sparse.xlsx"), name: "sparse.xlsx")
    }
    #expect(error?.message.contains("16384 columns") == true)
  }

  @Test func surplusCells() throws {
    let error = #expect(throws: LatentError.self) {
      try DataFileReader().read(
        bytes: Self.bytes("joined.xlsx"), name: "joined.xlsx")
    }
    #expect(error?.message.contains("2 cells") == true)
  }

  @Test func codesOfMissingValues() throws {
    var reader = DataFileReader()
    reader.cells.missingCodes = ["5", "Wuhan"]
    let table = try reader.read(
      bytes: Self.bytes("survey.sav"), name: "survey.sav")
    #expect(
      try table.numbers(named: "trust").map(\.isNaN)
        == [false, false, false, true, false])
    #expect(table.columns[1].label(ofRow: 2) == nil)
    #expect(table.columns[1].foundCodes == [1])
  }

  /// Files that end early, or whose bytes are others, are read or refused.
  @Test(arguments: names)
  func damagedFiles(_ name: String) throws {
    let whole = try Self.bytes(name)
    var random = SeededGenerator(state: 7)
    for _ in 0..<60 {
      var bytes = whole
      if random.next() % 2 == 0 {
        bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
      } else {
        for _ in 0..<4 {
          bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(
            truncatingIfNeeded: random.next())
        }
      }
      do {
        let table = try DataFileReader().read(bytes: bytes, name: name)
        #expect(table.rowCount > 0)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }
}

/// A generator with a seed (SplitMix64; Steele, Lea & Flood, 2014).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
