import DataScreening
import Foundation
import Messages
import TableReading
import Testing

/// Tables in figures, and what is found in them.
@Suite struct DataSummaryTests {
  private func summary(_ text: String) throws -> DataSummary {
    try DataSummary(try CSVReader().read(text: text))
  }

  private func codes(_ text: String) throws -> [String] {
    try summary(text).warnings.map(\.code.rawValue)
  }

  @Test func figures() throws {
    let summary = try summary("x,y,t\n1,0.5,a\n2,,b\n4,1.5,a\n,2.5,\n")
    let x = summary.variables[0]
    #expect(x.kind == .wholeNumbers && x.count == 3 && x.missingCount == 1)
    #expect(x.minimum == 1 && x.maximum == 4)
    // By hand: 7/3, and the root of ((16 + 1 + 25)/9)/2.
    #expect(abs((x.mean ?? 0) - 7 / 3.0) < 1e-15)
    #expect(
      abs((x.standardDeviation ?? 0) - (7 / 3.0).squareRoot()) < 1e-15)
    #expect(summary.variables[1].kind == .numbers)
    let t = summary.variables[2]
    #expect(t.kind == .text && t.distinctCount == 2 && t.mean == nil)
    #expect(t.values.map(\.count) == [2, 1])
    #expect(summary.completeCount == 2)
    #expect(summary.patterns.map(\.missing) == [[], ["x", "t"], ["y"]])
  }

  @Test func isWritten() throws {
    var table = try CSVReader().read(text: "x,t\n1,a\n2,b\n-9,a\n")
    table.variables = [
      VariableDescription(
        name: "x", label: "Answer",
        valueLabels: [.init(value: .number(1), text: "no")],
        missing: [.numbers(-9 ... -9), .numbers(-.infinity ... -90)],
        level: .ordinal)
    ]
    let object = try #require(
      JSONSerialization.jsonObject(
        with: JSONEncoder().encode(DataSummary(table))) as? [String: Any])
    #expect(object["caseCount"] as? Int == 3)
    let variables = try #require(object["variables"] as? [[String: Any]])
    let x = try #require(variables[0]["description"] as? [String: Any])
    #expect(
      x["label"] as? String == "Answer" && x["level"] as? String == "ordinal")
    let missing = try #require(x["missing"] as? [Any])
    #expect(missing[0] as? Double == -9)
    #expect((missing[1] as? [String: Double]) == ["to": -90])
  }

  @Test func constantAndEqualColumns() throws {
    #expect(
      try codes("a,b,c\n1,1,7\n2,2,7\n3,3,7\n")
        == ["data.constant-columns", "data.equal-columns"])
  }

  @Test func equalCases() throws {
    let rows = (0..<12).map { "\($0),\($0 * 7 % 11),\($0 * 5 % 13)" }
    #expect(
      try codes(
        "id,a,b\n" + (rows + rows.prefix(2)).joined(separator: "\n")
          + "\n") == ["data.equal-rows"])
    #expect(try codes("id,a,b\n" + rows.joined(separator: "\n") + "\n") == [])
  }

  @Test func straightLines() throws {
    let text = """
      i1,i2,i3,i4,i5,i6
      2,5,5,2,3,5
      4,5,1,5,1,4
      3,5,2,2,4,5
      5,4,4,2,2,2
      5,4,1,1,2,5
      1,3,1,3,4,5
      4,4,4,5,4,2
      3,1,1,2,4,2
      3,4,3,4,5,4
      5,3,5,5,4,5
      """
    #expect(try codes(text + "\n") == [])
    let warnings = try summary(text + "\n3,3,3,3,3,3\n").warnings
    #expect(warnings.map(\.code.rawValue) == ["data.straight-lines"])
    #expect(warnings.first?.message.contains("i1 to i6: 11.") == true)
  }
}
