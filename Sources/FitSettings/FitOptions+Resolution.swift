internal import Estimation
internal import MomentInformation
internal import Specification

extension FitOptions {
  /// The options with the choices that depend on the estimator made: moments of
  /// exogenous observed variables are fixed by default for maximum likelihood
  /// only, and incomplete cases have means and the observed information, as in
  /// lavaan.
  package var resolved: FitOptions {
    var result = self
    // Variables that the model conditions on are fixed.
    let isOpen =
      model.fixedExogenous == nil && !model.conditionsOnExogenous
      && !model.hasOrdered
    if isOpen, !estimation.estimator.isLikelihood || model.fitsCorrelations {
      result.model.fixedExogenous = false
    }
    if missing == .pairwise, result.hasSandwichByDefault {
      // Pairs have no one number of cases.
      result.standardErrors = .standard
      result.tests = [.standard]
    }
    result.estimation.countsSingleValues = missing == .availableCases
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

  /// Dependent and weighted cases need robust standard errors and tests:
  /// where the usual ones are asked for, those of MLR take their place, and
  /// `robust.sem` that of least squares, as in lavaan.
  private mutating func resolveDependence() {
    // Two stages have their own standard errors and tests.
    guard cluster != nil || samplingWeights != nil, !missing.isTwoStage
    else { return }
    if estimation.estimator.isComposite {
      if standardErrors == .standard { standardErrors = .robustHuberWhite }
      if cluster != nil, standardErrors == .robustHuberWhite {
        standardErrors = .robustCluster
      }
      return
    }
    guard estimation.estimator.hasCaseLikelihood else {
      // V of WLS takes the weights in.
      if cluster == nil, standardErrors == .standard,
        !estimation.estimator.weighsByWholeCovariance
      {
        standardErrors = .robustSEM
      }
      // Those of normal cases that count once, by default.
      if cluster == nil, hasSandwichByDefault {
        standardErrors = .robustSEM
        tests = [.standard, .browneResidualADF]
      }
      return
    }
    if standardErrors == .standard || standardErrors == .none,
      information == nil
    {
      if standardErrors == .standard { standardErrors = .robustHuberWhite }
      information = .observed
      if tests == [.standard] { tests.append(.yuanBentlerMplus) }
    }
    guard cluster != nil else { return }
    if standardErrors == .robustHuberWhite { standardErrors = .robustCluster }
    if standardErrors == .robustSEM { standardErrors = .robustClusterSEM }
    model.meanStructure = true
  }

  /// Whether standard errors and test are those that ULS and DWLS have where
  /// nothing is said.
  private var hasSandwichByDefault: Bool {
    !estimation.estimator.hasChiSquare && standardErrors == .robustSEMNT
      && tests == EstimatorPreset.uls.tests
  }

  /// Decides what two stages leave open: means, random exogenous variables,
  /// and the standard errors and the scaled test of their kind, with the
  /// observed information of the saturated model, as in lavaan.
  private mutating func resolveTwoStage() {
    guard missing.isTwoStage else { return }
    model.meanStructure = true
    // The first stage makes moments of every variable.
    if model.fixedExogenous == nil { model.fixedExogenous = false }
    if information == nil { information = .observed }
    h1Information = .unstructured
    if standardErrors == .standard {
      standardErrors = missing == .twoStage ? .twoStage : .robustTwoStage
    }
    if tests == [.standard] { tests.append(.satorraBentler) }
  }
}
