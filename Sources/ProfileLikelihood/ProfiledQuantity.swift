internal import FitSettings
package import Messages
package import ModelFit
package import MomentStructure
package import Specification

/// A quantity that another target defines as a function of the model's blocks.
package protocol ProfiledQuantity: Sendable {
  /// The free parameter that the quantity is; `nil` for others.
  var parameter: ParameterIndex? { get }

  /// The value where the blocks stand.
  ///
  /// - Parameters:
  ///   - blocks: The model's blocks, up to date.
  ///   - gradient: Zeros, one for each free parameter; receives the
  ///     derivatives.
  /// - Returns: The value; `nil` where the quantity is not defined.
  func value(_ blocks: [BlockWorkspace], gradient: inout [Double]) -> Double?
}

extension Fit {
  /// The ends of the profile-likelihood intervals of quantities.
  ///
  /// - Parameters:
  ///   - quantities: The quantities.
  ///   - level: The level of the intervals.
  /// - Returns: The ends, one pair for each quantity; `nil` where nothing moves
  ///   it.
  /// - Throws: `LatentError` if the fit has no profile likelihood, or too many
  ///   parameters.
  package func profileEnds(
    of quantities: [any ProfiledQuantity], level: Double
  ) throws(LatentError) -> [ProfileEnds?] {
    try requireProfiledSize()
    var fit = self
    fit.options.confidenceLevel = level
    return try ProfileAnalysis(fit).limits(
      of: quantities.map { ProfiledFunction($0) }
    ).map { $0?.ends }
  }
}
