internal import LinearAlgebra

/// The pairs of a first stage's variables, in the order of vech, and the places
/// of what belongs to each.
struct FirstStagePairs: Sendable {
  /// A pair.
  struct Pair: Sendable {
    /// The earlier variable.
    let first: Int
    /// The later variable.
    let second: Int
    /// The kind of the correlation.
    let kind: Kind
  }

  /// The kinds of correlations.
  enum Kind: Sendable {
    /// Of two ordered variables, with the place of the first cell of their
    /// table.
    case polychoric(offset: Int)
    /// Of an ordered and a continuous variable, with the column of their
    /// influences.
    case polyserial(column: Int)
    /// Of two continuous variables, with the place of the first coefficient of
    /// their influence.
    case pearson(offset: Int)
  }

  /// The pairs.
  let all: [Pair]
  /// The cells of all tables, each with a row and a column for missing values.
  let tableSize: Int
  /// The number of pairs of an ordered and a continuous variable.
  let mixedCount: Int
  /// The coefficients of all pairs of continuous variables.
  let coefficientCount: Int

  /// Lists the pairs.
  ///
  /// - Parameter categories: The number of categories of each variable, 0 for
  ///   a continuous one.
  init(categories: [Int]) {
    var all: [Pair] = []
    var (cells, columns, coefficients) = (0, 0, 0)
    for i in categories.indices {
      for j in categories.indices.dropFirst(i + 1) {
        let kind: Kind
        switch (categories[i] > 0, categories[j] > 0) {
        case (true, true):
          kind = .polychoric(offset: cells)
          cells += (categories[i] + 1) * (categories[j] + 1)
        case (false, false):
          kind = .pearson(offset: coefficients)
          coefficients += PearsonPair.coefficientCount
        default:
          kind = .polyserial(column: columns)
          columns += 1
        }
        all.append(Pair(first: i, second: j, kind: kind))
      }
    }
    self.all = all
    tableSize = cells
    mixedCount = columns
    coefficientCount = coefficients
  }
}
