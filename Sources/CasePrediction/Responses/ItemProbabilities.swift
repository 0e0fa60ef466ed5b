internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import Probability
internal import SampleStatistics
internal import Specification

/// The probabilities of an ordered variable's categories in a group.
public struct ItemProbabilities: Sendable, Hashable, Encodable {
  /// The variable.
  public var variable: String
  /// The group, from 1.
  public var group: Int
  /// The categories, ascending.
  public var categories: [Double]
  /// The probabilities that the model implies.
  public var implied: [Double]
  /// The sample's proportions.
  public var observed: [Double]
}

extension Fit {
  /// The probabilities of the categories of every ordered variable that the
  /// model implies: P(u = k) = Φ(τ_k+1) − Φ(τ_k) with the thresholds of the
  /// standardized response; given exogenous variables, their mean over the
  /// cases.
  ///
  /// - Returns: The probabilities, group after group.
  /// - Throws: `LatentError` if the fit did not converge or has no ordered
  ///   variables.
  public func itemProbabilities() throws(LatentError) -> [ItemProbabilities] {
    try requireConverged("item probabilities", takesOrdered: true)
    guard table.hasOrdered else {
      throw LatentError(
        code: .scoresNoOrdered,
        message: "Categories have probabilities, and the model has no ordered "
          + "variables.",
        remedy: "Name ordered variables (`ordered`).")
    }
    let blocks = blocksAtEstimates()
    var result: [ItemProbabilities] = []
    for (index, group) in sample.enumerated() {
      let block = blocks[model.groups[index].place]
      guard let responses = block.responses, let own = group.responses else {
        continue
      }
      let layout = responses.structure.layout
      for i in 0..<layout.variableCount where layout.isOrdered(i) {
        let counts = own.categoryCounts[i]
        let total = Double(counts.reduce(0, +))
        result.append(
          ItemProbabilities(
            variable: block.structure.observed[responses.structure.places[i]],
            group: index + 1, categories: own.categories[i],
            implied: Self.probabilities(responses, i, group),
            observed: counts.map { Double($0) / total }))
      }
    }
    return result
  }

  private static func probabilities(
    _ responses: ResponseMoments, _ i: Int, _ group: Sample
  ) -> [Double] {
    let structure = responses.structure
    let layout = structure.layout
    let thresholds = layout.thresholds(of: i).map { responses.values[$0] }
    guard !structure.exogenous.isEmpty, let cases = group.cases else {
      return between(thresholds, mean: 0)
    }
    var sum = [Double](repeating: 0, count: thresholds.count + 1)
    for number in 0..<cases.count {
      var mean = 0.0
      for (x, variable) in structure.exogenous.enumerated() {
        mean +=
          responses.values[layout.index(of: .slope(i, on: x))]
          * cases[number, variable]
      }
      for (k, value) in between(thresholds, mean: mean).enumerated() {
        sum[k] += value
      }
    }
    return sum.map { $0 / Double(cases.count) }
  }

  private static func between(_ thresholds: [Double], mean: Double)
    -> [Double]
  {
    let limits =
      [0] + thresholds.map { NormalDistribution.cumulative($0 - mean) } + [1]
    return zip(limits, limits.dropFirst()).map { $1 - $0 }
  }
}
