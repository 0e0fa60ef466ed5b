package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The draws of a picture do not vary.
  package static let plotConstant: Self = "plot.constant"
  /// The statistic of a picture is not drawn.
  package static let plotNotDrawn: Self = "plot.not-drawn"
}
