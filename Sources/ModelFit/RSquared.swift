internal import Estimation
internal import LinearAlgebra
package import MomentStructure

/// R² of an endogenous variable: the share of its variance that the model
/// explains.
package struct ExplainedVariance: Sendable, Hashable, Codable {
  /// The variable.
  package let variable: String
  /// R²; `nil` if the residual variance is negative.
  package let value: Double?
}

/// The share of each endogenous variable's variance that the model explains.
package struct RSquared: Sendable {
  /// One endogenous variable.
  package struct Entry: Sendable {
    /// Its name.
    package var variable: String
    /// The variance that the model leaves unexplained.
    package var residual: VarianceSource
    /// The whole variance.
    package var total: VarianceSource

    /// 1 − residual / total variance.
    ///
    /// `nil` without a total variance, and where a negative residual variance
    /// makes that more than 1.
    /// Negative values occur in nonrecursive models, where paths can reduce a
    /// variance.
    package func value(in block: BlockWorkspace) -> Double? {
      guard total.sign(in: block) > 0 else { return nil }
      let value = 1 - residual.value(in: block) / total.value(in: block)
      return value <= 1 ? value : nil
    }
  }

  /// The variables with predictors: observed ones, then latent ones.
  package let entries: [Entry]

  package init(_ structure: BlockStructure) {
    var hasLoading = Set<Int>()
    var hasPath = Set<Int>()
    for cell in structure.parameters.map(\.cell)
      + structure.fixedCells.map(\.cell)
    {
      switch cell.matrix {
      case .lambda where cell.column < structure.factorCount:
        hasLoading.insert(cell.row)
      case .beta: hasPath.insert(cell.row)
      default: break
      }
    }
    var entries: [Entry] = []
    let parts = Set(
      structure.composites.flatMap { [$0.scaling] + $0.others }.map(\.observed))
    for (i, name) in structure.observed.enumerated() where !parts.contains(i) {
      if let offset = structure.phantomObserved.firstIndex(of: i) {
        let j = structure.factorCount + offset
        guard hasPath.contains(j) else { continue }
        entries.append(
          Entry(
            variable: name, residual: .latentResidual(j),
            total: structure.hasScales
              ? .latentTotal(j) : .observedTotal(i)))
      } else if hasLoading.contains(i) {
        entries.append(
          Entry(
            variable: name, residual: .observedResidual(i),
            total: .observedTotal(i)))
      }
    }
    for j in 0..<structure.factorCount where hasPath.contains(j) {
      entries.append(
        Entry(
          variable: structure.latent[j], residual: .latentResidual(j),
          total: .latentTotal(j)))
    }
    self.entries = entries
  }
}
