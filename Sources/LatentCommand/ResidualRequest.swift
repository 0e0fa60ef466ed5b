import Latent

/// A kind of residuals by the names that users give it.
enum ResidualRequest: String, CaseIterable {
  case raw
  case correlation = "cor"
  case standardized
  case normalized

  /// The library's kind.
  var libraryKind: ResidualKind {
    switch self {
    case .raw: .raw
    case .correlation: .correlation
    case .standardized: .standardized
    case .normalized: .normalized
    }
  }

  /// The residuals of a fit under the name that results show.
  func moments(of fit: Fit) -> ReportedMoments {
    ReportedMoments(
      name: rawValue,
      groups: fit.residuals(libraryKind).map {
        .init(covariance: $0.covariance, mean: $0.mean)
      })
  }
}
