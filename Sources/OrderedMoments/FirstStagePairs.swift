internal import LinearAlgebra

/// The pairs of a first stage's variables, in the order of vech, and the places
/// of what belongs to each statistic.
///
/// Without exogenous variables the influence of a case on the correlation of two
/// ordered ones is looked up by its cell of their table; so is that on
/// thresholds, unless a continuous variable needs it case by case. All others
/// are stored, a column a statistic.
struct FirstStagePairs: Sendable {
  /// A pair.
  struct Pair: Sendable {
    /// The earlier variable.
    let first: Int
    /// The later variable.
    let second: Int
    /// The statistic.
    let statistic: Int
    /// The place of the first cell of their table; `nil` where there is none.
    let table: Int?
  }

  /// What the influence on a statistic is found by.
  enum Source: Sendable {
    /// A column of stored ones.
    case stored(Int)
    /// A variable and one of its thresholds, from 0.
    case threshold(variable: Int, number: Int)
    /// A pair, by its number.
    case pair(Int)
  }

  /// The pairs.
  let all: [Pair]
  /// The source of each statistic's influences.
  let sources: [Source]
  /// The cells of all tables, each with a row and a column for missing values.
  let tableSize: Int
  /// Whether some influences are stored.
  let isCasewise: Bool
  /// The column of each statistic's stored influences; -1 for one that is
  /// looked up.
  let columns: [Int]
  /// The number of columns.
  let columnCount: Int

  /// Lists the pairs.
  ///
  /// - Parameter layout: The statistics.
  init(_ layout: MomentLayout) {
    let p = layout.variableCount
    let hasExogenous = layout.exogenousCount > 0
    isCasewise = hasExogenous || layout.orderedCount < p
    var all: [Pair] = []
    var cells = 0
    var isLookedUp = [Bool](repeating: false, count: layout.count)
    for i in 0..<p {
      for j in i + 1..<max(p, i + 1) {
        let statistic = layout.index(of: .covariance(i, j))
        let hasTable =
          !hasExogenous && layout.isOrdered(i) && layout.isOrdered(j)
        all.append(
          Pair(
            first: i, second: j, statistic: statistic,
            table: hasTable ? cells : nil))
        guard hasTable else { continue }
        isLookedUp[statistic] = true
        cells +=
          (layout.thresholds(of: i).count + 2)
          * (layout.thresholds(of: j).count + 2)
      }
    }
    if !isCasewise {
      for at in layout.thresholds { isLookedUp[at] = true }
    }
    var columns: [Int] = []
    var count = 0
    for isFound in isLookedUp {
      columns.append(isFound ? -1 : count)
      if !isFound { count += 1 }
    }
    self.all = all
    self.columns = columns
    var sources = columns.map { Source.stored($0) }
    for i in 0..<p {
      for (k, at) in layout.thresholds(of: i).enumerated() where columns[at] < 0
      {
        sources[at] = .threshold(variable: i, number: k)
      }
    }
    for (number, pair) in all.enumerated() where pair.table != nil {
      sources[pair.statistic] = .pair(number)
    }
    self.sources = sources
    columnCount = count
    tableSize = cells
  }
}
