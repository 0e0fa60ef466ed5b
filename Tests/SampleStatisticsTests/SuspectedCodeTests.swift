import Messages
import TableReading
import TestSupport
import Testing

@testable import SampleStatistics

/// Values that look like codes of missing values, and those that do not.
@Suite("Undeclared codes of missing values")
struct SuspectedCodeTests {
  /// Whole numbers from a range, some of them replaced.
  private func ratings(
    _ range: ClosedRange<Int>, count: Int = 60, codes: [Double]
  ) -> [Double] {
    var generator = SeededGenerator(seed: 8)
    let values = (0..<count).map { _ in
      Double(Int.random(in: range, using: &generator))
    }
    return codes + range.map(Double.init) + values
  }

  private func normal(_ count: Int = 80, mean: Double = 0, sd: Double = 1)
    -> [Double]
  {
    var generator = SeededGenerator(seed: 11)
    return (0..<count).map { _ in
      let sum = (0..<12).reduce(0.0) { total, _ in
        total + Double.random(in: 0..<1, using: &generator)
      }
      return mean + sd * (sum - 6)
    }
  }

  private func found(_ values: [Double]) -> [Double] {
    SuspectedCodes.all(in: [values])[0].found.map(\.value)
  }

  @Test(
    "Codes among measurements",
    arguments: [
      [-99.0], [-99, -99], [9999], [999, 999, 999], [-999, -99], [99.9, 99.9],
      [-9, -9, -9], [88, 99, 99],
    ])
  func measurements(codes: [Double]) {
    #expect(found(normal() + codes) == Set(codes).sorted())
  }

  @Test(
    "Codes among ratings",
    arguments: [
      (1...5, [9.0, 9], [9.0]), (1...5, [-9, -9], [-9]), (1...7, [99], [99]),
      (0...1, [9, 9], [9]), (1...5, [-1, -1], [-1]),
      (1...5, [8, 9, 9], [8, 9]), (1...7, [-9, -8, -8], [-9, -8]),
      (1...7, [Double](repeating: 9, count: 7), [9]),
      (1...5, [-99, 99], [-99, 99]),
      (0...40, [-9, -9], [-9]), (18...70, [-99], [-99]),
      (18...70, [999], [999]),
    ])
  func ratings(range: ClosedRange<Int>, codes: [Double], expected: [Double]) {
    #expect(found(ratings(range, codes: codes)) == expected)
  }

  @Test("Counts of cells") func counts() {
    let codes = SuspectedCodes.all(in: [normal() + [-99, -99, -99]])[0].found
    #expect(codes.map(\.count) == [3])
  }

  @Test(
    "No codes",
    arguments: [
      // Ratings, percentages, years, ages, differences, changes of sign.
      (1...9, []), (0...10, []), (0...100, []), (1...99, []), (-3...3, []),
      (18...99, []), (-9...9, []), (0...8, [9]), (1990...1999, []),
      (-1...1, []), (0...5, [-1, -1, -1]), (0...7, [9]), (60...98, [99, 99]),
    ] as [(ClosedRange<Int>, [Double])])
  func ordinary(range: ClosedRange<Int>, others: [Double]) {
    #expect(found(ratings(range, codes: others)).isEmpty)
  }

  @Test("No codes among measurements and prices") func ordinaryMeasurements() {
    #expect(found(normal(mean: 50, sd: 20) + [99]).isEmpty)
    #expect(found(normal(mean: 0, sd: 60) + [-99, 99]).isEmpty)
    #expect(found(normal(mean: 500, sd: 200) + [999, 999]).isEmpty)
    #expect(found([19, 29, 49, 39, 29, 19, 99, 99, 99]).isEmpty)
    #expect(found([0, 0, 0, 0, 1, 9]).isEmpty)
    // Counts with a tail.
    #expect(
      found(
        [Double](repeating: 0, count: 50)
          + [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 9]
      ).isEmpty)
    #expect(found(normal().map { $0 * $0 * 1000 }).isEmpty)
    #expect(found([]).isEmpty)
    #expect(found([.nan, 9, .infinity]).isEmpty)
    // Half of the cases are no exception.
    #expect(found([1, 1, 2, 99, 99, 99]).isEmpty)
  }

  @Test("Warnings name columns, values and counts") func warnings() throws {
    let values = normal()
    let table = try DataTable(columns: [
      ("x", values + [-99, -99]), ("y", values.map { -$0 } + [1, 2]),
      ("z", values.map { $0 * $0 } + [3, 4]),
    ])
    let data = try GroupedData(
      table, selecting: SampleSelection(variables: ["x", "z"]))
    #expect(data.warnings.map(\.code) == ["data.undeclared-missing-code"])
    #expect(
      data.warnings[0].message.contains("-99 in x (2 cases) lies far"))
    let centered = try table.centering(
      ["x"], over: SampleSelection(variables: ["x", "z"]))
    let again = try GroupedData(
      centered, selecting: SampleSelection(variables: ["x", "z"]))
    #expect(again.warnings == data.warnings)
    let without = try GroupedData(
      table, selecting: SampleSelection(variables: ["y", "z"]))
    #expect(without.warnings.isEmpty)
  }

  @Test(
    "Declared codes that occur nowhere",
    arguments: [
      ("99", "x holds `-99`"), ("-99;-999", "`missing-codes: -99,-999`"),
      ("-99 -999", "`missing-codes: -99,-999`"), ("x=-99", "in every column"),
      ("-999", "x holds `-99`"), ("Missing", "nowhere"),
    ])
  func idleCodes(code: String, part: String) throws {
    var reader = CSVReader()
    reader.missingCodes = [code]
    let table = try reader.read(
      text: "x,y,z\n1,2,-77\n-99,3,1\n2,1,2\n3,5,4\n", name: "d.csv")
    let data = try GroupedData(
      table, selecting: SampleSelection(variables: ["x", "y"]))
    let warning = data.warnings.first {
      $0.code == "data.idle-missing-code"
    }
    #expect(warning?.message.contains("`\(code)`") == true)
    #expect(warning?.message.contains(part) == true, "\(data.warnings)")
  }

  @Test("Declared codes that occur") func usedCodes() throws {
    var reader = CSVReader()
    reader.missingCodes = ["-99", "none"]
    let table = try reader.read(
      text: "x,y,g\n1,2,a\n-99.0,3,none\n2,1,a\n3,5,b\n1,2,b\n")
    let data = try GroupedData(
      table,
      selecting: SampleSelection(variables: ["x", "y"], groupVariable: "g"))
    #expect(data.warnings.map(\.code) == ["data.group-missing"])
  }
}
