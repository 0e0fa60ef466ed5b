package import LinearAlgebra
package import MomentStructure

/// Casewise derivatives of ½F by the free parameters, negated:
/// the scores of the cases.
///
/// With y = Wx a case's score for a parameter with ∂Σ = uvᵀ + vuᵀ is
/// (yᵀu)(yᵀv) − uᵀWCWv, and yᵀ∂μ more with means, where x is the case's
/// deviation and C what xxᵀ is compared with. Whether x and C are the model's
/// or the sample's decides between the gradient of the log-likelihood and
/// Δᵀ V (moments of the case − moments of the sample). Works on blocks of
/// cases, so that the products are matrix products; W is an argument, so that
/// a pattern of missing values can bring its own, with rows and columns of
/// zero for what is missing.
package final class CaseScores {
  /// The number of cases of a block.
  package static let blockSize = 256

  /// The scores of the block last computed, block × free parameters.
  package let scores: MatrixBuffer

  private let block: BlockWorkspace
  private let weight: KroneckerWeight
  private let gram: MatrixBuffer
  private let solved: MatrixBuffer
  private let projection: MatrixBuffer
  private let varianceJacobian: MatrixBuffer
  private let squares: MatrixBuffer
  private let center: [Double]

  /// Makes room for the scores of one block's cases.
  ///
  /// - Parameters:
  ///   - block: The block, at the estimates.
  ///   - weight: W, for covariances and for means.
  ///   - center: C, p × p.
  ///   - parameterCount: The model's number of free parameters.
  package init(
    _ block: BlockWorkspace, weight: KroneckerWeight, center: Matrix,
    parameterCount: Int
  ) {
    self.block = block
    self.weight = weight
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    let size = Self.blockSize
    scores = MatrixBuffer(rows: size, columns: parameterCount)
    gram = MatrixBuffer(rows: q, columns: q)
    solved = MatrixBuffer(rows: size, columns: p)
    projection = MatrixBuffer(rows: size, columns: q)
    let extra = weight.doublesVariances
    varianceJacobian = MatrixBuffer(
      rows: p, columns: extra ? parameterCount : 0)
    squares = MatrixBuffer(rows: extra ? size : 0, columns: p)
    if extra { block.writeVarianceJacobian(into: varianceJacobian) }
    self.center = center.diagonal
    let product = MatrixBuffer(rows: p, columns: p)
    let sandwiched = MatrixBuffer(rows: p, columns: p)
    multiply(weight.covariance, MatrixBuffer(center), into: product)
    multiply(product, weight.covariance, into: sandwiched)
    sandwiched.symmetrizeFromLower()
    block.gram(
      of: sandwiched, into: gram,
      product: MatrixBuffer(rows: p, columns: q))
  }

  /// Computes `scores` of up to `blockSize` cases.
  ///
  /// - Parameters:
  ///   - deviations: x, block × p; rows that no case has are to be ignored in
  ///     the result.
  ///   - predicted: x̂, whose products and values are taken out; without rows
  ///     for none.
  package func compute(
    _ deviations: borrowing MatrixBuffer, less predicted: borrowing MatrixBuffer
  ) {
    scores.fill(0)
    add(deviations, sign: 1)
    if predicted.rows > 0 { add(predicted, sign: -1) }
  }

  private func add(_ x: borrowing MatrixBuffer, sign: Double) {
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    let hasMeans = block.structure.hasMeans
    // Zᵀy with Z = [I, A, ΛE]: the first p columns are y itself.
    multiply(x, weight.covariance, into: solved)
    multiplyColumns(
      solved, block.vectors, into: projection, columns: p..<q,
      transpose: false)
    for j in 0..<p {
      for i in 0..<solved.rows { projection[i, j] = solved[i, j] }
    }
    for cell in block.structure.parameters where cell.left >= 0 {
      addColumnProduct(
        of: projection, left: cell.left, right: cell.right,
        factor: sign * cell.factor,
        less: sign > 0 ? gram[cell.left, cell.right] : 0, to: scores,
        column: cell.parameter)
    }
    if weight.doublesVariances {
      for j in 0..<p {
        let c = sign > 0 ? center[j] : 0
        for i in 0..<x.rows { squares[i, j] = x[i, j] * x[i, j] - c }
      }
      multiply(
        squares, varianceJacobian, into: scores, scale: 0.5 * sign, keep: 1)
    }
    guard hasMeans else { return }
    if !weight.sharesCovariance {
      multiply(x, weight.mean, into: solved)
      multiply(solved, block.vectors, into: projection)
    }
    for cell in block.structure.meanCells {
      let scale = block.meanFactor(cell)
      addColumn(
        of: projection, column: cell.meanVector, factor: sign * scale,
        to: scores, column: cell.parameter)
    }
  }
}
