internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

/// The share of each endogenous variable's variance that the model explains.
enum RSquared {
  /// 1 − residual / total variance of every variable with predictors;
  /// `nil` where a negative residual variance makes that more than 1.
  static func values(_ block: BlockWorkspace) -> [(
    variable: String, value: Double?
  )] {
    let structure = block.structure
    var hasLoading = Set<Int>()
    var hasPath = Set<Int>()
    for cell in structure.parameters.map(\.cell)
      + structure.fixedCells.map(\.cell)
    {
      switch cell.matrix {
      case .lambda where cell.column < structure.trueLatentCount:
        hasLoading.insert(cell.row)
      case .beta: hasPath.insert(cell.row)
      default: break
      }
    }
    var result: [(variable: String, value: Double?)] = []
    func add(_ name: String, residual: Double, total: Double) {
      let value = 1 - residual / total
      // Negative in nonrecursive models, where paths can reduce a variance.
      let isDefined = value <= 1
      result.append((name, isDefined ? value : nil))
    }
    for (i, name) in structure.observed.enumerated() {
      if let offset = structure.dummyObserved.firstIndex(of: i) {
        let j = structure.trueLatentCount + offset
        if hasPath.contains(j) {
          add(name, residual: block.psi[j, j], total: block.sigma[i, i])
        }
      } else if hasLoading.contains(i) {
        add(name, residual: block.theta[i, i], total: block.sigma[i, i])
      }
    }
    for j in 0..<structure.trueLatentCount where hasPath.contains(j) {
      add(
        structure.latent[j], residual: block.psi[j, j],
        total: block.latentCovariance[j, j])
    }
    return result
  }
}
