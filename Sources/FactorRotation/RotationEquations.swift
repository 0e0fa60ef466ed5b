package import LinearAlgebra
internal import Synchronization

/// The equations that rotated loadings and the factors' covariances meet,
/// whatever the unrotated loadings were.
///
/// Of an oblique rotation by a criterion Λ'GΦ⁻¹ is diagonal, G = ∂Q/∂Λ (Jennrich, 1973,
/// equation 30); of an orthogonal one Λ'G is symmetric (Archer & Jennrich,
/// 1973, equation 7). Those of promax are in `Promax.equations`.
package struct RotationEquations: Sendable, Hashable {
  /// The way of rotating.
  package let kind: RotationOptions.Kind
  /// Whether the factors are uncorrelated by decree.
  package let isOrthogonal: Bool
  /// The weights of rows while they are rotated, which the loadings and the
  /// factors' covariances decide on.
  package let weights: RowWeights

  /// Makes the equations of a rotation's solutions.
  package init(
    _ kind: RotationOptions.Kind, isOrthogonal: Bool, weights: RowWeights
  ) {
    self.kind = kind
    self.isOrthogonal = isOrthogonal
    self.weights = weights
  }

  /// The number of equations of some factors.
  package func count(factors m: Int) -> Int {
    isOrthogonal ? m * (m - 1) / 2 : m * (m - 1)
  }

  /// The pairs (r, s) of factors, r > s, column by column, whose covariances
  /// the equations depend on; none of uncorrelated factors.
  package func pairs(factors m: Int) -> [(Int, Int)] {
    isOrthogonal
      ? []
      : (0..<m).flatMap { s in ((s + 1)..<max(m, s + 1)).map { ($0, s) } }
  }

  /// The left sides, which are 0 at the solution.
  ///
  /// - Parameters:
  ///   - loadings: Λ, variables by factors.
  ///   - correlations: Φ.
  /// - Returns: The values; empty if Φ is singular.
  package func values(_ loadings: Matrix, _ correlations: Matrix) -> [Double] {
    let m = loadings.columns
    guard m > 1 else { return [] }
    let criterion: RotationCriterion
    switch kind {
    case .promax(let power):
      return Promax.equations(
        loadings, correlations, power: power, weights: weights)
    case .criterion(let own): criterion = own
    }
    var rotated = loadings
    if weights != .none {
      // Loadings of uncorrelated factors with the same common parts.
      guard let eigen = SymmetricEigen(correlations), eigen.values[0] > 0
      else { return [] }
      var root = eigen.vectors
      for (r, value) in eigen.values.enumerated() {
        for s in 0..<m { root[s, r] *= value.squareRoot() }
      }
      let factors = weights.factors(of: loadings * root)
      for r in 0..<m {
        for i in 0..<loadings.rows { rotated[i, r] *= factors[i] }
      }
    }
    let product = rotated.transposed * criterion.evaluate(rotated).gradient
    if isOrthogonal {
      let difference = product - product.transposed
      return (0..<m).flatMap { s in
        ((s + 1)..<max(m, s + 1)).map { difference[$0, s] }
      }
    }
    guard let inverse = correlations.generalInverse() else { return [] }
    let full = product * inverse
    var values: [Double] = []
    for s in 0..<m {
      for r in 0..<m where r != s { values.append(full[r, s]) }
    }
    return values
  }

  /// The derivatives of the left sides: a column for each loading, factor by
  /// factor, then one for each of `pairs(factors:)`.
  ///
  /// Central differences, to the fourth order.
  package func derivatives(
    _ loadings: Matrix, _ correlations: Matrix,
    team: WorkTeam = WorkTeam(threads: 1)
  ) -> Matrix {
    let (p, m) = (loadings.rows, loadings.columns)
    let pairs = pairs(factors: m)
    return Matrix(differencing: p * m + pairs.count, team: team) {
      column, move in
      var (loadings, correlations) = (loadings, correlations)
      if column < p * m {
        loadings[column % p, column / p] += move
      } else {
        let pair = pairs[column - p * m]
        correlations[pair.0, pair.1] += move
        correlations[pair.1, pair.0] += move
      }
      return values(loadings, correlations)
    }
  }
}

extension Matrix {
  /// Derivatives by central differences of the fourth order, with a step of
  /// 10⁻⁴: functions in rows.
  ///
  /// - Parameters:
  ///   - columns: The number of arguments.
  ///   - team: The threads that share the arguments.
  ///   - values: The functions with one argument moved.
  package init(
    differencing columns: Int, team: WorkTeam,
    _ values: @escaping @Sendable (_ column: Int, _ move: Double) -> [Double]
  ) {
    let step = 1e-4
    let found = Mutex([[Double]](repeating: [], count: columns))
    team.perform(columns) { column, _ in
      let (far, near) = (values(column, 2 * step), values(column, step))
      let (back, behind) = (values(column, -step), values(column, -2 * step))
      let slopes = near.indices.map { row in
        (8 * (near[row] - back[row]) - (far[row] - behind[row])) / (12 * step)
      }
      found.withLock { $0[column] = slopes }
    }
    let slopes = found.withLock { $0 }
    self.init(
      rows: slopes.first?.count ?? 0, columns: columns,
      elements: slopes.flatMap(\.self))
  }
}
