package import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Whether a fitter's present solution is admissible.
///
/// Without allocation: no negative variance, latent covariances positive
/// semidefinite. `Admissibility` puts the findings into words.
package final class AdmissibilityCheck {
  private let fitter: Fitter
  private let variances: [(block: Int, cell: MatrixCell)]
  private let latent: [LatentScratch]

  package init(_ fitter: Fitter) {
    self.fitter = fitter
    var variances: [(block: Int, cell: MatrixCell)] = []
    for (index, row) in fitter.model.table.rows.enumerated()
    where row.op == .covariance && row.lhs == row.rhs && row.free > 0 {
      if let location = fitter.model.locations[index] {
        variances.append(location)
      }
    }
    self.variances = variances
    latent = fitter.model.blocks.map { LatentScratch($0.factorCount) }
  }

  package func isAdmissible() -> Bool {
    for (block, cell) in variances
    where fitter.objective.blocks[block].matrices[cell] < 0 {
      return false
    }
    for (block, scratch) in zip(fitter.objective.blocks, latent) {
      if !scratch.isPositiveSemidefinite(block.latentCovariance) {
        return false
      }
    }
    return true
  }
}

/// Room to factor one block's latent correlations.
private final class LatentScratch {
  private let count: Int
  private let matrix: MatrixBuffer

  init(_ count: Int) {
    self.count = count
    matrix = MatrixBuffer(rows: count, columns: count)
  }

  func isPositiveSemidefinite(_ e: borrowing MatrixBuffer) -> Bool {
    for j in 0..<count {
      for i in 0..<count {
        let product = e[i, i] * e[j, j]
        // Latent variables without variance take no part.
        matrix[i, j] =
          product > 0 ? e[i, j] / product.squareRoot() : (i == j ? 1 : 0)
      }
      matrix[j, j] += 1e-10
    }
    return Cholesky.factor(matrix).isFactored
  }
}
