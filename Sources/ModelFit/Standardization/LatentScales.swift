package import MomentStructure
internal import Specification
internal import VariableNames

extension CompiledModel {
  /// The variances by which each block's latent variables are standardized, in
  /// their order.
  ///
  /// They are the variables' own; of a product A:B that of A times that of B,
  /// so that its coefficient is the one of the product of standardized factors
  /// (Friedrich, 1982; Brandt, Umbach & Kelava, 2015).
  package var latentScales: [[VarianceSource]] {
    zip(blocks, table.roles).map { structure, roles in
      let products = Dictionary(
        roles.latentInteractions.map { ($0.name, $0.factors) },
        uniquingKeysWith: { first, _ in first })
      return structure.latent.enumerated().map { place, name in
        let factors = (products[name] ?? []).compactMap {
          structure.latent.firstIndex(of: $0)
        }
        return factors.count == 2
          ? .product(factors[0], factors[1]) : .latentTotal(place)
      }
    }
  }
}
