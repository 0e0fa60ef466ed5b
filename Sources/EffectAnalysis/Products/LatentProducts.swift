internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification
internal import VariableNames

extension Fit {
  /// The means from which the factors of latent products count, in each
  /// block: of the sample for observed factors (of incomplete ones, of the
  /// available cases), of the model for latent ones,
  /// and zero where nothing is centred.
  ///
  /// The products are of deviations from the group's means, so that the slope
  /// of f on y, with y = … + b f + c (f − μf)(g − μg), is b + c (g − μg).
  package var productOrigins: [[String: ProductOrigin]] {
    get throws(LatentError) {
      var result: [[String: ProductOrigin]] = []
      for (index, roles) in table.roles.enumerated() {
        var origins: [String: ProductOrigin] = [:]
        for product in roles.latentInteractions {
          for factor in product.factors {
            if options.productCentering == .none {
              try requireCentered(factor, of: product.name, block: index)
            } else {
              origins[factor] = try origin(of: factor, block: index)
            }
          }
        }
        result.append(origins)
      }
      return result
    }
  }

  /// Refuses a latent factor whose indicators were multiplied as they are and
  /// do not have means near zero: a product of such indicators holds the
  /// factors themselves too.
  private func requireCentered(
    _ factor: String, of product: String, block: Int
  ) throws(LatentError) {
    guard table.roles[block].latent.contains(factor),
      let means = sample[block].mean
    else { return }
    let covariance = sample[block].covariance
    let indicators = table.rows.filter {
      $0.blockIndex == block && $0.op == .measurement && $0.lhs == factor
    }
    for indicator in indicators {
      guard
        let place = sample[block].variables.firstIndex(of: indicator.rhs)
      else { continue }
      let deviation = covariance[place, place].squareRoot()
      guard abs(means[place]) > 0.01 * deviation else { continue }
      throw LatentError(
        code: .moderationNotCentered,
        message: "\(indicator.rhs) is not centred: with product-centering "
          + "none, the product \(product) does not tell the effects at values "
          + "of its factors.",
        remedy: "Use product-centering double, or centre the indicators.")
    }
  }

  private func origin(of name: String, block: Int) throws(LatentError)
    -> ProductOrigin
  {
    if let latent = latentMoments(of: name, block: block),
      let place = model.blocks[block].latent.firstIndex(of: name)
    {
      return ProductOrigin(value: latent.mean, variable: .latent(place))
    }
    guard let place = sample[block].variables.firstIndex(of: name),
      let mean = centre(ofVariable: place, block: block)
        ?? sample[block].mean?[place]
    else {
      throw LatentError(
        code: .moderationNoMoments,
        message: "The mean of \(name), from which its products count, is not "
          + "known from the fit's sample.",
        remedy: "Fit the model to a table of cases.")
    }
    return ProductOrigin(value: mean, variable: .observed(place))
  }

  /// The mean of available cases that products of an incomplete variable count
  /// from.
  private func centre(ofVariable place: Int, block: Int) -> Double? {
    for product in sample[block].incompleteCases?.products ?? [] {
      if product.factors.first == place { return product.origins.first }
      if product.factors.second == place { return product.origins.second }
    }
    return nil
  }

  /// A latent variable's mean and variance as the model implies them; `nil`
  /// if the block has no such latent variable.
  func latentMoments(of name: String, block: Int) -> (
    mean: Double, variance: Double
  )? {
    guard table.roles[block].latent.contains(name),
      let place = model.blocks[block].latent.firstIndex(of: name)
    else { return nil }
    let implied = estimates.implied(ofBlock: block)
    return (
      implied.latentMean[place], implied.latentCovariance[place, place]
    )
  }
}

extension ParameterTable {
  /// Refuses latent products that are not in the units of their factors: one
  /// of their loadings has to be fixed at the product of the two loadings of
  /// its components.
  ///
  /// - Parameters:
  ///   - product: The product.
  ///   - block: The block, from 1.
  /// - Throws: `LatentError` if no loading is.
  func requireScale(of product: String, block: Int) throws(LatentError) {
    let loadings = rows.filter { $0.block == block && $0.op == .measurement }
    func fixed(_ latent: String, _ indicator: String) -> Double? {
      // An observed factor is its own indicator.
      if latent == indicator { return 1 }
      return loadings.first { $0.lhs == latent && $0.rhs == indicator }?
        .fixedValue
    }
    let factors = VariableProduct.factors(of: product)
    let hasScale = loadings.contains { row in
      let parts = VariableProduct.factors(of: row.rhs)
      guard row.lhs == product, let own = row.fixedValue, own != 0,
        parts.count == 2, let one = fixed(factors[0], parts[0]),
        let two = fixed(factors[1], parts[1])
      else { return false }
      return abs(own - one * two) <= 1e-12 * abs(own)
    }
    guard !hasScale else { return }
    throw LatentError(
      code: .moderationScale,
      message: "The latent product \(product) is not in the units of "
        + "\(factors[0]) and \(factors[1]): no loading of it is fixed at the "
        + "product of the two loadings of its components.",
      remedy: "Scale the latent variables by loadings fixed at 1, without "
        + "std-lv and effect-coding.")
  }
}
