package import LinearAlgebra

/// The lines L of the units of influences, Γ = LᵀL, made anew for the units and
/// statistics that a product needs.
///
/// Where there are fewer statistics than units, products go through Γ, else
/// through products of units. Parts of them are shared by threads; a part's
/// numbers depend on nothing else, so that results have the same bits with any
/// number of threads.
package final class InfluenceLines {
  /// The places of the statistics.
  package let layout: MomentLayout
  /// The number of statistics.
  package let statisticCount: Int
  /// The number of units.
  package let unitCount: Int
  /// The threads that work on parts.
  package let team: WorkTeam
  private let influences: FirstStageInfluences
  /// The lines of clusters, units × statistics; `nil` for independent cases.
  private let sums: MatrixBox?
  private let roots: [Double]
  /// The factor of all units where they have one; `nil` where not.
  private let root: Double?
  /// That factor, for each statistic.
  private let constants: [Double]?

  /// The most lines, and the most statistics, of a part.
  private static let side = 256
  /// The most numbers of a block.
  private static let blockSize = 1 << 20

  /// Takes the influences of a first stage.
  ///
  /// - Parameters:
  ///   - influences: The influences.
  ///   - team: The threads.
  package init(_ influences: FirstStageInfluences, team: WorkTeam) {
    self.influences = influences
    self.team = team
    layout = influences.layout
    statisticCount = influences.layout.count
    unitCount = influences.unitCount
    guard influences.clusters != nil else {
      sums = nil
      let roots = influences.roots
      self.roots = roots
      let root = roots.allSatisfy { $0 == roots[0] } ? roots.first : nil
      self.root = root
      constants = root.map {
        [Double](repeating: $0, count: influences.layout.count)
      }
      return
    }
    roots = []
    root = nil
    constants = nil
    let all = MatrixBox(rows: unitCount, columns: statisticCount)
    influences.forUnits { range, block in
      for j in 0..<all.buffer.columns {
        for (line, unit) in range.enumerated() {
          all.buffer[unit, j] = block[line, j]
        }
      }
    }
    sums = all
  }

  /// Whether products go through those of units.
  package var isByUnits: Bool { unitCount < statisticCount }

  /// Fills columns of a block with lines.
  ///
  /// - Parameters:
  ///   - units: The units, in the block's first rows.
  ///   - statistics: The statistics.
  ///   - factors: A factor of each statistic; `nil` for 1.
  ///   - block: Takes the lines.
  ///   - first: The column there of the first statistic.
  func fill(
    _ units: Range<Int>, _ statistics: Range<Int>, _ factors: [Double]?,
    into block: borrowing MatrixBuffer, from first: Int = 0
  ) {
    guard let sums else {
      influences.fill(
        units, statistics, factors: factors,
        roots: root == nil ? roots : nil, into: block, from: first)
      return
    }
    for at in statistics {
      let column = first + at - statistics.lowerBound
      let factor = factors?[at] ?? 1
      for (line, unit) in units.enumerated() {
        block[line, column] = factor * sums.buffer[unit, at]
      }
    }
  }

  /// Factors of the statistics with what all units have.
  private func scaled(_ factors: [Double]) -> [Double] {
    root.map { root in factors.map { $0 * root } } ?? factors
  }

  /// Parts of a count.
  package static func parts(_ count: Int, _ side: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: side).map { $0..<min($0 + side, count) }
  }

  /// Γ, statistics × statistics.
  package private(set) lazy var gamma: MatrixBox = {
    let m = statisticCount
    let result = MatrixBox(rows: m, columns: m)
    let height = min(max(Self.blockSize / max(m, 1), Self.side), unitCount)
    let block = MatrixBox(rows: max(height, 1), columns: m)
    let columns = Self.parts(m, 64)
    for units in Self.parts(unitCount, max(height, 1)) {
      team.perform(units.count * m < 100_000 ? 1 : columns.count) {
        number, _ in
        let range =
          units.count * m < 100_000 ? 0..<m : columns[number]
        fill(
          units, range, constants, into: block.buffer, from: range.lowerBound)
      }
      team.addGram(
        of: block.buffer, transposed: true, to: result.buffer,
        inner: units.count)
    }
    result.buffer.symmetrizeFromLower()
    return result
  }()

  /// The product L M of the lines with a matrix of statistics × any.
  package func product(_ matrix: SparseMatrix) -> MatrixBox {
    precondition(matrix.rows == statisticCount, "a row a statistic")
    let result = MatrixBox(rows: unitCount, columns: matrix.columns)
    let units = Self.parts(unitCount, Self.side)
    let statistics = Self.parts(statisticCount, Self.side)
    let factors = constants
    team.perform(units.count) { number, _ in
      let block = MatrixBuffer(
        rows: Self.side, columns: min(Self.side, statisticCount))
      for range in statistics {
        fill(units[number], range, factors, into: block)
        matrix.addProduct(
          block, range, lines: units[number].count, to: result.buffer,
          from: units[number].lowerBound)
      }
    }
    return result
  }

  /// Adds the products of units LVLᵀ over some statistics, with V diagonal, to
  /// a lower triangle.
  ///
  /// - Parameters:
  ///   - statistics: The statistics.
  ///   - weights: V, of all statistics.
  ///   - square: The sum, units × units.
  package func addUnitProducts(
    _ statistics: [Range<Int>], weights: [Double], to square: MatrixBox
  ) {
    let factors = scaled(weights.map { $0.squareRoot() })
    let width = max(Self.blockSize / max(unitCount, 1) / 64 * 64, Self.side)
    let parts = statistics.flatMap { whole in
      Self.parts(whole.count, width).map {
        whole.lowerBound + $0.lowerBound..<whole.lowerBound + $0.upperBound
      }
    }
    let most = parts.reduce(0) { max($0, $1.count) }
    let block = MatrixBox(rows: unitCount, columns: most)
    for part in parts {
      let columns = Self.parts(part.count, 32)
      team.perform(columns.count) { number, _ in
        let range = columns[number]
        fill(
          0..<unitCount,
          part.lowerBound + range.lowerBound..<part.lowerBound
            + range.upperBound, factors, into: block.buffer,
          from: range.lowerBound)
      }
      team.addGram(of: block.buffer, to: square.buffer, inner: part.count)
    }
  }

  /// Σ ½ tr(wXwX) over the units, X the symmetric matrix of what a unit's line
  /// of correlations has beyond a prediction ΔY.
  ///
  /// - Parameters:
  ///   - inverse: w, variables × variables, all of them ordered.
  ///   - slopes: Δ, statistics × any; `nil` for no prediction.
  ///   - moved: Y, units × the same; any without a prediction.
  /// - Returns: The sum.
  package func correlationForm(
    _ inverse: Matrix, less slopes: SparseMatrix?, _ moved: MatrixBox?
  ) -> Double {
    let p = layout.variableCount
    let covariances = layout.covariances
    let units = Self.parts(unitCount, 64)
    let w = MatrixBox(rows: p, columns: p)
    w.buffer.copy(from: inverse.elements)
    let factors = constants
    let sums = MatrixBox(rows: units.count, columns: 1)
    let most = min(max((1 << 16) / max(p * p, 1), 1), 64)
    team.perform(units.count) { number, _ in
      let range = units[number]
      let lines = MatrixBuffer(rows: range.count, columns: covariances.count)
      fill(range, covariances, factors, into: lines)
      if let slopes, let moved {
        slopes.subtractProduct(
          of: moved.buffer, rows: range, over: covariances, from: lines)
      }
      let changes = MatrixBuffer(rows: p, columns: p * most)
      let products = MatrixBuffer(rows: p, columns: p * most)
      var sum = 0.0
      for part in Self.parts(range.count, most) {
        changes.placeTriangles(lines, rows: part, order: p)
        multiply(w.buffer, changes, into: products)
        sum += products.sumOfSquareTraces(count: part.count)
      }
      sums.buffer[number] = 0.5 * sum
    }
    return sums.buffer.elements.reduce(0, +)
  }
}
