package import LinearAlgebra
internal import Probability
internal import RealModule

/// The pairwise likelihood of a group's ordered variables (Jöreskog & Moustaki,
/// 2001; Katsikatsou, Moustaki, Yang-Wallentin & Jöreskog, 2012): the sum over
/// pairs of the bivariate log-likelihoods of their tables, as a function of
/// thresholds and correlations.
///
/// Its value counts from the tables themselves: Σ n/N log((n/n_ij)/π) with π a
/// cell's probability, n_ij the table's cases and N all of them. It goes over
/// tables, never over cases, and does not allocate. Pairs with a continuous
/// variable, and all pairs given exogenous variables, have no tables: they go
/// case by case, and their value is −Σ n/N log f. Pairs are shared by threads,
/// and summed in their order, so that results have the same bits with any
/// number of threads.
package final class PairwiseLikelihood {
  /// The places of thresholds and correlations.
  package let layout: MomentLayout
  /// −∂ log L/N at the moments last evaluated.
  package let gradient: MatrixBuffer
  /// The influences of the same cases, whose rows the scores have.
  let influences: FirstStageInfluences
  let pairs: [FirstStagePairs.Pair]
  let categories: [Int]
  let margins: OrderedMargins
  let tables: MatrixBuffer
  let values: MatrixBuffer
  /// What single values of incomplete pairs add; `nil` where they do not
  /// count.
  let singles: SingleValues?
  /// Whether some pairs have no tables.
  package var isCasewise: Bool { influences.pairs.isCasewise }
  /// The number of cases with a value, by their counts.
  private var size: Double

  private let results: [PairLikelihood.Result]
  private let derivatives: MatrixBuffer
  private let sums: MatrixBuffer
  private let kernels: [PairLikelihood]
  /// What pairs without tables need, one a thread; empty where all have them.
  private let caseKernels: [CasePairLikelihood]
  /// The moments of every pair's parameters, one pair after the other, and the
  /// place of each one's first.
  private let parameters: [Int]
  private let parameterStarts: [Int]
  /// How often each row counts.
  private var counts: [Double]
  private let team: WorkTeam
  private let chunkCount: Int
  /// −Σ n/N log(n/n_ij) of all tables.
  private var entropy = 0.0

  /// The cells, or cases of pairs, that are worth a thread.
  private static let cellsOfThread = 1000

  /// Takes a group's tables.
  ///
  /// - Parameters:
  ///   - influences: A first stage.
  ///   - countsSingles: Whether a case with one value of a pair counts by the
  ///     likelihood of that; of ordered variables alone.
  ///   - team: The threads that share the pairs.
  package init(
    _ influences: FirstStageInfluences, countsSingles: Bool, team: WorkTeam
  ) {
    self.influences = influences
    layout = influences.layout
    pairs = influences.pairs.all
    categories = influences.rows.categories
    precondition(
      !countsSingles || !influences.pairs.isCasewise, "ordered variables alone")
    counts = influences.counts
    margins = OrderedMargins(categories: categories)
    size = influences.size
    tables = MatrixBuffer(rows: influences.tables.count)
    values = MatrixBuffer(rows: layout.count)
    gradient = MatrixBuffer(rows: layout.count)
    var results: [PairLikelihood.Result] = []
    var room = 0
    var cells = 0
    var parameters: [Int] = []
    var parameterStarts: [Int] = []
    for pair in pairs {
      let own =
        layout.parameters(of: pair.first) + layout.parameters(of: pair.second)
        + [pair.statistic]
      parameterStarts.append(parameters.count)
      parameters += own
      results.append(PairLikelihood.Result(count: own.count, offset: room))
      room += PairLikelihood.Result.size(own.count)
      cells +=
        pair.table == nil
        ? influences.rowCount : categories[pair.first] * categories[pair.second]
    }
    self.results = results
    self.parameters = parameters
    self.parameterStarts = parameterStarts
    derivatives = MatrixBuffer(rows: room)
    sums = MatrixBuffer(rows: pairs.count)
    self.team = cells > Self.cellsOfThread ? team : WorkTeam(threads: 1)
    chunkCount = min(pairs.count, 32)
    let most = categories.max() ?? 0
    kernels = (0..<self.team.placeCount(chunkCount)).map { _ in
      PairLikelihood(categories: most)
    }
    caseKernels =
      influences.pairs.isCasewise
      ? kernels.map { _ in
        CasePairLikelihood(influences.rows, influences.layout)
      } : []
    singles = countsSingles ? SingleValues(categories) : nil
    tables.copy(from: influences.tables)
    countTables()
  }

  /// Takes the tables of cases that are counted otherwise; does not allocate.
  ///
  /// - Parameters:
  ///   - tables: The tables of a first stage of the same cases.
  ///   - counts: How often each of its rows counts.
  ///   - size: The number of cases with a value, by their counts.
  package func setTables(
    _ tables: borrowing MatrixBuffer, counts: [Double], size: Double
  ) {
    self.tables.copy(from: tables)
    for r in self.counts.indices { self.counts[r] = counts[r] }
    self.size = size
    countTables()
  }

  private func countTables() {
    singles?.clear()
    entropy = 0
    for pair in pairs {
      guard let offset = pair.table else { continue }
      let (rows, columns) = (categories[pair.first], categories[pair.second])
      var total = 0.0
      for b in 0..<columns {
        for a in 0..<rows { total += tables[offset + a + b * (rows + 1)] }
      }
      for b in 0..<columns {
        for a in 0..<rows {
          let n = tables[offset + a + b * (rows + 1)]
          if n > 0 { entropy += n * Double.log(n / total) }
        }
      }
      singles?.add(tables, offset: offset, pair.first, pair.second)
    }
    entropy += singles?.entropy ?? 0
    entropy /= size
  }

  /// The pairwise log-likelihood Σ n log π of a value.
  ///
  /// - Parameter value: What `evaluate` gave.
  /// - Returns: The log-likelihood there.
  package func logLikelihood(of value: Double) -> Double {
    size * (entropy - value)
  }

  /// Adds the scores of rows of a pair without a table to their lines.
  func addCaseScores(
    _ number: Int, _ range: Range<Int>, to block: borrowing MatrixBuffer
  ) {
    let start = parameterStarts[number]
    caseKernels.first?.addScores(
      pairs[number],
      parameters: parameters[start..<start + results[number].count], values,
      range, to: block)
  }

  /// Computes the value, with its derivatives.
  ///
  /// - Parameter moments: The moments, in the layout's order.
  /// - Returns: The value; `nil` if thresholds do not increase, correlations are
  ///   none, or a case is impossible.
  package func evaluate(_ moments: borrowing MatrixBuffer) -> Double? {
    values.copy(from: moments)
    guard margins.set(values) else { return nil }
    for pair in pairs
    where pair.table != nil
      && !(abs(values[pair.statistic]) < PairLikelihood.limit)
    { return nil }
    let count = pairs.count
    team.perform(chunkCount) { chunk, place in
      let lower = chunk * count / chunkCount
      let upper = (chunk + 1) * count / chunkCount
      for number in lower..<upper {
        let pair = pairs[number]
        guard let offset = pair.table else {
          sums[number] = caseKernels[place].evaluate(
            pair, counts: counts, values, results[number], into: derivatives)
          continue
        }
        sums[number] = kernels[place].evaluate(
          tables, offset: offset, margins, pair.first, pair.second,
          correlation: values[pair.statistic], results[number],
          into: derivatives)
      }
    }
    gradient.fill(0)
    var total = 0.0
    for number in 0..<count {
      total += sums[number]
      let result = results[number]
      for k in 0..<result.count {
        gradient[parameter(k, number)] += derivatives[result.offset + k]
      }
    }
    if let singles { total += singles.evaluate(margins, into: gradient) }
    for at in 0..<gradient.count { gradient[at] /= size }
    let value = total / size + entropy
    return value.isFinite ? value : nil
  }

  /// The moment of a parameter of a pair.
  @inline(__always)
  private func parameter(_ k: Int, _ number: Int) -> Int {
    parameters[parameterStarts[number] + k]
  }

  /// Computes H X for the columns of X, H the second derivatives over N at the
  /// moments last evaluated.
  ///
  /// - Parameters:
  ///   - isExact: Whether they are the exact ones, and not those that are
  ///     expected.
  ///   - x: X, moments × any.
  ///   - product: Receives the product.
  package func multiplyCurvature(
    isExact: Bool, _ x: borrowing MatrixBuffer,
    into product: borrowing MatrixBuffer
  ) {
    product.fill(0)
    let inverse = 1 / size
    for number in 0..<pairs.count {
      let result = results[number]
      let q = result.count
      let start = isExact ? result.exact : result.expected
      for column in 0..<x.columns {
        for l in 0..<q {
          let factor = inverse * x[parameter(l, number), column]
          if factor == 0 { continue }
          for k in 0..<q {
            product[parameter(k, number), column] +=
              factor * derivatives[start + k + l * q]
          }
        }
      }
    }
    singles?.addProduct(
      isExact: isExact, x, scale: inverse, to: product)
  }

  /// The second derivatives over N at the moments last evaluated, in blocks.
  package func curvature(isExact: Bool) -> PairwiseCurvature {
    let last = pairs.map(\.statistic)
    let isPair = Set(last)
    let others = (0..<layout.count).filter { !isPair.contains($0) }
    var places = [Int](repeating: 0, count: layout.count)
    for (k, at) in others.enumerated() { places[at] = k }
    var own = Matrix(rows: others.count, columns: others.count)
    var cross = Matrix(rows: others.count, columns: last.count)
    var diagonal = [Double](repeating: 0, count: last.count)
    for number in 0..<pairs.count {
      let result = results[number]
      let q = result.count
      let start = isExact ? result.exact : result.expected
      for l in 0..<q - 1 {
        let second = places[parameter(l, number)]
        for k in 0..<q - 1 {
          own[places[parameter(k, number)], second] +=
            derivatives[start + k + l * q] / size
        }
        cross[second, number] = derivatives[start + l + (q - 1) * q] / size
      }
      diagonal[number] = derivatives[start + q * q - 1] / size
    }
    if let singles {
      let identity = MatrixBuffer(Matrix.identity(layout.count))
      let sum = MatrixBuffer(rows: layout.count, columns: layout.count)
      singles.addProduct(
        isExact: isExact, identity, scale: 1 / size, to: sum)
      for j in others.indices {
        for i in others.indices { own[i, j] += sum[others[i], others[j]] }
      }
    }
    return PairwiseCurvature(
      others: others, pairs: last, ofOthers: own, cross: cross,
      ofPairs: diagonal)
  }

  /// The score of a case in each cell of each pair's table at the moments last
  /// evaluated, five a cell: by the thresholds below and above it of rows, of
  /// columns, and by ρ.
  func cellScores() -> MatrixBox {
    let scores = MatrixBox(rows: 5 * tables.count, columns: 1)
    guard let kernel = kernels.first else { return scores }
    for pair in pairs {
      guard let offset = pair.table else { continue }
      kernel.writeScores(
        tables, offset: offset, margins, pair.first, pair.second,
        correlation: values[pair.statistic], into: scores.buffer)
    }
    return scores
  }
}
