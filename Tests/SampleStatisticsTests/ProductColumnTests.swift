import Messages
import SampleStatistics
import TableReading
import TestSupport
import Testing

@Suite("Centred products")
struct ProductColumnTests {
  private func table() throws -> DataTable {
    try DataTable(columns: [
      (name: "x", numbers: [1, 2, 6, 3, 100, 5, 4]),
      (name: "z", numbers: [2, 4, 9, 1, .nan, 7, 4]),
      (name: "y", numbers: [1, 0, 5, 2, 3, 4, 6]),
      (name: "g", numbers: [1, 1, 1, 2, 2, 2, 2]),
    ])
  }

  private func products(
    _ centering: ProductCentering, group: String? = nil
  ) throws -> [[Double]] {
    let selection = SampleSelection(
      variables: ["x", "z", "x:z"], groupVariable: group,
      centeredProducts: ["x:z"], productCentering: centering)
    return try GroupedData(table(), selecting: selection).groups.map { group in
      let cases = try #require(group.cases)
      return (0..<cases.count).map { cases[$0, 2] }
    }
  }

  /// Means of the six complete rows: x 3.5, z 4.5.
  @Test func meansAreThoseOfCompleteRows() throws {
    let expected = [6.25, 0.75, 11.25, 1.75, 3.75, -0.25]
    let mean = expected.reduce(0, +) / 6
    let single = try products(.single)[0]
    let double = try products(.double)[0]
    for index in expected.indices {
      #expect(abs(single[index] - expected[index]) < 1e-13)
      #expect(abs(double[index] - (expected[index] - mean)) < 1e-13)
    }
    #expect(try products(.none)[0] == [2, 8, 54, 3, 35, 16])
  }

  @Test func groupsAreCentredApart() throws {
    let groups = try products(.single, group: "g")
    #expect(groups == [[6, 1, 12], [3, 3, 0]])
  }

  /// Other products are those of the columns as they are.
  @Test func otherProductsAreNot() throws {
    let selection = SampleSelection(
      variables: ["x", "x:z", "x:y"],
      centeredProducts: ["x:y"], productCentering: .single)
    let rows = try #require(
      GroupedData(table(), selecting: selection).groups[0].cases)
    #expect((0..<6).map { rows[$0, 1] } == [2, 8, 54, 3, 35, 16])
  }

  @Test func columnsOfTheNameAreRefused() throws {
    let table = try DataTable(columns: [
      (name: "x", numbers: [1, 2, 4]), (name: "z", numbers: [2, 1, 5]),
      (name: "x:z", numbers: [2, 2, 21]),
    ])
    func rows(_ centering: ProductCentering) throws -> [Double] {
      let data = try GroupedData(
        table,
        selecting: SampleSelection(
          variables: ["x", "z", "x:z"], centeredProducts: ["x:z"],
          productCentering: centering))
      let rows = try #require(data.groups[0].cases)
      return (0..<3).map { rows[$0, 2] }
    }
    #expect(dataError { _ = try rows(.double) }?.code == .duplicateColumn)
    #expect(try rows(.none) == [2, 2, 21])
  }
}
