/// The four families of defaults that a model can start from.
public enum ModelKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Structural equation models.
  case sem
  /// Confirmatory factor analysis.
  case cfa
  /// Growth curve models: latent means free, indicator intercepts zero.
  case growth
  /// Nothing is added automatically.
  case lavaan
}

/// Sets of parameters that can be held equal across groups.
public enum GroupEquality: String, Sendable, Hashable, Codable, CaseIterable {
  /// Factor loadings.
  case loadings
  /// Intercepts of observed indicators.
  case intercepts
  /// Latent means and intercepts.
  case means
  /// Residual variances of observed variables.
  case residuals
  /// Residual covariances of observed variables.
  case residualCovariances = "residual.covariances"
  /// Variances of latent variables.
  case latentVariances = "lv.variances"
  /// Covariances of latent variables.
  case latentCovariances = "lv.covariances"
  /// Regressions.
  case regressions
  /// Thresholds of ordered variables.
  case thresholds
  /// The loadings of composites.
  case compositeLoadings = "composite.loadings"
  /// The weights of composites (`<~`).
  case compositeWeights = "composite.weights"
}

/// The scale of the latent responses behind ordered variables, which their
/// categories leave open (Muthén & Asparouhov, 2002).
public enum ResponseParameterization: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// Scaling factors, 1 over the responses' standard deviations given
  /// exogenous variables, are parameters; residual variances are what remains.
  case delta
  /// Residual variances are parameters; scaling factors follow.
  case theta
}

/// The products of indicators that measure a product of latent variables.
public enum ProductPairing: String, Sendable, Hashable, Codable, CaseIterable {
  /// The first indicator of the one with the first of the other, and so on.
  case matched
  /// Every indicator of the one with every indicator of the other.
  case all
}

/// The rules by which a model text becomes a parameter table.
///
/// `nil` leaves a choice to the kind's default.
public struct ModelOptions: Sendable, Hashable {
  /// The family of defaults.
  public var kind: ModelKind = .sem
  /// Whether means are part of the model (`meanstructure`).
  public var meanStructure: Bool?
  /// Whether intercepts of observed variables are free (`int.ov.free`).
  public var observedInterceptsFree: Bool?
  /// Whether latent means and intercepts are free (`int.lv.free`).
  public var latentInterceptsFree: Bool?
  /// Whether latent variances are fixed to one (`std.lv`).
  public var standardizeLatent: Bool = false
  /// Whether the loadings of each latent variable average 1
  /// (`effect.coding = "loadings"`).
  public var effectCodingLoadings: Bool = false
  /// Whether the intercepts of each latent variable's indicators average 0
  /// (`effect.coding = "intercepts"`).
  public var effectCodingIntercepts: Bool = false
  /// Whether moments of exogenous observed variables are fixed to the
  /// sample's (`fixed.x`).
  public var fixedExogenous: Bool?
  /// Whether the model is one of the other variables' moments given the
  /// exogenous observed ones (`conditional.x`); without such variables it
  /// changes nothing.
  public var conditionsOnExogenous: Bool = false
  /// Whether exogenous latent variables are uncorrelated by default
  /// (`orthogonal`, `orthogonal.x`).
  public var orthogonalExogenous: Bool = false
  /// Whether residuals of endogenous variables are uncorrelated by default
  /// (`orthogonal`, `orthogonal.y`).
  public var orthogonalEndogenous: Bool = false
  /// Whether the first loading is fixed to one (`auto.fix.first`).
  public var fixFirstLoading: Bool?
  /// Whether a single indicator's residual variance is fixed to zero
  /// (`auto.fix.single`).
  public var fixSingleIndicator: Bool?
  /// Whether residual and exogenous variances are added (`auto.var`).
  public var addVariances: Bool?
  /// Whether covariances of exogenous latent variables are added
  /// (`auto.cov.lv.x`).
  public var addExogenousCovariances: Bool?
  /// Whether covariances of endogenous residuals are added (`auto.cov.y`).
  public var addEndogenousCovariances: Bool?
  /// Whether thresholds that the text does not name are free (`auto.th`); else
  /// they are fixed to the sample's.
  package var addThresholds: Bool?
  /// Whether scaling factors of ordered variables are free where equal
  /// thresholds identify them (`auto.delta`).
  package var addScales: Bool?
  /// Whether the model is one of correlations, with a free scale for every
  /// observed variable (`correlation`): Σ = ΔP(θ)Δ with unit variances in P.
  package var fitsCorrelations: Bool = false
  /// Whether intercepts of markers, the indicators whose loadings scale their
  /// latent variables, are fixed to zero, and the latent means free
  /// (`marker.int.zero`).
  package var markerInterceptsZero: Bool = false
  /// Whether `<~` forms composites (`composites`); else it is a regression
  /// without an error on exogenous variables, as lavaan before 0.6-20 had it.
  package var formsComposites: Bool = true
  /// The products of indicators that measure a product of latent variables
  /// (`products`); `nil` matches them where there are equally many.
  public var productPairing: ProductPairing?
  /// The parameters held equal across groups (`group.equal`).
  public var groupEqual: Set<GroupEquality> = []
  /// Parameters exempt from `groupEqual`, such as `x2 ~1` (`group.partial`).
  public var groupPartial: [String] = []
  /// The groups' labels in order; one for a single group.
  public var groupLabels: [String] = [""]
  /// Whether the text's `group:` headers name the groups if no label does.
  ///
  /// False where data are at hand, which then must have as many groups as the
  /// text.
  public var groupsFromText: Bool = true
  /// Names of ordered variables.
  public var ordered: [String] = []
  /// Whether all endogenous observed variables are ordered (`ordered: true`).
  package var ordersEndogenous = false
  /// The scale of the responses behind ordered variables
  /// (`parameterization`).
  public var parameterization = ResponseParameterization.delta
  /// Whether a model with ordered variables is one of exogenous variables too
  /// (`conditional-x: false`), and not of the others given these.
  package var keepsExogenousJoint = false
  /// The number of thresholds of each ordered variable, its categories less
  /// one; thresholds that the text does not name are added from it.
  package var thresholdCounts: [String: Int] = [:]

  /// Makes options with lavaan's defaults for `sem`.
  public init() {}

  /// The same options with the names of all ordered variables; names that they
  /// have already stay first.
  package func naming(ordered names: [String]) -> ModelOptions {
    var result = self
    result.ordered += names.filter { !ordered.contains($0) }
    return result
  }

  /// Whether any variable is said to be ordered.
  package var hasOrdered: Bool { !ordered.isEmpty || ordersEndogenous }
}
