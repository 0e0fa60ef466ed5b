internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The accuracy with which factor scores measure a latent variable.
public struct FactorScoreQuality: Sendable, Hashable, Codable {
  /// The latent variable.
  public var variable: String
  /// The group, from 1.
  public var group: Int
  /// The method of the scores.
  public var method: FactorScoreMethod
  /// The correlation of the scores with the latent variable (determinacy;
  /// Grice, 2001); `nil` where the scores are not defined.
  public var determinacy: Double?
  /// Its square, the reliability of the scores.
  public var reliability: Double? { determinacy.map { $0 * $0 } }
}

extension Fit {
  /// The determinacy of the factor scores of complete cases, by the implied
  /// moments.
  ///
  /// With weights W, Σ and the covariances C of observed with latent variables
  /// it is (WC)ⱼⱼ / √((WΣWᵀ)ⱼⱼ Eⱼⱼ).
  ///
  /// - Parameter method: The method of the scores.
  /// - Returns: One entry for each latent variable, group after group.
  /// - Throws: `LatentError` if the fit did not converge or has no latent
  ///   variables.
  public func factorScoreQuality(
    _ method: FactorScoreMethod = .regression
  ) throws(LatentError) -> [FactorScoreQuality] {
    try requireContinuous(
      "determinacies of factor scores, which differ between cases",
      remedy: "Ask for the scores' standard errors "
        + "(`standard-errors` of predictions).")
    try requireConverged("factor scores")
    guard table.roles.contains(where: { !$0.latent.isEmpty }) else {
      throw LatentError(
        code: .scoresNoLatentVariables,
        message: "The model has no latent variables to score.",
        remedy: "Leave the quality of scores out.")
    }
    var result: [FactorScoreQuality] = []
    for (index, block) in blocksAtEstimates().enumerated() {
      let structure = block.structure
      let auxiliary = Set(table.auxiliary)
      let observed = structure.observed.indices.filter {
        !auxiliary.contains(structure.observed[$0])
      }
      let weights = FactorScoreWeights(
        block, method, observed: observed,
        indicators: latentIndicators(group: index))
      let values = weights.map { Self.determinacies($0, block, observed) }
      for (place, name) in structure.latent.prefix(structure.factorCount)
        .enumerated()
      {
        result.append(
          FactorScoreQuality(
            variable: name, group: index + 1, method: method,
            determinacy: values.flatMap { $0[place] }))
      }
    }
    return result
  }

  private static func determinacies(
    _ scores: FactorScoreWeights, _ block: BlockWorkspace, _ observed: [Int]
  ) -> [Double?] {
    let structure = block.structure
    let all = Array(0..<structure.latentCount)
    let latent = Array(0..<structure.factorCount)
    let e = Matrix(block.latentCovariance)
    let lambda = Matrix(block.matrices.lambda).submatrix(
      rows: observed, columns: all)
    let sigma = Matrix(block.implied.sigma).submatrix(
      rows: observed, columns: observed)
    let shared = lambda * e.submatrix(rows: all, columns: latent)
    let covariance = scores.weights * shared
    let variance = scores.weights * sigma * scores.weights.transposed
    return latent.map { j in
      guard scores.isDefined[j] else { return nil }
      let value =
        covariance[j, j] / (variance[j, j] * e[j, j]).squareRoot()
      return value.isFinite ? value : nil
    }
  }
}
