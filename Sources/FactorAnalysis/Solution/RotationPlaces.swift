internal import LinearAlgebra
internal import Synchronization

/// A solution with the equations that hold it in place.
struct RotatedPoint: Sendable {
  var loadings: Matrix
  var correlations: Matrix
  var uniquenesses: [Double]
  /// The criterion whose optimum it is; `nil` for unrotated factors.
  var criterion: RotationCriterion?
  /// Whether the factors are uncorrelated by decree.
  var isOrthogonal: Bool
  /// Whether rows have length 1 while they are rotated.
  var hasUnitRows: Bool
  /// Whether unrotated factors are those of the likelihood.
  var isLikelihood: Bool
}

/// The places of parameters: the loadings column by column, then the factors'
/// correlations.
struct RotationPlaces {
  let variables: Int
  let factors: Int
  let pairs: [(Int, Int)]

  init(_ point: RotatedPoint) {
    variables = point.loadings.rows
    factors = point.loadings.columns
    var pairs: [(Int, Int)] = []
    if !point.isOrthogonal {
      for s in 0..<factors {
        for r in (s + 1)..<max(factors, s + 1) { pairs.append((r, s)) }
      }
    }
    self.pairs = pairs
  }

  var count: Int { variables * factors + pairs.count }

  func loading(_ i: Int, _ r: Int) -> Int { i + variables * r }

  /// The derivatives of the correlations of variables, a row for each pair
  /// (i, j), i > j, column by column.
  func correlationDerivatives(_ point: RotatedPoint) -> Matrix {
    let common = point.loadings * point.correlations
    let p = variables
    var result = Matrix(rows: p * (p - 1) / 2, columns: count)
    var row = 0
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        for r in 0..<factors {
          result[row, loading(i, r)] = common[j, r]
          result[row, loading(j, r)] = common[i, r]
        }
        for (place, pair) in pairs.enumerated() {
          result[row, p * factors + place] =
            point.loadings[i, pair.0] * point.loadings[j, pair.1]
            + point.loadings[i, pair.1] * point.loadings[j, pair.0]
        }
        row += 1
      }
    }
    return result
  }

  /// The derivatives of the communalities.
  ///
  /// - Parameters:
  ///   - point: The solution.
  ///   - common: ΛΦ.
  /// - Returns: A row for each variable, a column for each parameter.
  func communalityDerivatives(_ point: RotatedPoint, _ common: Matrix)
    -> Matrix
  {
    var result = Matrix(rows: variables, columns: count)
    for i in 0..<variables {
      for r in 0..<factors { result[i, loading(i, r)] = 2 * common[i, r] }
      for (place, pair) in pairs.enumerated() {
        result[i, variables * factors + place] =
          2 * point.loadings[i, pair.0] * point.loadings[i, pair.1]
      }
    }
    return result
  }

  /// The derivatives of the equations by the parameters.
  ///
  /// Central differences of the criterion's analytic gradient, to the fourth
  /// order.
  ///
  /// - Parameters:
  ///   - point: The solution.
  ///   - slopes: The derivatives of the communalities, where unique variances
  ///     depend on them.
  /// - Returns: A row for each equation, a column for each parameter.
  func equations(_ point: RotatedPoint, slopes: Matrix?) -> Matrix {
    let usesUniquenesses =
      point.criterion == nil && point.isLikelihood && factors > 1
    let columns = count + (usesUniquenesses ? variables : 0)
    let size = Self.values(point).count
    let step = 1e-4
    let found = Mutex([[Double]](repeating: [], count: columns))
    WorkTeam(threads: WorkTeam.coreCount).perform(columns) { column, _ in
      func values(_ move: Double) -> [Double] {
        Self.values(moved(point, column, move))
      }
      let (far, near) = (values(2 * step), values(step))
      let (back, behind) = (values(-step), values(-2 * step))
      let slopes = (0..<size).map { row in
        (8 * (near[row] - back[row]) - (far[row] - behind[row])) / (12 * step)
      }
      found.withLock { $0[column] = slopes }
    }
    let derivatives = Matrix(
      rows: size, columns: columns,
      elements: found.withLock { $0.flatMap(\.self) })
    guard usesUniquenesses, let slopes else { return derivatives }
    let rows = Array(0..<size)
    return derivatives.submatrix(rows: rows, columns: Array(0..<count))
      - derivatives.submatrix(rows: rows, columns: Array(count..<columns))
      * slopes
  }

  private func moved(_ point: RotatedPoint, _ column: Int, _ move: Double)
    -> RotatedPoint
  {
    var point = point
    let loadingCount = variables * factors
    if column < loadingCount {
      point.loadings[column % variables, column / variables] += move
    } else if column < count {
      let pair = pairs[column - loadingCount]
      point.correlations[pair.0, pair.1] += move
      point.correlations[pair.1, pair.0] += move
    } else {
      point.uniquenesses[column - count] += move
    }
    return point
  }

  /// The equations, which are 0 at the solution.
  ///
  /// Of an oblique rotation Λ'GΦ⁻¹ is diagonal, G = ∂Q/∂Λ (Jennrich, 1973,
  /// equation 30); of an orthogonal one Λ'G is symmetric (Archer & Jennrich,
  /// 1973, equation 7). Of unrotated factors Λ'Ψ⁻¹Λ, or Λ'Λ, is diagonal.
  private static func values(_ point: RotatedPoint) -> [Double] {
    let m = point.loadings.columns
    guard m > 1 else { return [] }
    guard let criterion = point.criterion else {
      var scaled = point.loadings
      if point.isLikelihood {
        for j in 0..<m {
          for i in 0..<scaled.rows { scaled[i, j] /= point.uniquenesses[i] }
        }
      }
      return triangle(point.loadings.transposed * scaled)
    }
    var loadings = point.loadings
    if point.hasUnitRows {
      let common = loadings * point.correlations
      for i in 0..<loadings.rows {
        var length = 0.0
        for r in 0..<m { length += common[i, r] * point.loadings[i, r] }
        for r in 0..<m { loadings[i, r] /= length.squareRoot() }
      }
    }
    let product = loadings.transposed * criterion.evaluate(loadings).gradient
    if point.isOrthogonal {
      return triangle(product - product.transposed)
    }
    guard let inverse = point.correlations.generalInverse() else { return [] }
    let full = product * inverse
    var values: [Double] = []
    for s in 0..<m {
      for r in 0..<m where r != s { values.append(full[r, s]) }
    }
    return values
  }

  private static func triangle(_ matrix: Matrix) -> [Double] {
    var values: [Double] = []
    for s in 0..<matrix.columns {
      for r in (s + 1)..<max(matrix.rows, s + 1) { values.append(matrix[r, s]) }
    }
    return values
  }
}
