/// The default rules of a kind of model, where options leave them open.
package struct KindDefaults: Sendable {
  /// Whether intercepts of observed variables are free.
  package let observedInterceptsFree: Bool
  /// Whether latent means and intercepts are free.
  package let latentInterceptsFree: Bool
  /// Whether the first loading is fixed to one.
  package let fixFirstLoading: Bool
  /// Whether a single indicator's residual variance is fixed to zero.
  package let fixSingleIndicator: Bool
  /// Whether residual and exogenous variances are added.
  package let addVariances: Bool
  /// Whether covariances of exogenous latent variables are added.
  package let addExogenousCovariances: Bool
  /// Whether covariances of endogenous residuals are added.
  package let addEndogenousCovariances: Bool
  /// Whether thresholds that the text does not name are free.
  package let addThresholds: Bool
  /// Whether scaling factors are free where equal thresholds identify them.
  package let addScales: Bool

  /// The rules of a kind.
  package init(_ kind: ModelKind) {
    let isPlain = kind == .lavaan
    let isGrowth = kind == .growth
    observedInterceptsFree = !(isPlain || isGrowth)
    latentInterceptsFree = isGrowth
    fixFirstLoading = !isPlain
    fixSingleIndicator = !isPlain
    addVariances = !isPlain
    addExogenousCovariances = !isPlain
    addEndogenousCovariances = !isPlain
    addThresholds = !isPlain
    addScales = !isPlain
  }
}
