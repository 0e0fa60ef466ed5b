/// The pairs loop behind information matrices: parameters whose derivative of
/// Σ is `factor * (u vᵀ + v uᵀ)` with u and v columns of a known matrix Z.
///
/// Terms are stored as parallel arrays so that a pass over one column of the
/// result reads four columns of Gram matrices and nothing else. Terms that
/// follow each other often take columns of Z that follow each other, or the
/// same one: such a run is a loop over contiguous elements.
package struct RankTwoTerms: Sendable, Hashable {
  /// The row and column of the result, ascending.
  package let index: [Int32]
  /// The column of Z that is u; 0 with a zero factor for no term.
  package let left: [Int32]
  /// The column of Z that is v.
  package let right: [Int32]
  /// The factor; 0 for no term.
  package let factor: [Double]
  /// One more than the last column of Z that is used.
  private let extent: Int
  /// The terms in runs; none where they are too short to pay.
  private let runs: [TermRun]
  /// The run of each term.
  private let runOfTerm: [Int32]

  /// Makes terms from parallel arrays.
  package init(
    index: [Int32], left: [Int32], right: [Int32], factor: [Double]
  ) {
    precondition(index.count == left.count && left.count == right.count)
    precondition(factor.count == index.count)
    precondition((left + right).allSatisfy { $0 >= 0 })
    self.index = index
    self.left = left
    self.right = right
    self.factor = factor
    extent = Int(max(left.max() ?? -1, right.max() ?? -1)) + 1
    let found = TermRun.find(
      index: index, left: left, right: right, factor: factor)
    let isLong = found.count * Self.leastLength <= index.count
    runs = isLong ? found : []
    runOfTerm =
      isLong
      ? found.enumerated().flatMap { number, run in
        [Int32](repeating: Int32(number), count: Int(run.end - run.start))
      } : []
  }

  /// The least mean length of runs that pays.
  private static let leastLength = 4

  /// Adds `weight * ½ tr(W ∂ₐ V ∂ᵦ)`, symmetrized in W and V, to the lower
  /// triangle of the result.
  ///
  /// - Parameters:
  ///   - w: ZᵀWZ.
  ///   - v: ZᵀVZ; the same as `w` for an information matrix.
  ///   - weight: The factor of every term.
  ///   - result: The sum that the terms are added to.
  package func addPairs(
    _ w: borrowing MatrixBuffer, _ v: borrowing MatrixBuffer, weight: Double,
    to result: borrowing MatrixBuffer
  ) {
    addPairs(w, v, weight: weight, to: result, columns: 0..<index.count)
  }

  /// The same for some of the terms as columns, from which on the lower
  /// triangle reaches down.
  ///
  /// - Parameters:
  ///   - w: ZᵀWZ.
  ///   - v: ZᵀVZ; the same as `w` for an information matrix.
  ///   - weight: The factor of every term.
  ///   - result: The sum that the terms are added to.
  ///   - columns: The terms.
  package func addPairs(
    _ w: borrowing MatrixBuffer, _ v: borrowing MatrixBuffer, weight: Double,
    to result: borrowing MatrixBuffer, columns: Range<Int>
  ) {
    let q = w.rows
    let n = result.rows
    let last = index.last.map { Int($0) } ?? -1
    precondition(w.columns == q && v.rows == q && v.columns == q)
    precondition(last < n && result.columns == n && extent <= q)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= index.count)
    let pw = unsafe w.pointer
    let pv = unsafe v.pointer
    let isOne = unsafe pw == pv
    for b in columns {
      let scale = 0.5 * weight * factor[b]
      if scale == 0 { continue }
      let x = Int(left[b]) &* q
      let y = Int(right[b]) &* q
      let sources = unsafe PairColumns(
        wx: pw + x, wy: pw + y, vx: pv + x, vy: pv + y, isOne: isOne,
        isDiagonal: x == y)
      let column = unsafe result.pointer + Int(index[b]) &* n
      if runs.isEmpty {
        unsafe addTerms(b..<index.count, sources, scale, to: column)
      } else {
        unsafe addRuns(from: b, sources, scale, to: column)
      }
    }
  }

  /// Term after term.
  @unsafe @inline(__always)
  private func addTerms(
    _ terms: Range<Int>, _ sources: PairColumns, _ scale: Double,
    to column: UnsafeMutablePointer<Double>
  ) {
    unsafe index.withUnsafeBufferPointer { index in
      unsafe left.withUnsafeBufferPointer { left in
        unsafe right.withUnsafeBufferPointer { right in
          unsafe factor.withUnsafeBufferPointer { factor in
            let (wx, wy) = unsafe (sources.wx, sources.wy)
            let (vx, vy) = unsafe (sources.vx, sources.vy)
            for a in terms {
              let l = unsafe Int(left[a])
              let r = unsafe Int(right[a])
              let sum =
                unsafe vx[r] * wy[l] + vy[r] * wx[l] + vx[l] * wy[r]
                + vy[l] * wx[r]
              unsafe column[Int(index[a])] += scale * factor[a] * sum
            }
          }
        }
      }
    }
  }

  /// Run after run, with the sums that `addTerms` has.
  @unsafe
  private func addRuns(
    from first: Int, _ sources: PairColumns, _ scale: Double,
    to column: UnsafeMutablePointer<Double>
  ) {
    unsafe runs.withUnsafeBufferPointer { runs in
      var a = first
      for number in Int(runOfTerm[first])..<runs.count {
        let run = unsafe runs[number]
        let count = Int(run.end) &- a
        let skipped = Int32(a) &- run.start
        let l = Int(run.left &+ run.leftStep &* skipped)
        let r = Int(run.right &+ run.rightStep &* skipped)
        let own = scale * run.factor
        a = Int(run.end)
        if own == 0 { continue }
        let target = unsafe column + Int(run.index &+ skipped)
        switch (run.leftStep, run.rightStep) {
        case (1, 1):
          unsafe sources.addRun(
            l, true, r, true, own, to: target, count)
        case (1, _):
          unsafe sources.addRun(
            l, true, r, false, own, to: target, count)
        case (_, 1):
          unsafe sources.addRun(
            l, false, r, true, own, to: target, count)
        default:
          unsafe sources.addRun(
            l, false, r, false, own, to: target, count)
        }
      }
    }
  }
}

