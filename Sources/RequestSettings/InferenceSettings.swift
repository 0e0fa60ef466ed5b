import Estimation
import FitSettings
import MomentInformation
import SampleStatistics
import Specification

/// The requested estimator, standard errors, tests and information, each as far
/// as it was given: the estimator's name decides the rest.
struct InferenceSettings {
  /// Standard errors by kind, or those that `robust` means for the estimator.
  enum Errors {
    case kind(StandardErrorKind)
    case robust
    /// The usual ones, by an information that their name tells.
    case usual(InformationKind)
  }

  /// The estimator's name.
  var preset: EstimatorPreset?
  /// The standard errors.
  var standardErrors: Errors?
  /// The tests beside the estimator's own; empty for no test.
  var tests: [TestKind]?
  /// The information.
  var information: InformationKind?
  /// The likelihood.
  var likelihood: Likelihood?
  /// The sets of parameters that are equal across groups.
  var groupEqual: Set<GroupEquality>?
  /// Whether exogenous variables covary in the baseline model.
  var baselineFreesExogenous: Bool?
  /// The sum of sampling weights.
  var weightNormalization: WeightNormalization?
}

extension AnalysisSettings {
  /// Takes ordered variables that only the data, or a codebook, tell, with what
  /// the estimator's name means then.
  ///
  /// - Parameter ordered: The variables; none leave everything as it is.
  package mutating func resolve(ordered: [String]) {
    guard !ordered.isEmpty, ordered != options.model.ordered else { return }
    let errors = options.standardErrors
    options.model.ordered = ordered
    resolveInference()
    resolveSearch()
    // What an analysis has put in the place of errors by replicates, or of none.
    if errors == .standard,
      [.bootstrap, .none].contains(options.standardErrors)
    {
      options.standardErrors = errors
    }
  }

  /// Puts what was asked for in the place of what the estimator's name means.
  ///
  /// Tests join those of the estimator, as in lavaan; `none` removes all.
  /// Asked after all options have been read.
  package mutating func resolveInference() {
    let asked = inference
    let hasOrdered = options.model.hasOrdered
    if let preset = asked.preset ?? (hasOrdered ? .wlsmv : nil) {
      var named = FitOptions(preset)
      if hasOrdered { named.adaptToOrdered() }
      options.estimation.estimator = named.estimation.estimator
      options.standardErrors = named.standardErrors
      options.tests = named.tests
      options.information = named.information
    }
    switch asked.standardErrors {
    case .kind(let kind): options.standardErrors = kind
    case .robust:
      if options.standardErrors == .standard
        || options.standardErrors == .robustSEMNT
      {
        // Incomplete cases have those of the likelihood only.
        options.standardErrors =
          options.missing == .listwise ? .robustSEM : .robustHuberWhite
      }
    case .usual: options.standardErrors = .standard
    case nil: break
    }
    if asked.preset == .uls || asked.preset == .dwls, !hasOrdered {
      // Browne's test, of the covariances behind the standard errors, unless
      // another one is asked for.
      options.tests =
        asked.tests != nil
        ? [.standard]
        : [
          .standard,
          options.standardErrors == .robustSEM
            ? .browneResidualADF : .browneResidualNT,
        ]
    }
    if let tests = asked.tests {
      options.tests =
        tests.isEmpty
        ? [] : options.tests + tests.filter { !options.tests.contains($0) }
    }
    if case .usual(let information) = asked.standardErrors {
      options.information = information
    } else if let information = asked.information {
      options.information = information
    }
    options.estimation.likelihood = asked.likelihood ?? .normal
    options.model.groupEqual = asked.groupEqual ?? []
    options.estimation.baselineFreesExogenous =
      asked.baselineFreesExogenous ?? true
    options.weightNormalization = asked.weightNormalization ?? .group
    resolveMimic()
  }
}

extension FitOptions {
  /// With ordered variables, least squares of any weight but WLS's has robust
  /// standard errors, and no test of its own.
  fileprivate mutating func adaptToOrdered() {
    guard estimation.estimator.isUntestedLeastSquares,
      !tests.contains(where: \.isScaled)
    else { return }
    standardErrors = .robustSEM
    tests = [.standard]
  }
}
