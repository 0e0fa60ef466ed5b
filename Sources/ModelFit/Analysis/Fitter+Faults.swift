internal import Estimation
internal import LinearAlgebra
internal import Messages
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// Models and samples for which no search can end well, whatever the starting
/// values.
extension Fitter {
  /// Refuses them, with the cause.
  ///
  /// - Parameter estimator: The estimator.
  /// - Throws: `LatentError`.
  func requireSolvable(_ estimator: Estimator) throws(LatentError) {
    try requireScale()
    for (index, structure) in model.blocks.enumerated() {
      let moments = GenericMoments(structure)
      let circle = moments.boundByPaths().map { structure.latent[$0] }
      if !circle.isEmpty { throw singularPaths(circle, block: index) }
      guard estimator.invertsImpliedCovariance else { continue }
      let names = moments.withoutResidual().map { structure.observed[$0] }
      if !names.isEmpty { throw noResidual(names, block: index) }
      let zeros = variancesWithoutRoom
      if zeros.isEmpty { continue }
      let bounded = GenericMoments(structure, zeros: zeros).withoutResidual()
        .map { structure.observed[$0] }
      if !bounded.isEmpty {
        throw noResidual(bounded, block: index, isBounded: true)
      }
    }
  }

  /// Variances beyond these leave no room for the products of an information
  /// matrix.
  private static let variances = 1e-60...1e120

  private func requireScale() throws(LatentError) {
    for (structure, moments) in zip(model.blocks, startingMoments) {
      for (i, name) in structure.observed.enumerated() {
        let variance = moments.covariance[i, i]
        if variance.isNaN || Self.variances.contains(variance) { continue }
        let deviation = variance.squareRoot()
        throw LatentError(
          code: .sampleScale,
          message: "The standard deviation of \(name) is \(deviation): "
            + "numbers of that size cannot be computed with.",
          remedy: "Give \(name) in other units, such as multiples of its "
            + "standard deviation.")
      }
    }
  }

  private func place(_ block: Int) -> String {
    let labels = model.table.groupLabels
    return labels.count > 1 ? " in group \(labels[block])" : ""
  }

  private func singularPaths(_ names: [String], block: Int) -> LatentError {
    let paths = model.table.rows.filter {
      $0.blockIndex == block && ($0.op == .regression || $0.op == .measurement)
        && names.contains($0.lhs) && names.contains($0.rhs)
    }.map { "'\($0.key)'" }
    return LatentError(
      code: .modelSingularPaths,
      message: "The fixed paths \(listing(paths, limit: 6))"
        + "\(place(block)) form a circle without a solution: I - B has no "
        + "inverse, whatever the other parameters are.",
      remedy: "Free one of them, or fix it to another value: the product of "
        + "the paths around a circle must not be 1.")
  }

  /// Variances whose upper bounds are 0 or less.
  private var variancesWithoutRoom: Set<ParameterIndex> {
    Set(
      model.table.rows.compactMap { row in
        guard row.key.isVariance, let upper = row.upper, upper <= 0 else {
          return nil
        }
        return row.parameter
      })
  }

  private func noResidual(
    _ names: [String], block: Int, isBounded: Bool = false
  ) -> LatentError {
    let isFixed = names.contains { name in
      model.table.rows.contains {
        $0.blockIndex == block && $0.op == .covariance && $0.lhs == name
          && $0.rhs == name && $0.origin == .user
      }
    }
    let one = names.count == 1
    let rows = names.map { "'\($0) ~~ \($0)'" }
    return LatentError(
      code: .modelNoResidualVariance,
      message: "\(listing(names, limit: 8)) \(one ? "has" : "have") no "
        + "residual variance\(isBounded ? ", by a bound" : "")"
        + "\(place(block)): every covariance matrix that the "
        + "model implies is singular, and ML needs its inverse.",
      remedy: isBounded
        ? "Take the upper \(one ? "bound" : "bounds") of "
          + "\(listing(rows, limit: 8)) out."
        : isFixed
          ? "Free \(one ? "it" : "them"): write \(listing(rows, limit: 8)) "
            + "without a fixed value."
          : "Write \(listing(rows, limit: 8)) (`kind: lavaan` adds no "
            + "variances), or use `kind: sem`.")
  }
}