/// Terms in whose course the index grows by one and each column of Z stays or
/// grows by one.
private struct TermRun: Sendable, Hashable {
  var start: Int32
  var end: Int32
  var index: Int32
  var left: Int32
  var right: Int32
  var leftStep: Int32
  var rightStep: Int32
  var factor: Double

  static func find(
    index: [Int32], left: [Int32], right: [Int32], factor: [Double]
  ) -> [TermRun] {
    var runs: [TermRun] = []
    for a in index.indices {
      if var run = runs.last, factor[a] == run.factor,
        index[a] == index[a - 1] + 1
      {
        let steps = (left[a] - left[a - 1], right[a] - right[a - 1])
        if run.end == run.start + 1, (0...1).contains(steps.0),
          (0...1).contains(steps.1)
        {
          (run.leftStep, run.rightStep) = steps
        }
        if run.end == run.start + 1
          ? (0...1).contains(steps.0) && (0...1).contains(steps.1)
          : steps == (run.leftStep, run.rightStep)
        {
          run.end += 1
          runs[runs.count - 1] = run
          continue
        }
      }
      runs.append(
        TermRun(
          start: Int32(a), end: Int32(a) + 1, index: index[a], left: left[a],
          right: right[a], leftStep: 0, rightStep: 0, factor: factor[a]))
    }
    return runs
  }
}

/// The columns of two Gram matrices that one column of the result reads.
@unsafe
private struct PairColumns {
  let wx: UnsafePointer<Double>
  let wy: UnsafePointer<Double>
  let vx: UnsafePointer<Double>
  let vy: UnsafePointer<Double>
  /// Whether both matrices are one.
  let isOne: Bool
  /// Whether x and y are one column.
  let isDiagonal: Bool

