/// The cases of one group that have values of the same variables.
public struct MissingPattern: Sendable, Hashable {
  /// The variables with a value, ascending, from 0.
  public let observed: [Int]
  /// The cases, from 0 in the order of `MissingPatterns.rowNumbers`.
  public let cases: Range<Int>

  /// The number of cases.
  public var count: Int { cases.count }
}

/// A group's cases sorted by which values are missing.
///
/// Patterns stand by the number of their values, the most first, then by the
/// variables; neither they nor anything computed from them depends on the
/// order of the rows beyond rounding.
public struct MissingPatterns: Sendable, Hashable {
  /// The variables.
  public let variableNames: [String]
  /// The patterns.
  public let patterns: [MissingPattern]
  /// The values, case after case, each as many as variables; NaN where one is
  /// missing.
  public let values: [Double]
  /// For each case, its row in the table, from 1.
  public let rowNumbers: [Int]

  /// Sorts rows into patterns.
  ///
  /// - Parameters:
  ///   - variableNames: The variables.
  ///   - columns: A column for each, by the table's rows; NaN is missing.
  ///   - rows: The rows to use, from 0; each has a value.
  init(variableNames: [String], columns: [[Double]], rows: [Int]) {
    let words = (variableNames.count + 63) / 64
    var rowsOfMask: [[UInt64]: [Int]] = [:]
    for row in rows {
      var mask = [UInt64](repeating: 0, count: words)
      for (variable, column) in columns.enumerated() where !column[row].isNaN {
        mask[variable / 64] |= 1 << UInt64(variable % 64)
      }
      rowsOfMask[mask, default: []].append(row)
    }
    var found: [(observed: [Int], rows: [Int])] = rowsOfMask.map { mask, rows in
      let observed = variableNames.indices.filter {
        mask[$0 / 64] >> UInt64($0 % 64) & 1 == 1
      }
      return (observed, rows)
    }
    found.sort {
      $0.observed.count != $1.observed.count
        ? $0.observed.count > $1.observed.count
        : $0.observed.lexicographicallyPrecedes($1.observed)
    }
    var patterns: [MissingPattern] = []
    var values: [Double] = []
    var numbers: [Int] = []
    values.reserveCapacity(rows.count * columns.count)
    for (observed, rows) in found {
      let first = numbers.count
      for row in rows {
        for column in columns { values.append(column[row]) }
        numbers.append(row + 1)
      }
      patterns.append(
        MissingPattern(observed: observed, cases: first..<numbers.count))
    }
    self.variableNames = variableNames
    self.patterns = patterns
    self.values = values
    rowNumbers = numbers
  }

  private init(_ other: MissingPatterns, values: [Double]) {
    variableNames = other.variableNames
    patterns = other.patterns
    rowNumbers = other.rowNumbers
    self.values = values
  }

  /// The same cases with other values.
  ///
  /// - Parameter values: As many as there are, missing where they are missing.
  /// - Returns: The cases.
  package func replacing(values: [Double]) -> MissingPatterns {
    precondition(values.count == self.values.count)
    return MissingPatterns(self, values: values)
  }

  /// The number of cases.
  public var caseCount: Int { rowNumbers.count }

  /// The number of cases with every value.
  public var completeCount: Int {
    patterns.first.map {
      $0.observed.count == variableNames.count ? $0.count : 0
    } ?? 0
  }

  /// How many cases have values of two variables, p × p; the diagonal counts
  /// one variable's.
  public var pairCounts: [Int] {
    let p = variableNames.count
    var counts = [Int](repeating: 0, count: p * p)
    // Where little is missing, what lacks is counted: all cases less those
    // without the one, those without the other, plus those without both.
    var total = 0
    var lacking = [Int](repeating: 0, count: p)
    for pattern in patterns {
      var chosen = pattern.observed
      if 2 * chosen.count > p {
        let observed = Set(chosen)
        chosen = (0..<p).filter { !observed.contains($0) }
        total += pattern.count
        for i in chosen { lacking[i] += pattern.count }
      }
      for i in chosen {
        for j in chosen { counts[i * p + j] += pattern.count }
      }
    }
    if total == 0 { return counts }
    for i in 0..<p {
      for j in 0..<p { counts[i * p + j] += total - lacking[i] - lacking[j] }
    }
    return counts
  }

  /// The share of the cases with values of two variables, p × p.
  public var coverage: [Double] {
    let n = Double(caseCount)
    return pairCounts.map { Double($0) / n }
  }
}
