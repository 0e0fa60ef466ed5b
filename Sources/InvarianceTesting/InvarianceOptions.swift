public import Specification

/// A step of an invariance ladder: what it holds equal across groups beside
/// what the steps before it do.
public struct InvarianceStep: Sendable, Hashable {
  /// The step's name, such as `metric`.
  public var name: String
  /// The parameters held equal from this step on.
  public var adds: [GroupEquality]

  /// Makes a step.
  ///
  /// - Parameters:
  ///   - adds: The parameters held equal from this step on.
  ///   - name: The step's name; `nil` takes the customary name of a single set,
  ///     else the sets' names.
  public init(_ adds: [GroupEquality], name: String? = nil) {
    self.adds = adds
    self.name = name ?? Self.customaryName(adds)
  }

  private static func customaryName(_ sets: [GroupEquality]) -> String {
    guard sets.count == 1, let only = sets.first else {
      return sets.map(\.rawValue).joined(separator: " + ")
    }
    switch only {
    case .loadings: return "metric"
    case .intercepts: return "scalar"
    case .residuals: return "strict"
    case .means: return "latent means"
    case .latentVariances: return "latent variances"
    case .latentCovariances: return "latent covariances"
    case .residualCovariances: return "residual covariances"
    default: return only.rawValue
    }
  }

  /// Equal loadings, then intercepts, then residual variances, then latent
  /// means (Meredith, 1993; Vandenberg & Lance, 2000).
  public static let standard: [InvarianceStep] = [
    InvarianceStep([.loadings]), InvarianceStep([.intercepts]),
    InvarianceStep([.residuals]), InvarianceStep([.means]),
  ]

  /// The same of ordered variables, after equal thresholds (Wu & Estabrook,
  /// 2016).
  public static let ordered: [InvarianceStep] =
    [InvarianceStep([.thresholds])] + standard
}

/// The criterion by which a step of invariance holds.
public enum InvarianceCriterion: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// CFI falls by at most .010 (Cheung & Rensvold, 2002).
  case cfi
  /// CFI falls by less than its limit, or neither RMSEA nor SRMR rises by
  /// theirs (Chen, 2007).
  case chen
  /// The χ² difference is not significant.
  case chiSquare = "chisq"
}

/// The settings of an invariance ladder.
public struct InvarianceOptions: Sendable, Hashable {
  /// The steps above the configural model, in their order; `nil` for
  /// `InvarianceStep.standard`, of ordered variables `InvarianceStep.ordered`.
  public var steps: [InvarianceStep]?
  /// The criterion by which a step holds.
  public var criterion: InvarianceCriterion = .cfi
  /// The level of χ² difference tests and score tests.
  public var significance: Double = 0.05
  /// Whether the constraints of a step that fails are released one at a time,
  /// the largest score statistic first, until it holds.
  public var releases: Bool = false
  /// The number of indicators of a factor that keep equal loadings, or
  /// intercepts, when others are released (Byrne, Shavelson & Muthén, 1989, ask
  /// for two).
  public var minimumInvariant: Int = 2

  /// Makes the usual choices.
  public init() {}
}

/// The changes in fit indices that count as too large.
public struct InvarianceLimits: Sendable, Hashable {
  /// The fall in CFI.
  public var cfiFall: Double
  /// The rise in RMSEA; `nil` where the criterion does not look at it.
  public var rmseaRise: Double?
  /// The rise in SRMR; `nil` where the criterion does not look at it.
  public var srmrRise: Double?

  /// The limits of a criterion for one step.
  ///
  /// Chen's (2007, p. 501) are smaller for at most 300 cases, and for SRMR
  /// smaller where more than loadings is held equal.
  ///
  /// - Parameters:
  ///   - criterion: The criterion.
  ///   - step: The step.
  ///   - count: The number of cases in all groups.
  public init(
    _ criterion: InvarianceCriterion, step: InvarianceStep, count: Int
  ) {
    guard criterion == .chen else {
      self.init(cfiFall: 0.010)
      return
    }
    let isLarge = count > 300
    let isMetric = step.adds == [.loadings]
    self.init(
      cfiFall: isLarge ? 0.010 : 0.005, rmseaRise: isLarge ? 0.015 : 0.010,
      srmrRise: isMetric
        ? (isLarge ? 0.030 : 0.025) : (isLarge ? 0.010 : 0.005))
  }

  init(cfiFall: Double, rmseaRise: Double? = nil, srmrRise: Double? = nil) {
    self.cfiFall = cfiFall
    self.rmseaRise = rmseaRise
    self.srmrRise = srmrRise
  }
}
