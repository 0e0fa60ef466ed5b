package import Estimation
package import FactorRotation
internal import LinearAlgebra
package import Messages
package import MomentStructure
internal import Specification

/// The model of rotated factors, and the point that is another name of the
/// unrotated estimates.
///
/// With rotated factors η* = T'η, Λ* = Λ(T')⁻¹, B* = T'B(T')⁻¹, Ψ* = T'ΨT and
/// α* = T'α: the implied moments stay what they are (Asparouhov & Muthén, 2009).
package struct RotatedModel {
  /// The model, whose loadings are all free.
  package let model: CompiledModel
  /// Its parameters.
  package let theta: [Double]
  /// The rotations.
  package let rotations: [BlockRotation]
  /// Rotations that have not converged.
  package let warnings: [LatentWarning]

  /// Rotates the factors of a fit's exploratory blocks.
  ///
  /// - Parameters:
  ///   - fitter: A fitter of the unrotated model that stands at the estimates.
  ///   - request: The rotation.
  /// - Throws: `LatentError` for a rotation that cannot be made.
  package init(_ fitter: Fitter, _ request: RotationRequest)
    throws(LatentError)
  {
    let table = fitter.model.table
    let exploratory = table.exploratoryBlocks
    var turns = fitter.objective.blocks.map {
      Matrix.identity($0.structure.latentCount)
    }
    var found: [Matrix] = []
    var rotations: [BlockRotation] = []
    var warnings: [LatentWarning] = []
    for own in exploratory {
      let factors = ExploratoryFactors(own, of: fitter.model)
      let rotation: Matrix
      if let leader = own.leader {
        rotation = found[leader]
      } else {
        let blocks = fitter.objective.blocks
        let members = exploratory.enumerated().filter {
          $0.offset == found.count || $0.element.leader == found.count
        }.map {
          (
            factors: ExploratoryFactors($0.element, of: fitter.model),
            workspace: blocks[$0.element.block]
          )
        }
        let deviations =
          request.isStandardized
          ? factors.deviations(in: blocks[own.block], members: members)
          : [Double](repeating: 1, count: own.indicators.count)
        var loadings = factors.loadings(in: blocks[own.block])
        for j in 0..<loadings.columns {
          for i in 0..<loadings.rows { loadings[i, j] /= deviations[i] }
        }
        guard
          let options = try request.options(
            indicators: own.indicators, factors: own.factors)
        else { preconditionFailure("a rotation was asked for") }
        let rotated = try RotatedLoadings(rotating: loadings, options)
          .ordered(by: request.order, options, scales: deviations)
        rotation = rotated.rotation
        let group =
          table.groupLabels.count > 1
          ? table.groupLabel(of: table.rows[own.loadings[0][0]]) : ""
        rotations.append(
          BlockRotation(
            name: own.name, group: group, factorCount: own.factors.count,
            starts: rotated.starts, bestStarts: rotated.bestStarts,
            optima: rotated.optima.count))
        if !rotated.isConverged {
          warnings.append(
            LatentWarning(
              code: .rotationNotConverged,
              message: "The rotation of efa(\"\(own.name)\")"
                + (group.isEmpty ? "" : " in \(group)")
                + " has not converged: take another criterion, or fewer "
                + "factors."))
        }
      }
      found.append(rotation)
      for (s, column) in factors.factors.enumerated() {
        for (r, row) in factors.factors.enumerated() {
          turns[own.block][row, column] = rotation[s, r]
        }
      }
    }
    let isOrthogonal =
      request.options(variables: 1, factors: 2).map { !$0.isOblique } ?? true
    model = try CompiledModel(table.rotated(isOrthogonal: isOrthogonal))
    theta = Self.parameters(of: model, fitter, turns)
    self.rotations = rotations
    self.warnings = warnings
  }

  /// The values of the parameters after the latent variables have been
  /// multiplied by matrices.
  private static func parameters(
    of model: CompiledModel, _ fitter: Fitter, _ turns: [Matrix]
  ) -> [Double] {
    let turned = zip(fitter.objective.blocks, turns).map { block, turn in
      TurnedMatrices(block.matrices, turn)
    }
    return model.cellOfParameter.map { block, parameter in
      turned[block][parameter.cell, fitter.objective.blocks[block].matrices]
    }
  }
}

/// The matrices that a change of latent variables concerns.
private struct TurnedMatrices {
  private let lambda: Matrix
  private let beta: Matrix
  private let psi: Matrix
  private let alpha: [Double]

  /// Changes latent variables η to Mη.
  init(_ matrices: ModelMatrices, _ turn: Matrix) {
    guard let inverse = turn.generalInverse() else {
      preconditionFailure("rotations have inverses")
    }
    lambda = Matrix(matrices.lambda) * inverse
    beta = turn * (Matrix(matrices.beta) * inverse)
    psi = turn * (Matrix(matrices.psi) * turn.transposed)
    alpha = turn * matrices.alpha.elements
  }

  /// The value of a cell, or that of the matrices without a change.
  subscript(cell: MatrixCell, others: ModelMatrices) -> Double {
    let (i, j) = (cell.row, cell.column)
    return switch cell.matrix {
    case .lambda: lambda[i, j]
    case .beta: beta[i, j]
    case .psi: psi[i, j]
    case .alpha: alpha[i]
    case .theta, .nu, .tau, .delta, .weight: others[cell]
    }
  }
}
