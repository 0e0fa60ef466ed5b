package import LinearAlgebra
package import Messages

/// Independent generators U with Σ = AAᵀ and X = μ + AU (Foldnes & Olsson,
/// 2016): A is the symmetric root of Σ.
///
/// With the third and fourth moments of U those of X are
/// skewness_i = Σ_j a_ij³ γ_j / σ_i³ and kurtosis_i = Σ_j a_ij⁴ κ_j / σ_i⁴,
/// which is solved for γ and κ.
package struct IndependentGenerators: Sendable {
  /// A, p × p.
  package let root: Matrix
  /// The shapes of U.
  package let shapes: [DistributionShape]
  /// The polynomials by which U are drawn.
  let polynomials: [FleishmanPolynomial]

  /// Finds the generators of a group.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - targets: The shapes of X.
  /// - Throws: `LatentError` if the equations have no solution, or a generator
  ///   of its shape cannot be drawn.
  package init(
    _ group: PopulationGroup, targets: [DistributionShape]
  ) throws(LatentError) {
    let p = group.variables.count
    let refusal = LatentError(
      code: .populationShape,
      message: "No independent generators give the variables these shapes.",
      remedy: "Use `distribution: vale-maurelli`, or other shapes.")
    guard let eigen = SymmetricEigen(group.covariance) else { throw refusal }
    var scaled = eigen.vectors
    for (j, value) in eigen.values.enumerated() {
      for i in 0..<p { scaled[i, j] *= max(value, 0).squareRoot() }
    }
    let root = scaled * eigen.vectors.transposed
    var cubes = Matrix(rows: p, columns: p)
    var fourths = Matrix(rows: p, columns: p)
    for j in 0..<p {
      for i in 0..<p {
        let a = root[i, j] / group.deviation(i)
        cubes[i, j] = a * a * a
        fourths[i, j] = a * a * a * a
      }
    }
    guard let byCubes = cubes.generalInverse(),
      let byFourths = fourths.generalInverse()
    else { throw refusal }
    let skewness = byCubes * targets.map(\.skewness)
    let kurtosis = byFourths * targets.map(\.kurtosis)
    var shapes: [DistributionShape] = []
    var polynomials: [FleishmanPolynomial] = []
    for (place, (own, other)) in zip(skewness, kurtosis).enumerated() {
      // What rounding leaves of 0.
      let shape = DistributionShape(
        skewness: abs(own) < 1e-12 ? 0 : own,
        kurtosis: abs(other) < 1e-12 ? 0 : other)
      shapes.append(shape)
      polynomials.append(
        try FleishmanPolynomial(
          shape, of: "the generator behind \(group.variables[place])"))
    }
    self.root = root
    self.shapes = shapes
    self.polynomials = polynomials
  }
}
