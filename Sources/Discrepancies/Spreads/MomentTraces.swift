internal import LinearAlgebra
internal import SampleStatistics

/// Traces of products of a weight V and the covariances Γ of the cases'
/// moments, from quadratic forms of the cases: neither matrix, of order
/// p(p + 1)/2, is formed.
///
/// With V = ½Dᵀ(W⊗W)D and d = vech(xxᵀ − C) it is dᵢᵀVdⱼ =
/// ½[(xᵢᵀWxⱼ)² − xᵢᵀWCWxᵢ − xⱼᵀWCWxⱼ + tr(WCWC)]; in coordinates that make
/// W the identity that is ½ of an inner product of matrices.
struct MomentTraces {
  /// The cases.
  let cases: CaseDeviations
  /// W.
  let weight: KroneckerWeight
  /// Whether means are among the moments.
  let hasMeans: Bool

  /// The cases, their predicted parts and C in coordinates with W = I.
  private final class Whitened {
    let x: MatrixBuffer
    let predicted: MatrixBuffer
    let center: MatrixBuffer

    init?(_ cases: CaseDeviations, _ weight: KroneckerWeight) {
      let n = cases.count
      let p = cases.covariance.rows
      x = MatrixBuffer(rows: n, columns: p)
      predicted = MatrixBuffer(rows: cases.predicted.rows, columns: p)
      center = MatrixBuffer(rows: p, columns: p)
      let root = MatrixBuffer(rows: p, columns: p)
      root.copy(from: weight.covariance)
      guard Cholesky.factor(root).isFactored else { return nil }
      for j in 0..<p {
        for i in 0..<j { root[i, j] = 0 }
      }
      multiply(cases.deviations, root, into: x)
      if cases.hasFixed { multiply(cases.predicted, root, into: predicted) }
      let product = MatrixBuffer(rows: p, columns: p)
      multiply(MatrixBuffer(cases.covariance), root, into: product)
      multiply(root, product, into: center, transposeA: true)
    }
  }

  /// tr(VΓ), Γ summed over clusters where there are any; `nil` if W is not
  /// positive definite.
  func first() -> Double? {
    guard let white = Whitened(cases, weight) else { return nil }
    let sum =
      cases.clusters == nil ? independent(white) : clustered(white)
    return cases.clusterFactor * sum / cases.size
  }

  private func independent(_ white: Whitened) -> Double {
    let values = forms(white)
    var sum = 0.0
    for i in 0..<cases.count {
      let w = cases.spreadWeights?[i] ?? 1
      sum += w * w * values[i]
    }
    return sum
  }

  /// dᵀVd of every case; `nil` if W is not positive definite.
  func forms() -> [Double]? {
    Whitened(cases, weight).map { forms($0) }
  }

  private func forms(_ white: Whitened) -> [Double] {
    let linear = linearForms(white)
    let own = rowProducts(white.x, white.x)
    let constant = dot(white.center, white.center)
    var cross: [Double] = []
    var other: [Double] = []
    if cases.hasFixed {
      cross = rowProducts(white.x, white.predicted)
      other = rowProducts(white.predicted, white.predicted)
    }
    return (0..<cases.count).map { i in
      var square = own[i] * own[i] - 2 * linear[i] + constant
      var mean = own[i]
      if cases.hasFixed {
        square += other[i] * other[i] - 2 * cross[i] * cross[i]
        mean += other[i] - 2 * cross[i]
      }
      var value = 0.5 * square
      if weight.doublesVariances {
        for j in 0..<white.x.columns {
          let d = variance(white, i, j)
          value += 0.5 * d * d
        }
      }
      if hasMeans { value += mean }
      return value
    }
  }

