/// A test of a model against the saturated one; raw values are lavaan's names.
public enum TestKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// χ² as the estimator gives it.
  case standard
  /// χ² divided by tr(UΓ)/df (Satorra & Bentler, 1994).
  case satorraBentler = "satorra.bentler"
  /// The scaled statistic of Yuan and Bentler (2000), with the saturated
  /// model's part at the sample's moments.
  case yuanBentler = "yuan.bentler"
  /// χ² divided by (tr(B₁A₁⁻¹) − tr(B₀A₀⁻¹))/df, as Mplus prints for MLR
  /// (Asparouhov & Muthén, 2005).
  case yuanBentlerMplus = "yuan.bentler.mplus"
  /// χ² and df adjusted so that mean and variance agree (Satterthwaite, 1941;
  /// Satorra & Bentler, 1994).
  case meanVarAdjusted = "mean.var.adjusted"
  /// χ² scaled and shifted so that mean and variance agree (Asparouhov &
  /// Muthén, 2010).
  case scaledShifted = "scaled.shifted"
  /// Browne's (1984, eq. 2.20) residual-based test with the distribution-free
  /// covariances of the moments.
  case browneResidualADF = "browne.residual.adf"
  /// The same with the covariances that normality implies.
  case browneResidualNT = "browne.residual.nt"

  /// Whether it rescales the standard χ², so that fit measures have scaled
  /// versions.
  public var isScaled: Bool {
    switch self {
    case .standard, .browneResidualADF, .browneResidualNT: false
    default: true
    }
  }

  /// Whether it needs tr((UΓ)²).
  package var needsSecondTrace: Bool {
    self == .meanVarAdjusted || self == .scaledShifted
  }
}

/// The result of one test.
public struct TestResult: Sendable, Hashable, Codable {
  /// The kind of test.
  public var kind: TestKind
  /// The statistic.
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
