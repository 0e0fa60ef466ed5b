internal import LinearAlgebra
internal import MomentStructure

/// Whether Ψ or Θ of a block is positive semidefinite.
///
/// No variance is negative, no variable without variance covaries with
/// another, and the correlations of the others have no negative eigenvalue:
/// where each is exact to ε = `VarianceSource.precision`, an eigenvalue of n
/// of them is exact to nε (Weyl's inequality).
struct SemidefinitenessCheck {
  /// Ψ or Θ.
  let matrix: ModelMatrix
  /// The rows that are looked at.
  let rows: [Int]
  /// Those that can covary with others.
  let covarying: [Int]

  private let correlations: MatrixBox

  /// Makes the checks of a block's two matrices.
  ///
  /// - Parameters:
  ///   - block: The block.
  ///   - auxiliary: Variables left out: the residuals of saturated correlates
  ///     are those of no hypothesis.
  /// - Returns: The check of Ψ, and that of Θ.
  static func all(of block: BlockStructure, without auxiliary: [String])
    -> [SemidefinitenessCheck]
  {
    [
      SemidefinitenessCheck(.psi, block, block.latent, auxiliary),
      SemidefinitenessCheck(.theta, block, block.observed, auxiliary),
    ]
  }

  private init(
    _ matrix: ModelMatrix, _ block: BlockStructure, _ names: [String],
    _ auxiliary: [String]
  ) {
    self.matrix = matrix
    let rows = names.indices.filter { !auxiliary.contains(names[$0]) }
    let cells =
      block.parameters.map(\.cell) + block.fixedCells.map(\.cell)
      + block.sampleCells.map(\.cell)
    var places = Set<Int>()
    for cell in cells where cell.matrix == matrix && cell.row != cell.column {
      places.formUnion([cell.row, cell.column])
    }
    self.rows = rows
    covarying = rows.filter { places.contains($0) }
    correlations = MatrixBox(rows: covarying.count, columns: covarying.count)
  }

  /// The variance of a row.
  func variance(_ row: Int) -> VarianceSource {
    matrix == .psi ? .latentResidual(row) : .observedResidual(row)
  }

  /// The covariance of two rows.
  func covariance(_ i: Int, _ j: Int, in block: BlockWorkspace) -> Double {
    block.matrices[MatrixCell(matrix, i, j)]
  }

  /// Whether the covariance of a row without variance is none either.
  func isZeroCovariance(_ i: Int, _ j: Int, in block: BlockWorkspace) -> Bool {
    let product = variance(i).size(in: block) * variance(j).size(in: block)
    return abs(covariance(i, j, in: block))
      <= VarianceSource.precision * product.squareRoot()
  }

  /// The value that the eigenvalues of `count` correlations must exceed.
  static func leastEigenvalue(_ count: Int) -> Double {
    -VarianceSource.precision * Double(count)
  }

  /// Checks where a workspace stands; touches no heap.
  func isPassed(by block: BlockWorkspace) -> Bool {
    for row in rows where variance(row).sign(in: block) < 0 { return false }
    if covarying.isEmpty { return true }
    for (a, i) in covarying.enumerated() {
      let first = variance(i).deviation(in: block)
      for (b, j) in covarying.enumerated() where b < a {
        let second = variance(j).deviation(in: block)
        let product = first * second
        if product == 0, !isZeroCovariance(i, j, in: block) { return false }
        correlations.buffer[a, b] =
          product > 0 ? covariance(i, j, in: block) / product : 0
      }
      correlations.buffer[a, a] = 1 - Self.leastEigenvalue(covarying.count)
    }
    return Cholesky.factor(correlations.buffer).isFactored
  }
}
