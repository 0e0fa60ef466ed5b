internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The log-likelihood of one pair's table, with its first and second
/// derivatives by both variables' thresholds and the correlation.
///
/// With F the bivariate normal distribution at a corner (x, y),
/// F_x = φ(x)Φ((y − ρx)/s), s² = 1 − ρ², F_xx = −xF_x − ρφ₂, F_xy = φ₂,
/// F_xρ = −φ₂(x − ρy)/s², F_ρ = φ₂ (Plackett, 1954); a cell's probability π is
/// the second difference of F over its corners, so that sums over cells are
/// sums over corners with the second differences of the cells' weights.
///
/// One of these serves pair after pair of one thread.
final class PairLikelihood {
  private let grid: CornerGrid
  /// φ(x)Φ((y − ρx)/s) of rows, and the same of columns, at corners.
  private let rowFlow: MatrixBuffer
  private let columnFlow: MatrixBuffer
  /// n/π of cells, with a border of zeros.
  private let ratio: MatrixBuffer
  private let side: Int
  /// The derivatives of a cell's probability, by the thresholds below and above
  /// it of rows, of columns, and by ρ.
  private let change: MatrixBuffer
  private var place = [Int](repeating: -1, count: 5)

  /// The probability under which the corners of a cell cancel too much.
  private static let smallProbability = 1e-6
  /// The largest |ρ| at which tables have a likelihood.
  static let limit = 0.99999

  /// Makes room for tables of at most so many categories.
  init(categories: Int) {
    grid = CornerGrid(categories: categories)
    side = categories + 2
    rowFlow = MatrixBuffer(rows: side * side)
    columnFlow = MatrixBuffer(rows: side * side)
    ratio = MatrixBuffer(rows: side * side)
    change = MatrixBuffer(rows: 5)
  }

  /// The derivatives of a pair: −∂ log L by the thresholds of the earlier, of
  /// the later variable, and by ρ; then −∂² log L twice: the exact ones, and
  /// those that are expected of the table's number of cases.
  struct Result {
    /// The number of parameters.
    let count: Int
    /// The place of the first derivative.
    let offset: Int

    /// The place of the exact second derivatives.
    var exact: Int { offset + count }
    /// The place of the expected ones.
    var expected: Int { offset + count + count * count }
    /// The room of all.
    static func size(_ count: Int) -> Int { count + 2 * count * count }
  }

  /// Computes −Σ n log π, and its derivatives.
  ///
  /// - Parameters:
  ///   - table: The table, its rows one longer than the categories.
  ///   - offset: The place of its first cell.
  ///   - margins: The thresholds.
  ///   - i: The variable of the rows.
  ///   - j: The variable of the columns.
  ///   - rho: The correlation.
  ///   - result: The places of the derivatives.
  ///   - buffer: Receives them.
  /// - Returns: −Σ n log π; NaN where a case is impossible.
  func evaluate(
    _ table: borrowing MatrixBuffer, offset: Int, _ margins: OrderedMargins,
    _ i: Int, _ j: Int, correlation rho: Double,
    _ result: Result, into buffer: borrowing MatrixBuffer
  ) -> Double {
    let (rows, columns) = (margins.categories[i], margins.categories[j])
    setCorners(margins, i, j, rho)
    for k in 0..<Result.size(result.count) { buffer[result.offset + k] = 0 }
    var total = 0.0
    for b in 0..<columns {
      for a in 0..<rows { total += table[offset + a + b * (rows + 1)] }
    }
    var value = 0.0
    for b in 0..<columns {
      for a in 0..<rows {
        let n = table[offset + a + b * (rows + 1)]
        let p = probability(a, b, isObserved: n > 0)
        guard p > 0 else {
          ratio[a + 1 + (b + 1) * side] = 0
          if n > 0 { return .nan }
          continue
        }
        if n > 0 { value -= n * Double.log(p) }
        ratio[a + 1 + (b + 1) * side] = n / p
        setChange(a, b, rows, columns)
        addProducts(result, ratio: n / p, expected: total / p, p, to: buffer)
      }
    }
    addCurvature(margins, i, j, result, to: buffer)
    return value
  }

  /// Writes the score of a case in each cell: ∂ log π by the thresholds below
  /// and above it of rows, of columns, and by ρ.
  ///
  /// - Parameters:
  ///   - table: The table; cells without cases have scores of 0.
  ///   - offset: The place of its first cell.
  ///   - margins: The thresholds.
  ///   - i: The variable of the rows.
  ///   - j: The variable of the columns.
  ///   - rho: The correlation.
  ///   - scores: Receives them, five a cell.
  func writeScores(
    _ table: borrowing MatrixBuffer, offset: Int, _ margins: OrderedMargins,
    _ i: Int, _ j: Int, correlation rho: Double,
    into scores: borrowing MatrixBuffer
  ) {
    let (rows, columns) = (margins.categories[i], margins.categories[j])
    setCorners(margins, i, j, rho)
    for b in 0..<columns {
      for a in 0..<rows {
        let cell = offset + a + b * (rows + 1)
        guard table[cell] > 0 else { continue }
        let p = probability(a, b, isObserved: true)
        guard p > 0 else { continue }
        setChange(a, b, rows, columns)
        for k in 0..<5 { scores[5 * cell + k] = change[k] / p }
      }
    }
  }

