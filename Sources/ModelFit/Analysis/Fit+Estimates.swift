package import AsymptoticInference
package import Estimation
internal import FitSettings
internal import LinearAlgebra
package import Messages
package import MomentStructure
internal import Specification

extension Fit {
  /// A fitter of the same sample that stands at the estimates, or at given
  /// values of the free parameters.
  ///
  /// - Parameter theta: The values; `nil` for the estimates.
  /// - Returns: A new fitter.
  /// - Throws: `LatentError` if the values imply no positive definite moments.
  package func evaluatedFitter(at theta: [Double]? = nil) throws(LatentError)
    -> Fitter
  {
    let fitter = try Fitter(model, sample: sample, options: options)
    fitter.objective.theta.copy(from: theta ?? estimates.theta)
    guard fitter.objective.evaluateAtTheta() != nil else {
      throw LatentError(
        code: .fitNoMoments,
        message: "The parameter values imply no positive definite covariance "
          + "matrix.",
        remedy: "Use other values, such as the estimates.")
    }
    return fitter
  }

  /// The quantities that robust tests share, at the estimates or at given
  /// values of the free parameters.
  ///
  /// - Parameter theta: The values; `nil` for the estimates.
  /// - Returns: A new analysis.
  /// - Throws: `LatentError` if the values imply no positive definite moments.
  package func robustAnalysis(at theta: [Double]? = nil) throws(LatentError)
    -> RobustAnalysis
  {
    let fitter = try evaluatedFitter(at: theta)
    var estimates = estimates
    if let theta { estimates.theta = theta }
    return RobustAnalysis(
      fitter, estimates, variant: options.informationVariant)
  }

  /// Workspaces of the blocks that stand at the estimates.
  package func blocksAtEstimates() -> [BlockWorkspace] {
    let blocks = model.blocks.map { BlockWorkspace($0) }
    for (row, location) in model.locations.enumerated() {
      if let (block, cell) = location {
        blocks[block].matrices[cell] = estimates.rowValues[row]
      }
    }
    for block in blocks {
      precondition(block.computeMoments(), "estimates imply moments")
    }
    return blocks
  }

  /// Refuses what is made for continuous variables only.
  ///
  /// - Parameters:
  ///   - what: What is asked for, in the plural.
  ///   - remedy: What serves instead.
  /// - Throws: `LatentError` if any variable is ordered.
  package func requireContinuous(
    _ what: String, remedy: String = "Use the fit's tests and standard errors."
  ) throws(LatentError) {
    guard table.hasOrdered else { return }
    throw LatentError(
      code: .fitOrdered,
      message: "Models with ordered variables do not have \(what).",
      remedy: remedy)
  }

  /// Refuses what needs a likelihood of the cases, which models fitted to
  /// thresholds and correlations do not have.
  ///
  /// - Parameters:
  ///   - what: What is asked for.
  ///   - remedy: What serves instead.
  /// - Throws: `LatentError` if any variable is ordered.
  package func requireLikelihoodOfCases(_ what: String, remedy: String)
    throws(LatentError)
  {
    guard table.hasOrdered else { return }
    throw LatentError(
      code: .fitOrdered,
      message: "There is no \(what) of models with ordered variables: they are "
        + "fitted to thresholds and correlations, not by a likelihood of the "
        + "cases.",
      remedy: remedy)
  }

  /// Refuses fits without estimates, and fits of ordered variables where what is
  /// asked for is made for continuous ones only.
  ///
  /// - Parameters:
  ///   - what: What is asked for, in the plural.
  ///   - takesOrdered: Whether it is made for ordered variables too.
  /// - Throws: `LatentError` for what is not there.
  package func requireConverged(_ what: String, takesOrdered: Bool = false)
    throws(LatentError)
  {
    if !takesOrdered { try requireContinuous(what) }
    guard isConverged else {
      throw LatentError(
        code: .criticismNotConverged,
        message: "The fit did not converge: it has no \(what).",
        remedy: convergenceMessage)
    }
  }
}
