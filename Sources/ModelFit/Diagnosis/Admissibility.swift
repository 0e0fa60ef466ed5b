internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Estimates that no population could have, named with what to do.
enum Admissibility {
  /// The warnings about a solution.
  static func warnings(_ model: CompiledModel, _ estimates: Estimates)
    -> [LatentWarning]
  {
    negativeVariances(model, estimates) + latentCovariances(model, estimates)
      + residualCovariances(model, estimates)
  }

  private static func place(_ model: CompiledModel, _ block: Int?) -> String {
    let labels = model.table.groupLabels
    guard let block, labels.count > 1 else { return "" }
    return " in group \(labels[block])"
  }

  private static func number(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return rounded == 0 ? "\(value)" : "\(rounded)"
  }

  private static func negativeVariances(
    _ model: CompiledModel, _ estimates: Estimates
  ) -> [LatentWarning] {
    var result: [LatentWarning] = []
    for (index, row) in model.table.rows.enumerated()
    where row.op == .covariance && row.lhs == row.rhs && row.free > 0 {
      let value = estimates.rowValues[index]
      guard value < 0 else { continue }
      let isLatent = model.table.isLeftLatent(row)
      let what = isLatent ? "latent variable" : "observed variable"
      result.append(
        LatentWarning(
          code: "admissibility.negative-variance",
          message: "The \(isLatent ? "" : "residual ")variance of the \(what) "
            + "\(row.lhs)\(place(model, row.blockIndex)) is negative "
            + "(\(number(value)), a Heywood case): the solution is not "
            + "admissible. Look for too few indicators, outliers or a "
            + "misspecified model; a bound is 'lower(0)*' or "
            + "`bounds: pos.var`."))
    }
    return result
  }

  private static func latentCovariances(
    _ model: CompiledModel, _ estimates: Estimates
  ) -> [LatentWarning] {
    var result: [LatentWarning] = []
    for (index, block) in model.blocks.enumerated() {
      let t = block.factorCount
      let e = estimates.implied(ofBlock: index).latentCovariance
      let active = (0..<t).filter { e[$0, $0] > 0 }
      let matrix = correlation(e.submatrix(rows: active, columns: active))
      guard active.count > 1, let eigen = SymmetricEigen(matrix),
        let smallest = eigen.values.first, smallest < -1e-10
      else { continue }
      var pairs: [String] = []
      for (a, one) in active.enumerated() {
        for (b, two) in active.enumerated() where b < a {
          if abs(matrix[a, b]) >= 1 {
            pairs.append(
              "\(block.latent[two]) and \(block.latent[one]) "
                + "(r = \(number(matrix[a, b])))")
          }
        }
      }
      let names = active.indices.filter { abs(eigen.vectors[$0, 0]) > 0.2 }
        .map { block.latent[active[$0]] }
      let who =
        pairs.isEmpty
        ? "look at \(names.joined(separator: ", "))"
        : "correlations of 1 or more: \(pairs.joined(separator: "; "))"
      result.append(
        LatentWarning(
          code: "admissibility.latent-covariance",
          message: "The covariance matrix of the latent variables"
            + "\(place(model, index)) is not positive definite: \(who). Merge "
            + "latent variables that cannot be told apart, or simplify the "
            + "model."))
    }
    return result
  }

  private static func residualCovariances(
    _ model: CompiledModel, _ estimates: Estimates
  ) -> [LatentWarning] {
    var result: [LatentWarning] = []
    for (index, row) in model.table.rows.enumerated()
    where row.op == .covariance && row.lhs != row.rhs && row.free > 0 {
      // Saturated correlates are not residuals of a hypothesis.
      if model.table.auxiliary.contains(row.lhs) { continue }
      guard let location = model.locations[index],
        isResidual(location.cell, model.blocks[location.block])
      else { continue }
      let names = [row.lhs, row.rhs].map { name in
        model.table.rows.firstIndex {
          $0.op == .covariance && $0.lhs == name && $0.rhs == name
            && $0.block == row.block
        }
      }
      guard let a = names[0], let b = names[1] else { continue }
      let product = estimates.rowValues[a] * estimates.rowValues[b]
      guard product > 0 else { continue }
      let r = estimates.rowValues[index] / product.squareRoot()
      guard abs(r) >= 1 else { continue }
      result.append(
        LatentWarning(
          code: "admissibility.residual-correlation",
          message: "The residual correlation of \(row.lhs) and \(row.rhs)"
            + "\(place(model, row.blockIndex)) is \(number(r)): the solution "
            + "is not admissible. Remove '\(row.lhs) ~~ \(row.rhs)' or "
            + "measure what they share by a latent variable."))
    }
    return result
  }

  /// Residual covariances that `latentCovariances` does not see: in Θ, or in
  /// Ψ with an observed variable.
  private static func isResidual(_ cell: MatrixCell, _ block: BlockStructure)
    -> Bool
  {
    switch cell.matrix {
    case .theta: true
    case .psi: max(cell.row, cell.column) >= block.factorCount
    default: false
    }
  }

  private static func correlation(_ covariance: Matrix) -> Matrix {
    var result = covariance
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    for j in 0..<covariance.columns {
      for i in 0..<covariance.rows {
        result[i, j] /= deviations[i] * deviations[j]
      }
    }
    return result
  }
}
