/// Products of large matrices, tile by tile, the tiles shared by threads.
///
/// A tile's numbers depend on nothing but its operands, so that results have the
/// same bits with any number of threads; no external library touches them.
extension WorkTeam {
  /// The tiles of the lower triangle of a Gram matrix, the largest first, those
  /// on the diagonal last.
  private struct GramTiles {
    private let parts: [Range<Int>]
    private let pairs: [(i: Int, j: Int)]
    private let order: Int
    private let inner: Int
    private let isTransposed: Bool

    init(order: Int, inner: Int, isTransposed: Bool) {
      self.order = order
      self.inner = inner
      self.isTransposed = isTransposed
      let parts = WorkTeam.parts(order)
      self.parts = parts
      pairs =
        parts.indices.flatMap { j in
          (j + 1..<max(parts.count, j + 1)).map { (i: $0, j: j) }
        } + parts.indices.map { (i: $0, j: $0) }
    }

    /// The number of tiles.
    var count: Int { pairs.count }

    /// Adds a tile of the product to the target.
    @unsafe
    func add(
      _ number: Int, of source: UnsafePointer<Double>, _ lda: Int,
      to target: UnsafeMutablePointer<Double>
    ) {
      let pair = pairs[number]
      let (rows, columns) = (parts[pair.i], parts[pair.j])
      let step = isTransposed ? lda : 1
      let left = unsafe source + rows.lowerBound &* step
      let corner =
        unsafe target + rows.lowerBound + columns.lowerBound &* order
      if pair.i == pair.j {
        unsafe LevelThree.outerProduct(
          order: rows.count, inner: inner, scale: 1, left, lda,
          transpose: isTransposed, keep: 1, corner, order)
        return
      }
      unsafe LevelThree.product(
        rows: rows.count, columns: columns.count, inner: inner, scale: 1,
        left, lda, transposeA: isTransposed,
        source + columns.lowerBound &* step, lda, transposeB: !isTransposed,
        keep: 1, corner, order)
    }
  }

  /// The most rows and columns of a tile.
  private static let largestTile = 192
  /// The multiplications from which sharing is worth the wait for threads.
  private static let worthSharing = 400_000

  /// The side of the tiles of an order: six of them or more where they are not
  /// small.
  private static func side(_ order: Int) -> Int {
    min(max((order + 5) / 6 / 8 * 8, 48), largestTile)
  }

  private static func parts(_ count: Int) -> [Range<Int>] {
    let side = side(count)
    return stride(from: 0, to: count, by: side).map {
      $0..<min($0 + side, count)
    }
  }

  /// Does the parts of a product, in this thread alone where they are small.
  private func share(
    _ count: Int, multiplications: Int, _ part: (Int) -> Void
  ) {
    if multiplications < Self.worthSharing {
      for number in 0..<count { part(number) }
    } else {
      perform(count) { number, _ in part(number) }
    }
  }

  /// `c += a aᵀ`, or aᵀa, in the lower triangle of c.
  ///
  /// - Parameters:
  ///   - a: The factor.
  ///   - transposed: Whether the product is aᵀa.
  ///   - c: The sum, whose upper triangle is left alone.
  ///   - inner: How many columns, or rows of aᵀa, are used; `nil` for all.
  package func addGram(
    of a: borrowing MatrixBuffer, transposed: Bool = false,
    to c: borrowing MatrixBuffer, inner: Int? = nil
  ) {
    let n = transposed ? a.columns : a.rows
    let all = transposed ? a.rows : a.columns
    let k = inner ?? all
    precondition(c.rows == n && c.columns == n && k <= all, "product sizes")
    if n == 0 || k == 0 { return }
    let tiles = GramTiles(order: n, inner: k, isTransposed: transposed)
    let (source, target, lda) = unsafe (a.pointer, c.pointer, a.rows)
    share(tiles.count, multiplications: n * n / 2 * k) { number in
      unsafe tiles.add(number, of: source, lda, to: target)
    }
  }

  /// Begins `c += aᵀa` in the lower triangle of c.
  ///
  /// - Parameters:
  ///   - a: The factor.
  ///   - c: The sum, whose upper triangle is left alone.
  /// - Returns: What adds it, until it has finished.
  package func startGram(ofTransposed a: MatrixBox, to c: MatrixBox)
    -> StartedWork
  {
    let (n, k) = (a.buffer.columns, a.buffer.rows)
    precondition(c.buffer.rows == n && c.buffer.columns == n, "product sizes")
    let tiles = GramTiles(order: n, inner: k, isTransposed: true)
    return StartedWork(k == 0 ? 0 : tiles.count, by: self) { number in
      unsafe tiles.add(number, of: a.buffer.pointer, k, to: c.buffer.pointer)
    }
  }

