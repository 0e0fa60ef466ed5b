package import LinearAlgebra
package import MomentStructure
package import SampleStatistics

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
  ///   - team: The threads that work on them.
  /// - Returns: Parameters × cases, in the sample's order, the derivatives of
  ///   each case's log-likelihood; `nil` if Σ is not positive definite.
  package static func matrix(
    _ sample: SampleCases, block: BlockWorkspace, parameterCount: Int,
    team: WorkTeam = WorkTeam(threads: 1)
  ) -> MatrixBuffer? {
    let p = sample.variableCount
    let q = block.structure.vectorCount
    let factor = MatrixBuffer(Matrix(block.implied.sigma))
    guard Cholesky.factor(factor).isFactored else { return nil }
    let logSigma = Cholesky.logDeterminant(ofFactor: factor)
    let weight = MatrixBuffer(rows: p, columns: p)
    Cholesky.inverse(fromFactor: factor, into: weight)
    let gram = MatrixBuffer(rows: q, columns: q)
    let sources = MatrixBuffer(rows: q, columns: p)
    block.gram(
      of: weight, into: gram, product: MatrixBuffer(rows: p, columns: q))
    for i in 0..<p {
      for k in 0..<q { sources[k, i] = block.vectors[i, k] }
    }
    let completed = MatrixBuffer(rows: p, columns: sample.count)
    let solved = MatrixBuffer(rows: p, columns: sample.count)
    let projected = MatrixBuffer(rows: q, columns: sample.count)
    let scores = MatrixBuffer(rows: parameterCount, columns: sample.count)
    let parts = divide(sample)
    let places = (0..<team.placeCount(parts.count)).map { _ in
      PartBuffers(order: p, vectors: q)
    }
    var isDefinite = true
    team.perform(parts.count) { number, place in
      let own = places[place]
      own.isDefinite = true
      let patterns = sample.patterns[parts[number]]
      for pattern in patterns {
        for number in pattern.cases {
          for variable in pattern.partition.known {
            let i = Int(variable)
            completed[i, number] =
              sample.values[i, number] - block.implied.mu[i]
          }
        }
        let log = own.solver.complete(
          pattern.partition, covariance: block.implied.sigma, weight: weight,
          logDeterminant: logSigma, deviations: completed,
          columns: pattern.cases, share: 0, residual: own.residual)
        own.isDefinite = own.isDefinite && log != nil
      }
      let first = patterns.first?.cases.lowerBound ?? 0
      let columns = first..<(patterns.last?.cases.upperBound ?? first)
      multiplyColumns(
        weight, completed, into: solved, columns: columns, transpose: false)
      multiplyColumns(
        block.vectors, solved, into: projected, columns: columns,
        transpose: true)
      for pattern in patterns {
        let removes = pattern.partition.removesUnknown
        let rank =
          removes
          ? own.solver.root(
            pattern.partition, of: weight, source: gram, into: own.root)
          : own.solver.root(
            pattern.partition, of: block.implied.sigma, source: sources,
            into: own.root)
        guard let rank else {
          own.isDefinite = false
          return
        }
        // ZᵀW_jZ.
        own.gram.copy(from: gram)
        multiplyOuter(
          own.root, columns: 0..<rank, into: own.gram,
          scale: removes ? -1 : 1, keep: removes ? 1 : 0)
        own.gram.symmetrizeFromLower()
        for number in pattern.cases {
          add(
            block, projected, own.gram, number,
            weight: sample.spreadWeights?[number] ?? 1, to: scores)
        }
      }
    } collect: { _, place in
      isDefinite = isDefinite && places[place].isDefinite
    }
    guard isDefinite else { return nil }
    return scores
  }

  /// The buffers of one part of the patterns.
  private final class PartBuffers {
    let solver: PartitionedSolver
    let residual: MatrixBuffer
    let gram: MatrixBuffer
    let root: MatrixBuffer
    var isDefinite = true

    init(order p: Int, vectors q: Int) {
      solver = PartitionedSolver(order: p)
      residual = MatrixBuffer(rows: p, columns: p)
      gram = MatrixBuffer(rows: q, columns: q)
      root = MatrixBuffer(rows: q, columns: p)
    }
  }

  /// The least number of cases of a part.
  private static let leastCases = 128

  /// The patterns in up to sixteen parts of about as many cases.
  private static func divide(_ sample: SampleCases) -> [Range<Int>] {
    let size = max(leastCases, (sample.count + 15) / 16)
    var parts: [Range<Int>] = []
    var start = 0
    var count = 0
    for (index, pattern) in sample.patterns.enumerated() {
      count += pattern.cases.count
      if count >= size || index == sample.patterns.count - 1 {
        parts.append(start..<index + 1)
        start = index + 1
        count = 0
      }
    }
    return parts
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
        value +=
          block.meanFactor(cell) * projected[cell.meanVector, number]
      }
      scores[cell.parameter, number] += weight * value
    }
  }
}
