internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

/// Scores one group's cases; cases with missing values by their observed
/// variables.
final class FactorScorer {
  private let block: BlockWorkspace
  private let method: FactorScoreMethod
  /// The latent indicators of each latent variable.
  private let indicators: [[Int]]
  /// The means of the observed variables: implied, or the sample's where
  /// means are not modelled.
  private let center: [Double]
  /// The means of the latent variables, phantoms included.
  private let latentMean: [Double]
  /// The constants of the structural equations.
  private let constants: [Double]
  /// The weights by the variables that are observed.
  private var weights: [[Int]: FactorScoreWeights] = [:]

  /// Makes a scorer.
  ///
  /// Without means in the model, the means of phantoms are the sample's, the
  /// other latent variables' follow from them by the regressions, and the
  /// intercepts of indicators make up for the rest.
  ///
  /// - Parameters:
  ///   - block: The group's block at the estimates.
  ///   - method: The method.
  ///   - sampleMean: The sample's means.
  ///   - indicators: The latent indicators of each latent variable.
  init(
    _ block: BlockWorkspace, _ method: FactorScoreMethod, sampleMean: [Double],
    indicators: [[Int]]
  ) {
    self.block = block
    self.method = method
    self.indicators = indicators
    let structure = block.structure
    if structure.hasMeans {
      center = block.implied.mu.elements
      latentMean = block.latentMean.elements
      constants = block.matrices.alpha.elements
      return
    }
    center = sampleMean
    let t = structure.factorCount
    let m = structure.latentCount
    var mean = [Double](repeating: 0, count: m)
    for (offset, observed) in structure.phantomObserved.enumerated() {
      mean[t + offset] = sampleMean[observed]
    }
    // η_L = (I − B_LL)⁻¹ B_LD η_D; B alone can make that singular only where
    // I − B is.
    var own = Matrix.identity(t)
    var right = [Double](repeating: 0, count: t)
    for i in 0..<t {
      for j in 0..<t { own[i, j] -= block.matrices.beta[i, j] }
      for j in t..<max(m, t) { right[i] += block.matrices.beta[i, j] * mean[j] }
    }
    if let inverse = own.generalInverse() {
      for (i, value) in (inverse * right).enumerated() { mean[i] = value }
    }
    latentMean = mean
    constants = (0..<m).map { i in
      (0..<m).reduce(mean[i]) { $0 - block.matrices.beta[i, $1] * mean[$1] }
    }
  }

  /// The factor scores of a case.
  ///
  /// - Parameter values: The observed variables; NaN where one is missing.
  /// - Returns: The scores of the latent variables, phantoms left out, and
  ///   their standard errors; `nil` where one is not defined.
  func score(_ values: [Double]) -> (
    scores: [Double?], standardErrors: [Double?]
  ) {
    let t = block.structure.factorCount
    let nothing = [Double?](repeating: nil, count: t)
    let observed = values.indices.filter { !values[$0].isNaN }
    guard !observed.isEmpty, let weights = weights(observed) else {
      return (nothing, nothing)
    }
    let scores: [Double?] = (0..<t).map { latent in
      guard weights.isDefined[latent] else { return nil }
      var score = latentMean[latent]
      for (column, variable) in observed.enumerated() {
        score +=
          weights.weights[latent, column]
          * (values[variable] - center[variable])
      }
      return score
    }
    return (scores, weights.standardErrors)
  }

  /// The values of the observed variables that a case's factor scores and
  /// observed predictors imply.
  ///
  /// Indicators: ν + Λη. Outcomes of regressions: by their equations, with
  /// scores for latent and data for observed predictors. Exogenous variables
  /// predict themselves.
  ///
  /// - Parameter values: The observed variables; NaN where one is missing.
  /// - Returns: One value for each variable; `nil` where a predictor has none.
  func predict(_ values: [Double]) -> [Double?] {
    let structure = block.structure
    let t = structure.factorCount
    var latent = score(values).scores
    for observed in structure.phantomObserved {
      latent.append(values[observed].isNaN ? nil : values[observed])
    }
    let phantomOf = Dictionary(
      uniqueKeysWithValues: structure.phantomObserved.enumerated().map {
        ($1, t + $0)
      })
    /// constant + Σ coefficient · value over coefficients that are not zero.
    func sum(_ constant: Double, _ coefficient: (Int) -> Double) -> Double? {
      var result = constant
      for j in latent.indices {
        let weight = coefficient(j)
        if weight == 0 { continue }
        guard let value = latent[j] else { return nil }
        result += weight * value
      }
      return result
    }
    return (0..<structure.observedCount).map { i in
      guard let phantom = phantomOf[i] else {
        let mean = latentMean.indices.reduce(center[i]) {
          $0 - block.matrices.lambda[i, $1] * latentMean[$1]
        }
        return sum(mean) { block.matrices.lambda[i, $0] }
      }
      let hasEquation = latent.indices.contains {
        block.matrices.beta[phantom, $0] != 0
      }
      guard hasEquation else { return latent[phantom] }
      return sum(constants[phantom]) { block.matrices.beta[phantom, $0] }
    }
  }

  private func weights(_ observed: [Int]) -> FactorScoreWeights? {
    if let known = weights[observed] { return known }
    let made = FactorScoreWeights(
      block, method, observed: observed, indicators: indicators)
    weights[observed] = made
    return made
  }
}
