/// The information that the standard errors derive from.
public enum InformationKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// The expected information.
  case expected
  /// The observed information: the exact second derivatives.
  case observed
  /// The outer product of the casewise scores.
  case firstOrder = "first.order"
}
