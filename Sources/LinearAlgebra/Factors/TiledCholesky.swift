/// Factors and inverses of large matrices, tile by tile.
///
/// A tile's numbers come from one call each of a kernel, in an order that is
/// fixed; which thread makes it does not matter.
extension Cholesky {
  /// The order from which matrices are factored by tiles.
  private static let tiledOrder = LevelThree.ownOrder + 1
  /// The rows and columns of a tile.
  private static let tile = 192

  /// Replaces the lower triangle of a symmetric matrix by its factor L.
  ///
  /// - Parameters:
  ///   - a: The symmetric matrix; only its lower triangle is read.
  ///   - team: The threads that work on it, of large matrices.
  /// - Returns: Whether the matrix is positive definite; if not, the buffer
  ///   holds no factor.
  package static func factor(_ a: borrowing MatrixBuffer, team: WorkTeam)
    -> Outcome
  {
    let n = a.rows
    precondition(a.columns == n, "a square matrix")
    guard n >= tiledOrder else { return factor(a) }
    let grid = TileGrid(order: n, tile: tile)
    let p = unsafe a.pointer
    for k in 0..<grid.count {
      let (first, size) = (grid.start(k), grid.size(k))
      let corner = unsafe p + (first &* n &+ first)
      if case .notPositiveDefinite(let pivot) =
        unsafe blockedFactor(order: size, corner, n)
      {
        return .notPositiveDefinite(pivot: first + pivot)
      }
      let reach = unsafe reach(
        corner + size, rows: n - first - size, columns: size, n)
      let below = (reach + tile - 1) / tile
      team.perform(below) { number, _ in
        let i = k + 1 + number
        unsafe TriangularSolve.lowerTransposedFromRight(
          rows: grid.size(i), columns: size, corner, n,
          p + (first &* n &+ grid.start(i)), n)
      }
      team.perform(below * (below + 1) / 2) { number, _ in
        let (row, column) = TileGrid.lower(number)
        let (i, j) = (k + 1 + row, k + 1 + column)
        let left = unsafe p + (first &* n &+ grid.start(i))
        let target = unsafe p + (grid.start(j) &* n &+ grid.start(i))
        if i == j {
          unsafe LevelThree.outerProduct(
            order: grid.size(i), inner: size, scale: -1, left, n,
            transpose: false, keep: 1, target, n)
        } else {
          unsafe LevelThree.product(
            rows: grid.size(i), columns: grid.size(j), inner: size, scale: -1,
            left, n, transposeA: false, p + (first &* n &+ grid.start(j)), n,
            transposeB: true, keep: 1, target, n)
        }
      }
    }
    return .factored
  }

  /// Replaces the factor of A by A⁻¹ in full, both triangles.
  ///
  /// - Parameters:
  ///   - l: The factor, then the inverse.
  ///   - team: The threads that work on it, of large matrices.
  package static func invert(factor l: borrowing MatrixBuffer, team: WorkTeam) {
    let n = l.rows
    precondition(l.columns == n, "a square matrix")
    let other = MatrixBuffer(rows: n, columns: n)
    if n >= tiledOrder {
      tiledInverse(l, into: l, inverse: other, team: team)
    } else {
      inverse(fromFactor: l, into: other)
      l.copy(from: other)
    }
  }

  /// The inverse of a large matrix.
  ///
  /// - Parameters:
  ///   - l: The factor.
  ///   - result: The inverse; may be `l`.
  ///   - inverse: Room for L⁻¹; zeros.
  ///   - team: The threads that work on it.
  private static func tiledInverse(
    _ l: borrowing MatrixBuffer, into result: borrowing MatrixBuffer,
    inverse: borrowing MatrixBuffer, team: WorkTeam
  ) {
    let n = l.rows
    let grid = TileGrid(order: n, tile: tile)
    let x = unsafe inverse.pointer
    let p = unsafe l.pointer
    let out = unsafe result.pointer
    // X = L⁻¹, one column of tiles after the other, from the top down.
    team.perform(grid.count) { j, _ in
      let (from, width) = (grid.start(j), grid.size(j))
      let top = unsafe x + (from &* n &+ from)
      for i in 0..<width { unsafe top[i &+ i &* n] = 1 }
      for i in j..<grid.count {
        let target = unsafe x + (from &* n &+ grid.start(i))
        let inner = grid.start(i) - from
        if inner > 0 {
          unsafe LevelThree.product(
            rows: grid.size(i), columns: width, inner: inner, scale: -1,
            p + (from &* n &+ grid.start(i)), n, transposeA: false, top, n,
            transposeB: false, keep: 0, target, n)
        }
        unsafe TriangularSolve.lower(
          order: grid.size(i), columns: width,
          p + (grid.start(i) &* n &+ grid.start(i)), n, target, n)
      }
    }
    // XᵀX.
    team.perform(grid.count * (grid.count + 1) / 2) { number, _ in
      let (i, j) = TileGrid.lower(number)
      let inner = n - grid.start(i)
      let left = unsafe x + (grid.start(i) &* n &+ grid.start(i))
      let right = unsafe x + (grid.start(j) &* n &+ grid.start(i))
      let target = unsafe out + (grid.start(j) &* n &+ grid.start(i))
      if i == j {
        unsafe LevelThree.outerProduct(
          order: grid.size(i), inner: inner, scale: 1, left, n,
          transpose: true, keep: 0, target, n)
      } else {
        unsafe LevelThree.product(
          rows: grid.size(i), columns: grid.size(j), inner: inner, scale: 1,
          left, n, transposeA: true, right, n, transposeB: false, keep: 0,
          target, n)
      }
      // Into the upper triangle.
      let mirror = unsafe out + (grid.start(i) &* n &+ grid.start(j))
      for column in 0..<grid.size(j) {
        let first = i == j ? column + 1 : 0
        for row in first..<max(grid.size(i), first) {
          unsafe mirror[column &+ row &* n] = target[row &+ column &* n]
        }
      }
    }
  }
}

/// A square matrix divided into square tiles.
private struct TileGrid {
  let order: Int
  let tile: Int

  /// The number of tiles in a row.
  var count: Int { (order + tile - 1) / tile }

  /// The first row of tile `i`.
  func start(_ i: Int) -> Int { i * tile }

  /// The number of its rows.
  func size(_ i: Int) -> Int { min(tile, order - i * tile) }

  /// The row and column of a tile of the lower triangle, counted row after
  /// row.
  static func lower(_ number: Int) -> (row: Int, column: Int) {
    var row = 0
    var rest = number
    while rest > row {
      rest -= row + 1
      row += 1
    }
    return (row, rest)
  }
}
