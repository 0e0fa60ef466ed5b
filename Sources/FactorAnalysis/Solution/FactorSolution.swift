public import FactorRotation
public import LinearAlgebra
public import Messages

/// What is asked of a factor solution.
public struct FactorOptions: Sendable {
  /// The way of extracting.
  public var method = ExtractionMethod.maximumLikelihood
  /// The rotation; `nil` for none.
  public var rotation: RotationOptions?
  /// The order of rotated factors.
  public var order = FactorOrder.index
  /// Whether standard errors are computed.
  public var hasErrors = true

  /// Makes options: maximum likelihood and geomin.
  public init() {
    rotation = RotationOptions(.geomin(epsilon: 0.001))
  }
}

/// The correlations that factors are made of, and what is known of them.
public struct FactorSample: Sendable {
  /// The names of the variables.
  public var names: [String]
  /// The correlations.
  public var correlation: Matrix
  /// The number of cases.
  public var caseCount: Double
  /// The variances, with the divisor N.
  public var variances: [Double]?
  /// The covariances of the correlations.
  public var covariance = CorrelationCovariance.normal

  /// Makes a sample.
  public init(names: [String], correlation: Matrix, caseCount: Double) {
    self.names = names
    self.correlation = correlation
    self.caseCount = caseCount
  }

  /// The covariances of pairs, where they are known.
  var pairs: PairCovariance? {
    if case .pairs(let pairs) = covariance { pairs } else { nil }
  }

  /// Whether the correlations are those of normal cases.
  var isNormal: Bool {
    if case .normal = covariance { true } else { false }
  }
}

/// Factors of variables, rotated, with their fit and standard errors.
public struct FactorSolution: Sendable {
  /// The number of factors.
  public let count: Int
  /// The unrotated factors.
  public let extraction: Extraction
  /// The rotation; `nil` for one factor and for none.
  public let rotated: RotatedLoadings?
  /// The loadings, variables by factors: rotated ones, if they are.
  public let loadings: Matrix
  /// The factors' correlations.
  public let correlations: Matrix
  /// Whether factors may be correlated.
  public let isOblique: Bool
  /// The standard errors; `nil` where there are none.
  public let errors: FactorErrors?
  /// The fit of common factors; `nil` for components.
  public let fit: FactorFit?

  /// The correlations of variables and factors: ΛΦ.
  public var structure: Matrix { loadings * correlations }

  /// The sums of squared loadings of each factor; of correlated ones those of
  /// the diagonal of ΦΛ'Λ, which share the common variance out.
  public var sumsOfSquares: [Double] {
    (correlations * (loadings.transposed * loadings)).diagonal
  }

  /// The sums of squared loadings of unrotated factors.
  public var extractedSumsOfSquares: [Double] {
    (extraction.loadings.transposed * extraction.loadings).diagonal
  }

  /// Finds factors.
  ///
  /// - Parameters:
  ///   - sample: The correlations.
  ///   - count: The number of factors.
  ///   - options: The extraction and the rotation; one factor is not rotated.
  ///   - fitted: Factors that were fitted elsewhere; `nil` to extract them.
  /// - Throws: `LatentError` for too many factors, a singular matrix where its
  ///   inverse is needed, and rotations that cannot be made.
  public init(
    _ sample: FactorSample, count: Int, _ options: FactorOptions,
    fitted: FittedFactors? = nil
  ) throws(LatentError) {
    let weights =
      options.method == .diagonallyWeighted
      ? sample.pairs?.diagonalWeights : nil
    let extraction =
      if let fitted {
        Extraction(fitted)
      } else {
        try Extraction(
          sample.correlation, count: count, method: options.method,
          weights: weights)
      }
    self.count = count
    self.extraction = extraction
    var rotated: RotatedLoadings?
    if let rotation = options.rotation, count > 1 {
      rotated = try RotatedLoadings(rotating: extraction.loadings, rotation)
        .ordered(
          by: options.order, rotation,
          scales: sample.variances?.map { $0.squareRoot() })
    }
    self.rotated = rotated
    loadings = rotated?.loadings ?? extraction.loadings
    correlations = rotated?.correlations ?? Matrix.identity(count)
    isOblique = rotated != nil && options.rotation?.isOblique == true
    let isCommon = options.method != .principalComponents
    if let fitted {
      fit = fitted.fit
      errors =
        options.hasErrors
        ? Self.errors(
          of: fitted, extraction, caseCount: sample.caseCount, loadings,
          correlations, rotated == nil ? nil : options.rotation) : nil
      return
    }
    fit =
      isCommon
      ? FactorFit(extraction, sample, weights: weights) : nil
    errors =
      isCommon && options.hasErrors
      ? Self.errors(
        sample, extraction, weights, loadings, correlations,
        rotated == nil ? nil : options.rotation) : nil
  }

  /// The errors of factors that were fitted elsewhere: those of functions of the
  /// correlations that they imply.
  private static func errors(
    of fitted: FittedFactors, _ extraction: Extraction, caseCount: Double,
    _ loadings: Matrix, _ correlations: Matrix, _ rotation: RotationOptions?
  ) -> FactorErrors? {
    guard let covariance = fitted.covariance, extraction.isConverged,
      extraction.heywoodCases.isEmpty
    else { return nil }
    let point = RotatedPoint(
      loadings: loadings, correlations: correlations,
      uniquenesses: extraction.uniquenesses, equations: rotation?.equations,
      isOrthogonal: rotation.map { !$0.isOblique } ?? true,
      isLikelihood: true)
    return .ofLeastSquares(
      point, correlation: .identity(loadings.rows), caseCount: caseCount,
      .pairs(PairCovariance(ofCorrelations: covariance)))
  }

  private static func errors(
    _ sample: FactorSample, _ extraction: Extraction, _ weights: [Double]?,
    _ loadings: Matrix, _ correlations: Matrix, _ rotation: RotationOptions?
  ) -> FactorErrors? {
    let isLikelihood = extraction.method == .maximumLikelihood
    guard extraction.isConverged, extraction.heywoodCases.isEmpty,
      sample.isNormal || !isLikelihood
    else { return nil }
    let point = RotatedPoint(
      loadings: loadings, correlations: correlations,
      uniquenesses: extraction.uniquenesses, equations: rotation?.equations,
      isOrthogonal: rotation.map { !$0.isOblique } ?? true,
      isLikelihood: isLikelihood)
    return isLikelihood
      ? .ofLikelihood(point, caseCount: sample.caseCount)
      : .ofLeastSquares(
        point, correlation: sample.correlation, caseCount: sample.caseCount,
        sample.covariance, weights: weights)
  }
}
