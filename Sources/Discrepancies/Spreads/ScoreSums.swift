internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// Runs over a group's cases in blocks and sums their scores.
struct ScoreSums {
  /// The block, at the estimates.
  let block: BlockWorkspace
  /// The cases.
  let cases: CaseDeviations
  /// W.
  let weight: KroneckerWeight
  /// The moments that cases are compared with: the implied ones for scores of
  /// the log-likelihood, or the sample's, with those among fixed exogenous
  /// variables held.
  let center: SaturatedChoice.Point
  /// The model's number of free parameters.
  let parameterCount: Int

  /// Σ over clusters of the outer products of their summed, weighted scores,
  /// times J/(J − 1) for J clusters (Huber, 1967; White, 1982; for clusters
  /// Binder, 1983); without clusters every case is one.
  ///
  /// - Parameters:
  ///   - meat: The sum that the products are added to, free × free, both
  ///     triangles.
  ///   - scale: Their factor.
  func addProducts(to meat: borrowing MatrixBuffer, scale: Double) {
    guard let clusters = cases.clusters else {
      forEachBlock { scores, _ in
        multiply(
          scores, scores, into: meat, transposeA: true, scale: scale, keep: 1)
      }
      return
    }
    let sums = MatrixBuffer(
      rows: cases.clusterCount, columns: parameterCount)
    forEachBlock { scores, range in
      addRows(of: scores, at: Array(clusters[range]), to: sums)
    }
    multiply(
      sums, sums, into: meat, transposeA: true,
      scale: scale * cases.clusterFactor, keep: 1)
  }

  /// The scores of all cases, cases × free, multiplied by the sampling weights.
  var matrix: MatrixBuffer {
    let all = MatrixBuffer(rows: cases.count, columns: parameterCount)
    forEachBlock { block, range in
      for j in 0..<parameterCount {
        for i in range { all[i, j] = block[i - range.lowerBound, j] }
      }
    }
    return all
  }

  /// Calls with the scores of one block of cases after the other, block ×
  /// free, multiplied by the sampling weights; rows that no case has are 0.
  func forEachBlock(
    _ body: (borrowing MatrixBuffer, Range<Int>) -> Void
  ) {
    let size = CaseScores.blockSize
    let p = block.structure.observedCount
    let takesFixed = center == .sample && cases.hasFixed
    let scores = CaseScores(
      block, weight: weight,
      center: center == .implied
        ? Matrix(block.implied.sigma) : cases.covariance,
      parameterCount: parameterCount)
    let x = MatrixBuffer(rows: size, columns: p)
    let predicted = MatrixBuffer(rows: takesFixed ? size : 0, columns: p)
    let shift: [Double] =
      center == .implied && block.structure.hasMeans
      ? zip(cases.mean, block.implied.mu.elements).map { $0 - $1 } : []
    for start in stride(from: 0, to: cases.count, by: size) {
      let range = start..<min(start + size, cases.count)
      copyRows(of: cases.deviations, range, into: x)
      for j in shift.indices {
        for i in 0..<range.count { x[i, j] += shift[j] }
      }
      if takesFixed { copyRows(of: cases.predicted, range, into: predicted) }
      scores.compute(x, less: predicted)
      if cases.spreadWeights != nil || range.count < size {
        var factors = [Double](repeating: 0, count: size)
        for i in range { factors[i - start] = cases.spreadWeights?[i] ?? 1 }
        scaleRows(of: scores.scores, by: factors)
      }
      body(scores.scores, range)
    }
  }
}
