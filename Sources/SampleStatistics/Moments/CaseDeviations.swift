package import LinearAlgebra

/// One group's complete cases as deviations from their means, and what their
/// moments vary by: the only program that makes Γ of cases.
///
/// Where exogenous variables are fixed, a case's moments are those that are
/// left when what these variables predict is taken out: of (x, xxᵀ) remains
/// (x − x̂, xxᵀ − x̂x̂ᵀ), in which the moments among the fixed variables are 0.
package final class CaseDeviations {
  /// The number of cases.
  package let count: Int
  /// The group's effective size: its cases, or the sum of their weights.
  package let size: Double
  /// x − x̄, cases × variables.
  package let deviations: MatrixBuffer
  /// x̂: the regression of every variable on the fixed ones, cases ×
  /// variables; no rows without fixed variables.
  package let predicted: MatrixBuffer
  /// Whether there are fixed exogenous variables.
  package let hasFixed: Bool
  /// The weights by which cases' moments are multiplied before their products
  /// are summed; `nil` for cases that count once.
  package let spreadWeights: [Double]?
  /// The number of each case's cluster, from 0; `nil` for independent cases.
  package let clusters: [Int]?
  /// The number of clusters.
  package let clusterCount: Int
  /// The means.
  package let mean: [Double]
  /// The mean of xxᵀ − x̂x̂ᵀ, p × p: S where no variable is fixed; the divisor
  /// is the size.
  package let covariance: Matrix
  /// S with the size as divisor, p × p.
  package let sampleCovariance: Matrix

  /// Prepares cases; `nil` if fixed variables are collinear.
  ///
  /// - Parameters:
  ///   - cases: Complete cases.
  ///   - total: Their effective size.
  ///   - fixed: The places of the fixed exogenous variables.
  ///   - implied: Covariances whose regressions on the fixed variables take
  ///     the place of the sample's, p × p: x̂ is predicted by them, and x is x̂
  ///     and the sample's residual. A case's moments are then those of the
  ///     regression's coefficients (White, 1980), in terms of x.
  package init?(
    _ cases: SampleCases, size total: Double, fixed: [Int],
    predictingBy implied: Matrix? = nil
  ) {
    let n = cases.count
    let p = cases.variableCount
    count = n
    size = total
    spreadWeights = cases.spreadWeights
    clusters = cases.clusters
    clusterCount = (cases.clusters?.max() ?? -1) + 1
    let weights = cases.weights
    let values = cases.values.elements
    let buffer = MatrixBuffer(rows: n, columns: p)
    var mean = [Double](repeating: 0, count: p)
    for j in 0..<p {
      mean[j] = weightedMean(of: n, total: total) {
        values[$0 * p + j]
      } weight: {
        weights?[$0] ?? 1
      }
      for i in 0..<n { buffer[i, j] = values[i * p + j] - mean[j] }
    }
    self.mean = mean
    let weighted = MatrixBuffer(rows: n, columns: p)
    weighted.copy(from: buffer)
    if let weights { scaleRows(of: weighted, by: weights) }
    let s = MatrixBuffer(rows: p, columns: p)
    multiply(buffer, weighted, into: s, transposeA: true, scale: 1 / total)
    s.symmetrizeFromLower()
    let sample = Matrix(s)
    sampleCovariance = sample
    hasFixed = !fixed.isEmpty
    if fixed.isEmpty {
      predicted = MatrixBuffer(rows: 0, columns: p)
      covariance = sample
    } else {
      guard let inverse = sample.inverse(ofBlock: fixed) else { return nil }
      let cross = sample.submatrix(rows: fixed, columns: Array(0..<p))
      let slopes = MatrixBuffer(inverse * cross)
      let exogenous = MatrixBuffer(
        Matrix(buffer).submatrix(rows: Array(0..<n), columns: fixed))
      predicted = MatrixBuffer(rows: n, columns: p)
      multiply(exogenous, slopes, into: predicted)
      if let implied {
        addScaled(predicted, by: -1, to: buffer)
        multiply(
          exogenous,
          MatrixBuffer(
            inverse * implied.submatrix(rows: fixed, columns: Array(0..<p))),
          into: predicted)
        addScaled(predicted, by: 1, to: buffer)
      }
      covariance = sample - cross.transposed * Matrix(slopes)
    }
    deviations = buffer
  }

  /// The number of cases, or clusters, whose products are taken at a time.
  private static let blockSize = 256

  /// J/(J − 1) for J clusters, as for a sample of J; 1 for independent cases.
  package var clusterFactor: Double {
    clusters == nil
      ? 1 : Double(clusterCount) / Double(max(clusterCount - 1, 1))
  }

  /// A case's deviations of the moments: means, if they count, then vech of
  /// xxᵀ − x̂x̂ᵀ − C.
  ///
  /// - Parameters:
  ///   - i: The case.
  ///   - hasMeans: Whether the means come first.
  ///   - write: Takes a moment's index and its deviation.
  func writeMoments(of i: Int, hasMeans: Bool, write: (Int, Double) -> Void) {
    let p = covariance.rows
    var index = 0
    if hasMeans {
      for j in 0..<p {
        write(j, deviations[i, j] - (hasFixed ? predicted[i, j] : 0))
      }
      index = p
    }
    for b in 0..<p {
      for a in b..<p {
        var value = deviations[i, a] * deviations[i, b] - covariance[a, b]
        if hasFixed { value -= predicted[i, a] * predicted[i, b] }
        write(index, value)
        index += 1
      }
    }
  }

  /// Γ: the covariances of the cases' moments.
  ///
  /// Their sum of products divided by the size (Browne, 1984, equation 2.2);
  /// where there are clusters, their weighted sums over clusters stand for
  /// cases.
  ///
  /// - Parameter hasMeans: Whether the means come first.
  /// - Returns: The symmetric matrix, moments × moments; 0 in the rows of
  ///   moments among fixed exogenous variables.
  package func momentCovariance(hasMeans: Bool) -> Matrix {
    let layout = MomentLayout(
      variableCount: covariance.rows, hasMeans: hasMeans)
    return summedProducts(count: layout.count) { i, write in
      writeMoments(of: i, hasMeans: hasMeans, write: write)
    }
  }

  /// The mean product of values of the cases, or of their weighted sums over
  /// clusters.
  ///
  /// - Parameters:
  ///   - count: The number of values.
  ///   - values: Takes a case, and what takes each value's index and itself.
  /// - Returns: The symmetric matrix, values × values.
  package func summedProducts(
    count: Int, values: (Int, (Int, Double) -> Void) -> Void
  ) -> Matrix {
    let result = MatrixBuffer(rows: count, columns: count)
    let size = Self.blockSize
    let rows = MatrixBuffer(rows: size, columns: count)
    let members = clusterMembers
    for start in stride(from: 0, to: members.count, by: size) {
      rows.fill(0)
      let range = start..<min(start + size, members.count)
      for (k, cluster) in range.enumerated() {
        for i in members[cluster] {
          let w = spreadWeights?[i] ?? 1
          values(i) { rows[k, $0] += w * $1 }
        }
      }
      multiply(
        rows, rows, into: result, transposeA: true,
        scale: clusterFactor / self.size, keep: 1)
    }
    return Matrix(result)
  }

  /// Whether cases count by weights or clusters.
  package var isDependent: Bool { spreadWeights != nil || clusters != nil }

  /// The cases of each cluster; every case by itself if there are none.
  package var clusterMembers: [[Int]] {
    guard let clusters else { return (0..<count).map { [$0] } }
    var members = [[Int]](repeating: [], count: clusterCount)
    for (i, cluster) in clusters.enumerated() { members[cluster].append(i) }
    return members
  }
}