  /// The whole matrix of a cluster's summed moments, one cluster at a time.
  private func clustered(_ white: Whitened) -> Double {
    let p = white.x.columns
    let sum = MatrixBuffer(rows: p, columns: p)
    var total = 0.0
    for cluster in cases.clusterMembers {
      let n = cluster.count
      let rows = MatrixBuffer(rows: n, columns: p)
      let weighted = MatrixBuffer(rows: n, columns: p)
      sum.fill(0)
      var size = 0.0
      func add(_ source: borrowing MatrixBuffer, sign: Double) {
        for j in 0..<p {
          for (k, i) in cluster.enumerated() {
            rows[k, j] = source[i, j]
            weighted[k, j] = (cases.spreadWeights?[i] ?? 1) * source[i, j]
          }
        }
        multiply(
          rows, weighted, into: sum, transposeA: true, scale: sign, keep: 1)
      }
      add(white.x, sign: 1)
      var means = (0..<p).map { j in
        (0..<n).reduce(0) { $0 + weighted[$1, j] }
      }
      if cases.hasFixed {
        add(white.predicted, sign: -1)
        for j in 0..<p {
          means[j] -= (0..<n).reduce(0) { $0 + weighted[$1, j] }
        }
      }
      for i in cluster { size += cases.spreadWeights?[i] ?? 1 }
      addScaled(white.center, by: -size, to: sum)
      total += 0.5 * dot(sum, sum)
      if weight.doublesVariances {
        for j in 0..<p { total += 0.5 * sum[j, j] * sum[j, j] }
      }
      if hasMeans { total += means.reduce(0) { $0 + $1 * $1 } }
    }
    return total
  }

  /// xᵀCx of every case, less that of its predicted part.
  private func linearForms(_ white: Whitened) -> [Double] {
    let product = MatrixBuffer(
      rows: cases.count, columns: white.center.columns)
    multiply(white.x, white.center, into: product)
    var forms = rowProducts(product, white.x)
    if cases.hasFixed {
      multiply(white.predicted, white.center, into: product)
      let less = rowProducts(product, white.predicted)
      for i in forms.indices { forms[i] -= less[i] }
    }
    return forms
  }

  /// A case's deviation of the variance of variable j.
  private func variance(_ white: Whitened, _ i: Int, _ j: Int) -> Double {
    var value = white.x[i, j] * white.x[i, j] - white.center[j, j]
    if cases.hasFixed {
      value -= white.predicted[i, j] * white.predicted[i, j]
    }
    return value
  }

  /// The second-order sums, over pairs of cases or over pairs of moments,
  /// whichever are fewer; for independent cases without sampling weights.
  ///
  /// - Parameter scores: The group's scores around the sample's moments.
  /// - Returns: The sums; `nil` if W is not positive definite.
  func second(_ scores: ScoreSums) -> SecondOrderProducts? {
    guard let white = Whitened(cases, weight) else { return nil }
    let p = white.x.columns
    let moments = MomentLayout(variableCount: p, hasMeans: hasMeans).count
    // By the numbers of operations; 8,000 moments take 512 MB.
    let t = scores.parameterCount
    let isShort =
      moments <= 8000
      && moments * (moments + t) < cases.count * (p + t + 4)
    return isShort
      ? overMoments(white, scores, moments: moments)
      : overCases(white, scores)
  }

  /// With D̃ the cases' moments in coordinates that make V the identity and
  /// G = D̃VΔ: tr((VΓ)²) = ‖D̃ᵀD̃‖²/n² and RRᵀ with R = GᵀD̃/n.
  private func overMoments(
    _ white: Whitened, _ scores: ScoreSums, moments: Int
  ) -> SecondOrderProducts {
    let p = white.x.columns
    let t = scores.parameterCount
    let n = cases.size
    let gamma = MatrixBuffer(rows: moments, columns: moments)
    let cross = MatrixBuffer(rows: t, columns: moments)
    let rows = MatrixBuffer(rows: CaseScores.blockSize, columns: moments)
    let diagonal = weight.doublesVariances ? 1 : 0.5.squareRoot()
    scores.forEachBlock { block, range in
      rows.fill(0)
      for (k, i) in range.enumerated() {
        var column = 0
        if hasMeans {
          for j in 0..<p {
            rows[k, j] =
              white.x[i, j] - (cases.hasFixed ? white.predicted[i, j] : 0)
          }
          column = p
        }
        for b in 0..<p {
          for a in b..<p {
            var value = white.x[i, a] * white.x[i, b] - white.center[a, b]
            if cases.hasFixed {
              value -= white.predicted[i, a] * white.predicted[i, b]
            }
            rows[k, column] = a == b ? diagonal * value : value
            column += 1
          }
        }
      }
      multiply(
        rows, rows, into: gamma, transposeA: true, scale: 1 / n, keep: 1)
      multiply(
        block, rows, into: cross, transposeA: true, scale: 1 / n, keep: 1)
    }
    let form = MatrixBuffer(rows: t, columns: t)
    multiply(cross, cross, into: form, transposeB: true)
    return SecondOrderProducts(trace: dot(gamma, gamma), form: Matrix(form))
  }

