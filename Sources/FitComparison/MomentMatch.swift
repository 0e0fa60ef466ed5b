internal import LinearAlgebra
internal import MomentStructure

/// The moments of one block among those of another one of the same variables.
enum MomentMatch {
  /// The places of a block's moments in another block's vector of moments.
  ///
  /// - Parameters:
  ///   - own: The block.
  ///   - other: The other block.
  /// - Returns: One place a moment; `nil` where the other lacks a moment.
  static func places(of own: BlockStructure, in other: BlockStructure)
    -> [Int]?
  {
    let order = indices(of: variables(own), in: variables(other))
    let exogenous = indices(of: exogenous(own), in: exogenous(other))
    let (first, second) = (own.layout, other.layout)
    guard let order, let exogenous, first.count == second.count else {
      return nil
    }
    var places: [Int] = []
    for moment in first.moments {
      let match: Moment
      switch moment {
      case .mean(let i): match = .mean(order[i])
      case .covariance(let i, let j): match = .covariance(order[i], order[j])
      case .slope(let i, let x): match = .slope(order[i], on: exogenous[x])
      case .threshold(let number):
        guard
          let i = order.indices.first(where: {
            first.thresholds(of: $0).contains(number)
          }),
          first.thresholds(of: i).count == second.thresholds(of: order[i]).count
        else { return nil }
        match = .threshold(
          number - first.thresholds(of: i).lowerBound
            + second.thresholds(of: order[i]).lowerBound)
      }
      guard second.contains(match) else { return nil }
      places.append(second.index(of: match))
    }
    return places
  }

  private static func variables(_ block: BlockStructure) -> [String] {
    block.responses?.places.map { block.observed[$0] } ?? block.observed
  }

  private static func exogenous(_ block: BlockStructure) -> [String] {
    block.responses?.exogenous.map { block.observed[$0] } ?? []
  }

  private static func indices(of names: [String], in others: [String])
    -> [Int]?
  {
    let found = names.compactMap { others.firstIndex(of: $0) }
    return found.count == names.count && names.count == others.count
      ? found : nil
  }
}
