package import LinearAlgebra
package import MomentStructure

/// The casewise scores of a likelihood by patterns.
///
/// With y = W_j(x−μ), zero at the unknowns, a case's score is
/// (yᵀu)(yᵀv) − uᵀW_jv for a parameter with ∂Σ = uvᵀ + vuᵀ, and yᵀ∂μ more;
/// a weighted case has its score as many times.
package enum PatternScores {
  /// The scores of every case at the moments of a block as last computed.
  ///
  /// - Parameters:
  ///   - sample: The cases.
  ///   - block: The block.
  ///   - parameterCount: The number of the model's free parameters.
  /// - Returns: Parameters × cases, in the sample's order, the derivatives of
  ///   each case's log-likelihood; `nil` if Σ is not positive definite.
  package static func matrix(
    _ sample: PatternSample, block: BlockWorkspace, parameterCount: Int
  ) -> MatrixBuffer? {
    let p = sample.variableCount
    let q = block.structure.vectorCount
    let factor = MatrixBuffer(Matrix(block.sigma))
    guard Cholesky.factor(factor) == nil else { return nil }
    let logSigma = Cholesky.logDeterminant(ofFactor: factor)
    let weight = MatrixBuffer(rows: p, columns: p)
    Cholesky.inverse(fromFactor: factor, into: weight)
    let completed = MatrixBuffer(rows: p, columns: sample.caseCount)
    let solver = PartitionedSolver(order: p)
    let residual = MatrixBuffer(rows: p, columns: p)
    let gram = MatrixBuffer(rows: q, columns: q)
    let own = MatrixBuffer(rows: q, columns: q)
    let root = MatrixBuffer(rows: q, columns: p)
    let sources = MatrixBuffer(rows: q, columns: p)
    block.gram(
      of: weight, into: gram, product: MatrixBuffer(rows: p, columns: q))
    for i in 0..<p {
      for k in 0..<q { sources[k, i] = block.vectors[i, k] }
    }
    for pattern in sample.patterns {
      for number in pattern.cases {
        for variable in pattern.partition.known {
          let i = Int(variable)
          completed[i, number] = sample.values[i, number] - block.mu[i]
        }
      }
      let log = solver.complete(
        pattern.partition, covariance: block.sigma, weight: weight,
        logDeterminant: logSigma, deviations: completed,
        columns: pattern.cases, share: 0, residual: residual)
      if log == nil { return nil }
    }
    let solved = MatrixBuffer(rows: p, columns: sample.caseCount)
    let projected = MatrixBuffer(rows: q, columns: sample.caseCount)
    multiply(weight, completed, into: solved)
    multiply(block.vectors, solved, into: projected, transposeA: true)

    let scores = MatrixBuffer(rows: parameterCount, columns: sample.caseCount)
    for pattern in sample.patterns {
      let removes = pattern.partition.removesUnknown
      let rank =
        removes
        ? solver.root(
          pattern.partition, of: weight, source: gram, into: root)
        : solver.root(
          pattern.partition, of: block.sigma, source: sources, into: root)
      guard let rank else { return nil }
      // ZᵀW_jZ.
      own.copy(from: gram)
      multiplyOuter(
        root, columns: 0..<rank, into: own, scale: removes ? -1 : 1,
        keep: removes ? 1 : 0)
      own.symmetrizeFromLower()
      for number in pattern.cases {
        add(
          block, projected, own, number, weight: sample.weights?[number] ?? 1,
          to: scores)
      }
    }
    return scores
  }

  private static func add(
    _ block: BlockWorkspace, _ projected: borrowing MatrixBuffer,
    _ gram: borrowing MatrixBuffer, _ number: Int, weight: Double,
    to scores: borrowing MatrixBuffer
  ) {
    for cell in block.structure.parameters {
      var value = 0.0
      if cell.left >= 0 {
        value =
          cell.factor
          * (projected[cell.left, number] * projected[cell.right, number]
            - gram[cell.left, cell.right])
      }
      if cell.meanVector >= 0 {
        let scale = cell.meanScale < 0 ? 1 : block.latentMean[cell.meanScale]
        value += scale * projected[cell.meanVector, number]
      }
      scores[cell.parameter, number] += weight * value
    }
  }
}
