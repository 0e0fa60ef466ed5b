internal import LinearAlgebra

/// The cases of a first stage: codes of ordered variables, values of continuous
/// ones.
///
/// Where all variables are ordered, cases with the same codes, and the same
/// values of exogenous variables, are one row. Where there are clusters, the rows
/// of a cluster follow each other.
///
/// `@unchecked Sendable`: nothing changes after initialization.
final class FirstStageRows: @unchecked Sendable {
  /// The number of cases with a value.
  let caseCount: Int
  /// The number of rows.
  let count: Int
  /// Whether a row has no value, and counts for nothing.
  private let isEmpty: [Bool]
  /// The row of each case.
  let rowOfCase: [Int]
  /// The cluster of each row; `nil` for independent cases.
  let clusters: [Int]?
  /// The number of categories of each variable, 0 for a continuous one.
  let categories: [Int]
  /// The column of each variable among the ordered ones, or the continuous
  /// ones.
  let columns: [Int]
  /// The codes of ordered variables, a column after the other.
  let codes: [UInt8]
  /// The same, where a missing value is the category after the last.
  let places: CodeColumns
  /// The values of continuous variables, rows × variables.
  let values: MatrixBox
  /// The values of exogenous variables, rows × variables.
  let exogenous: MatrixBox

  /// Takes columns of one length.
  ///
  /// - Parameters:
  ///   - source: The columns of the variables.
  ///   - fixed: Those of the exogenous variables, none missing.
  ///   - clusters: The cluster of each case; `nil` for independent cases.
  init(
    _ source: [FirstStageColumn], exogenous fixed: [[Double]] = [],
    clusters: [Int]? = nil
  ) {
    let length = source.first?.count ?? 0
    let order = clusters.map { clusters in
      clusters.indices.sorted { (clusters[$0], $0) < (clusters[$1], $1) }
    }
    func sorted<Element>(_ column: [Element]) -> [Element] {
      order.map { $0.map { column[$0] } } ?? column
    }
    let fixed = fixed.map(sorted)
    precondition(
      fixed.allSatisfy { $0.count == length }, "columns of one length")
    var categories: [Int] = []
    var columns: [Int] = []
    var ordered: [[UInt8]] = []
    var continuous: [[Double]] = []
    for column in source {
      precondition(column.count == length, "columns of one length")
      switch column {
      case .ordered(let codes, let count):
        precondition(
          codes.allSatisfy {
            Int($0) < count || $0 == FirstStageColumn.missingCode
          }, "codes of categories")
        categories.append(count)
        columns.append(ordered.count)
        ordered.append(sorted(codes))
      case .continuous(let values):
        categories.append(0)
        columns.append(continuous.count)
        continuous.append(sorted(values))
      }
    }
    self.categories = categories
    self.columns = columns
    let own = clusters.map { sorted($0) }
    var rowOfCase = Array(0..<length)
    var firstCases = rowOfCase
    if continuous.isEmpty {
      let patterns = CodePatterns(
        ordered, fixed + (own.map { [$0.map { Double($0) }] } ?? []),
        count: length)
      rowOfCase = patterns.rowOfCase
      firstCases = patterns.firstCases
    }
    self.clusters = own.map { own in firstCases.map { own[$0] } }
    if let order {
      let rows = rowOfCase
      for (k, number) in order.enumerated() { rowOfCase[number] = rows[k] }
    }
    self.rowOfCase = rowOfCase
    count = firstCases.count
    let kept =
      count == length
      ? ordered : ordered.map { column in firstCases.map { column[$0] } }
    var all: [UInt8] = []
    all.reserveCapacity(kept.count * count)
    for column in kept { all += column }
    codes = all
    let counts = categories.filter { $0 > 0 }
    places = CodeColumns(
      zip(kept, counts).map { column, count in
        column.map { min($0, UInt8(count)) }
      })
    exogenous = MatrixBox(rows: count, columns: fixed.count)
    for (x, column) in fixed.enumerated() {
      for (r, number) in firstCases.enumerated() {
        exogenous.buffer[r, x] = column[number]
      }
    }
    values = MatrixBox(rows: count, columns: continuous.count)
    for (k, column) in continuous.enumerated() {
      for (r, value) in column.enumerated() { values.buffer[r, k] = value }
    }
    let (codes, rows) = (self.codes, count)
    isEmpty = (0..<count).map { r in
      continuous.allSatisfy { $0[r].isNaN }
        && ordered.indices.allSatisfy {
          codes[$0 * rows + r] == FirstStageColumn.missingCode
        }
    }
    var emptyCount = 0
    for row in rowOfCase where isEmpty[row] { emptyCount += 1 }
    caseCount = length - emptyCount
  }

