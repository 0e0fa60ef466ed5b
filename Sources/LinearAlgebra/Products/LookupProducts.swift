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

/// Where the sums of each row's codes lie in the tables of triples.
@safe
private final class CodePlaces {
  let pointer: UnsafeMutablePointer<UInt16>

  init(
    _ columns: CodeColumns, _ triples: [clookups_triple], team: WorkTeam
  ) {
    let (rows, count) = (columns.rows, triples.count)
    let places = UnsafeMutablePointer<UInt16>.allocate(
      capacity: max(rows * count, 1))
    unsafe pointer = places
    unsafe columns.withCodes { codes in
      unsafe triples.withUnsafeBufferPointer { triples in
        guard let triple = triples.baseAddress else { return }
        team.perform((count + 31) / 32) { part, _ in
          let first = part * 32
          unsafe clookups_offsets(
            codes, rows, triple, first, min(first + 32, count), count, places)
        }
      }
    }
  }

  deinit { unsafe pointer.deallocate() }
}

extension CodeColumns {
  /// The most codes of a column that products by lookups take.
  package static var mostCodes: Int { Int(clookups_most_codes) }

  /// Whether products by lookups take a column.
  package func hasFewCodes(_ column: Int) -> Bool {
    limit(column) < Self.mostCodes
  }

  /// Begins to add to a lower triangle the products of rows LLᵀ over the pairs
  /// of some columns, with l_(r, ij) what the pair's table has for row r, times a
  /// factor of each row.
  ///
  /// - Parameters:
  ///   - tables: The tables of three columns or more, each of few codes.
  ///   - factors: A factor for each row.
  ///   - square: The sum, rows × rows.
  ///   - team: The threads.
  /// - Returns: What adds them, until it has finished.
  package func startProducts(
    _ tables: PairTables, factors: [Double], to square: MatrixBox,
    team: WorkTeam
  ) -> StartedWork {
    precondition(square.buffer.rows == rows && square.buffer.columns == rows)
    precondition(
      factors.count == rows && tables.columns.allSatisfy(hasFewCodes))
    let triples = LookupTriples(count: tables.columns.count).all.map {
      own($0, tables)
    }
    let places = CodePlaces(self, triples, team: team)
    let width = Int(clookups_width)
    // The longest columns first.
    return StartedWork((rows + width - 1) / width, by: team) { tile in
      add(
        tables.cells, triples, places, factors: factors, to: square,
        first: tile * width)
    }
  }

  /// Adds the products to some columns.
  private func add(
    _ cells: [Double], _ triples: [clookups_triple], _ places: CodePlaces,
    factors: [Double], to square: MatrixBox, first: Int
  ) {
    let size = clookups_workspace(rows - first)
    let workspace = UnsafeMutablePointer<Double>.allocate(capacity: size)
    defer { unsafe workspace.deallocate() }
    unsafe withCodes { codes in
      unsafe triples.withUnsafeBufferPointer { triples in
        unsafe cells.withUnsafeBufferPointer { cells in
          unsafe factors.withUnsafeBufferPointer { factors in
            guard let triple = triples.baseAddress,
              let cell = cells.baseAddress, let factor = factors.baseAddress
            else { return }
            unsafe clookups_add(
              first, rows, codes, cell, triple, triples.count,
              places.pointer, factor, square.buffer.pointer, workspace)
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
