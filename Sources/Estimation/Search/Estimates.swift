public import LinearAlgebra
package import MomentStructure
package import Optimization

/// The moments that a model implies for one block: a group, or a level of a
/// group.
public struct ImpliedMoments: Sendable, Hashable, Encodable {
  /// Σ, the covariances of the observed variables.
  public var covariance: Matrix
  /// μ, the means of the observed variables; empty without means.
  public var mean: [Double]
  /// The covariances of the latent variables, phantoms included.
  public var latentCovariance: Matrix
  /// The means of the latent variables, phantoms included.
  public var latentMean: [Double]
}

/// The result of an estimation: values only.
package struct Estimates: Sendable {
  /// The free parameters.
  package var theta: [Double]
  /// The value of every table row, fixed ones included; NaN for statements
  /// about parameters.
  package var rowValues: [Double]
  /// The outcome of the optimization.
  package var optimization: OptimizationResult
  /// ½F of each group.
  package var groupDiscrepancies: [Double]
  /// The implied moments of each block.
  package var impliedByBlock: [ImpliedMoments]
  /// Multipliers of the space's functions and bounds, in its order.
  package var multipliers: [Double]
  /// The searches beside the one that led to the result, one sentence each:
  /// failed ones before it, and those from random starting values.
  package var attempts: [String]
  /// The groups whose own search failed, where groups were fitted one by one.
  package var failedGroups: [Int] = []

  /// The implied moments of a block.
  package func implied(ofBlock block: Int) -> ImpliedMoments {
    impliedByBlock[block]
  }

  /// The implied moments of a group with a single level.
  package func implied(of group: CompiledGroup) -> ImpliedMoments {
    impliedByBlock[group.place]
  }

  /// Whether the criteria are met.
  package var isConverged: Bool { optimization.status == .converged }
}
