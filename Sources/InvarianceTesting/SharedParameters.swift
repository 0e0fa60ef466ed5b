internal import ModelCriticism
internal import ModelSyntax
internal import Specification

/// The parameters that a table holds equal across its groups: by a label, or
/// fixed at one value in all.
struct SharedParameters {
  /// Their names as `group.partial` takes them, in the order of the first
  /// group's rows.
  let names: [String]

  private let table: ParameterTable
  private let rowsByName: [String: [Int]]

  init(_ table: ParameterTable) {
    self.table = table
    var rowsByName: [String: [Int]] = [:]
    var names: [String] = []
    for (index, row) in table.rows.enumerated() where row.group != nil {
      let name = Self.name(row)
      if rowsByName[name] == nil { names.append(name) }
      rowsByName[name, default: []].append(index)
    }
    self.rowsByName = rowsByName
    self.names = names.filter { name in
      Self.areEqual((rowsByName[name] ?? []).map { table.rows[$0] })
    }
  }

  private static func areEqual(_ rows: [ParameterRow]) -> Bool {
    guard let first = rows.first, rows.count > 1, !first.isExogenous else {
      return false
    }
    return rows.allSatisfy { row in
      first.isFree
        ? row.isFree && !first.label.isEmpty && row.label == first.label
        : !row.isFree && row.fixedValue == first.fixedValue
    }
  }

  /// The equality constraints that hold a parameter equal, numbered from 1 as
  /// `Fit.scoreTests(releasing:)` does; none for one that is fixed.
  func constraints(_ name: String) -> [Int] {
    let own = Set(rowsByName[name] ?? [])
    let equalities = table.constraints.filter { $0.kind == .equality }
      .sorted { $0.row < $1.row }
    return equalities.indices.filter { index in
      let rows = equalities[index].expression.rows
      return rows.count == 2 && rows.allSatisfy { own.contains($0) }
    }.map { $0 + 1 }
  }

  /// The value that score tests expect of a parameter in each group.
  func expectedValues(_ name: String, _ tests: ScoreTests) -> [Double] {
    let numbers = Set((rowsByName[name] ?? []).map { table.rows[$0].free })
    return tests.changes.filter { numbers.contains($0.free) }
      .map(\.expectedValue)
  }

  /// Whether a factor of the parameter would keep fewer than `minimum` equal
  /// loadings, or intercepts, if it were released; a loading that is fixed in
  /// all groups counts as equal.
  func isNeeded(_ name: String, minimum: Int) -> Bool {
    guard let index = rowsByName[name]?.first else { return false }
    let row = table.rows[index]
    let isLatent = table.isLeftLatent(row)
    switch row.op {
    case .measurement:
      return equalIndicators(of: row.lhs, \.loading).count - 1 < minimum
    case .intercept where !isLatent:
      return factors(of: row.lhs).contains { factor in
        equalIndicators(of: factor, \.intercept).count - 1 < minimum
      }
    case .threshold:
      // They identify the intercept of a response, and its scale.
      let own = table.rows.filter {
        $0.group == 1 && $0.op == .threshold && $0.lhs == row.lhs
      }
      let equal = own.filter { names.contains(Self.name($0)) }
      return equal.count - 1 < min(2, own.count)
    default: return false
    }
  }

  private func factors(of indicator: String) -> [String] {
    table.rows.filter {
      $0.group == 1 && $0.op == .measurement && $0.rhs == indicator
    }.map(\.lhs)
  }

  /// The key of an indicator's rows.
  private struct IndicatorRows {
    var loading: String
    var intercept: String
  }

  private func equalIndicators(
    of factor: String, _ part: KeyPath<IndicatorRows, String>
  ) -> [String] {
    table.rows.filter {
      $0.group == 1 && $0.op == .measurement && $0.lhs == factor
    }.map(\.rhs).filter { indicator in
      let rows = IndicatorRows(
        loading: "\(factor)=~\(indicator)", intercept: "\(indicator)~1")
      return names.contains(rows[keyPath: part])
    }
  }

  private static func name(_ row: ParameterRow) -> String {
    row.key.compactDescription
  }
}
