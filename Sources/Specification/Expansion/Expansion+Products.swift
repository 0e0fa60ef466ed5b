internal import Messages
import ModelSyntax
internal import VariableNames

/// A latent product of a block.
struct LatentProduct {
  var name: NameSyntax
  /// The names of its factors, once for a square.
  var factors: [String]
}

extension Expansion {
  /// Measures products of latent variables by products of their indicators
  /// (Kenny & Judd, 1984; Marsh, Wen & Hau, 2004): adds a formula for each
  /// product that the text does not measure itself, and the covariances of
  /// residuals of products that share an indicator.
  ///
  /// - Parameter block: The block.
  /// - Returns: Its latent products.
  mutating func expandProducts(_ block: inout ExpansionBlock)
    -> [LatentProduct]
  {
    guard measuresProducts else { return [] }
    let known = BlockMeasurements(block)
    var products: [LatentProduct] = []
    var made: [(product: NameSyntax, indicators: ProductIndicators)] = []
    for name in known.products {
      guard isLatentProduct(name, known) else { continue }
      products.append(
        LatentProduct(name: name, factors: Array(Set(name.factors)).sorted()))
      if let measurement = known.indicators[name.text] {
        checkMeasurement(of: name, by: measurement.map(\.name), known)
      } else if let indicators = indicators(of: name, known) {
        made.append((name, indicators))
      }
    }
    for (product, latent) in known.loadedProducts
    where !VariableProduct.isProduct(latent)
      && product.factors.contains(where: known.isLatent)
    {
      fail(
        .modelProductIndicator,
        "the latent product `\(product.text)` cannot indicate `\(latent)`",
        remedy: "Regress on it instead: `y ~ \(product.text)`.",
        at: product.range)
    }
    insert(made, into: &block, known)
    return products
  }

  /// Whether a product has a latent factor; reports faults of it.
  private mutating func isLatentProduct(
    _ name: NameSyntax, _ known: BlockMeasurements
  ) -> Bool {
    let factors = name.factors
    guard factors.contains(where: known.isLatent) else {
      if known.indicators[name.text] != nil {
        fail(
          .modelProductNotLatent,
          "`\(name.text)` is measured, but none of its factors is latent",
          remedy: "Measure a factor too, or give the variable a name without "
            + "`:`.", at: name.range)
      }
      return false
    }
    if let reversed = VariableProduct(name.text)?.reversedName,
      reversed != name.text,
      let other = known.products.first(where: { $0.text == reversed }),
      other.range.lowerBound < name.range.lowerBound
    {
      fail(
        .modelProductTwice,
        "`\(name.text)` and `\(reversed)` are the same product",
        remedy: "Write it one way.", at: name.range)
      return false
    }
    for factor in factors where !known.variables.contains(factor) {
      fail(
        .modelProductWithoutFactor,
        "`\(factor)` is in the model only as a factor of `\(name.text)`"
          + NearestName.clause(
            factor, among: known.indicators.keys.sorted()),
        remedy: "Add it to the regression beside the product.",
        at: name.range)
      return false
    }
    return true
  }

  /// The products of indicators that measure a product.
  private mutating func indicators(
    of name: NameSyntax, _ known: BlockMeasurements
  ) -> ProductIndicators? {
    var factors: [ProductFactor] = []
    for factor in name.factors {
      guard let made = self.factor(factor, of: name, known) else { return nil }
      factors.append(made)
    }
    let pairCount = factors[0].indicators.count * factors[1].indicators.count
    guard options.productPairing != .all || pairCount <= ModelSize.productLimit
    else {
      fail(
        .modelProductPairing,
        "`\(name.text)` would be measured by \(pairCount) products, and "
          + "\(ModelSize.productLimit) are the most",
        remedy: "Match the indicators with the option `products: matched`, or "
          + "write the pairs.", at: name.range)
      return nil
    }
    let found = ProductIndicators(
      factors[0], factors[1], pairing: options.productPairing,
      setsScale: !options.standardizeLatent && !options.effectCodingLoadings)
    if let found { return found }
    let counts = factors.map(\.indicators.count)
    let count = counts.min() ?? 0
    let example = (0..<count).map {
      "\(factors[0].indicators[$0]):\(factors[1].indicators[$0])"
    }
    fail(
      .modelProductPairing,
      "`\(factors[0].name)` has \(counts[0]) indicators and "
        + "`\(factors[1].name)` \(counts[1]): they do not pair off to "
        + "measure `\(name.text)`",
      remedy: "Write the pairs, as in `\(name.text) =~ "
        + example.joined(separator: " + ")
        + "`, or take every pair with the option `products: all`.",
      at: name.range)
    return nil
  }

