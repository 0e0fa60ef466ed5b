internal import ModelSyntax

/// The factors of one group that `efa()` puts into a block: what measures them
/// is known up to a rotation.
package struct ExploratoryBlock: Sendable, Hashable {
  /// The block's name.
  package let name: String
  /// The block of the model, from 0.
  package let block: Int
  /// The factors.
  package let factors: [String]
  /// What measures them.
  package let indicators: [String]
  /// The rows of the loadings, factor by factor in the order of `indicators`.
  package let loadings: [[Int]]
  /// The place among all of the block of an earlier group whose loadings these
  /// are held equal to; `nil` for one with a rotation of its own.
  package fileprivate(set) var leader: Int?
}

extension ParameterTable {
  /// Whether factors of `efa()` blocks wait for a rotation.
  package var isUnrotated: Bool { !isRotated && !exploratoryBlocks.isEmpty }

  /// The exploratory blocks of two factors or more, group by group.
  package var exploratoryBlocks: [ExploratoryBlock] {
    var result = ExploratoryBlock.all(of: rows)
    if result.isEmpty { return [] }
    let equals = EqualRows(constraints)
    for place in result.indices {
      let own = result[place]
      result[place].leader = result[..<place].firstIndex { other in
        other.leader == nil && other.name == own.name
          && other.factors == own.factors
          && other.indicators == own.indicators
          && zip(
            other.loadings.joined(), own.loadings.joined()
          ).allSatisfy { first, second in
            !rows[first].isFree && !rows[second].isFree
              || equals.areEqual(first, second)
          }
      }
    }
    return result
  }
}

extension ExploratoryBlock {
  /// The blocks of two factors or more that rows make; factors without all
  /// loadings have a row of their own less.
  static func all(of rows: [ParameterRow]) -> [ExploratoryBlock] {
    var order: [String] = []
    var places: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() where !row.efa.isEmpty {
      guard row.op == .measurement, let block = row.blockIndex else { continue }
      let key = "\(block) \(row.efa)"
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(index)
    }
    return order.compactMap { key in
      let own = places[key] ?? []
      let factors = distinct(own.map { rows[$0].lhs })
      guard factors.count > 1, let first = own.first,
        let block = rows[first].blockIndex
      else { return nil }
      let indicators = distinct(own.map { rows[$0].rhs })
      let loadings = factors.map { factor in
        indicators.compactMap { indicator in
          own.first { rows[$0].lhs == factor && rows[$0].rhs == indicator }
        }
      }
      return ExploratoryBlock(
        name: rows[first].efa, block: block, factors: factors,
        indicators: indicators, loadings: loadings)
    }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

/// The rows that constraints say are equal.
struct EqualRows {
  private var parent: [Int: Int] = [:]

  init(_ constraints: [ParameterConstraint]) {
    for constraint in constraints {
      guard let (first, second) = constraint.equalRows else { continue }
      let (a, b) = (root(first), root(second))
      if a != b { parent[max(a, b)] = min(a, b) }
    }
  }

  private func root(_ row: Int) -> Int {
    var row = row
    while let next = parent[row] { row = next }
    return row
  }

  func areEqual(_ first: Int, _ second: Int) -> Bool {
    root(first) == root(second)
  }
}

extension ParameterConstraint {
  /// The two rows that the constraint says are equal; `nil` if it says
  /// something else.
  var equalRows: (Int, Int)? {
    guard kind == .equality, let form = expression.linearForm(),
      form.constant == 0
    else { return nil }
    let rows = form.coefficients.filter { $0.value != 0 }.sorted {
      $0.key < $1.key
    }
    guard rows.count == 2, rows[0].value == -rows[1].value else { return nil }
    return (rows[0].key, rows[1].key)
  }
}
