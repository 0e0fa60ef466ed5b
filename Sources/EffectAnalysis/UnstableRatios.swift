package import Messages

extension LatentWarning {
  /// The warning about drawn ratios that have no standard deviation; `nil` if
  /// there are none.
  ///
  /// - Parameter names: Their names.
  package init?(unstableRatios names: [String]) {
    if names.isEmpty { return nil }
    let isOne = names.count == 1
    self.init(
      code: .bootstrapUnstableRatio,
      message: "\(names.joined(separator: ", ")): the denominator's draws "
        + "lie on both sides of 0, so that the \(isOne ? "ratio" : "ratios") "
        + "\(isOne ? "has" : "have") no standard deviation. The standard "
        + "error, z and p of \(isOne ? "it" : "them") change from seed to "
        + "seed; use the percentile interval, or do not interpret "
        + "\(isOne ? "it" : "them").")
  }
}
