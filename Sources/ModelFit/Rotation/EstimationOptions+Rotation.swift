package import Estimation
internal import FactorRotation
package import Messages
package import Specification

extension EstimationOptions {
  /// Refuses what rotated exploratory blocks do not go with, before the search.
  ///
  /// - Parameter table: The model's table.
  /// - Throws: `LatentError` for a block without a target, and for bounds that
  ///   hold for the unrotated loadings.
  package func requireRotation(
    of table: ParameterTable
  ) throws(LatentError) {
    let request = rotation ?? RotationRequest()
    guard table.isUnrotated, request.name != .none, !staysAtStart else {
      return
    }
    for block in table.exploratoryBlocks {
      _ = try request.options(
        indicators: block.indicators, factors: block.factors)
    }
    guard !bounds.isFromSample else {
      throw LatentError(
        code: .rotationBounds,
        message: "`bounds: \(bounds.rawValue)` limits loadings, which the "
          + "rotation of exploratory factors changes.",
        remedy: "Use `bounds: pos.var`, which limits variances.")
    }
  }
}
