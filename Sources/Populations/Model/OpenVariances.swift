internal import ModelSyntax
internal import Specification

/// The variables of each block that no arrow points to.
struct OpenVariances: Sendable {
  private let explained: [Set<String>]

  init(_ table: ParameterTable) {
    var explained = [Set<String>](repeating: [], count: table.blockCount)
    for row in table.rows {
      guard let block = row.blockIndex else { continue }
      switch row.op {
      case .measurement: explained[block].insert(row.rhs)
      case .regression: explained[block].insert(row.lhs)
      default: break
      }
    }
    self.explained = explained
  }

  /// Whether nothing explains the variable of a variance.
  func isExogenous(_ row: ParameterRow) -> Bool {
    guard let block = row.blockIndex else { return false }
    return !explained[block].contains(row.lhs)
  }
}
