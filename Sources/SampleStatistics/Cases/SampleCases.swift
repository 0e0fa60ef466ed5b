public import LinearAlgebra

/// One group's cases: their values, missing patterns and weights.
///
/// The cases of a pattern follow each other. Patterns stand by the number of
/// their values, the most first, then by the variables; within a pattern, and
/// so in complete cases, which have one, cases stand in the table's order.
/// Neither patterns nor anything computed from them depends on the order of
/// the table's rows beyond rounding.
public struct SampleCases: Sendable {
  /// The variables.
  public let variableNames: [String]
  /// The patterns of values that are there; each has a value at least.
  public let patterns: [MissingPattern]
  /// The values, variables × cases, a case in each column; NaN where one is
  /// missing.
  public package(set) var values: Matrix
  /// The row of each case in the table, from 1.
  public let rowNumbers: [Int]
  /// The sampling weights, normalized; `nil` for cases that count once.
  public package(set) var weights: [Double]?
  /// The cluster of each case, from 0; `nil` for independent cases.
  public package(set) var clusters: [Int]?
  /// The products of centred columns among the variables, which another
  /// sample of the cases has other means for.
  package let products: [CenteredProduct]

  /// Takes cases that are sorted already.
  ///
  /// - Parameters:
  ///   - variableNames: The variables.
  ///   - patterns: The patterns, which together have every case once.
  ///   - values: Variables × cases.
  ///   - rowNumbers: For each case, its row in the table, from 1; `nil` numbers
  ///     them.
  ///   - weights: The weight of every case; `nil` for 1 each.
  ///   - products: The products of centred columns among the variables.
  package init(
    variableNames: [String], patterns: [MissingPattern], values: Matrix,
    rowNumbers: [Int]? = nil, weights: [Double]? = nil,
    products: [CenteredProduct] = []
  ) {
    precondition(variableNames.count == values.rows, "one name a variable")
    precondition(weights.map { $0.count == values.columns } ?? true)
    self.variableNames = variableNames
    self.patterns = patterns
    self.values = values
    self.rowNumbers = rowNumbers ?? (0..<values.columns).map { $0 + 1 }
    self.weights = weights
    self.products = products
  }

  /// Takes complete cases.
  ///
  /// - Parameters:
  ///   - variableNames: The variables.
  ///   - values: Variables × cases, none missing.
  ///   - rowNumbers: For each case, its row in the table, from 1; `nil` numbers
  ///     them.
  ///   - products: The products of centred columns among the variables.
  package init(
    complete variableNames: [String], values: Matrix,
    rowNumbers: [Int]? = nil, products: [CenteredProduct] = []
  ) {
    let p = variableNames.count
    self.init(
      variableNames: variableNames,
      patterns: [
        MissingPattern(
          partition: VariablePartition(count: p, known: Array(0..<p)),
          cases: 0..<values.columns)
      ], values: values, rowNumbers: rowNumbers, products: products)
  }

  /// Takes complete cases.
  ///
  /// - Parameters:
  ///   - variableNames: The variables.
  ///   - columns: A column of values for each, none missing.
  ///   - rowNumbers: For each case, its row in the table, from 1; `nil` numbers
  ///     them.
  ///   - products: The products of centred columns among the variables.
  package init(
    complete variableNames: [String], columns: [[Double]],
    rowNumbers: [Int]? = nil, products: [CenteredProduct] = []
  ) {
    let count = columns.first?.count ?? 0
    var values = [Double](repeating: 0, count: columns.count * count)
    for (variable, column) in columns.enumerated() {
      precondition(column.count == count, "columns of one length")
      for (number, value) in column.enumerated() {
        values[number * columns.count + variable] = value
      }
    }
    self.init(
      complete: variableNames,
      values: Matrix(rows: columns.count, columns: count, elements: values),
      rowNumbers: rowNumbers, products: products)
  }

  /// The number of cases.
  public var count: Int { values.columns }
  /// The number of variables.
  public var variableCount: Int { values.rows }

  /// The value of a case and a variable, both from 0; NaN if it is missing.
  public subscript(number: Int, variable: Int) -> Double {
    values[variable, number]
  }

  /// Whether every case has every value.
  public var isComplete: Bool { completeCount == count }

  /// The number of cases with every value.
  public var completeCount: Int {
    patterns.first.map {
      $0.partition.unknown.isEmpty ? $0.count : 0
    } ?? 0
  }

  /// The weights by which cases' moments and scores are multiplied before their
  /// products are summed; `nil` for cases that count once.
  ///
  /// Sampling weights stand as they are, so that their squares count: a case of
  /// weight 2 tells as much as one case, and counts as two. Weights of another
  /// kind are another choice here, and nowhere else.
  package var spreadWeights: [Double]? { weights }
  /// The weight of every case.
  package var counts: [Double] {
    weights ?? [Double](repeating: 1, count: count)
  }

  /// The sum of the weights; without weights, the number of cases.
  package var size: Double {
    weights.map { $0.reduce(0, +) } ?? Double(count)
  }

  /// The values as a table, cases × variables.
  package var table: Matrix { values.transposed }

  /// The same cases with other values.
  ///
  /// - Parameter values: As many as there are, missing where they are missing.
  /// - Returns: The cases.
  package func replacing(values: Matrix) -> SampleCases {
    precondition(
      values.rows == variableCount && values.columns == count,
      "a value for every value")
    var cases = self
    cases.values = values
    return cases
  }

  /// The number of cases with values of two variables, p × p; the diagonal
  /// counts one variable's.
  public var pairCounts: [Int] {
    let p = variableCount
    var counts = [Int](repeating: 0, count: p * p)
    // Where few values are missing, those are counted: all cases less those
    // without the one, those without the other, plus those without both.
    var total = 0
    var lacking = [Int](repeating: 0, count: p)
    for pattern in patterns {
      let partition = pattern.partition
      let isMostlyKnown = 2 * partition.known.count > p
      let chosen = (isMostlyKnown ? partition.unknown : partition.known)
        .map { Int($0) }
      if isMostlyKnown {
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
    let n = Double(count)
    return pairCounts.map { Double($0) / n }
  }
}
