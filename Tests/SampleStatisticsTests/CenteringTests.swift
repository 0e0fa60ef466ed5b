import Messages
import SampleStatistics
import TableReading
import TestSupport
import Testing

@Suite("Centring")
struct CenteringTests {
  private func table() throws -> DataTable {
    try DataTable(columns: [
      (name: "x", numbers: [1, 2, 6, 100, .nan]),
      (name: "w", numbers: [2, 4, 9, .nan, 1]),
      (name: "y", numbers: [1, 0, 5, 2, 3]),
      (name: "g", numbers: [1, 1, 2, 2, 2]),
    ])
  }

  /// Only rows that a model with w uses count: 1, 2 and 6.
  @Test func meansAreThoseOfCompleteRows() throws {
    let centered = try table().centering(
      ["x"], over: SampleSelection(variables: ["y", "x:w"]))
    let values = try centered.numbers(named: "x")
    #expect(values[0..<4] == [-2, -1, 3, 97])
    #expect(values[4].isNaN)
    #expect(try centered.numbers(named: "y") == [1, 0, 5, 2, 3])
    #expect(centered.columnNames == ["x", "w", "y", "g"])
  }

  @Test func otherGroupsDoNotCount() throws {
    let centered = try table().centering(
      ["y"],
      over: SampleSelection(
        variables: ["y", "x"], groupVariable: "g", groupLabels: ["2"]))
    #expect(try centered.numbers(named: "y") == [-2.5, -3.5, 1.5, -1.5, -0.5])
  }

  @Test func productsAreThoseOfCentredColumns() throws {
    let selection = SampleSelection(variables: ["y", "x:w"])
    let centered = try table().centering(["x", "w"], over: selection)
    let data = try GroupedData(centered, selecting: selection)
    let rows = try #require(data.groups[0].cases)
    #expect((0..<3).map { rows[$0, 1] } == [6, 1, 12])
  }

  @Test func refusals() throws {
    let selection = SampleSelection(variables: ["y"])
    #expect(
      dataError { _ = try table().centering(["z"], over: selection) }?.code
        == .unknownColumn)
    let text = try DataTable(columns: [
      DataColumn(name: "x", strings: ["a", "b"])
    ])
    #expect(
      dataError {
        _ = try text.centering(
          ["x"], over: SampleSelection(variables: ["x"]))
      }?.code == .textInNumbers)
    let product = try DataTable(columns: [
      (name: "x", numbers: [1, 2]), (name: "x:w", numbers: [3, 4]),
    ])
    #expect(
      dataError {
        _ = try product.centering(
          ["x"], over: SampleSelection(variables: ["x:w"]))
      }?.code == .duplicateColumn)
    let missing = try DataTable(columns: [
      (name: "x", numbers: [1, .nan]), (name: "y", numbers: [.nan, 4]),
    ])
    #expect(
      dataError {
        _ = try missing.centering(["x"], over: selection)
      }?.code == .noCompleteRow)
  }
}
