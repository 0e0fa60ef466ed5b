internal import RealModule

extension Matrix {
  /// The largest modulus of the eigenvalues, by Gelfand's formula: the limit
  /// of ‖Mᵏ‖^(1/k), with k doubled by squaring.
  ///
  /// Below 1, total effects are the sum of all rounds through the loops of a
  /// nonrecursive model (Bentler & Freeman, 1983).
  package var spectralRadius: Double {
    var power = self
    var logarithm = 0.0
    var weight = 1.0
    // 2⁴⁸ leaves an error far below the rounding of the products.
    for _ in 0..<48 {
      let size = power.elements.reduce(0) { max($0, abs($1)) }
      guard size > 0, size.isFinite else { return size }
      logarithm += weight * .log(size)
      power = (1 / size) * power
      power = power * power
      weight /= 2
    }
    return .exp(logarithm)
  }
}
