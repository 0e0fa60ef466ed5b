public import LinearAlgebra

/// One row of a parameter table with a value, as the oracle reads it.
public struct ReticularRow: Sendable {
  /// The left side.
  public var lhs: String
  /// The operator: `=~`, `~`, `~~`, `~1` or `<~`.
  public var op: String
  /// The right side; empty for intercepts.
  public var rhs: String
  /// The value.
  public var value: Double

  /// Makes a row.
  public init(_ lhs: String, _ op: String, _ rhs: String, _ value: Double) {
    self.lhs = lhs
    self.op = op
    self.rhs = rhs
    self.value = value
  }
}

/// The moments of a model in the reticular action form of McArdle & McDonald
/// (1984): Σ = F(I−A)⁻¹S(I−A)⁻ᵀFᵀ and μ = F(I−A)⁻¹m over all variables, with
/// no distinction of kinds.
///
/// An oracle for the library's own form; it shares with it no more than the
/// `Matrix` type. Products and the inverse are plain loops.
public struct ReticularModel {
  /// The covariances of all variables, observed ones first.
  public let total: Matrix
  /// The means of all variables.
  public let totalMean: [Double]
  /// The number of observed variables.
  public let observedCount: Int

  /// Places a block's rows and computes the moments.
  ///
  /// - Parameters:
  ///   - rows: The rows of one block.
  ///   - observed: The observed variables, in the order of the moments.
  ///   - latent: The latent variables.
  public init(rows: [ReticularRow], observed: [String], latent: [String]) {
    let names = observed + latent
    let count = names.count
    var place: [String: Int] = [:]
    for (index, name) in names.enumerated() { place[name] = index }
    var a = Matrix(rows: count, columns: count)
    var s = Matrix(rows: count, columns: count)
    var m = [Double](repeating: 0, count: count)
    for row in rows {
      guard let i = place[row.lhs] else { continue }
      let j = place[row.rhs] ?? -1
      switch row.op {
      case "=~": a[j, i] += row.value
      case "~": a[i, j] += row.value
      case "~~":
        s[i, j] = row.value
        s[j, i] = row.value
      case "~1": m[i] = row.value
      case "<~": break
      default: preconditionFailure("no operator of a structure: \(row.op)")
      }
    }
    for composite in Set(rows.filter { $0.op == "<~" }.map(\.lhs)) {
      Self.placeLast(of: composite, rows, place, &a, &s, &m)
    }
    let inverse = Self.inverse(Matrix.identity(count) - a)
    let half = Self.product(inverse, (0..<count).map { s.row($0) })
    let transposed = (0..<count).map { column in inverse.map { $0[column] } }
    total = Matrix(rowArrays: Self.product(half, transposed))
    totalMean = inverse.map { row in
      zip(row, m).reduce(0) { $0 + $1.0 * $1.1 }
    }
    observedCount = observed.count
  }

  /// Places the part of a composite Σwᵢxᵢ that has no loading of its own: as
  /// the weighted sum of loadings is 1, and that of what the composite leaves
  /// of its parts is 0, its loading, its covariances and its intercept follow.
  private static func placeLast(
    of composite: String, _ rows: [ReticularRow], _ place: [String: Int],
    _ a: inout Matrix, _ s: inout Matrix, _ m: inout [Double]
  ) {
    let weights = rows.filter { $0.op == "<~" && $0.lhs == composite }
    func isLoaded(_ part: String) -> Bool {
      rows.contains {
        $0.op == "=~" && $0.lhs == composite && $0.rhs == part
      }
    }
    guard let c = place[composite],
      let last = weights.first(where: { !isLoaded($0.rhs) }),
      let i = place[last.rhs]
    else { return }
    let others = weights.filter { $0.rhs != last.rhs }.compactMap { row in
      place[row.rhs].map { (place: $0, ratio: row.value / last.value) }
    }
    a[i, c] = others.reduce(1 / last.value) { $0 - $1.ratio * a[$1.place, c] }
    m[i] = others.reduce(0) { $0 - $1.ratio * m[$1.place] }
    s[i, i] = 0
    for one in others {
      let value = others.reduce(0) { $0 - $1.ratio * s[$1.place, one.place] }
      s[i, one.place] = value
      s[one.place, i] = value
      s[i, i] -= one.ratio * value
    }
  }

  /// Σ.
  public var covariance: Matrix {
    let range = Array(0..<observedCount)
    return total.submatrix(rows: range, columns: range)
  }

  /// μ.
  public var mean: [Double] { Array(totalMean.prefix(observedCount)) }

  /// Gauss-Jordan elimination with row pivoting.
  private static func inverse(_ matrix: Matrix) -> [[Double]] {
    let n = matrix.rows
    var left = (0..<n).map { matrix.row($0) }
    var right = (0..<n).map { Matrix.identity(n).row($0) }
    for j in 0..<n {
      let pivot =
        (j..<n).max { abs(left[$0][j]) < abs(left[$1][j]) } ?? j
      left.swapAt(j, pivot)
      right.swapAt(j, pivot)
      let scale = left[j][j]
      precondition(scale != 0, "I − A has an inverse")
      for k in 0..<n where scale != 1 {
        left[j][k] /= scale
        right[j][k] /= scale
      }
      for i in 0..<n where i != j && left[i][j] != 0 {
        let factor = left[i][j]
        for k in 0..<n {
          left[i][k] -= factor * left[j][k]
          right[i][k] -= factor * right[j][k]
        }
      }
    }
    return right
  }

  /// The product of matrices given as rows; most elements are zero.
  private static func product(_ a: [[Double]], _ b: [[Double]])
    -> [[Double]]
  {
    a.map { row in
      var sum = [Double](repeating: 0, count: b[0].count)
      for (k, factor) in row.enumerated() where factor != 0 {
        for j in sum.indices { sum[j] += factor * b[k][j] }
      }
      return sum
    }
  }
}
