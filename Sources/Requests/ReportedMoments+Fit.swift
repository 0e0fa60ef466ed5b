package import Latent
package import ModelCriticism
internal import Reporting

extension ReportedMoments {
  /// The residuals of a fit under the name that results show.
  package init(_ kind: ResidualKind, of fit: Fit) throws {
    self.init(
      name: kind.rawValue,
      groups: try fit.residuals(kind).map {
        .init(
          covariance: $0.covariance, mean: $0.mean, variables: $0.variables,
          responses: $0.responses)
      })
  }
}
