internal import LinearAlgebra
internal import MomentStructure

/// One block's variances with derivatives by the free parameters.
struct BlockVariances {
  private let observedCount: Int
  private let latentCount: Int
  /// Totals of observed, then of latent variables; then residuals of both, then
  /// products of totals.
  ///
  /// Each as a standard deviation, 0 where the variance cannot be told from
  /// zero.
  private var deviations: [Double] = []
  /// The index at which each variance's derivatives begin.
  private var starts: [Int] = [0]
  private var parameters: [Int] = []
  private var derivatives: [Double] = []
  private var places: [VarianceSource: Int] = [:]

  /// Takes the variances where a workspace stands.
  ///
  /// - Parameters:
  ///   - block: The block.
  ///   - products: The products of variances that scale latent products.
  init(_ block: BlockWorkspace, products: [VarianceSource]) {
    let structure = block.structure
    observedCount = structure.observedCount
    latentCount = structure.latentCount
    let sources =
      (0..<observedCount).map { VarianceSource.observedTotal($0) }
      + (0..<latentCount).map { VarianceSource.latentTotal($0) }
      + (0..<observedCount).map { VarianceSource.observedResidual($0) }
      + (0..<latentCount).map { VarianceSource.latentResidual($0) }
    for source in sources {
      source.forEachDerivative(in: block) { parameter, derivative in
        note(parameter, derivative)
      }
      finish(source, block)
    }
    for product in products where places[product] == nil {
      guard case .product(let a, let b) = product else { continue }
      for (one, other) in [(a, b), (b, a)] {
        let own = place(.latentTotal(one))
        for entry in starts[own]..<starts[own + 1] {
          note(
            parameters[entry],
            derivatives[entry] * block.totalVariance(latent: other))
        }
      }
      places[product] = deviations.count
      finish(product, block)
    }
  }

  private mutating func note(_ parameter: Int, _ derivative: Double) {
    guard derivative != 0 else { return }
    parameters.append(parameter)
    derivatives.append(derivative)
  }

  private mutating func finish(
    _ source: VarianceSource, _ block: BlockWorkspace
  ) {
    deviations.append(source.deviation(in: block))
    starts.append(parameters.count)
  }

  private func place(_ source: VarianceSource) -> Int {
    switch source {
    case .observedTotal(let i): i
    case .latentTotal(let j): observedCount + j
    case .observedResidual(let i): observedCount + latentCount + i
    case .latentResidual(let j): 2 * observedCount + latentCount + j
    case .product: places[source] ?? 0
    }
  }

  /// Multiplies or divides a value by the root of a variance, and its
  /// gradient by the product rule; NaN by a variance of zero, where the root
  /// has no derivative either.
  func apply(
    _ factor: StandardizationRecipe.Factor, to value: inout Double,
    _ gradient: inout SparseGradient
  ) {
    let place = place(factor.variance)
    let root = deviations[place]
    let entries = starts[place]..<starts[place + 1]
    if root == 0 {
      value *= factor.divides ? .nan : 0
      gradient.scale(by: factor.divides || !entries.isEmpty ? .nan : 0)
      return
    }
    let slope = 0.5 / root
    let scale = factor.divides ? 1 / root : root
    gradient.scale(by: scale)
    for entry in entries {
      var derivative = slope * derivatives[entry]
      if factor.divides { derivative *= -1 / (root * root) }
      gradient.add(value * derivative, to: parameters[entry])
    }
    value *= scale
  }
}
