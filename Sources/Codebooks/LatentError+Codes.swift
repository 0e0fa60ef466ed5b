internal import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The text of a codebook cannot be read.
  static let codebookSyntax: Self = "codebook.syntax"
  /// A codebook says something that has no meaning.
  static let codebookInvalid: Self = "codebook.invalid"
  /// A codebook and the data do not fit together.
  static let codebookData: Self = "codebook.data"
  /// Answers lie outside of the scale that a codebook gives.
  static let codebookScale: Self = "codebook.outside-scale"
  /// Data hold nothing that a codebook could be drafted of.
  static let codebookDraft: Self = "codebook.no-items"
}
