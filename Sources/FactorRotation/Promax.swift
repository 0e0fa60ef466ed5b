internal import LinearAlgebra
internal import RealModule

/// Promax (Hendrickson & White, 1964): factors turned toward powers of varimax
/// loadings.
enum Promax {
  /// The regression of powers of varimax loadings on these, whose columns lead
  /// from the one kind of factors to the other, up to their lengths.
  ///
  /// - Parameters:
  ///   - varimax: Varimax loadings.
  ///   - power: The power of the target, which keeps signs.
  /// - Returns: Factors by factors; `nil` if the loadings have fewer dimensions.
  static func regression(_ varimax: Matrix, power: Double) -> Matrix? {
    var target = varimax
    for j in 0..<varimax.columns {
      for i in 0..<varimax.rows {
        let own = varimax[i, j]
        target[i, j] = own * Double.pow(abs(own), power - 1)
      }
    }
    return (varimax.transposed * varimax).generalInverse().map {
      $0 * (varimax.transposed * target)
    }
  }

  /// What is 0 at promax factors, whatever the unrotated loadings were.
  ///
  /// With Φ = WW' and ΛW the varimax loadings, promax factors are those for
  /// which W times the regression is diagonal.
  ///
  /// - Parameters:
  ///   - loadings: Λ, variables by factors.
  ///   - correlations: Φ.
  ///   - power: The power of the target.
  ///   - weights: The weights of rows for varimax.
  /// - Returns: The elements beside the diagonal, column by column; none where
  ///   Φ or Λ has fewer dimensions than factors.
  static func equations(
    _ loadings: Matrix, _ correlations: Matrix, power: Double,
    weights: RowWeights
  ) -> [Double] {
    let m = loadings.columns
    guard let eigen = SymmetricEigen(correlations), eigen.values[0] > 0
    else { return [] }
    // The uncorrelated factors nearest to these, from which varimax is a small
    // turn: it finds the optimum, order and signs that they come from.
    var scaled = eigen.vectors
    for (r, value) in eigen.values.enumerated() {
      for s in 0..<m { scaled[s, r] *= value.squareRoot() }
    }
    let root = scaled * eigen.vectors.transposed
    let near = loadings * root
    var weighted = near
    let factors = weights.factors(of: near)
    for r in 0..<m {
      for i in 0..<loadings.rows { weighted[i, r] *= factors[i] }
    }
    let turn = RotationDescent(
      weighted, .orthomax(gamma: 1), isOrthogonal: true
    ).run(from: .identity(m), .fine).rotation
    guard let regression = Promax.regression(near * turn, power: power)
    else { return [] }
    let product = root * (turn * regression)
    return (0..<m).flatMap { s in
      (0..<m).filter { $0 != s }.map { product[$0, s] }
    }
  }
}
