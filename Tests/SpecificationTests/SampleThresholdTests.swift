import ModelSyntax
import Specification
import Testing

/// Thresholds and scaling factors that no default rule frees.
@Suite struct SampleThresholdTests {
  private static let text = "f =~ u + v + w\nu | t1"

  private static func table(
    groups: [String] = [""], _ adjust: (inout ModelOptions) -> Void
  ) throws -> ParameterTable {
    try lower(text) {
      $0.ordered = ["u", "v", "w"]
      $0.thresholdCounts = ["u": 2, "v": 2, "w": 2]
      $0.groupLabels = groups
      adjust(&$0)
    }
  }

  @Test func thresholdsOutsideOfTheTextAreOfTheSample() throws {
    let table = try Self.table { $0.addThresholds = false }
    let rows = table.rows.filter { $0.op == .threshold }
    #expect(rows.count == 6)
    for row in rows {
      let isNamed = row.lhs == "u" && row.rhs == "t1"
      #expect(row.isFree == isNamed, "\(row.key)")
      #expect(row.isOfSample == !isNamed, "\(row.key)")
    }
    let usual = try Self.table { _ in }
    #expect(usual.rows.allSatisfy { $0.op != .threshold || $0.isFree })
    // As lavaan() itself has it.
    let plain = try Self.table { $0.kind = .lavaan }
    #expect(plain.rows.contains { $0.isOfSample })
    let all = try Self.table {
      $0.kind = .lavaan
      $0.addThresholds = true
    }
    #expect(!all.rows.contains { $0.isOfSample })
  }

  /// Thresholds of the sample are not equal across groups, and the rest is free
  /// as if they were.
  @Test func equalityPassesThemOver() throws {
    let table = try Self.table(groups: ["a", "b"]) {
      $0.addThresholds = false
      $0.groupEqual = [.thresholds, .loadings]
    }
    for row in table.rows where row.op == .threshold {
      #expect(row.label.isEmpty == row.isOfSample, "\(row.key)")
    }
    #expect(
      table.rows.filter { $0.op == .scaling && $0.isFree }.map(\.group)
        == [2, 2, 2])
  }

  @Test func scalesStayFixed() throws {
    let table = try Self.table(groups: ["a", "b"]) {
      $0.addScales = false
      $0.groupEqual = [.thresholds, .loadings]
    }
    #expect(!table.rows.contains { $0.op == .scaling && $0.isFree })
    #expect(
      table.rows.filter { $0.op == .intercept && $0.isFree }.map(\.group)
        == [2, 2, 2])
  }

  @Test(arguments: ["u | t2 + t1", "u | t2\nu | t1", "u | t1 + t3 + t2"])
  func thresholdsAreListedUpwards(_ text: String) throws {
    #expect(throws: ModelSyntaxError.self) {
      try lower("f =~ u + v + w\n" + text) {
        $0.ordered = ["u", "v", "w"]
        $0.thresholdCounts = ["u": 3, "v": 2, "w": 2]
      }
    }
  }
}
