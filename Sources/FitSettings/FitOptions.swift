public import Estimation
public import SampleStatistics
public import Specification

/// Everything that a fit can be asked for.
public struct FitOptions: Sendable, Hashable {
  /// How the text becomes a parameter table.
  public var model = ModelOptions()
  /// How parameters are estimated.
  public var estimation = EstimationOptions()
  /// What happens to cases with missing values (`missing`).
  public var missing: MissingTreatment = .listwise
  /// Variables that tell about missing values without being part of the model:
  /// saturated correlates of it (`auxiliary`; Graham, 2003).
  public var auxiliary: [String] = []
  /// What the standard errors derive from; `nil` is the observed information
  /// for incomplete cases, for `robust.huber.white` and its like for clusters,
  /// else the expected one.
  public var information: InformationKind?
  /// Where the expected information and the saturated model's are taken
  /// (`h1.information`).
  public var h1Information: H1Information = .structured
  /// What an observed information is (`observed.information`); `nil` is
  /// lavaan's default: the Hessian for standard errors and for all of MLR,
  /// `h1` for other tests.
  public var observedInformation: ObservedInformation?
  /// Whether standard errors are computed (`se`).
  public var standardErrors: StandardErrorKind = .standard
  /// The tests of the model (`test`): the first scaled one gives the fit
  /// measures their scaled versions; empty for none, and then without fit
  /// measures that derive from χ².
  public var tests: [TestKind] = [.standard]
  /// The variable whose values name the cases' clusters (`cluster`).
  public var cluster: String?
  /// The variable with the cases' sampling weights (`sampling.weights`).
  public var samplingWeights: String?
  /// What the weights sum to (`sampling.weights.normalization`).
  public var weightNormalization: WeightNormalization = .total
  /// The level of confidence intervals of parameters (`level`).
  public var confidenceLevel: Double = 0.95
  /// Whether the fit keeps the cases, from which a bootstrap draws.
  public var keepsCases: Bool = false

  /// What an observed information is in tests where that is decided.
  private var testInformation: ObservedInformation?

  /// How the products of indicators that measure a latent product are
  /// centred.
  public var productCentering: ProductCentering = .double

  /// Makes options with lavaan's defaults for `sem`.
  public init() {}

  /// The options with what depends on the estimator decided: moments of
  /// exogenous observed variables are fixed by default for maximum likelihood
  /// only, and incomplete cases have means and the observed information, as
  /// in lavaan.
  package var resolved: FitOptions {
    var result = self
    // What is conditioned on is fixed.
    let isOpen =
      model.fixedExogenous == nil && !model.conditionsOnExogenous
    if isOpen, estimation.estimator != .ml {
      result.model.fixedExogenous = false
    }
    result.resolveDependence()
    result.resolveTwoStage()
    if missing.isFullInformation {
      // Incomplete cases have no likelihood without means.
      result.model.meanStructure = true
      if result.information == nil { result.information = .observed }
      // Auxiliary variables covary with exogenous ones too.
      if !auxiliary.isEmpty, isOpen {
        result.model.fixedExogenous = false
      }
    }
    return result
  }

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

  /// Where informations are taken.
  package var informationVariant: InformationVariant {
    InformationVariant(
      kind: informationKind, missing: missing, h1: h1Information,
      observed: observedInformation ?? .hessian,
      observedOfTests: observedInformation ?? testInformation
        ?? (preset == .mlr ? .hessian : .h1),
      observedOfTraces: observedInformation ?? .h1)
  }

  /// Whether standard errors or tests look at the cases, not only at their
  /// moments.
  package var needsCases: Bool {
    informationKind == .firstOrder || standardErrors.isFromScores
      || standardErrors.isFromMoments
      || tests.contains { $0.isScaled || $0 == .browneResidualADF }
  }

  /// Dependent and weighted cases need robust standard errors and tests:
  /// where the usual ones are asked for, those of MLR take their place, as in
  /// lavaan.
  private mutating func resolveDependence() {
    // Two stages have standard errors and tests of their own.
    guard cluster != nil || samplingWeights != nil,
      estimation.estimator == .ml, !missing.isTwoStage
    else { return }
    if standardErrors == .standard || standardErrors == .none,
      information == nil
    {
      if standardErrors == .standard { standardErrors = .robustHuberWhite }
      information = .observed
      if tests == [.standard] { tests.append(.yuanBentlerMplus) }
      // Weights make MLR of ML; clusters alone leave the tests as they are.
      if samplingWeights == nil { testInformation = .h1 }
    }
    guard cluster != nil else { return }
    if standardErrors == .robustHuberWhite { standardErrors = .robustCluster }
    if standardErrors == .robustSEM { standardErrors = .robustClusterSEM }
    model.meanStructure = true
  }
}

/// What sampling weights are made to sum to.
public enum WeightNormalization: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The number of cases of all groups.
  case total
  /// In each group, the number of its cases.
  case group
  /// They stay as they are.
  case none
}
