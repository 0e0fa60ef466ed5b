package import LinearAlgebra

extension BlockWorkspace {
  /// G = ZᵀXZ for a symmetric X, with Z = [I, A, ΛE].
  ///
  /// All that derivatives need of a moment-space matrix X: every parameter's
  /// derivative of Σ is made of two columns of Z, so traces such as
  /// tr(X ∂Σ) and tr(X ∂Σ X ∂Σ) are a few of G's elements.
  ///
  /// - Parameters:
  ///   - x: The symmetric matrix, p × p, both triangles.
  ///   - gram: The result, (p + 2m) × (p + 2m), both triangles.
  ///   - product: Room for XZ, p × (p + 2m).
  package func gram(
    of x: borrowing MatrixBuffer, into gram: borrowing MatrixBuffer,
    product: borrowing MatrixBuffer
  ) {
    let p = structure.observedCount
    let q = structure.vectorCount
    precondition(gram.rows == q && gram.columns == q)
    // XZ = [X, XA, XΛE]: the first p columns are X itself.
    multiplyColumns(
      x, vectors, into: product, columns: p..<q, transpose: false)
    placeBordered(x, product, into: gram)
    multiplyCorner(vectors, product, into: gram, from: p)
  }

  /// Zᵀw for a vector w of length p.
  package func project(
    _ w: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) {
    multiply(vectors, vector: w, into: result, transpose: true)
  }

  /// Adds the gradient that a moment-space adjoint implies.
  ///
  /// - Parameters:
  ///   - gram: ZᵀΩZ with Ω = ∂D/∂Σ, in the sense dD = tr(Ω dΣ).
  ///   - meanProjection: Zᵀ ∂D/∂μ; not read without means.
  ///   - weight: The block's factor.
  ///   - gradient: The sum that ∂D/∂θ is added to, one element for each free
  ///     parameter.
  package func addGradient(
    gram: borrowing MatrixBuffer, meanProjection: borrowing MatrixBuffer,
    weight: Double, to gradient: borrowing MatrixBuffer
  ) {
    for cell in structure.parameters {
      var value = 0.0
      if cell.left >= 0 {
        value = 2 * cell.factor * gram[cell.left, cell.right]
      }
      if structure.hasMeans, cell.meanVector >= 0 {
        value += meanFactor(cell) * meanProjection[cell.meanVector]
      }
      gradient[cell.parameter] += weight * value
    }
  }
}
