package import Estimation
internal import MomentStructure
internal import Specification

/// Whether a fitter's present solution is admissible: Ψ and Θ of every block
/// are positive semidefinite, and with them Σ = ΛEΛᵀ + Θ.
///
/// Without allocation. `Admissibility` puts the findings into words.
package final class AdmissibilityCheck {
  private let fitter: Fitter
  private let checks: [[SemidefinitenessCheck]]

  package init(_ fitter: Fitter) {
    self.fitter = fitter
    checks = fitter.model.blocks.map { block in
      SemidefinitenessCheck.all(
        of: block, without: fitter.model.table.auxiliary)
    }
  }

  package func isAdmissible() -> Bool {
    for (block, own) in zip(fitter.objective.blocks, checks) {
      for check in own where !check.isPassed(by: block) { return false }
    }
    return true
  }
}
