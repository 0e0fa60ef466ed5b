/// A test of a model against the saturated one; raw values are lavaan's names.
public enum TestKind: Sendable, Hashable, Codable {
  /// χ² as the estimator gives it.
  case standard
  /// χ² divided by tr(UΓ)/df (Satorra & Bentler, 1994).
  case satorraBentler
  /// The scaled statistic of Yuan and Bentler (2000), with the saturated
  /// model's part at the sample's moments.
  case yuanBentler
  /// χ² divided by (tr(B₁A₁⁻¹) − tr(B₀A₀⁻¹))/df, as Mplus prints for MLR
  /// (Asparouhov & Muthén, 2005).
  case yuanBentlerMplus
  /// χ² and df adjusted so that mean and variance agree (Satterthwaite, 1941;
  /// Satorra & Bentler, 1994).
  case meanVarAdjusted
  /// χ² scaled and shifted so that mean and variance agree (Asparouhov &
  /// Muthén, 2010).
  case scaledShifted
  /// `mean.var.adjusted` with an unbiased estimate of tr((UΓ)²) (Hayakawa,
  /// 2019).
  case meanVarAdjustedCorrected
  /// `scaled.shifted` with an unbiased estimate of tr((UΓ)²) (Hayakawa, 2019).
  case scaledShiftedCorrected
  /// Browne's (1984, eq. 2.20) residual-based test with the distribution-free
  /// covariances of the moments.
  case browneResidualADF
  /// The same with the covariances that normality implies.
  case browneResidualNT
  /// Browne's test with the distribution-free covariances of the cases'
  /// moments around those of the model, not of the sample (Yuan & Bentler,
  /// 1998).
  case browneResidualADFModel
  /// Browne's test with the covariances that normality implies at the model's
  /// moments: reweighted least squares (Browne, 1974; Hayakawa, 2019).
  case browneResidualNTModel
  /// χ² with Swain's (1975) correction for small samples.
  case swain
  /// χ² with Bartlett's (1950) correction, made for exploratory factors.
  case bartlett
  /// χ² with the correction of Yuan (2005), Bartlett's for confirmatory factors.
  case yuan2005
  /// χ² with the empirical correction of Yuan, Tian and Yanagihara (2015).
  case yuan2015
  /// A p value by the eigenvalues of UΓ (Foldnes, Moss & Grønneberg, 2024).
  case eigenvalues(EigenvalueTest)

  /// Whether it rescales the standard χ², so that fit measures have scaled
  /// versions.
  public var isScaled: Bool {
    switch self {
    case .satorraBentler, .yuanBentler, .yuanBentlerMplus, .meanVarAdjusted,
      .scaledShifted, .meanVarAdjustedCorrected, .scaledShiftedCorrected:
      true
    case .standard, .browneResidualADF, .browneResidualNT,
      .browneResidualADFModel, .browneResidualNTModel, .swain, .bartlett,
      .yuan2005, .yuan2015, .eigenvalues:
      false
    }
  }

  /// Whether it needs tr((UΓ)²).
  package var needsSecondTrace: Bool {
    switch self {
    case .meanVarAdjusted, .scaledShifted: true
    default: isCorrected
    }
  }

  /// Whether it adjusts the degrees of freedom: its indices have no robust
  /// versions.
  package var adjustsDegrees: Bool {
    switch self {
    case .meanVarAdjusted, .meanVarAdjustedCorrected: true
    default: false
    }
  }

  /// Whether it shifts the statistic.
  package var isShifted: Bool {
    switch self {
    case .scaledShifted, .scaledShiftedCorrected: true
    default: false
    }
  }

  /// Whether its estimate of tr((UΓ)²) is the unbiased one.
  package var isCorrected: Bool {
    switch self {
    case .meanVarAdjustedCorrected, .scaledShiftedCorrected: true
    default: false
    }
  }

  /// Whether it looks at the cases, not only at their moments.
  package var needsCases: Bool {
    switch self {
    case .browneResidualADF, .browneResidualADFModel, .eigenvalues: true
    default: isScaled
    }
  }
}

