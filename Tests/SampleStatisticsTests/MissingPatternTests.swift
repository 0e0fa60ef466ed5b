import LinearAlgebra
import Messages
import SampleStatistics
import TableReading
import Testing

@Suite("Missing patterns")
struct MissingPatternTests {
  private let na = Double.nan

  private func table() throws -> DataTable {
    try DataTable(columns: [
      (name: "x", numbers: [1, na, 3, 4, na, 6, 7]),
      (name: "y", numbers: [2, 5, na, 1, na, 3, na]),
      (name: "z", numbers: [1, 2, 4, 8, na, na, 5]),
      (name: "g", numbers: [1, 1, 1, 1, 1, 1, 1]),
    ])
  }

  private func selection(
    _ variables: [String] = ["x", "y", "z"], group: String? = nil,
    required: Set<String> = []
  ) -> SampleSelection {
    var selection = SampleSelection(variables: variables, groupVariable: group)
    selection.source = .pairwise
    selection.required = required
    return selection
  }

  private func cases(_ group: Sample) throws -> SampleCases {
    try #require(group.incompleteCases)
  }

  @Test func patternsAreSorted() throws {
    let group = try GroupedData(table(), selecting: selection()).groups[0]
    let patterns = try cases(group)
    #expect(
      patterns.patterns.map(\.observed) == [
        [0, 1, 2], [0, 1], [0, 2], [1, 2],
      ])
    #expect(patterns.patterns.map(\.count) == [2, 1, 2, 1])
    #expect(patterns.rowNumbers == [1, 4, 6, 3, 7, 2])
    #expect(patterns.completeCount == 2)
    #expect(group.emptyCount == 1 && group.deletedCount == 0)
    #expect(group.readCount == 7)
    #expect(
      patterns.pairCounts == [5, 3, 4, 3, 4, 3, 4, 3, 5])
    #expect(patterns.values.column(0) == [1, 2, 1])
  }

  @Test func requiredVariablesDeleteRows() throws {
    let made = try GroupedData(
      table(), selecting: selection(required: ["y"]))
    #expect(made.groups[0].deletedCount == 2)
    #expect(try cases(made.groups[0]).rowNumbers == [1, 4, 6, 2])
    #expect(
      made.warnings.map(\.code) == [
        "data.empty-cases", "data.exogenous-missing",
      ])
  }

  /// The order of the rows changes the order within patterns only.
  @Test func orderOfRows() throws {
    let reversed = try DataTable(
      columns: table().columnNames.map {
        (name: $0, numbers: try table().numbers(named: $0).reversed())
      })
    let other = try GroupedData(reversed, selecting: selection())
    let data = try GroupedData(table(), selecting: selection())
    #expect(
      try cases(other.groups[0]).patterns == cases(data.groups[0]).patterns)
  }

  @Test func unusableVariables() throws {
    func code(_ columns: [(name: String, numbers: [Double])])
      -> LatentError.Code?
    {
      let error = #expect(throws: LatentError.self) {
        try GroupedData(
          DataTable(columns: columns),
          selecting: selection(["x", "y"], group: "g"))
      }
      return error?.code
    }
    let g: [Double] = [1, 1, 1, 2, 2, 2]
    let y: [Double] = [1, 2, 4, 3, 5, 1]
    #expect(
      code([("x", [1, 2, 3, na, na, na]), ("y", y), ("g", g)]) == .allMissing)
    #expect(
      code([("x", [1, 2, 3, 4, 4, na]), ("y", y), ("g", g)])
        == .constantVariable)
    #expect(
      code([
        ("x", [1, 2, 3, 4, 5, na]), ("y", [1, 2, 4, 3, 5, na]), ("g", g),
      ]) == .tooFewCases)
    let usable = try GroupedData(
      DataTable(columns: [
        (name: "x", numbers: [1, 2, 3, 4, 5, na]), (name: "y", numbers: y),
        (name: "g", numbers: g),
      ]),
      selecting: selection(["x", "y"], group: "g"))
    #expect(usable.groups.map(\.observationCount) == [3, 3])
  }
}
