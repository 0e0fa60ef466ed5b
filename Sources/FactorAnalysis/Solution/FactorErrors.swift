public import LinearAlgebra

/// The sampling covariances of correlations, N times.
public enum CorrelationCovariance: Sendable {
  /// Those of normal variables.
  case normal
  /// Those of a sample.
  case pairs(PairCovariance)
  /// They are not known: there are no standard errors, and there is no χ².
  case unknown
}

/// Standard errors of rotated loadings, of the factors' correlations and of
/// unique variances, all of standardized variables.
///
/// The parameters are Λ, Φ and Ψ as they are rotated. They are held in place by
/// the equations that a rotated solution meets (Jennrich, 1973, 1974; Archer &
/// Jennrich, 1973), and the information is bordered by these equations'
/// derivatives.
public struct FactorErrors: Sendable {
  /// The standard errors of the loadings.
  public let loadings: Matrix
  /// Those of the factors' correlations; 0 where these are fixed.
  public let correlations: Matrix
  /// Those of the unique variances.
  public let uniquenesses: [Double]

  private init?(
    _ covariance: Matrix, _ places: RotationPlaces, uniquenesses: [Double]
  ) {
    let variances = covariance.diagonal
    guard variances.allSatisfy(\.isFinite) else { return nil }
    let errors = variances.map { max($0, 0).squareRoot() }
    let (p, m) = (places.variables, places.factors)
    loadings = Matrix(
      rows: p, columns: m, elements: Array(errors[0..<(p * m)]))
    var correlations = Matrix(rows: m, columns: m)
    for (place, pair) in places.pairs.enumerated() {
      correlations[pair.0, pair.1] = errors[p * m + place]
      correlations[pair.1, pair.0] = errors[p * m + place]
    }
    self.correlations = correlations
    self.uniquenesses = uniquenesses
  }

  /// The errors of maximum likelihood factors, by the expected information of
  /// covariances whose scales are estimated beside them.
  ///
  /// - Parameters:
  ///   - solution: What is rotated.
  ///   - caseCount: The number of cases.
  /// - Returns: `nil` where the bordered information is singular.
  static func ofLikelihood(
    _ solution: RotatedPoint, caseCount: Double
  ) -> FactorErrors? {
    let places = RotationPlaces(solution)
    let (p, m) = (places.variables, places.factors)
    let common = solution.loadings * solution.correlations
    var implied = common * solution.loadings.transposed
    for i in 0..<p { implied[i, i] += solution.uniquenesses[i] }
    guard let weight = implied.choleskyInverse()?.inverse else { return nil }
    // ∂Σ = uv' + vu' of every parameter: Λ, Φ, Ψ and the variables' scales.
    let count = places.count + 2 * p
    let u = MatrixBuffer(rows: p, columns: count)
    let v = MatrixBuffer(rows: p, columns: count)
    for r in 0..<m {
      for i in 0..<p {
        u[i, places.loading(i, r)] = 1
        for k in 0..<p { v[k, places.loading(i, r)] = common[k, r] }
      }
    }
    for (place, pair) in places.pairs.enumerated() {
      for i in 0..<p {
        u[i, p * m + place] = solution.loadings[i, pair.0]
        v[i, p * m + place] = solution.loadings[i, pair.1]
      }
    }
    for i in 0..<p {
      u[i, places.count + i] = 0.5
      v[i, places.count + i] = 1
      u[i, places.count + p + i] = 1
      for k in 0..<p { v[k, places.count + p + i] = implied[k, i] }
    }
    let information = Self.information(MatrixBuffer(weight), u, v, caseCount)
    // Variances stay 1: unique variances are 1 less communalities. The scales
    // are estimated beside the others.
    let (own, unique, scales) = (
      Array(0..<places.count), Array(places.count..<(places.count + p)),
      Array((places.count + p)..<count)
    )
    let slopes = places.communalityDerivatives(solution, common)
    let cross =
      slopes.transposed
      * information.submatrix(
        rows: unique, columns: own)
    let uniqueBlock = information.submatrix(rows: unique, columns: unique)
    var reduced =
      information.submatrix(rows: own, columns: own) - cross - cross.transposed
      + slopes.transposed * (uniqueBlock * slopes)
    let byScales =
      information.submatrix(rows: scales, columns: own)
      - information.submatrix(rows: scales, columns: unique) * slopes
    guard
      let scaleInverse = information.submatrix(rows: scales, columns: scales)
        .choleskyInverse()?.inverse
    else { return nil }
    reduced = reduced - byScales.transposed * (scaleInverse * byScales)
    guard
      let inverse = bordered(
        reduced, places.equations(solution, slopes: slopes))
    else { return nil }
    return FactorErrors(
      inverse, places, uniquenesses: errors(of: slopes, inverse))
  }