  private mutating func factor(
    _ factor: String, of name: NameSyntax, _ known: BlockMeasurements
  ) -> ProductFactor? {
    guard known.isLatent(factor) else {
      return ProductFactor(observed: factor)
    }
    let measurement = known.indicators[factor] ?? []
    let unusable = measurement.first {
      known.isLatent($0.name) || VariableProduct.isProduct($0.name)
        || $0.name == factor
    }
    guard !known.composites.contains(factor), !measurement.isEmpty,
      unusable == nil
    else {
      fail(
        .modelProductWithoutIndicators,
        unusable.map {
          $0.name == factor
            ? "`\(factor)` has no indicators, of which `\(name.text)` would "
              + "be made"
            : "`\(factor)` is measured by `\($0.name)`, which is not observed:"
              + " `\(name.text)` needs observed indicators"
        } ?? "`\(factor)` has no indicators, of which `\(name.text)` would "
          + "be made",
        remedy: "Use a product of latent variables with observed indicators.",
        at: name.range)
      return nil
    }
    let fixesFirst =
      (options.fixFirstLoading ?? (options.kind != .lavaan))
      && !options.standardizeLatent && !options.effectCodingLoadings
    return ProductFactor(latent: factor, measurement, fixesFirst: fixesFirst)
  }

  /// Refuses products of other variables than the factors' indicators.
  private mutating func checkMeasurement(
    of name: NameSyntax, by indicators: [String], _ known: BlockMeasurements
  ) {
    let factors = name.factors
    for indicator in indicators {
      let parts = VariableProduct.factors(of: indicator)
      for (factor, part) in zip(factors, parts) {
        let allowed =
          known.isLatent(factor)
          ? (known.indicators[factor] ?? []).map(\.name) : [factor]
        if allowed.contains(part) { continue }
        fail(
          .modelProductIndicator,
          "`\(indicator)` cannot measure `\(name.text)`: `\(part)` is no "
            + "indicator of `\(factor)`",
          remedy: "Its indicators are "
            + allowed.map { "`\($0)`" }.joined(separator: ", ") + ".",
          at: name.range)
        return
      }
    }
  }

  /// Puts the measurements behind those of the factors.
  private func insert(
    _ made: [(product: NameSyntax, indicators: ProductIndicators)],
    into block: inout ExpansionBlock, _ known: BlockMeasurements
  ) {
    var behind: [Int: [Statement]] = [:]
    var names: [String] = []
    var components: [Set<String>] = []
    for (product, indicators) in made {
      let place = product.factors.compactMap { known.places[$0] }.max() ?? 0
      behind[place, default: []].append(measurement(of: product, indicators))
      let first = names.count
      names += indicators.names
      components += indicators.components
      for later in first..<names.count {
        let shared = (0..<later).filter {
          !components[$0].isDisjoint(with: components[later])
            && !known.covariances.contains([names[$0], names[later]])
        }
        if shared.isEmpty { continue }
        behind[place, default: []].append(
          formula(
            named(names[later], at: product), .covariance,
            shared.map { named(names[$0], at: product) },
            range: product.range))
      }
    }
    block.statements = block.statements.enumerated().flatMap {
      [$0.element] + (behind[$0.offset] ?? [])
    }
  }

  private func measurement(
    of product: NameSyntax, _ indicators: ProductIndicators
  ) -> Statement {
    let statement = formula(
      product, .measurement,
      indicators.names.map { named($0, at: product) }, range: product.range)
    guard case .formula(var formula) = statement, let scale = indicators.scale
    else { return statement }
    formula.terms[0].modifiers = [
      ModifierSyntax(kind: .fixed(scale), range: product.range)
    ]
    return .formula(formula)
  }

  private func named(_ text: String, at place: NameSyntax) -> NameSyntax {
    NameSyntax(text: text, range: place.range)
  }

  /// Lets every latent product covary with its factors, where the defaults do
  /// not: with the residual of an endogenous factor, and with observed ones.
  ///
  /// Such covariances are zero in a normal population, but not in a sample.
  mutating func addCovariances(
    of products: [LatentProduct], to block: inout ExpansionBlock
  ) {
    guard !products.isEmpty, !options.orthogonalExogenous,
      options.addExogenousCovariances ?? (options.kind != .lavaan)
    else { return }
    let known = BlockMeasurements(block)
    var covariances = known.covariances
    func add(_ left: NameSyntax, _ right: String) {
      guard covariances.insert([left.text, right]).inserted else { return }
      block.statements.append(
        formula(left, .covariance, [named(right, at: left)], range: left.range))
    }
    for product in products {
      for factor in product.factors {
        let isExogenous = !known.endogenous.contains(factor)
        if known.isLatent(factor), isExogenous { continue }
        if known.loaded.contains(factor)
          || known.regressions.contains([factor, product.name.text])
        {
          continue
        }
        add(product.name, factor)
      }
      // An observed exogenous factor is random now: it covaries with the
      // latent one as latent ones do.
      let observed = product.factors.filter {
        !known.isLatent($0) && !known.endogenous.contains($0)
      }
      let latent = product.factors.filter {
        known.isLatent($0) && !known.endogenous.contains($0)
      }
      if let left = latent.first, let right = observed.first {
        add(named(left, at: product.name), right)
      }
    }
  }
}
