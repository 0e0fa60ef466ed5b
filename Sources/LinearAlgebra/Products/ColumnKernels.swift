// Loops over whole columns, for scores of many cases at once.

/// `target[i, to] += factor * (a[i, left] * a[i, right] - constant)` for all i.
package func addColumnProduct(
  of a: borrowing MatrixBuffer, left: Int, right: Int, factor: Double,
  less constant: Double, to target: borrowing MatrixBuffer, column to: Int
) {
  let n = a.rows
  precondition(target.rows == n && to >= 0 && to < target.columns)
  precondition(left >= 0 && left < a.columns)
  precondition(right >= 0 && right < a.columns)
  let x = unsafe a.pointer + left &* n
  let y = unsafe a.pointer + right &* n
  let out = unsafe target.pointer + to &* n
  for i in 0..<n { unsafe out[i] += factor * (x[i] * y[i] - constant) }
}

/// `Σᵢ a[i, column] x[i]`.
package func columnProduct(
  of a: borrowing MatrixBuffer, column: Int, with x: borrowing MatrixBuffer
) -> Double {
  precondition(x.count == a.rows && column >= 0 && column < a.columns)
  return unsafe dotProduct(a.base + column &* a.rows, x.base, a.rows)
}

/// `Σᵢ a[i, column] a[i, other]`.
package func columnProduct(
  of a: borrowing MatrixBuffer, column: Int, andColumn other: Int
) -> Double {
  precondition(column >= 0 && column < a.columns)
  precondition(other >= 0 && other < a.columns)
  return unsafe dotProduct(
    a.base + column &* a.rows, a.base + other &* a.rows, a.rows)
}

/// `Σᵢ a[i, column]`.
package func columnSum(of a: borrowing MatrixBuffer, column: Int) -> Double {
  precondition(column >= 0 && column < a.columns)
  return unsafe total(a.base + column &* a.rows, a.rows)
}

/// `target[i, to] += factor * a[i, from]` for all i.
package func addColumn(
  of a: borrowing MatrixBuffer, column from: Int, factor: Double,
  to target: borrowing MatrixBuffer, column to: Int
) {
  let n = a.rows
  precondition(target.rows == n && to >= 0 && to < target.columns)
  precondition(from >= 0 && from < a.columns)
  unsafe addMultiple(
    factor, a.pointer + from &* n, to: target.pointer + to &* n, n)
}

/// `a[i, j] *= scale[i]` for all j.
package func scaleRows(of a: borrowing MatrixBuffer, by scale: [Double]) {
  let n = a.rows
  precondition(scale.count == n, "a scale for every row")
  for j in 0..<a.columns {
    let column = unsafe a.pointer + j &* n
    for i in 0..<n { unsafe column[i] *= scale[i] }
  }
}

/// `result[i, j] = scale[i] * a[i, j]`.
package func multiplyRows(
  of a: borrowing MatrixBuffer, by scale: [Double],
  into result: borrowing MatrixBuffer
) {
  let n = a.rows
  precondition(scale.count == n, "a scale for every row")
  precondition(result.rows == n && result.columns == a.columns, "result size")
  unsafe scale.withUnsafeBufferPointer { scale in
    guard let factors = scale.baseAddress else { return }
    for j in 0..<a.columns {
      unsafe product(
        factors, a.base + j &* n, into: result.base + j &* n, n)
    }
  }
}

/// `target[index[i], j] += a[i, j]` for the first `index.count` rows.
package func addRows(
  of a: borrowing MatrixBuffer, at index: [Int],
  to target: borrowing MatrixBuffer
) {
  let n = a.rows
  let m = target.rows
  precondition(index.count <= n && target.columns == a.columns)
  precondition(index.allSatisfy { $0 >= 0 && $0 < m })
  for j in 0..<a.columns {
    let source = unsafe a.pointer + j &* n
    let out = unsafe target.pointer + j &* m
    for (i, row) in index.enumerated() { unsafe out[row] += source[i] }
  }
}

/// Copies rows `range` of a matrix into the first rows of a block; the rows
/// that are left over become zero.
package func copyRows(
  of a: borrowing MatrixBuffer, _ range: Range<Int>,
  into block: borrowing MatrixBuffer
) {
  let n = a.rows
  let b = block.rows
  precondition(range.lowerBound >= 0 && range.upperBound <= n)
  precondition(range.count <= b && block.columns == a.columns)
  for j in 0..<a.columns {
    let source = unsafe a.pointer + j &* n + range.lowerBound
    let out = unsafe block.pointer + j &* b
    for i in 0..<range.count { unsafe out[i] = source[i] }
    for i in range.count..<b { unsafe out[i] = 0 }
  }
}

/// `Σⱼ a[i, j] b[i, j]` for every row i.
package func rowProducts(
  _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer
) -> [Double] {
  let n = a.rows
  precondition(b.rows == n && b.columns == a.columns)
  var sums = [Double](repeating: 0, count: n)
  for j in 0..<a.columns {
    let x = unsafe a.pointer + j &* n
    let y = unsafe b.pointer + j &* n
    for i in 0..<n { unsafe sums[i] += x[i] * y[i] }
  }
  return sums
}

/// Copies some columns of a matrix into the same columns of another of its
/// size.
package func copyColumns(
  of source: borrowing MatrixBuffer, columns: Range<Int>,
  into target: borrowing MatrixBuffer
) {
  precondition(source.rows == target.rows && source.count == target.count)
  precondition(columns.lowerBound >= 0 && columns.upperBound <= source.columns)
  let start = columns.lowerBound &* source.rows
  unsafe (target.pointer + start).update(
    from: source.pointer + start, count: columns.count &* source.rows)
}
