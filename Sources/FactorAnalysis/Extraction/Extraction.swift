internal import FactorRotation
public import LinearAlgebra
public import Messages

/// Ways of extracting factors from a correlation matrix.
public enum ExtractionMethod: String, Sendable, Hashable, CaseIterable {
  /// Maximum likelihood (Lawley & Maxwell, 1971).
  case maximumLikelihood = "ml"
  /// Unweighted least squares, which is minres (Harman & Jones, 1966).
  case unweightedLeastSquares = "uls"
  /// Diagonally weighted least squares: residual correlations by the inverse of
  /// their variances (Muthén, du Toit & Spisic, 1997).
  case diagonallyWeighted = "dwls"
  /// Principal axes: communalities from factors until they change no more.
  case principalAxes = "pa"
  /// Principal components, which leave nothing unique.
  case principalComponents = "pc"
}

/// Unrotated factors of a correlation matrix.
public struct Extraction: Sendable {
  /// The method.
  public let method: ExtractionMethod
  /// The loadings, variables by factors; columns sum to 0 or more.
  public let loadings: Matrix
  /// The unique variances; 1 less the communalities for components.
  public let uniquenesses: [Double]
  /// The value of the discrepancy: the likelihood's
  /// log|Σ| + tr(SΣ⁻¹) − log|S| − p, or half of the sum of squared residuals,
  /// weighted if they are.
  public let discrepancy: Double
  /// Whether the search has found an optimum.
  public let isConverged: Bool
  /// The variables whose unique variance is at its lower limit (Heywood cases).
  public let heywoodCases: [Int]

  /// The communalities.
  public var communalities: [Double] {
    (0..<loadings.rows).map { i in
      loadings.row(i).reduce(0) { $0 + $1 * $1 }
    }
  }

  /// The smallest unique variance of a standardized variable, as R's `factanal`
  /// has it.
  public static let leastUniqueness = 0.005

  /// Extracts factors.
  ///
  /// - Parameters:
  ///   - correlation: The correlation matrix.
  ///   - count: The number of factors.
  ///   - method: The method.
  ///   - weights: The weights of the pairs (i, j), i > j, column by column, for
  ///     diagonally weighted least squares.
  /// - Throws: `LatentError` if the matrix is singular where its inverse is
  ///   needed, there are too many factors, or weights are missing.
  public init(
    _ correlation: Matrix, count: Int, method: ExtractionMethod,
    weights: [Double]? = nil
  ) throws(LatentError) {
    let p = correlation.rows
    try Self.require(count, of: p, method)
    self.method = method
    switch method {
    case .principalComponents:
      let eigen = try Self.eigen(correlation)
      var loadings = Matrix(rows: p, columns: count)
      for factor in 0..<count {
        let place = p - 1 - factor
        let root = max(eigen.values[place], 0).squareRoot()
        for i in 0..<p { loadings[i, factor] = root * eigen.vectors[i, place] }
      }
      self.loadings = Self.reflected(loadings)
      uniquenesses = (0..<p).map { i in
        1 - loadings.row(i).reduce(0) { $0 + $1 * $1 }
      }
      discrepancy = 0
      isConverged = true
      heywoodCases = []
    case .principalAxes:
      let found = try PrincipalAxes(correlation, count: count)
      loadings = Self.reflected(found.loadings)
      uniquenesses = found.uniquenesses
      discrepancy = found.discrepancy
      isConverged = found.isConverged
      heywoodCases = uniquenesses.indices.filter { found.uniquenesses[$0] <= 0 }
    case .diagonallyWeighted:
      guard let weights, weights.count == p * (p - 1) / 2,
        weights.allSatisfy({ $0.isFinite && $0 > 0 })
      else {
        throw LatentError(
          kind: .fit, code: .noPairWeights,
          message: "Diagonally weighted least squares need the variances of "
            + "the correlations, as ordered variables have them.",
          remedy: "Extract by ml or uls.")
      }
      let start = try UniquenessSearch(
        correlation, count: count, isLikelihood: false
      ).run()
      let found = WeightedSearch(correlation, pairWeights: weights)
        .run(from: start.loadings)
      loadings = Self.reflected(found.loadings)
      let unique = (0..<p).map { i in
        1 - found.loadings.row(i).reduce(0) { $0 + $1 * $1 }
      }
      uniquenesses = unique
      discrepancy = found.value
      isConverged = found.isConverged
      heywoodCases = unique.indices.filter { unique[$0] <= 0 }
    case .maximumLikelihood, .unweightedLeastSquares:
      let search = try UniquenessSearch(
        correlation, count: count,
        isLikelihood: method == .maximumLikelihood)
      let found = try search.run()
      loadings = Self.reflected(found.loadings)
      uniquenesses = found.uniquenesses
      discrepancy = found.value
      isConverged = found.isConverged
      heywoodCases = found.bounded
    }
  }

  /// Takes factors that were fitted elsewhere.
  init(_ fitted: FittedFactors) {
    method = .maximumLikelihood
    loadings = Self.reflected(fitted.loadings)
    uniquenesses = fitted.uniquenesses
    discrepancy = fitted.discrepancy
    isConverged = fitted.isConverged
    heywoodCases = fitted.uniquenesses.indices.filter {
      fitted.uniquenesses[$0] <= 0
    }
  }

  /// The degrees of freedom of a common factor model: ((p − m)² − p − m)/2.
  public static func degreesOfFreedom(variables p: Int, factors m: Int) -> Int {
    LedermannBound.degreesOfFreedom(variables: p, factors: m)
  }

  /// The most factors that variables determine: by Ledermann's (1937) bound
  /// those that leave no negative degrees of freedom.
  public static func mostFactors(
    variables p: Int, _ method: ExtractionMethod
  ) -> Int {
    method == .principalComponents ? p : LedermannBound.mostFactors(of: p)
  }

  /// Refuses numbers of factors that variables do not determine.
  static func require(
    _ count: Int, of p: Int, _ method: ExtractionMethod
  ) throws(LatentError) {
    let most = mostFactors(variables: p, method)
    guard count >= 1, count <= most else {
      throw LatentError(
        kind: .fit, code: .tooManyFactors,
        message: count < 1
          ? "\(count) factors cannot be extracted."
          : "\(counted(p, "variable")) \(p == 1 ? "does" : "do") not determine "
            + "\(counted(count, "factor")).",
        remedy: most < 1
          ? "A factor needs three variables or more."
          : "Extract \(most) or fewer"
            + (method == .principalComponents
              ? "." : ", by Ledermann's (1937) bound."))
    }
  }

  /// Whether a correlation matrix has no inverse that means anything: an
  /// eigenvalue is within the rounding of 0.
  static func isSingular(_ correlation: Matrix) -> Bool {
    guard let values = SymmetricEigen(correlation)?.values,
      let least = values.first, let largest = values.last
    else { return true }
    return !(least > 1e-10 * largest)
  }

  static func eigen(_ matrix: Matrix) throws(LatentError) -> SymmetricEigen {
    guard let eigen = SymmetricEigen(matrix) else {
      throw LatentError(
        kind: .fit, code: .factorsOfNothing,
        message: "The correlations are not all numbers.",
        remedy: "Leave variables without variance out.")
    }
    return eigen
  }

  /// Loadings with no negative sum in a column.
  static func reflected(_ loadings: Matrix) -> Matrix {
    var result = loadings
    for j in 0..<loadings.columns
    where loadings.column(j).reduce(0, +) < 0 {
      for i in 0..<loadings.rows { result[i, j] = -loadings[i, j] }
    }
    return result
  }
}
