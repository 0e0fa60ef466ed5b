package import LinearAlgebra

/// One group's cases sorted by which of their values are there.
package struct PatternSample: Sendable, Hashable {
  /// The cases that have the same variables.
  package struct Pattern: Sendable, Hashable {
    /// The variables with and without a value.
    package var partition: VariablePartition
    /// The columns of `values`.
    package var cases: Range<Int>

    package init(partition: VariablePartition, cases: Range<Int>) {
      self.partition = partition
      self.cases = cases
    }
  }

  /// The patterns; each has a value at least.
  package var patterns: [Pattern]
  /// The values, variables × cases, pattern after pattern; NaN for none.
  package var values: Matrix
  /// How much every case counts; `nil` for once.
  package var weights: [Double]?

  package init(
    patterns: [Pattern], values: Matrix, weights: [Double]? = nil
  ) {
    precondition(weights.map { $0.count == values.columns } ?? true)
    self.patterns = patterns
    self.values = values
    self.weights = weights
  }

  /// The number of variables.
  package var variableCount: Int { values.rows }
  /// The number of cases.
  package var caseCount: Int { values.columns }
  /// How much every case counts.
  package var counts: [Double] {
    weights ?? [Double](repeating: 1, count: caseCount)
  }

  /// The cases, each some number of times.
  ///
  /// - Parameter frequencies: How often each counts, whole numbers.
  /// - Returns: As many cases as these numbers sum to.
  package func repeated(_ frequencies: [Double]) -> PatternSample {
    var elements: [Double] = []
    var count = 0
    var repeated: [Pattern] = []
    for pattern in patterns {
      let first = count
      for number in pattern.cases {
        for _ in 0..<Int(frequencies[number]) {
          elements += values.column(number)
          count += 1
        }
      }
      if count > first {
        repeated.append(
          Pattern(partition: pattern.partition, cases: first..<count))
      }
    }
    return PatternSample(
      patterns: repeated,
      values: Matrix(
        rows: variableCount, columns: count, elements: elements))
  }

  /// The cases with some of the variables only; those without any are gone.
  ///
  /// - Parameter variables: The variables, from 0.
  /// - Returns: The cases, and the number of each in this sample.
  package func restricted(to variables: [Int]) -> (
    sample: PatternSample, cases: [Int]
  ) {
    var place: [Int: Int] = [:]
    for (index, variable) in variables.enumerated() { place[variable] = index }
    var groups: [[Int]: [Int]] = [:]
    for pattern in patterns {
      let known = pattern.partition.known.compactMap { place[Int($0)] }.sorted()
      if !known.isEmpty { groups[known, default: []] += Array(pattern.cases) }
    }
    let order = groups.keys.sorted {
      $0.count != $1.count
        ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
    let p = variables.count
    var elements: [Double] = []
    var cases: [Int] = []
    var patterns: [Pattern] = []
    for known in order {
      let first = cases.count
      for number in groups[known] ?? [] {
        cases.append(number)
        for variable in variables { elements.append(values[variable, number]) }
      }
      patterns.append(
        Pattern(
          partition: VariablePartition(count: p, known: known),
          cases: first..<cases.count))
    }
    let values = Matrix(rows: p, columns: cases.count, elements: elements)
    let weights = weights.map { all in cases.map { all[$0] } }
    return (
      PatternSample(patterns: patterns, values: values, weights: weights),
      cases
    )
  }

  /// The means of every variable's available cases and the covariances of
  /// every pair's, with the divisor n − 1 of the pair's own cases.
  ///
  /// - Parameter counts: How often every case counts.
  /// - Returns: NaN where no two cases have both variables.
  package func availableMoments(counts: [Double]) -> (
    covariance: Matrix, mean: [Double]
  ) {
    let moments = AvailableMoments(self)
    moments.find(counts: counts)
    return (Matrix(moments.covariance), moments.mean.elements)
  }
}
