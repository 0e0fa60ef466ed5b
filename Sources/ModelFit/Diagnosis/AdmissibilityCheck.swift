package import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Specification

/// Whether a fitter's present solution is admissible: Ψ and Θ of every block
/// are positive semidefinite, and with them Σ = ΛEΛᵀ + Θ; thresholds do not
/// decrease.
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

  /// Whether it is.
  ///
  /// - Parameter isHeld: Whether the cases do not determine a threshold, by the
  ///   block and the threshold's number: it then is compared with no other.
  /// - Returns: Whether the solution is admissible.
  package func isAdmissible(
    isHeld: (_ block: Int, _ threshold: Int) -> Bool = { _, _ in false }
  ) -> Bool {
    for (index, block) in fitter.objective.blocks.enumerated() {
      for check in checks[index] where !check.isPassed(by: block) {
        return false
      }
      guard let responses = block.responses else { continue }
      let layout = responses.structure.layout
      for i in 0..<layout.variableCount {
        for k in layout.thresholds(of: i).dropFirst()
        where responses.values[k] < responses.values[k - 1] - Self.rounding
          && !isHeld(index, k) && !isHeld(index, k - 1)
        {
          return false
        }
      }
    }
    return true
  }

  /// The difference that rounding may make between equal thresholds, as around a
  /// category without cases.
  private static let rounding = 1e-8
}
