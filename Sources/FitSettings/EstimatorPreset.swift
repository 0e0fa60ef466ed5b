package import Estimation
package import MomentInformation

/// A name for an estimator with standard errors, tests and information, as
/// lavaan and Mplus use them; raw values are these names.
public enum EstimatorPreset: String, Sendable, Hashable, Codable, CaseIterable {
  /// Maximum likelihood.
  case ml = "ML"
  /// Maximum likelihood, Huber–White standard errors, Yuan and Bentler's
  /// scaled test in Mplus's form.
  case mlr = "MLR"
  /// Maximum likelihood, `robust.sem` standard errors, Satorra and Bentler's
  /// scaled test.
  case mlm = "MLM"
  /// As MLM with the scaled and shifted test.
  case mlmv = "MLMV"
  /// As MLM with the mean and variance adjusted test.
  case mlmvs = "MLMVS"
  /// Maximum likelihood with standard errors from first-order information.
  case mlf = "MLF"
  /// Generalized least squares.
  case gls = "GLS"
  /// Unweighted least squares, `robust.sem.nt` standard errors, Browne's
  /// residual-based test of normal variables.
  case uls = "ULS"
  /// Unweighted least squares with the standard errors and test of MLM.
  case ulsm = "ULSM"
  /// Unweighted least squares with what MLMV has.
  case ulsmv = "ULSMV"
  /// Unweighted least squares with what MLMVS has.
  case ulsmvs = "ULSMVS"
  /// Weighted least squares (ADF).
  case wls = "WLS"
  /// Diagonally weighted least squares, `robust.sem.nt` standard errors and
  /// weights, Browne's residual-based test of normal variables.
  case dwls = "DWLS"
  /// Diagonally weighted least squares with the standard errors and test of
  /// MLM.
  case wlsm = "WLSM"
  /// Diagonally weighted least squares with what MLMV has.
  case wlsmv = "WLSMV"
  /// Diagonally weighted least squares with what MLMVS has.
  case wlsmvs = "WLSMVS"
  /// Pairwise maximum likelihood of ordered variables, Huber–White standard
  /// errors, the mean and variance adjusted ratio of pairwise likelihoods.
  case pml = "PML"

  /// The discrepancy that is minimized.
  package var estimator: Estimator {
    switch self {
    case .ml, .mlr, .mlm, .mlmv, .mlmvs, .mlf: .ml
    case .gls: .gls
    case .uls, .ulsm, .ulsmv, .ulsmvs: .uls
    case .wls: .wls
    case .dwls, .wlsm, .wlsmv, .wlsmvs: .dwls
    case .pml: .pml
    }
  }

  /// The standard errors.
  package var standardErrors: StandardErrorKind {
    switch self {
    case .mlr, .pml: .robustHuberWhite
    case .mlm, .mlmv, .mlmvs, .ulsm, .ulsmv, .ulsmvs, .wlsm, .wlsmv, .wlsmvs:
      .robustSEM
    case .uls, .dwls: .robustSEMNT
    case .ml, .mlf, .gls, .wls: .standard
    }
  }

  /// The tests, the standard one first.
  package var tests: [TestKind] {
    switch self {
    case .mlr: [.standard, .yuanBentlerMplus]
    case .mlm, .ulsm, .wlsm: [.standard, .satorraBentler]
    case .mlmv, .ulsmv, .wlsmv: [.standard, .scaledShifted]
    case .mlmvs, .ulsmvs, .wlsmvs, .pml: [.standard, .meanVarAdjusted]
    case .uls, .dwls: [.standard, .browneResidualNT]
    case .ml, .mlf, .gls, .wls: [.standard]
    }
  }

  /// The information; `nil` for the default.
  package var information: InformationKind? {
    switch self {
    case .mlr, .pml: .observed
    case .mlf: .firstOrder
    default: nil
    }
  }
}

extension FitOptions {
  /// Makes the options that a name of an estimator stands for.
  public init(_ preset: EstimatorPreset) {
    self.init()
    estimation.estimator = preset.estimator
    standardErrors = preset.standardErrors
    tests = preset.tests
    information = preset.information
  }

  /// The name that these options have, whatever tests join its own, and with
  /// or without clusters; `nil` if they have none.
  public var preset: EstimatorPreset? {
    let errors: StandardErrorKind =
      switch standardErrors {
      case .robustCluster: .robustHuberWhite
      case .robustClusterSEM: .robustSEM
      default: standardErrors
      }
    return EstimatorPreset.allCases.first { preset in
      preset.estimator == estimation.estimator
        && preset.standardErrors == errors
        && (tests.isEmpty || tests.starts(with: preset.tests))
        && preset.information == information
    }
  }

  /// The estimator's name in reports: that of these options, such as `MLR`, or
  /// that of the discrepancy, such as `ML`.
  public var estimatorName: String {
    preset?.rawValue ?? estimation.estimator.rawValue
  }
}
