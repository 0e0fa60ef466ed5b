/// The outcome of a replicate of a Monte Carlo study.
package enum SimulationStatus: Int, Sendable, Hashable, CaseIterable {
  /// The fit converged, and the estimates are admissible.
  case converged
  /// The fit converged; a residual variance of an observed variable is
  /// negative.
  case negativeResidual
  /// The fit converged; a variance of a latent variable is negative.
  case negativeLatentVariance
  /// The fit converged; a covariance matrix of latent variables or of residuals
  /// is not positive semidefinite.
  case improperCovariances
  /// No search converged.
  case notConverged
  /// The fit cannot be made of these data.
  case unusableData

  /// The word for it in files.
  package var word: String {
    switch self {
    case .converged: "converged"
    case .negativeResidual: "negative-residual"
    case .negativeLatentVariance: "negative-latent-variance"
    case .improperCovariances: "improper-covariances"
    case .notConverged: "not-converged"
    case .unusableData: "unusable-data"
    }
  }

  /// Whether there are estimates.
  package var hasEstimates: Bool { rawValue <= 3 }
  /// Whether the estimates are those that a population could have.
  package var isAdmissible: Bool { self == .converged }
}
