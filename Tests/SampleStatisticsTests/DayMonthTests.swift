import Messages
import TableReading
import TestSupport
import Testing

@testable import SampleStatistics

/// Dates in columns that were read as decimals.
struct DayMonthTests {
  private static let rows = Array(0..<60)

  private static func dates(dayFirst: Bool) -> [Double] {
    rows.map { row in
      let (day, month) = (row * 11 % 28 + 1, row * 5 % 12 + 1)
      return dayFirst
        ? Double(day) + Double(month) / 100 : Double(month) + Double(day) / 100
    }
  }

  @Test func datesAreKnown() throws {
    let first = try #require(
      DayMonths(Self.dates(dayFirst: true), rows: Self.rows))
    #expect(first.dayIsFirst)
    let second = try #require(
      DayMonths(Self.dates(dayFirst: false), rows: Self.rows))
    #expect(!second.dayIsFirst)
    // Missing ones do not matter, rows that are not used either.
    var some = Self.dates(dayFirst: true)
    some[3] = .nan
    some[5] = 0.5
    #expect(DayMonths(some, rows: Self.rows.filter { $0 != 5 }) != nil)
  }

  @Test func fewAndOthersAreNumbers() {
    let dates = Self.dates(dayFirst: true)
    #expect(DayMonths(dates, rows: Array(0..<15)) == nil)
    for other in [0.5, 14.13, 32.01, 4.005, 17, -3.04] {
      #expect(DayMonths(dates + [other], rows: Self.rows + [60]) == nil)
    }
    // Whole numbers and ratings.
    #expect(
      DayMonths(Self.rows.map { Double($0 % 31 + 1) }, rows: Self.rows) == nil)
  }

  /// Decimals of two digits between 1 and 31: none of 20,000 columns.
  @Test func decimalsAreNumbers() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      let values = (0..<40).map { _ in
        (generator.uniform(in: 1...31) * 100).rounded() / 100
      }
      #expect(DayMonths(values, rows: Array(0..<40)) == nil)
    }
  }

  @Test func whatIsSaid() throws {
    let table = try CSVReader().read(
      text: "born,y\n"
        + Self.rows.map { row in
          let text = "\(row * 11 % 28 + 1).\(row % 12 < 9 ? "0" : "")"
          return text + "\(row % 12 + 1),\(row * row % 17)\n"
        }.joined())
    let warnings = table.warnings(of: ["born", "y"], rows: Self.rows)
    let found = try #require(warnings.first { $0.code == .dataDates })
    #expect(found.message.contains(" looks like dates (day.month)"))
  }
}
