internal import LinearAlgebra
internal import MomentStructure

/// The equations of observed variables for latent ones that count as unknown
/// numbers: indicators by their loadings, and observed outcomes of latent
/// variables by their regressions, less the contributions of observed
/// predictors.
struct MeasurementEquations {
  /// Coefficients of the true latent variables, equations × latent.
  let loadings: Matrix
  /// Covariances of the residuals.
  let residuals: Matrix
  /// From the observed variables' deviations to the equations' left sides.
  let transformation: Matrix

  init(_ block: BlockWorkspace, observed: [Int]) {
    let structure = block.structure
    let t = structure.factorCount
    let m = structure.latentCount
    let column = Dictionary(
      uniqueKeysWithValues: observed.enumerated().map { ($1, $0) })
    let phantomOf = Dictionary(
      uniqueKeysWithValues: structure.phantomObserved.enumerated().map {
        ($1, t + $0)
      })
    // The row of Θ or, for an observed outcome, of Ψ.
    var rows: [(variable: Int, phantom: Int?)] = []
    for variable in observed {
      guard let phantom = phantomOf[variable] else {
        rows.append((variable, nil))
        continue
      }
      let dependsOnLatent = (0..<t).contains {
        block.matrices.beta[phantom, $0] != 0
      }
      let isComplete = (t..<max(m, t)).allSatisfy {
        block.matrices.beta[phantom, $0] == 0
          || column[structure.phantomObserved[$0 - t]] != nil
      }
      if dependsOnLatent, isComplete { rows.append((variable, phantom)) }
    }
    var loadings = Matrix(rows: rows.count, columns: t)
    var residuals = Matrix(rows: rows.count, columns: rows.count)
    var transformation = Matrix(rows: rows.count, columns: observed.count)
    for (i, row) in rows.enumerated() {
      for j in 0..<t {
        loadings[i, j] =
          row.phantom.map { block.matrices.beta[$0, j] }
          ?? block.matrices.lambda[row.variable, j]
      }
      transformation[i, column[row.variable] ?? 0] = 1
      if let phantom = row.phantom {
        for j in t..<max(m, t) where block.matrices.beta[phantom, j] != 0 {
          let predictor = structure.phantomObserved[j - t]
          transformation[i, column[predictor] ?? 0] -=
            block.matrices.beta[phantom, j]
        }
      }
      for (k, other) in rows.enumerated() {
        switch (row.phantom, other.phantom) {
        case (nil, nil):
          residuals[i, k] = block.matrices.theta[row.variable, other.variable]
        case (let first?, let second?):
          residuals[i, k] = block.matrices.psi[first, second]
        default: break
        }
      }
    }
    self.loadings = loadings
    self.residuals = residuals
    self.transformation = transformation
  }
}
