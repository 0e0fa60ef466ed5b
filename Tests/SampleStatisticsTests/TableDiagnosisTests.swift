import Messages
import TableReading
import TestSupport
import Testing

@testable import SampleStatistics

/// Tables that are not what they look like: rows that sum up others, matrices,
/// slips.
@Suite("Tables that are not what they look like")
struct TableDiagnosisTests {
  private func columns(_ count: Int = 40) -> [(name: String, numbers: [Double])]
  {
    var generator = SeededGenerator(seed: 3)
    return ["x", "y", "z"].map { name in
      (
        name,
        (0..<count).map { _ in (generator.normal() * 100).rounded() / 100 }
      )
    }
  }

  private func error(_ table: DataTable) -> LatentError? {
    do throws(LatentError) {
      _ = try GroupedData(
        table, selecting: SampleSelection(variables: ["x", "y", "z"]))
      return nil
    } catch {
      return error
    }
  }

  private func warnings(_ columns: [(name: String, numbers: [Double])]) throws
    -> [LatentWarning]
  {
    try GroupedData(
      try DataTable(columns: columns),
      selecting: SampleSelection(variables: ["x", "y", "z"])
    ).warnings
  }

  @Test("Every row several times") func repeatedRows() throws {
    let cases = columns()
    #expect(try warnings(cases).isEmpty)
    for times in [2, 3] {
      let copies = cases.map { column in
        (
          name: column.name,
          numbers: (0..<times).flatMap { _ in column.numbers }
        )
      }
      let warning = try #require(
        warnings(copies).first { $0.code == .dataRepeatedRows })
      #expect(
        warning.message.contains(times == 2 ? "twice," : "\(times) times,"))
      #expect(
        warning.message.contains("\(40 * times) rows, 40 of them different"))
    }
    // A single row without a copy is enough.
    let nearly = cases.map { column in
      (name: column.name, numbers: column.numbers + column.numbers.dropLast())
    }
    #expect(try warnings(nearly).allSatisfy { $0.code != .dataRepeatedRows })
  }

  @Test("Few values, which repeat by chance") func repeatedByChance() throws {
    var cases = columns(200)
    for column in cases.indices {
      cases[column].numbers = cases[column].numbers.map { $0 > 0 ? 1 : 0 }
    }
    let copies = cases.map { (name: $0.name, numbers: $0.numbers + $0.numbers) }
    #expect(try warnings(copies).allSatisfy { $0.code != .dataRepeatedRows })
  }

  @Test("Rows of sums and means without a label") func summaries() throws {
    let cases = columns()
    let plain = try DataTable(columns: cases)
    #expect(error(plain) == nil)
    let sums = cases.map {
      (name: $0.name, numbers: $0.numbers + [$0.numbers.reduce(0, +)])
    }
    let means = cases.map { column in
      let mean = column.numbers.reduce(0, +) / Double(column.numbers.count)
      return (
        name: column.name,
        numbers: column.numbers + [(mean * 1000).rounded() / 1000, 7]
      )
    }
    for columns in [sums, means] {
      let table = try DataTable(columns: columns)
      let found = error(table)
      #expect(found?.code == .summaryRow)
      #expect(found?.message.contains("Row 41") == true)
    }
  }

  @Test(
    "Rows with a label",
    arguments: [("Mean", true), ("N", true), ("Max", false), ("Anna", false)])
  func labels(label: String, isSummary: Bool) throws {
    var text = "name,x,y,z\n"
    let cases = columns()
    for row in 0..<40 {
      text +=
        "p\(row),"
        + cases.map { "\($0.numbers[row])" }.joined(separator: ",") + "\n"
    }
    let values = cases.map { column in
      label == "N"
        ? 40 : column.numbers.reduce(0, +) / Double(column.numbers.count)
    }
    text +=
      label + ","
      + values.map { "\($0 + (isSummary ? 0 : 0.4))" }
      .joined(separator: ",")
    let table = try CSVReader().read(text: text + "\n", name: "d.csv")
    let found = error(table)
    #expect(found?.code == (isSummary ? .summaryRow : nil))
    #expect(found?.line == (isSummary ? 42 : nil))
  }

  @Test("A matrix among tables") func matrix() throws {
    let table = try DataTable(columns: [
      ("x", [1, 0.5, 0.4]), ("y", [0.5, 1, 0.3]), ("z", [0.4, 0.3, 1]),
    ])
    #expect(error(table)?.code == .malformedMatrix)
  }

  @Test("Values far off") func outliers() {
    let column = columns()[0].numbers
    let rows = Array(0...column.count)
    let own = Array(0..<column.count)
    #expect(OutlyingValues(column, rows: own).found.isEmpty)
    #expect(
      OutlyingValues(column + [1e4], rows: rows).found.map(\.row) == [40])
    #expect(
      OutlyingValues(column + [-1e4], rows: rows).found.map(\.value) == [-1e4])
    #expect(
      OutlyingValues(column + [1e4], rows: rows, except: [1e4]).found.isEmpty)
    // A slip of the keys among ratings, and a count that is large.
    let ratings = (0..<40).map { Double($0 % 5 + 1) }
    #expect(OutlyingValues(ratings + [55], rows: rows).found.count == 1)
    #expect(OutlyingValues(ratings + [11], rows: rows).found.isEmpty)
    #expect(
      OutlyingValues(
        [1, 1, 1, 1] + ratings.map { _ in 1 } + [1e4],
        rows:
          Array(0..<45)
      ).found.count == 1)
    let rare = [Double](repeating: 0, count: 40) + [1]
    #expect(OutlyingValues(rare, rows: rows).found.isEmpty)
    // The tail of a lognormal variable.
    let incomes = column.map { 2000 * exponential($0) }
    #expect(OutlyingValues(incomes, rows: own).found.isEmpty)
  }

  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for order in 1..<60 {
      term *= x / Double(order)
      sum += term
    }
    return sum
  }
}
