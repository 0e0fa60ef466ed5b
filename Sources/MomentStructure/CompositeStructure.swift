/// A composite c = Σ wᵢxᵢ: the equation of the part x₁ whose weight is fixed,
/// x₁ = c/w₁ − Σ (wᵢ/w₁)xᵢ, in which c and the other parts are independent
/// variables.
///
/// With the other parts' regressions on c and free covariances of what these
/// leave, all moments of the parts are free, and the parts covary with other
/// variables through c alone (Schuberth, 2023, on models of composites).
package struct CompositeStructure: Sendable, Hashable {
  /// A part: its places among observed variables and phantoms.
  package struct Part: Sendable, Hashable {
    package var observed: Int
    package var phantom: Int
  }
  /// The composite's place among the latent variables.
  package var composite: Int
  /// The part whose weight is fixed and not zero.
  package var scaling: Part
  /// The other parts.
  package var others: [Part]

  /// The cell of B that the weight of one of the other parts makes.
  ///
  /// - Parameter observed: The part's place among the observed variables.
  /// - Returns: The cell.
  func path(ofPart observed: Int) -> MatrixCell {
    let part = others.first { $0.observed == observed }
    precondition(part != nil, "a part other than the scaling one")
    return MatrixCell(.beta, scaling.phantom, part?.phantom ?? 0)
  }
}
