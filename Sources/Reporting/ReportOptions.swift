public import CasePrediction
public import LinearAlgebra
public import ModelCriticism

/// The kinds of standardized estimates.
public enum StandardizedKind: String, Sendable, Hashable, Codable, CaseIterable
{
  /// By the latent variables' standard deviations.
  case latent = "lv"
  /// By all variables' standard deviations.
  case all
  /// By all but exogenous observed variables' standard deviations.
  case noExogenous = "nox"
}

/// The fit measures that a report shows.
public enum FitMeasureChoice: Sendable, Hashable {
  /// The usual ones with their thresholds.
  case usual
  /// The usual ones, then every one by its name.
  case all
  /// The usual ones, then these by their names.
  case named([String])
  /// None.
  case none
}

/// The layout of several groups.
public enum GroupLayout: String, Sendable, Hashable, Codable, CaseIterable {
  /// One group after the other.
  case inTurn = "in-turn"
  /// The groups' columns beside each other.
  case sideBySide = "side-by-side"
}

/// Moments of every group under one name, such as the raw residuals.
public struct ReportedMoments: Sendable, Hashable {
  /// One group's moments.
  public struct Group: Sendable, Hashable {
    /// The covariances or what stands in their place.
    public var covariance: Matrix
    /// The means or what stands in their place; empty without means.
    public var mean: [Double]
    /// The variables; empty for all of the group's.
    public var variables: [String]
    /// Thresholds of ordered variables and slopes of their responses, or what
    /// stands in their place.
    public var responses: [ResponseResidual]

    /// Makes a group's moments.
    public init(
      covariance: Matrix, mean: [Double], variables: [String] = [],
      responses: [ResponseResidual] = []
    ) {
      self.covariance = covariance
      self.mean = mean
      self.variables = variables
      self.responses = responses
    }
  }

  /// The name, such as `raw`.
  public var name: String
  /// The groups' moments.
  public var groups: [Group]

  /// Makes named moments.
  public init(name: String, groups: [Group]) {
    self.name = name
    self.groups = groups
  }
}

/// The contents of a report beyond its first screen, and their form.
public struct ReportOptions: Sendable, Hashable {
  /// The standardized columns of the parameter tables.
  public var standardized: [StandardizedKind] = [.all]
  /// The fit measures.
  public var fitMeasures: FitMeasureChoice = .usual
  /// The residual moments to show.
  public var residuals: [ReportedMoments] = []
  /// The tests of residuals to show, one entry for each scale.
  public var residualTests: [ReportedResidualTests] = []
  /// The modification indices to show.
  public var modification: ReportedModification?
  /// The determinacy of factor scores to show.
  public var scoreQuality: [FactorScoreQuality] = []
  /// The probabilities of categories to show.
  public var itemProbabilities: [ItemProbabilities] = []
  /// Whether the implied moments are shown.
  public var showsImplied = false
  /// Whether the covariances of the parameters are shown.
  public var showsParameterCovariance = false
  /// The layout of several groups.
  public var groupLayout: GroupLayout = .inTurn

  /// Makes options: the first screen, and the parameters of each group.
  public init() {}
}
