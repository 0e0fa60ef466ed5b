package import LinearAlgebra

extension SampleCases {
  /// Sorts rows of columns into patterns.
  ///
  /// - Parameters:
  ///   - variableNames: The variables.
  ///   - columns: A column for each, by the table's rows; NaN is missing.
  ///   - rows: The rows to use, from 0; each has a value.
  ///   - products: The products of centred columns among the variables.
  init(
    variableNames: [String], columns: [[Double]], rows: [Int],
    products: [CenteredProduct] = []
  ) {
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
    found.sort { Self.precedes($0.observed, $1.observed) }
    let p = variableNames.count
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
        MissingPattern(
          partition: VariablePartition(count: p, known: observed),
          cases: first..<numbers.count))
    }
    self.init(
      variableNames: variableNames, patterns: patterns,
      values: Matrix(rows: p, columns: numbers.count, elements: values),
      rowNumbers: numbers, products: products)
  }

  /// The order of patterns: the one with more values first, then the one whose
  /// variables come first.
  private static func precedes(_ one: [Int], _ two: [Int]) -> Bool {
    one.count != two.count
      ? one.count > two.count : one.lexicographicallyPrecedes(two)
  }

  /// The cases, each some number of times.
  ///
  /// - Parameter frequencies: The frequency of each, a whole number.
  /// - Returns: As many cases as these numbers sum to.
  package func repeated(_ frequencies: [Double]) -> SampleCases {
    var elements: [Double] = []
    var numbers: [Int] = []
    var repeated: [MissingPattern] = []
    for pattern in patterns {
      let first = numbers.count
      for number in pattern.cases {
        for _ in 0..<Int(frequencies[number]) {
          elements += values.column(number)
          numbers.append(rowNumbers[number])
        }
      }
      if numbers.count > first {
        repeated.append(
          MissingPattern(
            partition: pattern.partition, cases: first..<numbers.count))
      }
    }
    return SampleCases(
      variableNames: variableNames, patterns: repeated,
      values: Matrix(
        rows: variableCount, columns: numbers.count, elements: elements),
      rowNumbers: numbers)
  }

  /// The cases with some of the variables only; cases with none of them are
  /// dropped.
  ///
  /// - Parameter variables: The variables, from 0.
  /// - Returns: The cases, and the number of each among these.
  package func restricted(to variables: [Int]) -> (
    sample: SampleCases, cases: [Int]
  ) {
    var place: [Int: Int] = [:]
    for (index, variable) in variables.enumerated() { place[variable] = index }
    var groups: [[Int]: [Int]] = [:]
    for pattern in patterns {
      let known = pattern.partition.known.compactMap { place[Int($0)] }.sorted()
      if !known.isEmpty { groups[known, default: []] += Array(pattern.cases) }
    }
    let p = variables.count
    var elements: [Double] = []
    var cases: [Int] = []
    var patterns: [MissingPattern] = []
    for known in groups.keys.sorted(by: Self.precedes) {
      let first = cases.count
      for number in groups[known] ?? [] {
        cases.append(number)
        for variable in variables { elements.append(values[variable, number]) }
      }
      patterns.append(
        MissingPattern(
          partition: VariablePartition(count: p, known: known),
          cases: first..<cases.count))
    }
    return (
      SampleCases(
        variableNames: variables.map { variableNames[$0] }, patterns: patterns,
        values: Matrix(rows: p, columns: cases.count, elements: elements),
        rowNumbers: cases.map { rowNumbers[$0] },
        weights: weights.map { all in cases.map { all[$0] } }),
      cases
    )
  }

  /// The means of every variable's available cases and the covariances of
  /// every pair's, with the divisor n − 1 of the pair's own cases.
  ///
  /// - Parameter counts: The frequency of every case.
  /// - Returns: NaN where no two cases have both variables.
  package func availableMoments(counts: [Double]) -> (
    covariance: Matrix, mean: [Double]
  ) {
    let moments = AvailableMoments(self)
    moments.find(counts: counts)
    return (Matrix(moments.covariance), moments.mean.elements)
  }
}
