/// A column of cases for a first stage.
package enum FirstStageColumn: Sendable, Hashable {
  /// Codes 0..<`categoryCount` of an ordered variable; `missingCode` where the
  /// value is missing.
  case ordered(codes: [UInt8], categoryCount: Int)
  /// Values of a continuous variable; NaN where one is missing.
  case continuous([Double])

  /// The code of a missing value.
  package static let missingCode: UInt8 = 255
  /// The most categories of an ordered variable.
  package static let categoryLimit = 12

  /// The number of cases.
  package var count: Int {
    switch self {
    case .ordered(let codes, _): codes.count
    case .continuous(let values): values.count
    }
  }
}

/// What happens to empty cells of tables of two ordered variables.
package struct EmptyCellTreatment: Sendable, Hashable, Encodable {
  /// What an empty cell of 2 × 2 gets before their correlation is estimated.
  package var addedToTwoByTwo = 0.5
  /// What one of other tables gets.
  package var addedToOthers = 0.0
  /// Whether what an empty cell of 2 × 2 gets is moved from its neighbours, so
  /// that the margins stay.
  package var keepsMargins = true
  /// Whether they are warned of.
  package var isWarnedOf = true

  /// Makes the usual choices.
  package init() {}
}

/// The choices of a first stage.
package struct FirstStageOptions: Sendable {
  /// The treatment of empty cells.
  package var emptyCells = EmptyCellTreatment()
  /// The most threads.
  package var threads = 1

  /// Makes the usual choices.
  package init() {}
}

/// Empty cells of the table of two ordered variables.
package struct EmptyCells: Sendable, Hashable {
  /// The two variables, from 0, the earlier one first.
  package let first: Int
  /// The later one.
  package let second: Int
  /// The number of their empty cells.
  package let count: Int
}