  /// With K the n × n matrix of dᵢᵀVdⱼ: tr((VΓ)²) = ‖K‖²/n² and GᵀKG/n².
  private func overCases(_ white: Whitened, _ scores: ScoreSums)
    -> SecondOrderProducts
  {
    let t = scores.parameterCount
    let size = CaseScores.blockSize
    let all = scores.matrix
    let moved = MatrixBuffer(rows: size, columns: t)
    let own = MatrixBuffer(rows: size, columns: t)
    let form = MatrixBuffer(rows: t, columns: t)
    var trace = 0.0
    forEachKernelBlock(white) { kernel, range in
      for j in 0..<cases.count {
        for k in 0..<range.count { trace += kernel[k, j] * kernel[k, j] }
      }
      multiply(kernel, all, into: moved)
      copyRows(of: all, range, into: own)
      multiply(own, moved, into: form, transposeA: true, keep: 1)
    }
    let scale = 1 / (cases.size * cases.size)
    return SecondOrderProducts(trace: scale * trace, form: scale * Matrix(form))
  }

  /// K, the n × n matrix of dᵢᵀVdⱼ; `nil` if W is not positive definite.
  func kernel() -> Matrix? {
    guard let white = Whitened(cases, weight) else { return nil }
    var result = Matrix(rows: cases.count, columns: cases.count)
    forEachKernelBlock(white) { kernel, range in
      for j in 0..<cases.count {
        for (k, i) in range.enumerated() { result[i, j] = kernel[k, j] }
      }
    }
    return result
  }

  /// Calls with the rows of K of one block of cases after the other; rows that
  /// no case has are 0.
  private func forEachKernelBlock(
    _ white: Whitened,
    _ body: (borrowing MatrixBuffer, Range<Int>) -> Void
  ) {
    let n = cases.count
    let p = white.x.columns
    let size = CaseScores.blockSize
    let linear = linearForms(white)
    let constant = dot(white.center, white.center)
    let squares = MatrixBuffer(
      rows: weight.doublesVariances ? n : 0, columns: p)
    if weight.doublesVariances {
      for j in 0..<p {
        for i in 0..<n { squares[i, j] = variance(white, i, j) }
      }
    }
    let kernel = MatrixBuffer(rows: size, columns: n)
    let products = MatrixBuffer(rows: size, columns: n)
    let part = MatrixBuffer(rows: size, columns: p)
    let predictedPart = MatrixBuffer(
      rows: cases.hasFixed ? size : 0, columns: p)
    let squarePart = MatrixBuffer(
      rows: weight.doublesVariances ? size : 0, columns: p)
    for start in stride(from: 0, to: n, by: size) {
      let range = start..<min(start + size, n)
      kernel.fill(0)
      func add(
        _ left: borrowing MatrixBuffer, _ right: borrowing MatrixBuffer,
        sign: Double
      ) {
        multiply(left, right, into: products, transposeB: true)
        for k in 0..<products.count {
          let value = products[k]
          kernel[k] +=
            sign * (0.5 * value * value + (hasMeans ? value : 0))
        }
      }
      copyRows(of: white.x, range, into: part)
      add(part, white.x, sign: 1)
      if cases.hasFixed {
        copyRows(of: white.predicted, range, into: predictedPart)
        add(part, white.predicted, sign: -1)
        add(predictedPart, white.x, sign: -1)
        add(predictedPart, white.predicted, sign: 1)
      }
      if weight.doublesVariances {
        copyRows(of: squares, range, into: squarePart)
        multiply(
          squarePart, squares, into: kernel, transposeB: true, scale: 0.5,
          keep: 1)
      }
      for j in 0..<n {
        for (k, i) in range.enumerated() {
          kernel[k, j] += 0.5 * (constant - linear[i] - linear[j])
        }
        for k in range.count..<size { kernel[k, j] = 0 }
      }
      body(kernel, range)
    }
  }
}
