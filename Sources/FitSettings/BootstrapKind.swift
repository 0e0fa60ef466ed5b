/// The method of drawing replicates.
public enum BootstrapKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Cases with replacement, within groups (Efron, 1979).
  case nonparametric
  /// Cases with replacement from data transformed so that the model holds
  /// exactly; for the p value of the model's χ² (Bollen & Stine, 1992).
  case bollenStine = "bollen.stine"
  /// Normal cases with the moments that the model implies.
  case parametric
  /// Replicate k leaves out case k, counted through the groups: what BCa
  /// intervals take their acceleration from.
  case jackknife
}

/// The methods of making an interval from draws.
public enum BootstrapIntervalKind: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// Quantiles of the draws.
  case percentile = "perc"
  /// Quantiles shifted by the median bias.
  case biasCorrected = "bc"
  /// Quantiles shifted by median bias and acceleration (Efron, 1987).
  case biasCorrectedAccelerated = "bca"
  /// Normal around the bias-corrected estimate.
  case normal = "norm"
  /// Quantiles mirrored at the estimate.
  case basic
  /// Quantiles of the studentized draws.
  case studentized = "stud"
}
