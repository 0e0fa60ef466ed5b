package import LinearAlgebra

/// The lines L of the units of influences, Γ = LᵀL, made anew for the units and
/// statistics that a product needs.
///
/// Tiles of a product are shared by threads; a tile's numbers depend on nothing
/// else, so that results have the same bits with any number of threads.
package final class InfluenceLines {
  /// The number of statistics.
  package let statisticCount: Int
  /// The number of units.
  package let unitCount: Int
  private let influences: FirstStageInfluences
  private let team: WorkTeam
  /// The lines of clusters, units × statistics; `nil` for independent cases.
  private let sums: MatrixBox?
  private let roots: [Double]
  /// The products last made, and the roots of the weights that they have.
  private var known: (factors: [Double], square: MatrixBox)?

  /// The most lines, and the most statistics, of a block.
  private static let side = 256

  /// Takes the influences of a first stage.
  ///
  /// - Parameters:
  ///   - influences: The influences.
  ///   - team: The threads that work on tiles.
  package init(_ influences: FirstStageInfluences, team: WorkTeam) {
    self.influences = influences
    self.team = team
    statisticCount = influences.layout.count
    unitCount = influences.unitCount
    guard influences.clusters != nil else {
      sums = nil
      roots = influences.roots
      return
    }
    roots = []
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

  /// Fills a block with lines; those behind the last unit are 0.
  private func fill(
    _ units: Range<Int>, _ statistics: Range<Int>, _ factors: [Double]?,
    into block: borrowing MatrixBuffer
  ) {
    if units.count < block.rows { block.fill(0) }
    if let sums {
      for (column, at) in statistics.enumerated() {
        let factor = factors?[at] ?? 1
        for (line, unit) in units.enumerated() {
          block[line, column] = factor * sums.buffer[unit, at]
        }
      }
      return
    }
    influences.fill(units, statistics, into: block)
    for (column, at) in statistics.enumerated() {
      let factor = factors?[at] ?? 1
      for (line, unit) in units.enumerated() {
        block[line, column] *= factor * roots[unit]
      }
    }
  }

  private static func parts(_ count: Int, _ side: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: side).map { $0..<min($0 + side, count) }
  }

  /// The product R = L M of the lines with a matrix of statistics × any:
  /// RᵀR = MᵀΓM.
  package func product(_ matrix: SparseMatrix) -> MatrixBox {
    precondition(matrix.rows == statisticCount, "a row a statistic")
    let result = MatrixBox(rows: unitCount, columns: matrix.columns)
    let units = Self.parts(unitCount, Self.side)
    let statistics = Self.parts(statisticCount, Self.side)
    team.perform(units.count) { number, _ in
      let block = MatrixBuffer(
        rows: Self.side, columns: min(Self.side, statisticCount))
      for range in statistics {
        fill(units[number], range, nil, into: block)
        matrix.addProduct(
          block, range, lines: units[number].count, to: result.buffer,
          from: units[number].lowerBound)
      }
    }
    return result
  }

  /// What the second moment of a test's quadratic form is made of: with V
  /// diagonal, tr((VΓ)²) = Σ v_j v_k γ_jk², and (ΓVΔ)ᵀV(ΓVΔ).
  ///
  /// Both come from the products V^½ΓV^½ of statistics, or LVLᵀ of units where
  /// these are fewer.
  ///
  /// - Parameters:
  ///   - weights: v.
  ///   - jacobian: V^½Δ.
  ///   - moved: LVΔ.
  /// - Returns: The trace, and the form.
  package func second(
    weights: [Double], jacobian: SparseMatrix, moved: MatrixBox
  ) -> (trace: Double, form: Matrix) {
    let factors = weights.map { $0.squareRoot() }
    let isByUnits = unitCount < statisticCount
    let square = self.square(factors, isByUnits: isByUnits)
    let order = square.buffer.rows
    let q = jacobian.columns
    let trace = dot(square.buffer, square.buffer)
    let form = MatrixBuffer(rows: q, columns: q)
    let turned = MatrixBox(rows: order, columns: q)
    if isByUnits {
      let columns = Self.parts(q, 64)
      team.perform(columns.count) { number, _ in
        multiplyColumns(
          square.buffer, moved.buffer, into: turned.buffer,
          columns: columns[number], transpose: false)
      }
      multiply(moved.buffer, turned.buffer, into: form, transposeA: true)
    } else {
      jacobian.addProduct(
        square.buffer, 0..<order, lines: order, to: turned.buffer, from: 0)
      multiply(turned.buffer, turned.buffer, into: form, transposeA: true)
    }
    return (trace, Matrix(form))
  }

  /// The products of statistics, or of units.
  private func square(_ factors: [Double], isByUnits: Bool) -> MatrixBox {
    if let known, known.factors == factors { return known.square }
    let square = isByUnits ? unitProducts(factors) : products(factors)
    known = (factors, square)
    return square
  }

  /// V^½ΓV^½, statistics × statistics.
  private func products(_ factors: [Double]) -> MatrixBox {
    let units = Self.parts(unitCount, Self.side)
    return tiles(statisticCount, inner: units) { range, unit, block in
      fill(unit, range, factors, into: block)
    }
  }

  /// LVLᵀ, units × units.
  private func unitProducts(_ factors: [Double]) -> MatrixBox {
    let statistics = Self.parts(statisticCount, Self.side)
    return tiles(unitCount, inner: statistics, isTransposed: true) {
      range, part, block in fill(range, part, factors, into: block)
    }
  }

  /// The products of all columns of a matrix that is filled part by part, tile
  /// after tile.
  ///
  /// - Parameters:
  ///   - order: The number of columns.
  ///   - inner: The parts of the rows.
  ///   - isTransposed: Whether blocks are filled columns × rows.
  ///   - fill: Fills a block of some columns and a part of the rows.
  /// - Returns: The products, columns × columns.
  private func tiles(
    _ order: Int, inner: [Range<Int>], isTransposed: Bool = false,
    _ fill: (Range<Int>, Range<Int>, borrowing MatrixBuffer) -> Void
  ) -> MatrixBox {
    let result = MatrixBox(rows: order, columns: order)
    let parts = Self.parts(
      order, max(min(Self.side, (order + 3) / 4), 1))
    let pairs = parts.indices.flatMap { j in
      (j..<parts.count).map { (i: $0, j: j) }
    }
    let height = parts.first?.count ?? 0
    team.perform(pairs.count) { number, _ in
      let (i, j) = pairs[number]
      func block() -> MatrixBuffer {
        isTransposed
          ? MatrixBuffer(rows: height, columns: Self.side)
          : MatrixBuffer(rows: Self.side, columns: height)
      }
      let left = block()
      let right = block()
      let tile = MatrixBuffer(rows: height, columns: height)
      for part in inner {
        if isTransposed, part.count < Self.side { left.fill(0) }
        fill(parts[i], part, left)
        if i == j {
          multiply(
            left, left, into: tile, transposeA: !isTransposed,
            transposeB: isTransposed, keep: 1)
          continue
        }
        if isTransposed, part.count < Self.side { right.fill(0) }
        fill(parts[j], part, right)
        multiply(
          left, right, into: tile, transposeA: !isTransposed,
          transposeB: isTransposed, keep: 1)
      }
      for (b, column) in parts[j].enumerated() {
        for (a, row) in parts[i].enumerated() {
          result.buffer[row, column] = tile[a, b]
          result.buffer[column, row] = tile[a, b]
        }
      }
    }
    return result
  }
}
