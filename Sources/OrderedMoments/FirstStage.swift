package import LinearAlgebra

/// First-stage statistics of one group (Muthén, 1984): thresholds, means,
/// variances and correlations of the variables, of ordered ones those of their
/// latent responses, and the influence of each case on them.
package struct FirstStage: Sendable {
  /// The p variables.
  package let variables: [String]
  /// The q exogenous variables that all statistics are given; none without.
  package let exogenous: [String]
  /// The places of the statistics in `vector`.
  package let layout: MomentLayout
  /// The thresholds of each variable; none of a continuous one.
  package let thresholds: [[Double]]
  /// The means, or intercepts, of continuous variables; 0 of ordered ones.
  package let means: [Double]
  /// The slopes on the exogenous variables, p × q; of latent responses for
  /// ordered variables.
  package let slopes: Matrix
  /// The correlations, of residuals given exogenous variables: polychoric,
  /// polyserial and Pearson.
  package let correlation: Matrix
  /// The same on the scale of continuous variables, whose (residual) variances
  /// have the size as divisor; those of latent responses are 1.
  package let covariance: Matrix
  /// The number of cases.
  package let caseCount: Int
  /// The effective size: the number of cases, or the sum of their weights.
  package let size: Double
  /// The pairs of ordered variables whose tables have empty cells.
  package let emptyCells: [EmptyCells]
  /// The influence of the cases on the statistics.
  package let influences: FirstStageInfluences

  /// The statistics in the order of the layout.
  package var vector: [Double] {
    let allThresholds = thresholds.flatMap { $0 }
    return layout.moments.map { moment in
      switch moment {
      case .threshold(let number): allThresholds[number]
      case .mean(let i): means[i]
      case .slope(let i, let x): slopes[i, x]
      case .covariance(let i, let j): covariance[i, j]
      }
    }
  }

  /// Γ: the covariances of the statistics times the size.
  package func asymptoticCovariance() -> Matrix {
    influences.meanProduct()
  }

  /// The diagonal of Γ.
  package func asymptoticVariances() -> [Double] { influences.variances }
}
