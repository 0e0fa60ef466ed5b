package import FactorRotation
package import LinearAlgebra
package import Specification

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The method of estimation.
public enum Estimator: String, Sendable, Hashable, Codable, CaseIterable {
  /// Maximum likelihood under multivariate normality.
  case ml = "ML"
  /// Generalized least squares with the sample's own weight.
  case gls = "GLS"
  /// Unweighted least squares.
  case uls = "ULS"
  /// Weighted least squares with the asymptotically distribution-free weight
  /// (Browne, 1984).
  case wls = "WLS"
  /// Weighted least squares with the variances of the moments alone
  /// (Muthén, du Toit & Spisic, 1997).
  case dwls = "DWLS"
  /// Pairwise maximum likelihood of ordered variables (Katsikatsou, Moustaki,
  /// Yang-Wallentin & Jöreskog, 2012).
  case pml = "PML"

  /// Whether the weight comes from covariances Γ of the sample's moments.
  package var weighsByMoments: Bool {
    weighsByWholeCovariance || weighsByVariances
  }
  /// Whether the weight is Γ⁻¹.
  package var weighsByWholeCovariance: Bool { self == .wls }
  /// Whether the weight is the inverse of Γ's diagonal.
  package var weighsByVariances: Bool { self == .dwls }
  /// Whether the inverse of the sample's covariance matrix is needed.
  package var invertsSampleCovariance: Bool {
    self != .uls && self != .dwls
  }
  /// Whether the inverse of the implied covariance matrix is needed.
  package var invertsImpliedCovariance: Bool { hasCaseLikelihood }

  /// Whether the discrepancy times N has a χ² distribution where its
  /// assumptions hold: its weight is the inverse of Γ.
  package var hasChiSquare: Bool {
    self != .uls && self != .dwls && self != .pml
  }
  /// Whether the objective is the log-likelihood of whole cases: the one behind
  /// log L, AIC and BIC, likelihood ratios, and contributions of single cases.
  package var hasCaseLikelihood: Bool { self == .ml }
  /// Whether the objective is a composite of likelihoods of parts of the cases:
  /// one of tables, and not of moments.
  package var isComposite: Bool { self == .pml }
  /// Whether the objective is the log-likelihood of all cases, or a composite
  /// of such, so that N counts and not N − 1.
  package var isLikelihood: Bool { hasCaseLikelihood || isComposite }
  /// Whether the objective is one of least squares whose minimum has no χ²
  /// distribution.
  package var isUntestedLeastSquares: Bool { !hasChiSquare && !isComposite }
}

/// The likelihood that maximum likelihood maximizes.
public enum Likelihood: String, Sendable, Hashable, Codable, CaseIterable {
  /// That of the normal variables: moments divide by N, χ² = N F.
  case normal
  /// That of the covariance matrix: moments divide by N − 1,
  /// χ² = (N − 1) F, as in LISREL, EQS and AMOS.
  case wishart
}

/// Bounds added to every parameter of a kind; raw values are lavaan's names.
public enum BoundsKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// None but those that the model text states.
  case none
  /// Observed residual variances are at least zero.
  case positiveObservedVariances = "pos.ov.var"
  /// All variances are at least zero.
  case positiveVariances = "pos.var"
  /// Variances of latent variables are at least zero.
  case positiveLatentVariances = "pos.lv.var"
  /// Variances, covariances and loadings stay within what the variances of
  /// the sample allow (De Jonckere & Rosseel, 2022).
  case standard
  /// The same with some room beyond.
  case wide
  /// As `wide`, with residual variances of observed variables at least zero.
  case wideZeroVariances = "wide.zerovar"

  /// Whether they follow from the sample.
  package var isFromSample: Bool {
    switch self {
    case .standard, .wide, .wideZeroVariances: true
    case .none, .positiveObservedVariances, .positiveVariances,
      .positiveLatentVariances:
      false
    }
  }
}

/// The starting values of an optimization, where the text gives none.
package enum StartingChoice: Sendable, Hashable, Encodable {
  /// Values from the sample.
  case fromSample
  /// Loadings and variances of the sample's size, paths of zero.
  case plain
  /// lavaan's simple values, whatever the sample: loadings .7, variances 1,
  /// everything else 0; plain ones with ordered variables.
  case simple
  /// Given values, such as another fit's estimates; the others from the
  /// sample.
  case given([ParameterKey: Double])
}

/// The choices that an estimation depends on.
public struct EstimationOptions: Sendable, Hashable, Encodable {
  /// The estimator.
  public var estimator: Estimator = .ml
  /// The likelihood, for maximum likelihood.
  public var likelihood: Likelihood = .normal
  /// Bounds added to kinds of parameters.
  public var bounds: BoundsKind = .none
  /// The most iterations of an optimization.
  public var maximumIterations: Int = 500
  /// The number of threads that a fit may use; `nil` for as many as there are
  /// cores.
  ///
  /// Fits of incomplete cases and of many parameters use them, where they are
  /// large enough to gain. No number depends on it.
  public var threads: Int?

  /// The starting values, where the text gives none (`start`).
  package var starts = StartingChoice.fromSample
  /// The number of searches from random starting values after the first one
  /// (`rstarts`).
  package var randomStarts = 0
  /// The seed of the random starting values.
  package var seed: UInt64 = 1
  /// Whether the model stays at its starting values, without a search
  /// (`do-fit: false`).
  package var staysAtStart = false

  /// The rotation of exploratory blocks; `nil` for geomin.
  package var rotation: RotationRequest?

  /// Whether, in the pairwise likelihood, a case with one value of a pair
  /// counts by the likelihood of that (`missing: available.cases`).
  package var countsSingleValues = false

  /// Whether exogenous observed variables covary in the baseline model
  /// (`baseline.fixed.x.free.cov`); EQS and LISREL leave them uncorrelated.
  package var baselineFreesExogenous = true

  /// Makes options: maximum likelihood with the normal likelihood.
  public init() {}

  /// The threads that work on one fit.
  package var team: WorkTeam {
    WorkTeam(threads: threads ?? WorkTeam.coreCount)
  }

  /// Whether moments divide by N − 1 instead of N.
  package var usesUnbiasedMoments: Bool {
    !estimator.isLikelihood || likelihood == .wishart
  }
}
