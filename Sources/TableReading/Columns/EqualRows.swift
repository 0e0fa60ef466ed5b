/// Rows of columns that have the same values, grouped.
package struct EqualRows {
  /// The first row with the same values, for each of the rows looked at.
  package let firsts: [Int]

  /// Groups rows.
  ///
  /// Rows are compared by a hash of their values (Fowler, Noll & Vo, 64 bits),
  /// whose chance of taking two rows for one is below 1e-6 for a million rows.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - rows: The rows that are looked at, from 0.
  ///   - bits: A value's bits; equal ones stand for equal values.
  package init<Value>(
    _ columns: [[Value]], rows: some Sequence<Int>, bits: (Value) -> UInt64
  ) {
    var known: [UInt64: Int] = [:]
    firsts = rows.map { row in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for column in columns {
        hash = (hash ^ bits(column[row])) &* 0x100_0000_01b3
        hash ^= hash >> 29
      }
      if let first = known[hash] { return first }
      known[hash] = row
      return row
    }
  }

  /// The number of rows with each set of values.
  package var counts: [Int] {
    var counts: [Int: Int] = [:]
    for first in firsts { counts[first, default: 0] += 1 }
    return Array(counts.values)
  }
}
