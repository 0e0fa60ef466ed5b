package import LinearAlgebra

/// The moments of one block that a structure implies, in buffers that are
/// allocated once: all that a discrepancy sees of a model.
package final class MomentBuffers {
  /// The places of the moments in a vector.
  package let layout: MomentLayout
  /// Σ, p × p, both triangles; of ordered variables that of the responses, in
  /// the units of the model.
  package let sigma: MatrixBuffer
  /// μ, p; not written without means.
  package let mu: MatrixBuffer
  /// The Cholesky factor of Σ, lower triangle, as `factorize` last found it.
  package let factor: MatrixBuffer

  /// The moments of ordered variables; `nil` without any.
  package let responses: ResponseMoments?

  /// Makes room for a layout's moments.
  package convenience init(_ layout: MomentLayout) {
    self.init(layout, nil, variableCount: layout.variableCount)
  }

  /// Makes room for the moments of ordered variables.
  ///
  /// - Parameters:
  ///   - responses: Their moments.
  ///   - p: The number of variables of Σ, those that moments are given among
  ///     them.
  convenience init(_ responses: ResponseMoments, variableCount p: Int) {
    self.init(responses.structure.layout, responses, variableCount: p)
  }

  private init(
    _ layout: MomentLayout, _ responses: ResponseMoments?, variableCount p: Int
  ) {
    self.layout = layout
    self.responses = responses
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
