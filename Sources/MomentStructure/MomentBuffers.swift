package import LinearAlgebra

/// The moments of one block that a structure implies, in buffers that are
/// allocated once: all that a discrepancy sees of a model.
package final class MomentBuffers {
  /// The places of the moments in a vector.
  package let layout: MomentLayout
  /// Σ, p × p, both triangles.
  package let sigma: MatrixBuffer
  /// μ, p; not written without means.
  package let mu: MatrixBuffer
  /// The Cholesky factor of Σ, lower triangle, as `factorize` last found it.
  package let factor: MatrixBuffer

  /// Makes room for a layout's moments.
  package init(_ layout: MomentLayout) {
    self.layout = layout
    let p = layout.variableCount
    sigma = MatrixBuffer(rows: p, columns: p)
    mu = MatrixBuffer(rows: p)
    factor = MatrixBuffer(rows: p, columns: p)
  }

  /// Factors Σ.
  ///
  /// - Returns: False if it is not positive definite.
  package func factorize() -> Bool {
    factor.copy(from: sigma)
    return Cholesky.factor(factor).isFactored
  }
}
