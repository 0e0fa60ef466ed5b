import ModelSyntax
internal import VariableNames

/// One factor of a latent product: a latent variable with its indicators, or
/// an observed variable that stands for itself.
struct ProductFactor {
  let name: String
  let isLatent: Bool
  /// The observed variables that enter products.
  let indicators: [String]
  /// Loadings that are fixed, by place: a number for all groups, or one each.
  let fixedLoadings: [Int: [Double]]

  /// An observed variable.
  init(observed name: String) {
    self.name = name
    isLatent = false
    indicators = [name]
    fixedLoadings = [0: [1]]
  }

  /// A latent variable.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - measurement: Its indicators.
  ///   - fixesFirst: Whether a default rule fixes the first loading at 1.
  init(
    latent name: String, _ measurement: [BlockMeasurements.Indicator],
    fixesFirst: Bool
  ) {
    self.name = name
    isLatent = true
    indicators = measurement.map(\.name)
    var fixed: [Int: [Double]] = [:]
    for (place, indicator) in measurement.enumerated() {
      if let values = indicator.fixedValues {
        if !values.contains(0) { fixed[place] = values }
      } else if place == 0, fixesFirst, !indicator.isSpecified {
        fixed[place] = [indicator.start ?? 1]
      }
    }
    fixedLoadings = fixed
  }
}

/// The products of indicators that measure one latent product.
struct ProductIndicators {
  let first: ProductFactor
  let second: ProductFactor
  /// The places of the indicators in each pair; a pair whose loadings are
  /// both fixed stands first, and gives the product its scale.
  let pairs: [(Int, Int)]
  /// The first pair's loading, one number for all groups or one each, if the
  /// factors' scales fix it.
  let scale: [Double]?

  /// Pairs the indicators of two factors; `nil` if they cannot be matched.
  ///
  /// In the population the loading of x·z on the product is λx·λz, so that a
  /// product with a fixed loading of that size is in units of its factors
  /// (Kenny & Judd, 1984; Jöreskog & Yang, 1996).
  ///
  /// - Parameters:
  ///   - first: The one factor.
  ///   - second: The other; the same for a square.
  ///   - pairing: The choice of pairs; `nil` matches them where there are
  ///     equally many.
  ///   - setsScale: Whether latent variables have their scale from loadings.
  init?(
    _ first: ProductFactor, _ second: ProductFactor,
    pairing: ProductPairing?, setsScale: Bool
  ) {
    let (one, two) = (first.indicators.indices, second.indicators.indices)
    var pairs: [(Int, Int)]
    if pairing == .all || !first.isLatent || !second.isLatent {
      let isSquare = first.name == second.name
      pairs = one.flatMap { i in
        two.filter { !isSquare || $0 >= i }.map { (i, $0) }
      }
    } else {
      guard one.count == two.count else { return nil }
      pairs = one.map { ($0, $0) }
    }
    var scale: [Double]?
    if setsScale,
      let marker = pairs.firstIndex(where: {
        first.fixedLoadings[$0.0] != nil && second.fixedLoadings[$0.1] != nil
      })
    {
      let pair = pairs.remove(at: marker)
      pairs.insert(pair, at: 0)
      scale = Self.product(
        first.fixedLoadings[pair.0] ?? [], second.fixedLoadings[pair.1] ?? [])
    }
    self.first = first
    self.second = second
    self.pairs = pairs
    self.scale = scale
  }

  private static func product(_ one: [Double], _ two: [Double]) -> [Double]? {
    let count = max(one.count, two.count)
    guard [one, two].allSatisfy({ $0.count == 1 || $0.count == count })
    else { return nil }
    return (0..<count).map {
      one[one.count == 1 ? 0 : $0] * two[two.count == 1 ? 0 : $0]
    }
  }

  /// The names of the products, in the order of the pairs.
  var names: [String] {
    pairs.map {
      VariableProduct(first.indicators[$0.0], second.indicators[$0.1]).name
    }
  }

  /// The fallible indicators in each product: an observed factor has no error
  /// of measurement that products could share.
  var components: [Set<String>] {
    pairs.map { pair in
      var names: Set<String> = []
      if first.isLatent { names.insert(first.indicators[pair.0]) }
      if second.isLatent { names.insert(second.indicators[pair.1]) }
      return names
    }
  }
}
