package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// There are no groups that can be compared.
  static let groupsNone: Self = "groups.none"
  /// A group has too few cases for a variance.
  static let groupsTooSmall: Self = "groups.too-small"
  /// Few cases are expected in the cells of a table.
  package static let groupsSparse: Self = "groups.sparse"
  /// A variable cannot be compared.
  static let groupsOutcome: Self = "groups.outcome"
}
