/// The names of rotations, as lavaan has them where it has them.
package enum RotationName: String, Sendable, Hashable, CaseIterable, Codable {
  case geomin
  case oblimin
  case quartimin
  case promax
  case varimax
  case quartimax
  case equamax
  case orthomax
  case cf
  case cfQuartimax = "cf-quartimax"
  case cfVarimax = "cf-varimax"
  case cfEquamax = "cf-equamax"
  case cfParsimax = "cf-parsimax"
  case cfFacparsim = "cf-facparsim"
  case infomax
  case simplimax
  case entropy
  case mccammon
  case bentler
  case oblimax
  case tandem1
  case tandem2
  case target
  case pst
  case biquartimin
  case bigeomin
  case none

  /// Whether factors stay uncorrelated if nothing else is asked for.
  package var isMadeOrthogonal: Bool {
    switch self {
    case .varimax, .quartimax, .equamax, .orthomax, .entropy, .mccammon,
      .oblimax, .tandem1, .tandem2:
      true
    default: false
    }
  }

  /// Whether the criterion has no use with correlated factors.
  package var isOrthogonalOnly: Bool { isMadeOrthogonal }

  /// The usual weights of rows.
  var weights: RowWeights {
    self == .varimax || self == .promax ? .kaiser : .none
  }

  /// Whether it needs a target.
  package var needsTarget: Bool { self == .target || self == .pst }
}

/// A rotation as it is asked for, whatever the number of variables and factors.
package struct RotationRequest: Sendable, Hashable, Encodable {
  /// The parameters of criteria.
  package struct Parameters: Sendable, Hashable, Encodable {
    /// Geomin's small number.
    package var epsilon = 0.001
    /// Oblimin's γ.
    package var obliminGamma = 0.0
    /// κ of the Crawford–Ferguson family.
    package var kappa = 0.0
    /// Orthomax's γ.
    package var orthomaxGamma = 1.0
    /// Promax's power.
    package var power = 4.0
    /// Simplimax's number of small loadings; `nil` for that of variables.
    package var zeros: Int?
  }

  /// The rotation.
  package var name = RotationName.geomin
  /// Whether factors stay uncorrelated; `nil` for what the rotation is made
  /// for.
  package var isOrthogonal: Bool?
  /// The parameters of criteria.
  package var parameters = Parameters()
  /// The weights of rows; `nil` for the usual ones.
  package var weights: RowWeights?
  /// The number of random starts.
  package var starts = 30
  /// The order of rotated factors.
  package var order = FactorOrder.index
  /// Whether a model's loadings are rotated as those of standardized
  /// indicators.
  package var isStandardized = true
  /// The target of a model's exploratory blocks.
  package var target: RotationTarget?

  /// Asks for geomin.
  package init() {}

  /// The rotation of some variables and factors; `nil` for none.
  ///
  /// - Parameters:
  ///   - p: The number of variables.
  ///   - m: The number of factors.
  ///   - target: The target, a row a variable.
  ///   - seed: The seed of random starts.
  /// - Returns: The rotation.
  package func options(
    variables p: Int, factors m: Int, target: [[Double]] = [],
    seed: UInt64 = 1
  ) -> RotationOptions? {
    guard var options = kind(p, m, target) else { return nil }
    options.isOrthogonal = isOrthogonal ?? name.isMadeOrthogonal
    options.weights = weights ?? name.weights
    options.starts = starts
    options.seed = seed
    return options
  }

  private func kind(
    _ p: Int, _ m: Int, _ target: [[Double]]
  ) -> RotationOptions? {
    let criterion: RotationCriterion
    switch name {
    case .none: return nil
    case .promax: return .promax(power: parameters.power)
    case .varimax: criterion = .orthomax(gamma: 1)
    case .quartimax: criterion = .orthomax(gamma: 0)
    case .equamax: criterion = .orthomax(gamma: Double(m) / 2)
    case .orthomax: criterion = .orthomax(gamma: parameters.orthomaxGamma)
    case .oblimin: criterion = .oblimin(gamma: parameters.obliminGamma)
    case .quartimin: criterion = .oblimin(gamma: 0)
    case .geomin: criterion = .geomin(epsilon: parameters.epsilon)
    case .cf: criterion = .crawfordFerguson(kappa: parameters.kappa)
    case .cfQuartimax: criterion = .crawfordFerguson(kappa: 0)
    case .cfVarimax: criterion = .crawfordFergusonVarimax(variables: p)
    case .cfEquamax: criterion = .equamax(variables: p, factors: m)
    case .cfParsimax: criterion = .parsimax(variables: p, factors: m)
    case .cfFacparsim: criterion = .crawfordFerguson(kappa: 1)
    case .infomax: criterion = .infomax
    case .simplimax: criterion = .simplimax(zeros: parameters.zeros ?? p)
    case .entropy: criterion = .entropy
    case .mccammon: criterion = .mccammon
    case .bentler: criterion = .bentler
    case .oblimax: criterion = .oblimax
    case .tandem1: criterion = .tandem(second: false)
    case .tandem2: criterion = .tandem(second: true)
    case .target: criterion = .target(target)
    case .pst:
      criterion = .target(target.map { $0.map { $0 == 0 ? 0 : .nan } })
    case .biquartimin: criterion = .bifactor(.oblimin(gamma: 0))
    case .bigeomin:
      criterion = .bifactor(.geomin(epsilon: parameters.epsilon))
    }
    return RotationOptions(criterion)
  }
}
