package import Estimation
package import LinearAlgebra
package import MomentInformation
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

/// The standard errors of one fit after the other, in buffers of their own:
/// nothing is allocated once they are made.
///
/// They are those of `ParameterCovariance`, K (KᵀIK)⁻¹Kᵀ/N, of a model whose
/// constraints are linear equalities, and by the delta method those of defined
/// parameters. Not `Sendable`: each worker has its own.
package final class ReplicateErrors {
  /// The standard errors of the free parameters; NaN where the information is
  /// singular.
  package let values: MatrixBuffer
  /// The standard errors of the defined parameters.
  package let definitions: MatrixBuffer

  private let fitter: Fitter
  private let kind: InformationKind
  private let substitution: ReparametrizationWorkspace
  private let information: MatrixBuffer
  private let inverse: MatrixBuffer
  private let scale: MatrixBuffer
  private let full: MatrixBuffer
  private let reduced: MatrixBuffer
  private let product: MatrixBuffer
  private let rows: Matrix
  private var gradient: [Double]

  /// Makes the buffers.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, which stands at the estimates when errors are
  ///     computed; without bounds and nonlinear constraints.
  ///   - kind: The expected or the observed information.
  package init(_ fitter: Fitter, kind: InformationKind) {
    precondition(!fitter.space.isConstrained && kind != .firstOrder)
    self.fitter = fitter
    self.kind = kind
    let map = fitter.space.substitution
    substitution = ReparametrizationWorkspace(map)
    let count = map.reducedCount
    values = MatrixBuffer(rows: map.fullCount)
    definitions = MatrixBuffer(rows: fitter.model.table.definitions.count)
    information = MatrixBuffer(rows: count, columns: count)
    inverse = MatrixBuffer(rows: count, columns: count)
    scale = MatrixBuffer(rows: count)
    full = MatrixBuffer(rows: map.fullCount)
    reduced = MatrixBuffer(rows: count)
    product = MatrixBuffer(rows: count)
    rows = map.matrix
    gradient = [Double](repeating: 0, count: fitter.model.table.rows.count)
  }

  /// Computes the standard errors at the fitter's present point.
  ///
  /// - Parameter rowValues: The values of the table's rows there.
  /// - Returns: False if the information is singular: then there are none.
  package func compute(_ rowValues: [Double]) -> Bool {
    guard invert() else {
      values.fill(.nan)
      definitions.fill(.nan)
      return false
    }
    writeValues()
    let parameters = fitter.model.parameterOfRow
    for place in 0..<definitions.rows {
      for index in gradient.indices { gradient[index] = 0 }
      var span = gradient.mutableSpan
      fitter.model.table.definitions[place].expression.accumulateGradient(
        rowValues.span, scaledBy: 1, into: &span)
      full.fill(0)
      for row in parameters.indices {
        if let parameter = parameters[row] { full[parameter] += span[row] }
      }
      substitution.reduceGradient(full, into: reduced)
      definitions[place] = error(of: reduced)
    }
    return true
  }

  /// Writes the inverse of the information, times what makes it a covariance.
  private func invert() -> Bool {
    let objective = fitter.objective
    objective.writeFullCurvature(
      kind == .expected ? .expected : .exact,
      scale: kind == .expected ? .oneCase : .objective)
    substitution.reduceMatrix(objective.fullCurvature, into: information)
    let count = information.rows
    for i in 0..<count {
      let own = information[i, i]
      guard own > 0, own.isFinite else { return false }
      scale[i] = 1 / own.squareRoot()
    }
    for j in 0..<count {
      for i in j..<count { information[i, j] *= scale[i] * scale[j] }
    }
    guard Cholesky.factor(information).isFactored else { return false }
    for i in 0..<count where information[i, i] < 1e-6 { return false }
    Cholesky.inverse(fromFactor: information, into: inverse)
    let factor = 1 / ParameterCovariance.divisor(fitter)
    for j in 0..<count {
      for i in 0..<count { inverse[i, j] *= factor * scale[i] * scale[j] }
    }
    return true
  }

  private func writeValues() {
    switch fitter.space.substitution.form {
    case .identity:
      for k in 0..<values.rows { values[k] = inverse[k, k].squareRoot() }
    case .grouped(let group):
      for k in 0..<values.rows {
        values[k] = inverse[group[k], group[k]].squareRoot()
      }
    case .affine:
      for k in 0..<values.rows {
        for j in 0..<reduced.rows { reduced[j] = rows[k, j] }
        values[k] = error(of: reduced)
      }
    }
  }

  /// √(vᵀCv).
  private func error(of vector: borrowing MatrixBuffer) -> Double {
    multiply(inverse, vector: vector, into: product)
    return max(dot(product, vector), 0).squareRoot()
  }
}
