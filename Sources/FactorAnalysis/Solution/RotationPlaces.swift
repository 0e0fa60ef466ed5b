internal import FactorRotation
internal import LinearAlgebra

/// A solution with the equations that hold it in place.
struct RotatedPoint: Sendable {
  var loadings: Matrix
  var correlations: Matrix
  var uniquenesses: [Double]
  /// The equations that it meets; `nil` for unrotated factors.
  var equations: RotationEquations?
  /// Whether the factors are uncorrelated by decree.
  var isOrthogonal: Bool
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
  /// - Parameters:
  ///   - point: The solution.
  ///   - slopes: The derivatives of the communalities, where unique variances
  ///     depend on them.
  /// - Returns: A row for each equation, a column for each parameter.
  func equations(_ point: RotatedPoint, slopes: Matrix?) -> Matrix {
    if let equations = point.equations {
      return equations.derivatives(
        point.loadings, point.correlations,
        team: WorkTeam(threads: WorkTeam.coreCount))
    }
    let loadingCount = variables * factors
    let usesUniquenesses = point.isLikelihood && factors > 1
    let columns = loadingCount + (usesUniquenesses ? variables : 0)
    let derivatives = Matrix(
      differencing: columns, team: WorkTeam(threads: WorkTeam.coreCount)
    ) { column, move in
      var point = point
      if column < loadingCount {
        point.loadings[column % variables, column / variables] += move
      } else {
        point.uniquenesses[column - loadingCount] += move
      }
      return Self.values(point)
    }
    guard usesUniquenesses, let slopes else { return derivatives }
    let rows = Array(0..<derivatives.rows)
    return derivatives.submatrix(rows: rows, columns: Array(0..<count))
      - derivatives.submatrix(rows: rows, columns: Array(count..<columns))
      * slopes
  }

  /// The equations of unrotated factors, which are 0 at the solution: Λ'Ψ⁻¹Λ,
  /// or Λ'Λ, is diagonal.
  private static func values(_ point: RotatedPoint) -> [Double] {
    let m = point.loadings.columns
    var scaled = point.loadings
    if point.isLikelihood {
      for j in 0..<m {
        for i in 0..<scaled.rows { scaled[i, j] /= point.uniquenesses[i] }
      }
    }
    let matrix = point.loadings.transposed * scaled
    var values: [Double] = []
    for s in 0..<m {
      for r in (s + 1)..<max(m, s + 1) { values.append(matrix[r, s]) }
    }
    return values
  }
}