  /// The sum of the weights of each row's cases; their number without weights.
  ///
  /// Cases without any value count for nothing.
  func counts(_ weights: [Double]?) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (number, row) in rowOfCase.enumerated() where !isEmpty[row] {
      result[row] += weights?[number] ?? 1
    }
    return result
  }

  /// The sum of the squared weights of each row's cases; their number without
  /// weights.
  func spreads(_ weights: [Double]?) -> [Double] {
    counts(weights.map { $0.map { $0 * $0 } })
  }

  /// The number of cases in each category of an ordered variable.
  func categoryCounts(of variable: Int, _ counts: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: categories[variable])
    let offset = columns[variable] * count
    for r in 0..<count {
      let code = codes[offset + r]
      if code != FirstStageColumn.missingCode { result[Int(code)] += counts[r] }
    }
    return result
  }

  /// Counts the cases in each category of an ordered variable.
  func addCategoryCounts(
    of variable: Int, _ counts: [Double], to result: borrowing MatrixBuffer
  ) {
    for k in 0..<categories[variable] { result[k] = 0 }
    let offset = columns[variable] * count
    for r in 0..<count {
      let code = codes[offset + r]
      if code != FirstStageColumn.missingCode { result[Int(code)] += counts[r] }
    }
  }

  /// The number of cases with a value of a continuous variable.
  func valueCount(of variable: Int, _ counts: [Double]) -> Double {
    var result = 0.0
    for r in 0..<count where !values.buffer[r, columns[variable]].isNaN {
      result += counts[r]
    }
    return result
  }

  /// Whether a row has a value of a variable.
  private func isObserved(_ row: Int, _ variable: Int) -> Bool {
    let column = columns[variable]
    return categories[variable] == 0
      ? !values.buffer[row, column].isNaN
      : codes[column * count + row] != FirstStageColumn.missingCode
  }

  /// The number of cases with values of two variables.
  func pairSize(_ i: Int, _ j: Int, _ counts: [Double]) -> Double {
    var result = 0.0
    for r in 0..<count where isObserved(r, i) && isObserved(r, j) {
      result += counts[r]
    }
    return result
  }

  /// Counts a pair's table, with a row and a column for missing values behind
  /// the others.
  func count(
    _ pair: FirstStagePairs.Pair, _ counts: [Double],
    into tables: borrowing MatrixBuffer, at offset: Int
  ) {
    let (rows, columns) = (categories[pair.first], categories[pair.second])
    for cell in 0..<(rows + 1) * (columns + 1) { tables[offset + cell] = 0 }
    places.addCells(
      self.columns[pair.first], self.columns[pair.second], height: rows + 1,
      weights: counts, to: tables, at: offset)
  }
}

/// The distinct rows of columns of codes.
struct CodePatterns {
  /// The row of each case.
  let rowOfCase: [Int]
  /// The first case of each row.
  let firstCases: [Int]

  /// Finds the distinct rows, in the order of their first cases.
  ///
  /// - Parameters:
  ///   - columns: The columns of codes.
  ///   - values: Columns of values.
  ///   - count: The number of cases.
  init(_ columns: [[UInt8]], _ values: [[Double]], count: Int) {
    var hashes = [UInt64](repeating: 0xcbf2_9ce4_8422_2325, count: count)
    func add(_ bits: UInt64, to number: Int) {
      hashes[number] = (hashes[number] ^ bits) &* 0x9e37_79b9_7f4a_7c15
      hashes[number] ^= hashes[number] >> 29
    }
    for column in columns {
      for (number, code) in column.enumerated() {
        add(UInt64(code), to: number)
      }
    }
    for column in values {
      for (number, value) in column.enumerated() {
        add((value + 0).bitPattern, to: number)
      }
    }
    var size = 16
    while size < 2 * count { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    var firstCases: [Int] = []
    var rowOfCase = [Int](repeating: 0, count: count)
    for number in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[number]) & (size - 1)
      while true {
        let row = Int(slots[slot])
        if row < 0 {
          slots[slot] = Int32(firstCases.count)
          rowOfCase[number] = firstCases.count
          firstCases.append(number)
          break
        }
        let other = firstCases[row]
        if hashes[other] == hashes[number],
          columns.allSatisfy({ $0[other] == $0[number] }),
          values.allSatisfy({ $0[other] == $0[number] })
        {
          rowOfCase[number] = row
          break
        }
        slot = (slot + 1) & (size - 1)
      }
    }
    self.rowOfCase = rowOfCase
    self.firstCases = firstCases
  }
}
