/// What happens to cases with missing values (`missing`).
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

  /// Whether incomplete cases have a likelihood of their own.
  package var isFullInformation: Bool { self != .listwise }
}
