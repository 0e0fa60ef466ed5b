package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// An option in front matter cannot be read.
  package static let frontMatterOption: Self = "front-matter.option"
  /// Front matter is not YAML that Latent reads.
  package static let frontMatterSyntax: Self = "front-matter.syntax"
  /// The option has nothing that it could refer to.
  package static let optionWithoutObject: Self = "option.without-object"
  /// Two options say different things.
  package static let optionContradiction: Self = "option.contradiction"
  /// The option belongs to other analyses.
  package static let optionOtherAnalysis: Self = "option.other-analysis"
  /// The format has no room for what is asked for.
  package static let optionNotInFormat: Self = "option.not-in-format"
  /// An analysis that fits a model has no sample.
  package static let optionNoData: Self = "option.no-data"
  /// No restriction is named.
  package static let optionNothingToTest: Self = "option.nothing-to-test"
  /// Standard errors would ignore clusters or sampling weights.
  package static let optionDependenceIgnored: Self = "option.dependence-ignored"
  /// An option, its value or a file that it names is wrong by itself.
  package static let requestInvalid: Self = "request.invalid"
  /// A request was ended before it had a result.
  package static let requestCancelled: Self = "request.cancelled"
  /// A file that a request names cannot be read.
  package static let requestFile: Self = "request.file"
  /// A range does not lie within another.
  package static let optionRange: Self = "option.range"
  /// The option or its value is not available.
  package static let optionLater: Self = "option.later"
}