  private func setCorners(
    _ margins: OrderedMargins, _ i: Int, _ j: Int, _ rho: Double
  ) {
    grid.take(margins, i, j)
    grid.set(rho)
    grid.setDensities()
    let (rows, columns) = (margins.categories[i], margins.categories[j])
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    rowFlow.fill(0)
    columnFlow.fill(0)
    ratio.fill(0)
    for a in 1..<rows {
      let density = margins.density[margins.starts[i] + a - 1]
      let x = grid.rowLimit(a)
      for b in 1..<columns {
        let y = grid.columnLimit(b)
        rowFlow[a + b * side] =
          density * NormalDistribution.cumulative((y - rho * x) * inverse)
        columnFlow[a + b * side] =
          margins.density[margins.starts[j] + b - 1]
          * NormalDistribution.cumulative((x - rho * y) * inverse)
      }
      rowFlow[a + columns * side] = density
    }
    for b in 1..<columns {
      columnFlow[rows + b * side] = margins.density[margins.starts[j] + b - 1]
    }
  }

  private func probability(_ a: Int, _ b: Int, isObserved: Bool) -> Double {
    let p = grid.probability(a, b)
    return isObserved && p < Self.smallProbability
      ? grid.smallProbability(a, b) : p
  }

  /// Computes the derivatives of a cell's probability, and their places among
  /// the pair's parameters; −1 for limits that are infinite.
  private func setChange(_ a: Int, _ b: Int, _ rows: Int, _ columns: Int) {
    let at = a + b * side
    let next = at + side
    change[0] = -(rowFlow[next] - rowFlow[at])
    change[1] = rowFlow[next + 1] - rowFlow[at + 1]
    change[2] = -(columnFlow[at + 1] - columnFlow[at])
    change[3] = columnFlow[next + 1] - columnFlow[next]
    change[4] = grid.firstDerivative(a, b)
    place[0] = a - 1
    place[1] = a < rows - 1 ? a : -1
    place[2] = b == 0 ? -1 : rows - 1 + b - 1
    place[3] = b < columns - 1 ? rows - 1 + b : -1
    place[4] = rows + columns - 2
  }

  /// Adds what a cell has in the first derivatives, and the products of these
  /// in the second ones.
  private func addProducts(
    _ result: Result, ratio: Double, expected: Double, _ p: Double,
    to buffer: borrowing MatrixBuffer
  ) {
    let q = result.count
    let own = ratio / p
    for k in 0..<5 where place[k] >= 0 {
      buffer[result.offset + place[k]] -= ratio * change[k]
      for l in 0..<5 where place[l] >= 0 {
        let product = change[k] * change[l]
        let cell = place[k] + place[l] * q
        buffer[result.exact + cell] += own * product
        buffer[result.expected + cell] += expected * product
      }
    }
  }

  /// Takes Σ n/π ∂²π from the exact second derivatives.
  private func addCurvature(
    _ margins: OrderedMargins, _ i: Int, _ j: Int, _ result: Result,
    to buffer: borrowing MatrixBuffer
  ) {
    let (rows, columns) = (margins.categories[i], margins.categories[j])
    let rho = grid.correlation
    let inverse = 1 / ((1 - rho) * (1 + rho))
    let q = result.count
    let last = q - 1
    func add(_ k: Int, _ l: Int, _ value: Double) {
      buffer[result.exact + k + l * q] -= value
      if k != l { buffer[result.exact + l + k * q] -= value }
    }
    for b in 1...columns {
      for a in 1...rows where a < rows || b < columns {
        // The second difference of n/π over the cells around the corner.
        let at = a + b * side
        let weight =
          ratio[at] - ratio[at + 1] - ratio[at + side] + ratio[at + side + 1]
        let (row, column) = (a - 1, rows - 1 + b - 1)
        if b == columns {
          add(row, row, -weight * grid.rowLimit(a) * rowFlow[at])
          continue
        }
        if a == rows {
          add(column, column, -weight * grid.columnLimit(b) * columnFlow[at])
          continue
        }
        let (x, y) = (grid.rowLimit(a), grid.columnLimit(b))
        let density = grid.density(atCorner: a, b)
        add(row, row, weight * (-x * rowFlow[at] - rho * density))
        add(column, column, weight * (-y * columnFlow[at] - rho * density))
        add(row, column, weight * density)
        add(row, last, -weight * density * (x - rho * y) * inverse)
        add(column, last, -weight * density * (y - rho * x) * inverse)
        add(last, last, weight * grid.slope(atCorner: a, b))
      }
    }
  }
}
