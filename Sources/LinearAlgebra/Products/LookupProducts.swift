internal import CProducts

/// A table for each pair of some columns of codes.
package struct PairTables {
  /// The columns, ascending.
  package var columns: [Int]
  /// The cells of all tables.
  package var cells: [Double]
  /// The place of a pair's first cell, by the columns' numbers in the list,
  /// ascending, and the cells from one of its columns to the next.
  package var place: (_ first: Int, _ second: Int) -> (start: Int, stride: Int)

  /// Takes the tables of columns.
  package init(
    columns: [Int], cells: [Double],
    place: @escaping (_ first: Int, _ second: Int) -> (start: Int, stride: Int)
  ) {
    self.columns = columns
    self.cells = cells
    self.place = place
  }
}

extension CodeColumns {
  /// The most codes of a column that products by lookups take.
  package static var mostCodes: Int { 5 }

  /// Whether products by lookups take a column.
  package func hasFewCodes(_ column: Int) -> Bool {
    limit(column) < Self.mostCodes
  }

  /// Adds to a lower triangle the products of rows LLᵀ over the pairs of some
  /// columns, with l_(r, ij) what the pair's table has for row r, times a factor
  /// of each row.
  ///
  /// - Parameters:
  ///   - tables: The tables of three columns or more, each of few codes.
  ///   - factors: A factor for each row.
  ///   - square: The sum, rows × rows.
  ///   - team: The threads.
  package func addProducts(
    _ tables: PairTables, factors: [Double],
    to square: borrowing MatrixBuffer, team: WorkTeam
  ) {
    let n = rows
    precondition(square.rows == n && square.columns == n)
    precondition(factors.count == n && tables.columns.allSatisfy(hasFewCodes))
    let triples = LookupTriples(count: tables.columns.count).all.map {
      own($0, tables)
    }
    let width = Int(clookups_width)
    let tiles = (n + width - 1) / width
    let result = unsafe square.pointer
    unsafe withCodes { codes in
      unsafe triples.withUnsafeBufferPointer { triples in
        unsafe tables.cells.withUnsafeBufferPointer { cells in
          unsafe factors.withUnsafeBufferPointer { factors in
            guard let triple = triples.baseAddress,
              let cell = cells.baseAddress, let factor = factors.baseAddress
            else { return }
            let total = triples.count
            let places = UnsafeMutablePointer<UInt16>.allocate(
              capacity: n * total)
            defer { unsafe places.deallocate() }
            team.perform((total + 31) / 32) { part, _ in
              let first = part * 32
              unsafe clookups_offsets(
                codes, n, triple + first, min(32, total - first),
                places + first * n)
            }
            // The longest columns first.
            team.perform(tiles) { tile, _ in
              let first = tile * width
              let workspace = MatrixBuffer(
                rows: clookups_workspace(n - first))
              unsafe clookups_add(
                first, n, codes, cell, triple, total, places, factor, result,
                workspace.pointer)
            }
          }
        }
      }
    }
  }

  private func own(_ triple: LookupTriples.Triple, _ tables: PairTables)
    -> clookups_triple
  {
    let columns = triple.columns.map { tables.columns[$0] }
    var result = clookups_triple()
    result.column = (columns[0] * rows, columns[1] * rows, columns[2] * rows)
    result.height = (
      limit(columns[0]) + 1, limit(columns[1]) + 1, limit(columns[2]) + 1
    )
    let places = [(0, 1), (0, 2), (1, 2)].enumerated().map { number, pair in
      let place = tables.place(
        triple.columns[pair.0], triple.columns[pair.1])
      precondition(limit(columns[pair.0]) < place.stride)
      precondition(
        place.start >= 0
          && place.start + place.stride * limit(columns[pair.1])
            + limit(columns[pair.0]) < tables.cells.count
      )
      return (
        start: triple.isOwn[number] ? place.start : -1, stride: place.stride
      )
    }
    result.table = (places[0].start, places[1].start, places[2].start)
    result.stride = (places[0].stride, places[1].stride, places[2].stride)
    return result
  }
}
