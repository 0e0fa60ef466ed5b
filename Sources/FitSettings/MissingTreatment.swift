/// The treatment of cases with missing values (`missing`).
public enum MissingTreatment: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// They are left out.
  case listwise
  /// Every case's own likelihood is maximized, over the values that it has;
  /// cases without a value of an exogenous variable whose moments are fixed
  /// are left out.
  case fullInformation = "fiml"
  /// The same, and fixed moments of exogenous variables are those of the
  /// saturated model, so that no case is left out.
  case fullInformationExogenous = "fiml.x"
  /// The saturated moments of the incomplete cases are analyzed as if they
  /// were those of complete cases; standard errors and the test take into
  /// account how exactly the cases tell them (Savalei & Bentler, 2009).
  case twoStage = "two.stage"
  /// The same for any distribution (Yuan & Bentler, 2000).
  case robustTwoStage = "robust.two.stage"
  /// Every covariance comes from the cases that have both variables, and is
  /// analyzed as if all cases were complete.
  case pairwise
  /// Pairwise, of the pairwise likelihood: a case with one value of a pair
  /// counts by the likelihood of that value (Katsikatsou, Moustaki & Jamil,
  /// 2022).
  case availableCases = "available.cases"

  /// Whether incomplete cases contribute by their likelihood.
  package var isFullInformation: Bool {
    self == .fullInformation || self == .fullInformationExogenous
  }

  /// Whether saturated moments are fitted first, the model to them.
  package var isTwoStage: Bool { self == .twoStage || self == .robustTwoStage }

  /// Whether the saturated moments of incomplete cases are estimated.
  package var keepsPatterns: Bool { isFullInformation || isTwoStage }

  /// Whether incomplete cases are used.
  package var keepsIncomplete: Bool { self != .listwise }
}
