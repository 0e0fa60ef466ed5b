internal import Estimation
internal import MomentInformation
internal import Specification

/// A fit as it is asked for: what the rules of combination look at.
package struct RequestedFit: Sendable {
  /// The choices, resolved.
  package var options: FitOptions
  /// Whether the model is one given exogenous variables (`conditional-x`).
  package var conditionsOnExogenous: Bool
  /// Whether there are cases, not only their moments.
  package var hasCases: Bool
  /// Whether any variable is ordered.
  package var hasOrdered: Bool

  /// Asks for a fit.
  ///
  /// - Parameters:
  ///   - options: The choices, resolved.
  ///   - conditionsOnExogenous: Whether the model is one given exogenous
  ///     variables.
  ///   - hasCases: Whether there are cases, not only their moments.
  ///   - hasOrdered: Whether any variable is ordered; `nil` if that is what the
  ///     options say.
  package init(
    _ options: FitOptions, conditionsOnExogenous: Bool = false,
    hasCases: Bool = true, hasOrdered: Bool? = nil
  ) {
    self.hasOrdered = hasOrdered ?? options.model.hasOrdered
    self.options = options
    self.conditionsOnExogenous = conditionsOnExogenous
    self.hasCases = hasCases
  }

  /// The estimator's name.
  var estimator: String { options.estimation.estimator.rawValue }
  /// The name of the treatment of missing values.
  var missing: String { options.missing.rawValue }
  /// The name of the kind of standard errors.
  var standardErrors: String { options.standardErrors.rawValue }
  /// The name of the information.
  var information: String { options.informationKind.rawValue }

  /// The fit with the information matrices of tests, the second elements of
  /// `information`, `h1.information` and `observed.information`, in the place
  /// of those of standard errors; `nil` if they are the same.
  var byInformationOfTests: RequestedFit? {
    let variant = options.variantOfTests
    guard variant != options.informationVariant else { return nil }
    var other = self
    other.options.information = variant.kind
    if let h1 = options.h1InformationOfTests {
      other.options.h1Information = h1
    }
    if let observed = options.observedInformationOfTests {
      other.options.observedInformation = observed
    }
    return other
  }

  /// The name of the first test of some.
  func test(in kinds: [TestKind]) -> String {
    options.tests.first { kinds.contains($0.family) }?.rawValue ?? ""
  }
}

extension Condition where Subject == RequestedFit {
  /// The estimator is one of some.
  static func estimator(_ values: Estimator...) -> Condition {
    option("estimator", in: values) { $0.options.estimation.estimator }
  }

  /// The likelihood is a given one.
  static func likelihood(_ value: Likelihood) -> Condition {
    option("likelihood", in: [value]) { $0.options.estimation.likelihood }
  }

  /// Missing values are treated in one of some ways.
  static func missing(_ values: [MissingTreatment]) -> Condition {
    option("missing", in: values) { $0.options.missing }
  }

  /// Standard errors are of one of some kinds.
  static func standardErrors(_ values: [StandardErrorKind]) -> Condition {
    option("se", in: values) { $0.options.standardErrors }
  }

  /// The information of standard errors is one of some.
  static func information(_ values: InformationKind...) -> Condition {
    option("information", in: values) { $0.options.informationKind }
  }

  /// The bounds are of one of some kinds.
  static func bounds(_ values: [BoundsKind]) -> Condition {
    option("bounds", in: values) { $0.options.estimation.bounds }
  }

  /// One of some tests is asked for; `peba4` stands for all tests by
  /// eigenvalues.
  static func test(_ values: [TestKind]) -> Condition {
    Condition(optionWords("test", values.map(\.rawValue))) {
      $0.options.tests.contains { values.contains($0.family) }
    }
  }

  /// Cases have clusters.
  static var cluster: Condition {
    Condition("`cluster`") { $0.options.cluster != nil }
  }

  /// Cases have sampling weights.
  static var samplingWeights: Condition {
    Condition("`sampling-weights`") { $0.options.samplingWeights != nil }
  }

  /// The fit has auxiliary variables.
  static var auxiliary: Condition {
    Condition("`auxiliary`") { !$0.options.auxiliary.isEmpty }
  }

  /// The model is one given exogenous variables.
  static var conditionalExogenous: Condition {
    Condition("`conditional-x: true`") { $0.conditionsOnExogenous }
  }

  /// The model has ordered variables.
  static var ordered: Condition {
    Condition("`ordered`") { $0.hasOrdered }
  }

  /// The data are moments without cases.
  static var momentsOnly: Condition {
    Condition("covariances instead of cases") { !$0.hasCases }
  }
}

extension [MissingTreatment] {
  /// Those by the casewise likelihood.
  static var fullInformation: Self { allCases(where: \.isFullInformation) }
  /// Those in two stages.
  static var twoStage: Self { allCases(where: \.isTwoStage) }

  private static func allCases(where holds: (MissingTreatment) -> Bool)
    -> [MissingTreatment]
  {
    MissingTreatment.allCases.filter(holds)
  }
}

extension [StandardErrorKind] {
  /// The sandwiches around casewise scores.
  static var fromScores: Self {
    StandardErrorKind.allCases.filter(\.isFromScores)
  }
  /// The sandwiches around the covariances of moments.
  static var fromMoments: Self {
    StandardErrorKind.allCases.filter(\.isFromMoments)
  }
  /// Those that sum over clusters.
  static var clustered: Self {
    StandardErrorKind.allCases.filter(\.isClustered)
  }
  /// Those of a second stage.
  static var twoStage: Self { StandardErrorKind.allCases.filter(\.isTwoStage) }
}

extension [TestKind] {
  /// Those that are scaled by tr(UΓ), with or without its second moment, or
  /// use the eigenvalues of UΓ.
  static var scaledByMoments: Self {
    [.satorraBentler, .meanVarAdjusted, .scaledShifted] + corrected
      + [.familyOfEigenvalues]
  }
  /// Those with an unbiased estimate of tr((UΓ)²).
  static var corrected: Self {
    [.meanVarAdjustedCorrected, .scaledShiftedCorrected]
  }
  /// Those of Yuan and Bentler.
  static var yuanBentler: Self { [.yuanBentler, .yuanBentlerMplus] }
  /// Browne's residual-based ones.
  static var residualBased: Self {
    [
      .browneResidualADF, .browneResidualNT, .browneResidualADFModel,
      .browneResidualNTModel,
    ]
  }
  /// Corrections of χ² for small samples.
  static var smallSample: Self { [.swain, .bartlett, .yuan2005, .yuan2015] }

  /// All but some.
  static func all(but kinds: TestKind...) -> [TestKind] {
    TestKind.allCases.filter { !kinds.contains($0) }
  }
}
