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
/// tables, never over cases, and does not allocate; pairs are shared by threads,
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
  /// The number of cases with a value, by their counts.
  private var size: Double

  private let results: [PairLikelihood.Result]
  private let derivatives: MatrixBuffer
  private let sums: MatrixBuffer
  private let kernels: [PairLikelihood]
  private let team: WorkTeam
  private let chunkCount: Int
  /// −Σ n/N log(n/n_ij) of all tables.
  private var entropy = 0.0

  /// The cells that are worth a thread.
  private static let cellsOfThread = 1000

  /// Takes a group's tables.
  ///
  /// - Parameters:
  ///   - influences: A first stage of ordered variables alone.
  ///   - countsSingles: Whether a case with one value of a pair counts by the
  ///     likelihood of that.
  ///   - team: The threads that share the pairs.
  package init(
    _ influences: FirstStageInfluences, countsSingles: Bool, team: WorkTeam
  ) {
    self.influences = influences
    layout = influences.layout
    pairs = influences.pairs.all
    categories = influences.rows.categories
    precondition(
      layout.orderedCount == layout.variableCount && layout.exogenousCount == 0,
      "ordered variables alone")
    margins = OrderedMargins(categories: categories)
    size = influences.size
    tables = MatrixBuffer(rows: influences.tables.count)
    values = MatrixBuffer(rows: layout.count)
    gradient = MatrixBuffer(rows: layout.count)
    var results: [PairLikelihood.Result] = []
    var room = 0
    var cells = 0
    for pair in pairs {
      let (k, l) = (categories[pair.first], categories[pair.second])
      results.append(PairLikelihood.Result(count: k + l - 1, offset: room))
      room += PairLikelihood.Result.size(k + l - 1)
      cells += k * l
    }
    self.results = results
    derivatives = MatrixBuffer(rows: room)
    sums = MatrixBuffer(rows: pairs.count)
    self.team = cells > Self.cellsOfThread ? team : WorkTeam(threads: 1)
    chunkCount = min(pairs.count, 32)
    let most = categories.max() ?? 0
    kernels = (0..<self.team.placeCount(chunkCount)).map { _ in
      PairLikelihood(categories: most)
    }
    singles = countsSingles ? SingleValues(categories) : nil
    tables.copy(from: influences.tables)
    countTables()
  }

  /// Takes the tables of cases that are counted otherwise; does not allocate.
  ///
  /// - Parameters:
  ///   - tables: The tables of a first stage of the same cases.
  ///   - size: The number of cases with a value, by their counts.
  package func setTables(_ tables: borrowing MatrixBuffer, size: Double) {
    self.tables.copy(from: tables)
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

  /// Computes the value, with its derivatives.
  ///
  /// - Parameter moments: Thresholds and correlations, in the layout's order.
  /// - Returns: The value; `nil` if thresholds do not increase, correlations are
  ///   none, or a case is impossible.
  package func evaluate(_ moments: borrowing MatrixBuffer) -> Double? {
    values.copy(from: moments)
    guard margins.set(values) else { return nil }
    for at in layout.covariances
    where !(abs(values[at]) < PairLikelihood.limit) { return nil }
    let count = pairs.count
    team.perform(chunkCount) { chunk, place in
      let lower = chunk * count / chunkCount
      let upper = (chunk + 1) * count / chunkCount
      for number in lower..<upper {
        let pair = pairs[number]
        sums[number] = kernels[place].evaluate(
          tables, offset: pair.table ?? 0, margins, pair.first, pair.second,
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
    let pair = pairs[number]
    let rows = categories[pair.first] - 1
    if k < rows { return margins.starts[pair.first] + k }
    return k < results[number].count - 1
      ? margins.starts[pair.second] + k - rows : pair.statistic
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
    let thresholds = layout.thresholdCount
    let correlations = layout.covariances
    var own = Matrix(rows: thresholds, columns: thresholds)
    var cross = Matrix(rows: thresholds, columns: correlations.count)
    var diagonal = [Double](repeating: 0, count: correlations.count)
    for number in 0..<pairs.count {
      let result = results[number]
      let q = result.count
      let start = isExact ? result.exact : result.expected
      let column = pairs[number].statistic - correlations.lowerBound
      for l in 0..<q - 1 {
        let second = parameter(l, number)
        for k in 0..<q - 1 {
          own[parameter(k, number), second] +=
            derivatives[start + k + l * q] / size
        }
        cross[second, column] = derivatives[start + l + (q - 1) * q] / size
      }
      diagonal[column] = derivatives[start + q * q - 1] / size
    }
    if let singles {
      let identity = MatrixBuffer(Matrix.identity(layout.count))
      let sum = MatrixBuffer(rows: layout.count, columns: layout.count)
      singles.addProduct(
        isExact: isExact, identity, scale: 1 / size, to: sum)
      for j in 0..<thresholds {
        for i in 0..<thresholds { own[i, j] += sum[i, j] }
      }
    }
    return PairwiseCurvature(
      thresholds: own, cross: cross, correlations: diagonal)
  }

  /// The score of a case in each cell of each pair's table at the moments last
  /// evaluated, five a cell: by the thresholds below and above it of rows, of
  /// columns, and by ρ.
  func cellScores() -> MatrixBox {
    let scores = MatrixBox(rows: 5 * tables.count, columns: 1)
    guard let kernel = kernels.first else { return scores }
    for pair in pairs {
      kernel.writeScores(
        tables, offset: pair.table ?? 0, margins, pair.first, pair.second,
        correlation: values[pair.statistic], into: scores.buffer)
    }
    return scores
  }
}
