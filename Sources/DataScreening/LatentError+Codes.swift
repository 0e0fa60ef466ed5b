internal import Messages

/// The codes of the target's warnings.
extension LatentError.Code {
  /// Variables have one value in all cases.
  static let constantColumns: Self = "data.constant-columns"
  /// Variables repeat others.
  static let equalColumns: Self = "data.equal-columns"
  /// Cases repeat others.
  static let equalRows: Self = "data.equal-rows"
  /// Cases give one answer to all items.
  static let straightLines: Self = "data.straight-lines"
  /// Values have no labels where others have.
  static let unlabelledValues: Self = "data.unlabelled-values"
}
