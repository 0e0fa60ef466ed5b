package import Messages

/// The codes of the target's errors.
extension LatentError.Code {
  /// The text of a study file cannot be read.
  static let studySyntax: Self = "study.syntax"
  /// A study file says something that has no meaning.
  static let studyInvalid: Self = "study.invalid"
  /// A study file and its data, codebook or models do not fit together.
  static let studyUnknownName: Self = "study.unknown-name"
  /// A hypothesis is about a path that the model does not have.
  static let studyNoPath: Self = "study.no-path"
  /// A step of a study has no result.
  package static let studyStep: Self = "study.step"
  /// A file of results is not one of a study.
  package static let studyResults: Self = "study.results"
}