extension TestKind: RawRepresentable, CaseIterable {
  /// The test by eigenvalues that stands for all of them.
  package static let familyOfEigenvalues = TestKind.eigenvalues(
    EigenvalueTest(.blocks(4)))

  /// Every kind; of the tests by eigenvalues, which `init(rawValue:)` makes,
  /// `peba4` for all.
  public static var allCases: [TestKind] {
    [
      .standard, .satorraBentler, .yuanBentler, .yuanBentlerMplus,
      .meanVarAdjusted, .scaledShifted, .meanVarAdjustedCorrected,
      .scaledShiftedCorrected, .browneResidualADF, .browneResidualNT,
      .browneResidualADFModel, .browneResidualNTModel, .swain, .bartlett,
      .yuan2005, .yuan2015, familyOfEigenvalues,
    ]
  }

  /// The test of a name; of tests by eigenvalues, such as `peba4_ug_rls`,
  /// `pols3` or `pall`, too.
  public init?(rawValue: String) {
    if let known = Self.allCases.first(where: { $0.rawValue == rawValue }) {
      self = known
    } else if let test = EigenvalueTest(name: rawValue) {
      self = .eigenvalues(test)
    } else {
      return nil
    }
  }

  /// lavaan's name.
  public var rawValue: String {
    switch self {
    case .standard: "standard"
    case .satorraBentler: "satorra.bentler"
    case .yuanBentler: "yuan.bentler"
    case .yuanBentlerMplus: "yuan.bentler.mplus"
    case .meanVarAdjusted: "mean.var.adjusted"
    case .scaledShifted: "scaled.shifted"
    case .meanVarAdjustedCorrected: "mean.var.adjusted.corrected"
    case .scaledShiftedCorrected: "scaled.shifted.corrected"
    case .browneResidualADF: "browne.residual.adf"
    case .browneResidualNT: "browne.residual.nt"
    case .browneResidualADFModel: "browne.residual.adf.model"
    case .browneResidualNTModel: "browne.residual.nt.model"
    case .swain: "swain"
    case .bartlett: "bartlett"
    case .yuan2005: "yuan.2005"
    case .yuan2015: "yuan.2015"
    case .eigenvalues(let test): test.name
    }
  }

  /// Itself; `peba4` for all tests by eigenvalues.
  package var family: TestKind {
    if case .eigenvalues = self { return Self.familyOfEigenvalues }
    return self
  }
}

/// The result of one test.
public struct TestResult: Sendable, Hashable, Codable {
  /// The kind of test.
  public var kind: TestKind
  /// The statistic; for tests by eigenvalues that of χ² with the same p value.
  public var chiSquare: Double
  /// The degrees of freedom; not whole for `mean.var.adjusted`.
  public var degreesOfFreedom: Double
  /// The p value; `nil` without degrees of freedom, and for the standard
  /// statistic of ULS.
  public var pValue: Double?
  /// The divisor of the standard χ²; `nil` if the test scales nothing or has no
  /// degrees of freedom.
  public var scalingFactor: Double?
  /// The shift that is added after the division, for `scaled.shifted`.
  public var shift: Double?
  /// The statistic that a test by eigenvalues refers to Σ λ χ²₁, or that is
  /// scaled if it is not the standard one.
  package var source: Double?
  /// tr(UΓ), or the difference of traces that takes its place.
  package var trace: Double?
  /// The scaling factor of the model's log-likelihood, for the tests of Yuan
  /// and Bentler.
  package var modelFactor: Double?
  /// That of the saturated model's.
  package var saturatedFactor: Double?

  /// Makes a result.
  package init(
    kind: TestKind, chiSquare: Double, degreesOfFreedom: Double,
    pValue: Double? = nil, scalingFactor: Double? = nil, shift: Double? = nil,
    trace: Double? = nil, modelFactor: Double? = nil,
    saturatedFactor: Double? = nil
  ) {
    self.kind = kind
    self.chiSquare = chiSquare
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.scalingFactor = scalingFactor
    self.shift = shift
    self.trace = trace
    self.modelFactor = modelFactor
    self.saturatedFactor = saturatedFactor
  }
}
