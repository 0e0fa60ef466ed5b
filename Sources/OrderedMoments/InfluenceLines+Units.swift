package import LinearAlgebra

extension InfluenceLines {
  /// The products of units LVLᵀ over some statistics, with V diagonal: a lower
  /// triangle.
  ///
  /// - Parameters:
  ///   - statistics: The statistics.
  ///   - weights: V, of all statistics.
  /// - Returns: The triangle, units × units.
  package func unitProducts(_ statistics: [Range<Int>], weights: [Double])
    -> MatrixBox
  {
    if let own = started?.units(statistics, weights) {
      addByBlocks(own.left, weights: weights, to: own.matrix)
      return own.matrix
    }
    let square = MatrixBox(rows: unitCount, columns: unitCount)
    addUnitProducts(statistics, weights: weights, to: square)
    return square
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
    var left = statistics
    if let lookups = startLookups(statistics, weights, to: square) {
      lookups.work.finish()
      left = lookups.left
    }
    addByBlocks(left, weights: weights, to: square)
  }

  /// Begins to add those products that are looked up.
  ///
  /// - Returns: The work, and the statistics that are left; `nil` for none.
  func startLookups(
    _ statistics: [Range<Int>], _ weights: [Double], to square: MatrixBox
  ) -> (work: StartedWork, left: [Range<Int>])? {
    influences.lookups(
      statistics, factors: weights.map { $0.squareRoot() }
    ).map {
      (
        influences.rows.places.startProducts(
          $0.tables, factors: roots, to: square, team: team), $0.left
      )
    }
  }

  private func addByBlocks(
    _ left: [Range<Int>], weights: [Double], to square: MatrixBox
  ) {
    if left.isEmpty { return }
    let factors = scaled(weights.map { $0.squareRoot() })
    let width = max(Self.blockSize / max(unitCount, 1) / 64 * 64, Self.side)
    let parts = left.flatMap { whole in
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

  /// Factors of the statistics with what all units have.
  private func scaled(_ factors: [Double]) -> [Double] {
    root.map { root in factors.map { $0 * root } } ?? factors
  }
}