  /// `c := op(a) op(b)`.
  ///
  /// - Parameters:
  ///   - a: The left factor.
  ///   - b: The right factor.
  ///   - c: The result; must not be `a` or `b`.
  ///   - transposeA: Whether `a` is transposed.
  ///   - transposeB: Whether `b` is transposed.
  package func multiply(
    _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer,
    into c: borrowing MatrixBuffer, transposeA: Bool = false,
    transposeB: Bool = false
  ) {
    let m = transposeA ? a.columns : a.rows
    let k = transposeA ? a.rows : a.columns
    let n = transposeB ? b.rows : b.columns
    precondition(k == (transposeB ? b.columns : b.rows), "inner sizes")
    precondition(c.rows == m && c.columns == n, "result size")
    if m == 0 || n == 0 { return }
    if k == 0 {
      c.fill(0)
      return
    }
    let (rows, columns) = (Self.parts(m), Self.parts(n))
    let (left, lda) = unsafe (a.pointer, a.rows)
    let (right, ldb) = unsafe (b.pointer, b.rows)
    let target = unsafe c.pointer
    share(rows.count * columns.count, multiplications: m * n * k) { number in
      let (i, j) = (
        rows[number % rows.count], columns[number / rows.count]
      )
      unsafe LevelThree.product(
        rows: i.count, columns: j.count, inner: k, scale: 1,
        left + i.lowerBound &* (transposeA ? lda : 1), lda,
        transposeA: transposeA,
        right + j.lowerBound &* (transposeB ? 1 : ldb), ldb,
        transposeB: transposeB, keep: 0,
        target + i.lowerBound + j.lowerBound &* m, m)
    }
  }

  /// The inner products of the lower triangle of a symmetric S with the
  /// symmetric H = a bᵀ, and of H with itself, over all elements.
  ///
  /// - Parameters:
  ///   - s: S, only its lower triangle.
  ///   - a: The left factor of H, order × any.
  ///   - b: The right one.
  /// - Returns: ΣS_ij H_ij and ΣH_ij².
  package func innerProducts(
    _ s: borrowing MatrixBuffer, with a: borrowing MatrixBuffer,
    _ b: borrowing MatrixBuffer
  ) -> (mixed: Double, own: Double) {
    let n = s.rows
    precondition(
      s.columns == n && a.rows == n && b.rows == n && a.columns == b.columns)
    let parts = Self.parts(n)
    let pairs = parts.indices.flatMap { j in
      (j..<parts.count).map { (i: $0, j: j) }
    }
    var sums = [SIMD2<Double>](repeating: .zero, count: pairs.count)
    let (left, right, source) = unsafe (a.pointer, b.pointer, s.pointer)
    let k = a.columns
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      let sums = unsafe sums
      share(pairs.count, multiplications: n * n / 2 * k) { number in
        let (i, j) = (parts[pairs[number].i], parts[pairs[number].j])
        let tile = MatrixBuffer(rows: i.count, columns: j.count)
        unsafe LevelThree.product(
          rows: i.count, columns: j.count, inner: k, scale: 1,
          left + i.lowerBound, n, transposeA: false, right + j.lowerBound, n,
          transposeB: true, keep: 0, tile.pointer, i.count)
        var sum = SIMD2<Double>.zero
        let isDiagonal = pairs[number].i == pairs[number].j
        for column in 0..<j.count {
          let own = unsafe tile.pointer + column &* i.count
          let other =
            unsafe source + i.lowerBound
            + (j.lowerBound &+ column) &* n
          let first = isDiagonal ? column : 0
          if isDiagonal {
            // Counted once, and the others twice.
            let (h, value) = unsafe (own[column], other[column])
            sum -= SIMD2(value * h, h * h) * 0.5
          }
          let count = i.count &- first
          sum += unsafe SIMD2(
            dotProduct(own + first, other + first, count),
            dotProduct(own + first, own + first, count))
        }
        unsafe sums[number] = 2 * sum
      }
    }
    let total = sums.reduce(SIMD2<Double>.zero, +)
    return (total.x, total.y)
  }
}

extension WorkTeam {
  /// The sum of the squares of a symmetric matrix, of which only the lower
  /// triangle is read.
  package func squaredNorm(ofLower s: borrowing MatrixBuffer) -> Double {
    let n = s.rows
    precondition(s.columns == n, "a square matrix")
    let parts = stride(from: 0, to: n, by: 64).map { $0..<min($0 + 64, n) }
    var sums = [Double](repeating: 0, count: parts.count)
    let source = unsafe s.pointer
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      let sums = unsafe sums
      share(parts.count, multiplications: n * n / 2) { number in
        var sum = 0.0
        for j in parts[number] {
          let column = unsafe source + j &* n
          let diagonal = unsafe column[j]
          let count = n &- j
          unsafe sum +=
            2 * dotProduct(column + j, column + j, count) - diagonal * diagonal
        }
        unsafe sums[number] = sum
      }
    }
    return sums.reduce(0, +)
  }
}
