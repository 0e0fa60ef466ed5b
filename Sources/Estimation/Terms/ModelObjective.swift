package import LinearAlgebra
package import MomentStructure
package import Optimization

/// The weighted sum of terms as a function of the reduced parameters.
package final class ModelObjective: ScoringObjective {
  /// The terms: one for each group of the sample, then penalties.
  package let terms: [any ObjectiveTerm]
  /// The structures of all terms: the model's blocks in their order.
  package let blocks: [BlockWorkspace]
  /// θ as last evaluated.
  package let theta: MatrixBuffer
  /// Each term's value as last evaluated, without its weight.
  package let values: MatrixBuffer
  /// ∂D/∂θ as last evaluated.
  package let fullGradient: MatrixBuffer
  /// Second derivatives over θ as last written, lower triangle.
  package let fullCurvature: MatrixBuffer

  private let substitution: ReparametrizationWorkspace

  package var parameterCount: Int { substitution.map.reducedCount }
  package let hasCostlyCurvature: Bool

  /// Makes an objective of terms that have their data.
  package init(
    _ terms: [any ObjectiveTerm], substitution: Reparametrization
  ) {
    self.terms = terms
    blocks = terms.flatMap(\.structures)
    self.substitution = ReparametrizationWorkspace(substitution)
    let count = substitution.fullCount
    theta = MatrixBuffer(rows: count)
    values = MatrixBuffer(rows: terms.count)
    fullGradient = MatrixBuffer(rows: count)
    fullCurvature = MatrixBuffer(rows: count, columns: count)
    hasCostlyCurvature = terms.contains { $0.hasCostlyCurvature }
  }

  package func evaluate(
    at x: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer
  ) -> Double? {
    substitution.expand(x, into: theta)
    guard let value = evaluateAtTheta() else { return nil }
    substitution.reduceGradient(fullGradient, into: gradient)
    return value
  }

  /// The value and `fullGradient` at `theta` as it stands.
  package func evaluateAtTheta() -> Double? {
    fullGradient.fill(0)
    values.fill(.nan)
    var total = 0.0
    for index in 0..<terms.count {
      let term = terms[index]
      guard let value = term.evaluate(theta, addingTo: fullGradient) else {
        return nil
      }
      values[index] = value
      total += term.weight * value
    }
    return total
  }

  /// The weighted sum of the terms' units; 1 where none has one.
  package var unit: Double {
    var total = 0.0
    for term in terms {
      if let unit = term.unit { total += term.weight * unit }
    }
    return total > 0 ? total : 1
  }

  package var roundingError: Double {
    var total = 0.0
    for term in terms {
      total += term.weight * term.roundingError * (term.unit ?? 1)
    }
    return total
  }

  /// The weighted sum of the values as last evaluated.
  package var value: Double {
    var total = 0.0
    for index in 0..<terms.count {
      total += terms[index].weight * values[index]
    }
    return total
  }

  package func writeCurvature(
    _ kind: Curvature, into matrix: borrowing MatrixBuffer
  ) {
    writeFullCurvature(kind, scale: .objective)
    substitution.reduceMatrix(fullCurvature, into: matrix)
  }

  /// The function whose second derivatives are formed.
  package enum CurvatureScale: Sendable {
    /// The objective.
    case objective
    /// The negative log-likelihood of one case.
    case oneCase
  }

  /// Second derivatives over θ at the point last evaluated, into the lower
  /// triangle of `fullCurvature`.
  ///
  /// - Parameters:
  ///   - kind: Expected or exact.
  ///   - scale: The function whose derivatives they are.
  ///   - includesStructure: Whether second derivatives of the moments count
  ///     in the exact curvature.
  package func writeFullCurvature(
    _ kind: Curvature, scale: CurvatureScale, includesStructure: Bool = true
  ) {
    fullCurvature.fill(0)
    for index in 0..<terms.count {
      let term = terms[index]
      term.addCurvature(
        kind, factor: scale == .objective ? term.weight : term.share,
        includesStructure: includesStructure, to: fullCurvature)
    }
  }
}