  /// `target[i] += scale * (vx[r] wy[l] + vy[r] wx[l] + vx[l] wy[r] +
  /// vy[l] wx[r])` with l and r moving or not.
  @unsafe @inline(__always)
  func addRun(
    _ l: Int, _ movesLeft: Bool, _ r: Int, _ movesRight: Bool,
    _ scale: Double, to target: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    let factors = SIMD4(repeating: scale)
    var i = 0
    // Sums are made in the order of the plain loop; products that are equal
    // are made once.
    if unsafe isOne || isDiagonal {
      let (v, w) = unsafe (vx, isOne ? vy : wx)
      while i &+ 4 <= count {
        let p =
          unsafe elements(v, r, movesRight, i) * elements(w, l, movesLeft, i)
        let s =
          unsafe elements(v, l, movesLeft, i) * elements(w, r, movesRight, i)
        let sum = unsafe isOne ? ((p + s) + s) + p : ((p + p) + s) + s
        unsafe place(four(target, at: i) + factors * sum, target, at: i)
        i &+= 4
      }
    } else {
      while i &+ 4 <= count {
        let first =
          unsafe elements(vx, r, movesRight, i) * elements(wy, l, movesLeft, i)
        let second =
          unsafe elements(vy, r, movesRight, i) * elements(wx, l, movesLeft, i)
        let third =
          unsafe elements(vx, l, movesLeft, i) * elements(wy, r, movesRight, i)
        let fourth =
          unsafe elements(vy, l, movesLeft, i) * elements(wx, r, movesRight, i)
        let sum = ((first + second) + third) + fourth
        unsafe place(four(target, at: i) + factors * sum, target, at: i)
        i &+= 4
      }
    }
    while i < count {
      let a = movesLeft ? l &+ i : l
      let b = movesRight ? r &+ i : r
      let sum =
        unsafe vx[b] * wy[a] + vy[b] * wx[a] + vx[a] * wy[b] + vy[a] * wx[b]
      unsafe target[i] += scale * sum
      i &+= 1
    }
  }

  /// Four elements, or one of them four times.
  @unsafe @inline(__always)
  private func elements(
    _ x: UnsafePointer<Double>, _ index: Int, _ moves: Bool, _ i: Int
  ) -> SIMD4<Double> {
    unsafe moves
      ? four(x, at: index &+ i) : SIMD4<Double>(repeating: x[index])
  }
}

/// `target[row + i, column] += scale * (a * matrix[from + i, left] +
/// b * matrix[from + i, right])` for `count` rows.
package func addTwoColumns(
  of matrix: borrowing MatrixBuffer, _ left: Int, by a: Double, _ right: Int,
  by b: Double, from first: Int, count: Int, scale: Double,
  to target: borrowing MatrixBuffer, row: Int, column: Int
) {
  let q = matrix.rows
  let n = target.rows
  precondition(first >= 0 && count >= 0 && first + count <= q)
  precondition(left >= 0 && left < matrix.columns)
  precondition(right >= 0 && right < matrix.columns)
  precondition(row >= 0 && row + count <= n)
  precondition(column >= 0 && column < target.columns)
  let x = unsafe matrix.pointer + left &* q + first
  let y = unsafe matrix.pointer + right &* q + first
  let out = unsafe target.pointer + column &* n + row
  let (scales, lefts) = (SIMD4(repeating: scale), SIMD4(repeating: a))
  let rights = SIMD4(repeating: b)
  var i = 0
  while i &+ 4 <= count {
    let sum = unsafe lefts * four(x, at: i) + rights * four(y, at: i)
    unsafe place(four(out, at: i) + scales * sum, out, at: i)
    i &+= 4
  }
  while i < count {
    unsafe out[i] += scale * (a * x[i] + b * y[i])
    i &+= 1
  }
}

/// `result := scale * a + factor * x xᵀ` with x a column of a matrix; both
/// square matrices in full.
package func copyScaled(
  _ a: borrowing MatrixBuffer, by scale: Double,
  addingOuterOf x: borrowing MatrixBuffer, column: Int, factor: Double,
  into result: borrowing MatrixBuffer
) {
  let n = a.rows
  precondition(a.columns == n && result.rows == n && result.columns == n)
  precondition(x.rows == n && column >= 0 && column < x.columns)
  let vector = unsafe x.pointer + column &* n
  let scales = SIMD4(repeating: scale)
  for j in 0..<n {
    let source = unsafe a.pointer + j &* n
    let out = unsafe result.pointer + j &* n
    let own = unsafe factor * vector[j]
    let owns = SIMD4(repeating: own)
    var i = 0
    while i &+ 4 <= n {
      unsafe place(
        scales * four(source, at: i) + owns * four(vector, at: i), out, at: i)
      i &+= 4
    }
    while i < n {
      unsafe out[i] = scale * source[i] + own * vector[i]
      i &+= 1
    }
  }
}
