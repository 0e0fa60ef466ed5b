internal import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// A model has no constructs whose validity could be looked at.
  static let validityConstructs: Self = "validity.constructs"
  /// A model that validity is judged by has no usable solution.
  static let validityModel: Self = "validity.model"
  /// A pair of constructs lacks discriminant validity.
  static let validityDiscriminant: Self = "validity.discriminant"
  /// A marker variable cannot be one, or says nothing.
  static let validityMarker: Self = "validity.marker"
}
