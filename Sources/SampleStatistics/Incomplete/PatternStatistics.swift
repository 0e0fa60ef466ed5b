package import LinearAlgebra

/// The statistics of incomplete cases that their likelihood needs: weighted
/// deviations from an origin c, in columns that are allocated once.
///
/// A column z with root h stands for a share h² of the cases: over a pattern's
/// columns Σh² = n_j/N, Σhz = n_j/N (x̄_j − c) and Σzzᵀ = n_j/N times the
/// second moments about c. A pattern with few cases has a column for each; one
/// with more cases than variables has one for its mean and a root of its
/// covariances, so that its cost does not grow with its cases.
package final class PatternStatistics {
  /// One pattern.
  package struct Entry {
    /// Whether each variable is observed.
    package let partition: VariablePartition
    /// The cases, columns of the sample's values.
    package let cases: Range<Int>
    /// The columns that stand for them.
    package let columns: Range<Int>
    /// Whether the columns are a mean and a root.
    package let isCompressed: Bool
    /// The rank of what its unknowns take off a weight, or of what its knowns
    /// build up.
    package var rank: Int {
      min(partition.unknown.count, partition.known.count)
    }
  }

  /// Patterns whose work is done by one thread; all of them remove their
  /// unknown variables, or none does.
  package struct Part {
    /// The patterns, of `entries`.
    package var entries: Range<Int>
    /// Their columns.
    package var columns: Range<Int>
    /// Whether they remove their unknown variables.
    package let removesUnknown: Bool
  }

  /// The patterns: those first that remove their unknown variables.
  package let entries: [Entry]
  /// The patterns in parts of about the same work; a few patterns are one.
  package let parts: [Part]
  /// The number of columns of patterns that remove their unknowns.
  package let removedColumnCount: Int
  /// n_j/N of every pattern.
  package let shares: MatrixBuffer
  /// z, p × columns; 0 where a value is missing.
  package let deviations: MatrixBuffer
  /// h, one in each column.
  package let roots: MatrixBuffer
  /// c, p.
  package let origin: MatrixBuffer
  /// The variances of the available cases.
  package let variances: MatrixBuffer
  /// Σ n_j times the number of known variables.
  package private(set) var valueCount = 0.0

  /// The cases.
  package private(set) var sample: SampleCases
  private let block: MatrixBuffer
  private let mean: MatrixBuffer
  private let root: MatrixBuffer

  /// Sorts a group's cases into columns.
  package init(_ sample: SampleCases) {
    self.sample = sample
    let p = sample.variableCount
    var entries: [Entry] = []
    var column = 0
    var removed = 0
    for removes in [true, false] {
      for pattern in sample.patterns
      where pattern.partition.removesUnknown == removes {
        let known = pattern.partition.known.count
        let isCompressed = pattern.cases.count > known + 1
        let count = isCompressed ? known + 1 : pattern.cases.count
        entries.append(
          Entry(
            partition: pattern.partition, cases: pattern.cases,
            columns: column..<column + count, isCompressed: isCompressed))
        column += count
      }
      if removes { removed = column }
    }
    self.entries = entries
    parts = Self.divide(entries, variableCount: p)
    removedColumnCount = removed
    shares = MatrixBuffer(rows: entries.count)
    deviations = MatrixBuffer(rows: p, columns: column)
    roots = MatrixBuffer(rows: column)
    origin = MatrixBuffer(rows: p)
    variances = MatrixBuffer(rows: p)
    let isAnyCompressed = entries.contains(where: \.isCompressed)
    block = MatrixBuffer(
      rows: p, columns: isAnyCompressed ? Self.blockSize : 0)
    root = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    findOrigin()
    accumulate(frequencies: nil)
  }

  /// The least work of a part, in multiplications, below which handing it to
  /// another thread takes longer than doing it.
  private static let leastWork = 100_000
  /// The most parts of either kind.
  private static let mostParts = 16

  /// Divides patterns by the work of an expectation step.
  ///
  /// It does not depend on the number of threads, so that sums are the same
  /// with any.
  private static func divide(_ entries: [Entry], variableCount p: Int)
    -> [Part]
  {
    let work = entries.map { entry in
      let m = entry.rank
      let columns = entry.columns.count
      return m * m * m + columns * (m * (m + p) + p * (p + 1) / 2)
    }
    let size = max(
      leastWork, (work.reduce(0, +) + mostParts - 1) / mostParts)
    var parts: [Part] = []
    var own = 0
    for (index, entry) in entries.enumerated() {
      let removes = entry.partition.removesUnknown
      if own < size, let last = parts.last, last.removesUnknown == removes {
        parts[parts.count - 1].entries = last.entries.lowerBound..<index + 1
        parts[parts.count - 1].columns =
          last.columns.lowerBound..<entry.columns.upperBound
        own += work[index]
      } else {
        parts.append(
          Part(
            entries: index..<index + 1, columns: entry.columns,
            removesUnknown: removes))
        own = work[index]
      }
    }
    return parts
  }

  /// The share of the cases whose unknowns are removed.
  package var removedShare: Double {
    var share = 0.0
    for (index, entry) in entries.enumerated()
    where entry.partition.removesUnknown {
      share += shares[index]
    }
    return share
  }

  /// The number of cases in one product of deviations.
  private static let blockSize = 128

  /// Means and variances of the available cases.
  private func findOrigin() {
    let weights = sample.weights
    for variable in 0..<sample.variableCount {
      var sum = 0.0
      var count = 0.0
      for number in 0..<sample.count {
        let value = sample.values[variable, number]
        if value.isNaN { continue }
        let weight = weights?[number] ?? 1
        sum += weight * value
        count += weight
      }
      let center = sum / count
      var squares = 0.0
      for number in 0..<sample.count {
        let value = sample.values[variable, number] - center
        if !value.isNaN { squares += (weights?[number] ?? 1) * value * value }
      }
      origin[variable] = center
      variances[variable] = squares / count
    }
  }

  /// Takes other values of the same patterns, which `accumulate` counts.
  ///
  /// - Parameter values: Variables × cases, in the sample's order.
  package func take(values: borrowing MatrixBuffer) {
    sample.values.copy(from: values)
  }

  /// Takes the cases anew; does not allocate.
  ///
  /// - Parameter frequencies: The frequency of every case, in the sample's
  ///   order; `nil` for its weight in the sample.
  package func accumulate(frequencies: [Double]?) {
    precondition(frequencies.map { $0.count == sample.count } ?? true)
    let frequencies = frequencies ?? sample.weights
    var total = 0.0
    for number in 0..<sample.count { total += frequencies?[number] ?? 1 }
    deviations.fill(0)
    valueCount = 0
    for (index, entry) in entries.enumerated() {
      var count = 0.0
      for number in entry.cases { count += frequencies?[number] ?? 1 }
      shares[index] = count / total
      valueCount += count * Double(entry.partition.known.count)
      if entry.isCompressed {
        compress(entry, count: count, total: total, frequencies)
        continue
      }
      for (number, column) in zip(entry.cases, entry.columns) {
        let h = ((frequencies?[number] ?? 1) / total).squareRoot()
        roots[column] = h
        for variable in entry.partition.known {
          let i = Int(variable)
          deviations[i, column] = h * (sample.values[i, number] - origin[i])
        }
      }
    }
  }

  /// A pattern's mean and a root of its covariances.
  private func compress(
    _ entry: Entry, count: Double, total: Double, _ frequencies: [Double]?
  ) {
    for column in entry.columns { roots[column] = 0 }
    if count == 0 { return }
    let first = entry.columns.lowerBound
    let h = (count / total).squareRoot()
    roots[first] = h
    mean.fill(0)
    for variable in entry.partition.known {
      let i = Int(variable)
      var sum = 0.0
      for number in entry.cases {
        sum +=
          (frequencies?[number] ?? 1) * (sample.values[i, number] - origin[i])
      }
      mean[i] = sum / count
      deviations[i, first] = h * mean[i]
    }
    root.fill(0)
    var lower = entry.cases.lowerBound
    while lower < entry.cases.upperBound {
      let upper = min(lower + Self.blockSize, entry.cases.upperBound)
      block.fill(0)
      for number in lower..<upper {
        let weight = ((frequencies?[number] ?? 1) / total).squareRoot()
        for variable in entry.partition.known {
          let i = Int(variable)
          block[i, number - lower] =
            weight * (sample.values[i, number] - origin[i] - mean[i])
        }
      }
      multiplyOuter(block, columns: 0..<upper - lower, into: root, keep: 1)
      lower = upper
    }
    Cholesky.factorSemidefinite(root)
    for (k, variable) in entry.partition.known.enumerated() {
      let column = first + 1 + k
      let j = Int(variable)
      for other in entry.partition.known[k...] {
        deviations[Int(other), column] = root[Int(other), j]
      }
    }
  }
}
