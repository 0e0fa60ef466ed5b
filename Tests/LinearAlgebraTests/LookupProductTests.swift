import CProducts
import TestSupport
import Testing

@testable import LinearAlgebra

/// Products of rows by tables of three columns' codes against sums over pairs.
struct LookupProductTests {
  @Test(arguments: [3, 4, 5, 6, 7, 11, 16, 20, 33, 50])
  func triplesHaveAllPairsOnce(_ count: Int) {
    var seen = [Int](repeating: 0, count: count * count)
    let triples = LookupTriples(count: count).all
    for triple in triples {
      #expect(Set(triple.columns).count == 3)
      #expect(triple.columns == triple.columns.sorted())
      for (own, pair) in zip(triple.isOwn, [(0, 1), (0, 2), (1, 2)])
      where own {
        seen[triple.columns[pair.0] + triple.columns[pair.1] * count] += 1
      }
    }
    for j in 0..<count {
      for i in 0..<count {
        #expect(seen[i + j * count] == (i < j ? 1 : 0), "\(i) \(j)")
      }
    }
    // Hardly more than three pairs a triple.
    #expect(count < 20 || triples.count * 3 < count * (count - 1) * 5 / 8)
  }

  /// Columns of two to five codes, one of which products do not have.
  private struct Example {
    let heights: [Int]
    let columns: [[UInt8]]
    let codes: CodeColumns
    let tables: PairTables
    let factors: [Double]

    init(rows: Int, variables: Int) {
      var generator = SeededGenerator(seed: UInt64(rows))
      let heights = (0..<variables).map { 2 + $0 % 4 }
      columns = heights.map { height in
        (0..<rows).map { _ in
          UInt8(min(abs(generator.normal()) * 2, Double(height) - 1))
        }
      }
      self.heights = heights
      codes = CodeColumns(columns)
      factors = (0..<rows).map { _ in generator.normal() }
      var cells: [Double] = []
      var starts: [Int] = []
      for second in 0..<variables {
        for first in 0..<variables {
          starts.append(cells.count)
          if first >= second { continue }
          for _ in 0..<(heights[first] + 1) * (heights[second] + 1) {
            cells.append(generator.normal())
          }
        }
      }
      let kept = (0..<variables).filter { $0 != 1 }
      tables = PairTables(columns: kept, cells: cells) {
        (
          start: starts[kept[$0] + variables * kept[$1]],
          stride: heights[kept[$0]] + 1
        )
      }
    }

    /// The product of two rows.
    func product(_ r: Int, _ s: Int) -> Double {
      var sum = 0.0
      for b in tables.columns.indices {
        for a in 0..<b {
          let place = tables.place(a, b)
          func cell(_ row: Int) -> Double {
            tables.cells[
              place.start + Int(columns[tables.columns[a]][row])
                + place.stride * Int(columns[tables.columns[b]][row])]
          }
          sum += cell(r) * cell(s)
        }
      }
      return factors[r] * factors[s] * sum
    }
  }

  @Test(arguments: [1, 7, 8, 9, 41], [1, 2])
  func productsMatchSums(_ rows: Int, threads: Int) {
    let example = Example(rows: rows, variables: 14)
    let box = MatrixBox(rows: rows, columns: rows)
    box.buffer.fill(1)
    example.codes.startProducts(
      example.tables, factors: example.factors, to: box,
      team: WorkTeam(threads: threads)
    ).finish()
    let square = Matrix(box.buffer)
    for s in 0..<rows {
      for r in 0..<rows {
        let expected = r >= s ? 1 + example.product(r, s) : 1
        #expect(abs(square[r, s] - expected) < 1e-11, "\(r) \(s)")
      }
    }
  }

  @Test func vectorsOfAnyWidthGiveTheSameBits() {
    let (rows, width) = (29, 3)
    var generator = SeededGenerator(seed: 5)
    let codes = (0..<rows * width).map { _ in
      UInt8(min(abs(generator.normal()) * 2, 3))
    }
    let cells = (0..<75).map { _ in generator.normal() }
    let factors = (0..<rows).map { _ in generator.normal() }
    var triple = clookups_triple()
    triple.column = (0, rows, 2 * rows)
    triple.height = (4, 4, 4)
    triple.table = (0, -1, 50)
    triple.stride = (5, 5, 5)
    let triples = [clookups_triple](repeating: triple, count: 11)
    var places = [UInt16](repeating: 0, count: rows * 11)
    var results: [[UInt64]] = []
    for lanes: Int32 in [2, 4, 8] {
      let square = MatrixBuffer(rows: rows, columns: rows)
      let workspace = MatrixBuffer(rows: clookups_workspace(rows))
      unsafe clookups_offsets(codes, rows, triples, 0, 11, 11, &places)
      for first in stride(from: 0, to: rows, by: 8) {
        unsafe clookups_add_by(
          lanes, first, rows, codes, cells, triples, 11, places, factors,
          square.pointer, workspace.pointer)
      }
      #expect(square[20, 3] != 0)
      results.append(square.elements.map(\.bitPattern))
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }
}
