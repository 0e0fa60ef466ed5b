internal import LinearAlgebra
internal import ModelFit
internal import ModelSyntax
internal import Specification

/// Draws and fits one replicate after the other: one worker's own.
protocol ReplicateFitting: AnyObject {
  /// Draws and fits a replicate.
  ///
  /// - Parameters:
  ///   - replicate: Its number, from 1.
  ///   - rows: Where its numbers are written.
  ///   - row: The row there.
  func fit(replicate: Int, into rows: SharedRows, row: Int)
}

extension SimulationStatus {
  /// The status of a solution that converged and is not admissible, by the
  /// values of the table's rows.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - values: The values.
  init(inadmissible table: ParameterTable, _ values: (Int) -> Double) {
    var status = SimulationStatus.improperCovariances
    for index in table.rows.indices {
      let row = table.rows[index]
      guard row.op == .covariance, row.lhs == row.rhs,
        values(index) < 0, let block = row.blockIndex
      else { continue }
      if table.roles[block].latent.contains(row.lhs) {
        status = .negativeLatentVariance
      } else {
        status = .negativeResidual
        break
      }
    }
    self = status
  }
}
