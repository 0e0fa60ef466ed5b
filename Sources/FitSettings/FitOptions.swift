public import Estimation
public import MomentInformation
package import OrderedMoments
public import SampleStatistics
public import Specification

/// Everything that a fit can be asked for.
public struct FitOptions: Sendable, Hashable, Encodable {
  /// The rules by which the text becomes a parameter table.
  public var model = ModelOptions()
  /// The method of estimation.
  public var estimation = EstimationOptions()
  /// The treatment of cases with missing values (`missing`).
  public var missing: MissingTreatment = .listwise
  /// The treatment of empty cells of ordered variables' tables (`zero.add`,
  /// `zero.keep.margins`, `zero.cell.warn`).
  package var emptyCells = EmptyCellTreatment()
  /// Variables that tell about missing values without being part of the model:
  /// saturated correlates of it (`auxiliary`; Graham, 2003).
  public var auxiliary: [String] = []
  /// The information that the standard errors derive from; `nil` is the
  /// observed one for incomplete cases and for `robust.huber.white`, also with
  /// clusters, else the expected one.
  public var information: InformationKind?
  /// The moments at which the expected information and the saturated model's
  /// are taken (`h1.information`).
  public var h1Information: H1Information = .structured
  /// The kind of observed information (`observed.information`); `nil` is the
  /// Hessian for standard errors and for the test of MLR, which compares the
  /// likelihood's own information, and `h1` for tests that weigh moments.
  public var observedInformation: ObservedInformation?
  /// Whether standard errors are computed (`se`).
  public var standardErrors: StandardErrorKind = .standard
  /// The tests of the model (`test`): the first scaled one gives the fit
  /// measures their scaled versions; empty for none, and then without fit
  /// measures that derive from χ².
  public var tests: [TestKind] = [.standard]
  /// The statistic that scaled tests scale, and tests by eigenvalues without
  /// `_rls` take (`scaled.test`): the standard χ², or one of Browne's normal
  /// ones.
  package var scaledStatistic: TestKind = .standard
  /// The statistic that fit measures derive from (`standard.test`): the
  /// standard χ², or one of Browne's, of the model and of the baseline model.
  package var standardStatistic: TestKind = .standard
  /// The variable whose values name the cases' clusters (`cluster`).
  public var cluster: String?
  /// The variable with the cases' sampling weights (`sampling.weights`).
  public var samplingWeights: String?
  /// The sum of the weights (`sampling.weights.normalization`).
  public var weightNormalization: WeightNormalization = .group
  /// The level of confidence intervals of parameters (`level`).
  public var confidenceLevel: Double = 0.95
  /// Whether the fit keeps the cases, from which a bootstrap draws.
  public var keepsCases: Bool = false

  /// Whether covariances that are given instead of cases are multiplied by
  /// (N − 1)/N (`sample.cov.rescale`); `nil` leaves it to the estimator.
  package var rescalesCovariances: Bool?
  /// Whether observed variables are standardized in every group before the
  /// model is fitted, but exogenous ones whose moments are fixed (`std.ov`).
  package var standardizesObserved = false

  /// Whether the groups' sizes are parameters of a Poisson distribution
  /// (`group.w.free`).
  package var hasFreeGroupWeights = false

  /// Whether `gfi` and `agfi` are LISREL's, as before lavaan 0.7, and the
  /// indices of those names are left out.
  package var hasClassicGFI = false

  /// The information of tests, where it is not that of standard errors: the
  /// second element of `information`.
  package var informationOfTests: InformationKind?
  /// The second element of `h1.information`.
  package var h1InformationOfTests: H1Information?
  /// The second element of `observed.information`.
  package var observedInformationOfTests: ObservedInformation?

  /// Whether `srmr` is Mplus's form of it (`mimic: Mplus`), and not Bentler's.
  package var takesMplusSRMR = false

  /// The centring of the products of indicators that measure a latent product.
  public var productCentering: ProductCentering = .double

  /// Makes options with lavaan's defaults for `sem`.
  public init() {}

  /// The information behind standard errors and tests.
  package var informationKind: InformationKind {
    information ?? (standardErrors.isFromScores ? .observed : .expected)
  }

  /// The information whose inverse stands outside of sandwiches: in the second
  /// of two stages that of complete cases, while `informationKind` is the
  /// saturated model's.
  package var outerInformation: InformationKind {
    missing.isTwoStage ? .expected : informationKind
  }

  /// The moments at which the information is taken.
  package var informationVariant: InformationVariant {
    InformationVariant(
      kind: informationKind, missing: missing, h1: h1Information,
      observedChoice: observedInformation)
  }

  /// The moments at which the information of tests is taken.
  package var variantOfTests: InformationVariant {
    var own = self
    if let kind = informationOfTests { own.information = kind }
    if let h1 = h1InformationOfTests { own.h1Information = h1 }
    if let observed = observedInformationOfTests {
      own.observedInformation = observed
    }
    return own.informationVariant
  }

  /// Whether standard errors or tests look at the cases, not only at their
  /// moments.
  package var needsCases: Bool {
    informationKind == .firstOrder || standardErrors.isFromScores
      || standardErrors.isFromMoments
      || tests.contains(where: \.needsCases) || standardStatistic.needsCases
  }

  /// Whether the weight of DWLS is that of normal variables: where its
  /// standard errors are, as in lavaan 0.7.
  package var weighsByNormality: Bool {
    estimation.estimator.weighsByVariances && standardErrors == .robustSEMNT
  }

  /// The first option that needs the cases and not only their moments.
  var firstNeedOfCases: String? {
    guard needsCases else { return nil }
    if standardErrors.isFromScores || standardErrors.isFromMoments {
      return "The \(standardErrors.rawValue) standard errors"
    }
    if informationKind == .firstOrder {
      return estimation.estimator.hasCaseLikelihood
        ? "The first-order information" : nil
    }
    return (tests + [standardStatistic]).first(where: \.needsCases)
      .map { "The test \($0.rawValue)" }
  }

  /// Whether the information is one that weighs moments: the expected one,
  /// or, of ML, the observed one.
  var hasInformationOfMoments: Bool {
    switch outerInformation {
    case .expected: true
    case .observed: estimation.estimator.isLikelihood
    case .firstOrder: false
    }
  }
}