  /// ½ N tr(W ∂Σ W ∂Σ) of all pairs of parameters.
  private static func information(
    _ weight: borrowing MatrixBuffer, _ u: borrowing MatrixBuffer,
    _ v: borrowing MatrixBuffer, _ caseCount: Double
  ) -> Matrix {
    let count = u.columns
    let weighted = MatrixBuffer(rows: u.rows, columns: count)
    let uu = MatrixBuffer(rows: count, columns: count)
    let uv = MatrixBuffer(rows: count, columns: count)
    let vv = MatrixBuffer(rows: count, columns: count)
    multiply(weight, u, into: weighted)
    multiply(u, weighted, into: uu, transposeA: true)
    multiply(weight, v, into: weighted)
    multiply(u, weighted, into: uv, transposeA: true)
    multiply(v, weighted, into: vv, transposeA: true)
    for j in 0..<count {
      for i in 0..<count {
        uu[i, j] = caseCount * (uu[i, j] * vv[i, j] + uv[i, j] * uv[j, i])
      }
    }
    return Matrix(uu)
  }

  /// The standard errors of linear functions.
  private static func errors(
    of slopes: Matrix, _ covariance: Matrix
  ) -> [Double] {
    let product = slopes * covariance
    return (0..<slopes.rows).map { i in
      var variance = 0.0
      for j in 0..<slopes.columns { variance += product[i, j] * slopes[i, j] }
      return max(variance, 0).squareRoot()
    }
  }

  /// The errors of least squares factors: of the estimating equations with the
  /// covariances of the correlations between.
  ///
  /// - Parameters:
  ///   - solution: What is rotated.
  ///   - correlation: The correlation matrix.
  ///   - caseCount: The number of cases.
  ///   - covariance: The covariances of the correlations.
  ///   - weights: The weights of the pairs; `nil` for 1.
  /// - Returns: `nil` where the bordered matrix is singular.
  static func ofLeastSquares(
    _ solution: RotatedPoint, correlation: Matrix, caseCount: Double,
    _ covariance: CorrelationCovariance, weights: [Double]? = nil
  ) -> FactorErrors? {
    let places = RotationPlaces(solution)
    let delta = places.correlationDerivatives(solution)
    var weighted = delta
    if let weights {
      for column in 0..<delta.columns {
        for row in weights.indices { weighted[row, column] *= weights[row] }
      }
    }
    let slopes = places.communalityDerivatives(
      solution, solution.loadings * solution.correlations)
    guard
      let inverse = bordered(
        delta.transposed * weighted,
        places.equations(solution, slopes: slopes)),
      let meat = covariance.products(weighted, correlation)
    else { return nil }
    let own = Array(0..<places.count)
    let bread = inverse.submatrix(rows: own, columns: own)
    let result = (1 / caseCount) * (bread * (meat * bread))
    return FactorErrors(
      result, places, uniquenesses: errors(of: slopes, result))
  }

  /// The leading block of [I C'; C 0]⁻¹: K⁻¹ − K⁻¹C'(CK⁻¹C')⁻¹CK⁻¹ with
  /// K = I + C'C, since C'C adds nothing where C is 0.
  private static func bordered(
    _ information: Matrix, _ equations: Matrix
  ) -> Matrix? {
    // Both parts of about the same size keep the elimination exact.
    let scale = information.diagonal.map { abs($0) }.max() ?? 1
    guard scale > 0, equations.elements.allSatisfy(\.isFinite) else {
      return nil
    }
    let sum = (1 / scale) * information + equations.transposed * equations
    guard let inverse = sum.choleskyInverse()?.inverse else { return nil }
    var result = inverse
    if equations.rows > 0 {
      let product = equations * inverse
      guard
        let middle = (product * equations.transposed).choleskyInverse()?.inverse
      else { return nil }
      result = result - product.transposed * (middle * product)
    }
    guard result.elements.allSatisfy(\.isFinite) else { return nil }
    return (1 / scale) * result
  }
}

extension CorrelationCovariance {
  /// M'ΓM of a matrix M with a row for each pair of variables, the pairs (i, j),
  /// i > j, column by column; `nil` if Γ is not known.
  func products(_ m: Matrix, _ correlation: Matrix) -> Matrix? {
    switch self {
    case .unknown: return nil
    case .pairs(let pairs): return m.transposed * (pairs.ofCorrelations * m)
    case .normal:
      // A sum of correlations w'r is tr(AS) near S = R with
      // aᵢⱼ = wᵢⱼ/2 and aᵢᵢ = −½ Σⱼ wᵢⱼ rᵢⱼ; the covariance of two is
      // 2 tr(ARBR).
      let p = correlation.rows
      var products: [Matrix] = []
      for column in 0..<m.columns {
        var a = Matrix(rows: p, columns: p)
        var place = 0
        for j in 0..<p {
          for i in (j + 1)..<max(p, j + 1) {
            let own = m[place, column]
            a[i, j] = own / 2
            a[j, i] = own / 2
            a[i, i] -= own * correlation[i, j] / 2
            a[j, j] -= own * correlation[i, j] / 2
            place += 1
          }
        }
        products.append(a * correlation)
      }
      var rows = Matrix(rows: p * p, columns: m.columns)
      var turned = rows
      for (column, product) in products.enumerated() {
        for j in 0..<p {
          for i in 0..<p {
            rows[i + p * j, column] = product[i, j]
            turned[j + p * i, column] = product[i, j]
          }
        }
      }
      return 2 * (rows.transposed * turned)
    }
  }
}
