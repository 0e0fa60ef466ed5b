internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Specification

/// The methods of estimating factor scores.
public enum FactorScoreMethod: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The mean of the latent variables given the observed ones (Thurstone,
  /// 1935; Thomson, 1939): least mean squared error, shrunken to the mean.
  case regression
  /// Weighted least squares of the observed on the latent variables
  /// (Bartlett, 1937): unbiased given the latent variables.
  case bartlett
}

/// The matrix that turns a case's deviations from the implied means into
/// deviations of its factor scores, for one set of observed variables.
///
/// With E the covariances of the latent variables, and Λ and Σ restricted to
/// the variables that are observed, the regression's weights are E Λᵀ Σ⁻¹ and
/// the errors' covariances E − E Λᵀ Σ⁻¹ Λ E; Bartlett's are
/// M⁻¹ Λᵀ Σ⁻¹ with M = Λᵀ Σ⁻¹ Λ, and M⁻¹ − E (Skrondal & Rabe-Hesketh, 2004,
/// chapter 7). Factors that only factors measure have Bartlett's scores by
/// their composed loadings (`ComposedLoadings`).
struct FactorScoreWeights: Sendable {
  /// The weights, true latent × observed variables.
  let weights: Matrix
  /// The standard errors; `nil` where one is not defined.
  let standardErrors: [Double?]
  /// The latent variables that have a score.
  let isDefined: [Bool]

  /// Works out weights; `nil` if the covariances that must be inverted are
  /// not positive definite.
  ///
  /// - Parameters:
  ///   - block: A block at the estimates.
  ///   - method: The method.
  ///   - observed: The variables that are observed, ascending.
  ///   - indicators: The latent indicators of each latent variable.
  init?(
    _ block: BlockWorkspace, _ method: FactorScoreMethod, observed: [Int],
    indicators: [[Int]]
  ) {
    let t = block.structure.factorCount
    let latent = Array(0..<t)
    let e = Matrix(block.latentCovariance)
    let own = e.submatrix(rows: latent, columns: latent)
    var errors = Matrix(rows: t, columns: t)
    switch method {
    case .regression:
      let all = Array(0..<block.structure.latentCount)
      let lambda = Matrix(block.matrices.lambda).submatrix(
        rows: observed, columns: all)
      guard
        let inverse = Matrix(block.implied.sigma)
          .submatrix(rows: observed, columns: observed).choleskyInverse()?
          .inverse
      else { return nil }
      let shared = e.submatrix(rows: latent, columns: all) * lambda.transposed
      weights = shared * inverse
      errors = own - weights * shared.transposed
      isDefined = [Bool](repeating: true, count: t)
    case .bartlett:
      let equations = MeasurementEquations(block, observed: observed)
      let lambda = equations.loadings
      var defined = [Bool](repeating: false, count: t)
      var full = Matrix(rows: t, columns: lambda.rows)
      /// Scores factors that have none yet by equations for some factors.
      func add(_ factors: [Int], _ loadings: Matrix, _ residuals: Matrix)
        -> Bool
      {
        let inner = own.submatrix(rows: factors, columns: factors)
        let total = loadings * (inner * loadings.transposed) + residuals
        guard let inverse = total.choleskyInverse()?.inverse else {
          return false
        }
        let projected = loadings.transposed * inverse
        guard let solved = Self.inverse(projected * loadings) else {
          return true
        }
        let part = solved * projected
        for (i, factor) in factors.enumerated() where !defined[factor] {
          defined[factor] = true
          for j in 0..<lambda.rows { full[factor, j] = part[i, j] }
          errors[factor, factor] = solved[i, i] - own[factor, factor]
        }
        return true
      }
      let active = latent.filter { factor in
        (0..<lambda.rows).contains { lambda[$0, factor] != 0 }
      }
      let equationRows = Array(0..<lambda.rows)
      guard
        add(
          active, lambda.submatrix(rows: equationRows, columns: active),
          equations.residuals)
      else { return nil }
      // Factors that are measured by factors: through the loadings of these,
      // one order after the other.
      var through: Set<Int> = []
      var waiting = latent.filter {
        !active.contains($0) && !indicators[$0].isEmpty
      }
      while let ready = waiting.first(where: { factor in
        indicators[factor].allSatisfy { !waiting.contains($0) }
      }) {
        let order = waiting.filter { factor in
          factor == ready
            || indicators[factor].allSatisfy { !waiting.contains($0) }
        }
        for factor in order { through.formUnion(indicators[factor]) }
        waiting.removeAll { order.contains($0) }
        guard
          let composed = ComposedLoadings(
            block, through: through.sorted(), direct: lambda,
            residuals: equations.residuals)
        else { continue }
        guard add(composed.factors, composed.loadings, composed.residuals)
        else { return nil }
      }
      weights = full * equations.transformation
      isDefined = defined
    }
    let isDefined = self.isDefined
    standardErrors = latent.map { factor in
      guard isDefined[factor] else { return nil }
      let variance = errors[factor, factor]
      let slack = 1e-9 * max(abs(own[factor, factor]), 1e-300)
      guard variance >= -slack else { return nil }
      return max(variance, 0).squareRoot()
    }
  }

  /// The inverse after scaling to a unit diagonal; `nil` if the loadings do
  /// not tell the factors apart.
  private static func inverse(_ form: Matrix) -> Matrix? {
    let n = form.rows
    if n == 0 { return form }
    let scale = form.diagonal.map { 1 / $0.squareRoot() }
    let factor = MatrixBuffer(form)
    scaleBoth(factor, by: scale)
    guard Cholesky.factor(factor).isFactored else { return nil }
    for i in 0..<n where factor[i, i] < 1e-6 { return nil }
    let result = MatrixBuffer(rows: n, columns: n)
    Cholesky.inverse(fromFactor: factor, into: result)
    scaleBoth(result, by: scale)
    return Matrix(result)
  }
}

/// The equations of observed variables for latent ones that count as unknown
/// numbers: indicators by their loadings, and observed outcomes of latent
/// variables by their regressions, less the contributions of observed
/// predictors.
private struct MeasurementEquations {
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
