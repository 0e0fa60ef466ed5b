internal import FitSettings
internal import Messages
internal import MomentStructure
internal import Specification
internal import VariableNames

/// The products among one block's regressions.
struct ModerationGraph: Sendable {
  /// A product that changes the slope of an arrow.
  struct Product: Sendable {
    /// Its index in the block's B.
    var column: Int
    /// The factors beside the acting variable.
    var moderators: [String]
    /// Whether its factors count from their means.
    var isCentered: Bool
  }

  /// The regressions, products included.
  let graph: EffectsGraph
  private let products: [(column: Int, factors: [String])]
  private let latentProducts: Set<Int>
  /// The means from which the factors of latent products count.
  private let origins: [String: ProductOrigin]

  /// Makes the graph of a block.
  ///
  /// - Parameters:
  ///   - structure: The block.
  ///   - roles: Its variables.
  ///   - origins: The means from which the factors of latent products count;
  ///     zero where there is none.
  init(
    _ structure: BlockStructure, _ roles: VariableRoles,
    origins: [String: ProductOrigin] = [:]
  ) {
    let interactions = roles.interactions + roles.latentInteractions
    let graph = EffectsGraph(structure, products: interactions)
    self.graph = graph
    self.origins = origins
    products = interactions.compactMap { product in
      graph.index(of: product.name).map { ($0, product.factors) }
    }
    latentProducts = Set(
      roles.latentInteractions.compactMap { graph.index(of: $0.name) })
  }

  /// The products of the acting variable that act on the same outcome.
  ///
  /// - Parameters:
  ///   - source: The acting variable.
  ///   - target: The outcome.
  /// - Returns: The products.
  /// - Throws: `LatentError` if one has the acting variable as two factors.
  func products(from source: Int, to target: Int) throws(LatentError)
    -> [Product]
  {
    let name = graph.variables[source]
    var result: [Product] = []
    for (column, factors) in products
    where graph.hasEdge(from: column, to: target) && factors.contains(name) {
      let moderators = factors.filter { $0 != name }
      guard moderators.count == factors.count - 1,
        Set(moderators).count == moderators.count
      else {
        throw LatentError(
          code: .moderationPower,
          message: "The product \(graph.variables[column]) holds a variable "
            + "twice: the effect of \(name) on "
            + "\(graph.variables[target]) is not linear.",
          remedy: "Ask for conditional effects along paths without powers.")
      }
      result.append(
        Product(
          column: column, moderators: moderators,
          isCentered: latentProducts.contains(column)))
    }
    return result
  }

  /// The latent products that moderate a path.
  func latentProducts(of path: [Int]) throws(LatentError) -> [String] {
    var names: [String] = []
    for (source, target) in zip(path, path.dropFirst()) {
      for product in try products(from: source, to: target)
      where product.isCentered {
        names.append(graph.variables[product.column])
      }
    }
    return names.distinct
  }

  /// The moderators of a path, in the order of the products.
  func moderators(of path: [Int]) throws(LatentError) -> [String] {
    var names: [String] = []
    for (source, target) in zip(path, path.dropFirst()) {
      names += try products(from: source, to: target).flatMap(\.moderators)
    }
    return names.distinct
  }

  /// The slopes of a path with its moderators held at values.
  func slopes(_ path: [Int], at values: [String: Double]) throws(LatentError)
    -> [EffectSlope]
  {
    var result: [EffectSlope] = []
    for (source, target) in zip(path, path.dropFirst()) {
      var slope = EffectSlope(row: target, columns: [], coefficients: [])
      if graph.hasEdge(from: source, to: target) {
        slope.columns.append(source)
        slope.coefficients.append(1)
        slope.origins.append(nil)
      }
      for product in try products(from: source, to: target) {
        slope.columns.append(product.column)
        slope.coefficients.append(
          product.moderators.reduce(1) {
            let origin = product.isCentered ? origins[$1]?.value ?? 0 : 0
            return $0 * ((values[$1] ?? 0) - origin)
          })
        // A latent product has two factors: one of them moderates.
        slope.origins.append(
          product.isCentered
            ? product.moderators.first.flatMap { origins[$0] }
            : nil)
      }
      result.append(slope)
    }
    return result
  }

  /// An index of moderated mediation, or why there is none.
  enum Index {
    case slopes([EffectSlope])
    case undefined(String)
  }

  /// The derivative of a path's effect by a moderator, where it is constant:
  /// the path is moderated on one arrow only, and the moderator enters there
  /// by one product of two factors (Hayes, 2015, 2018).
  func index(of path: [Int], by moderator: String) throws(LatentError) -> Index
  {
    let arrows = Array(zip(path, path.dropFirst()))
    var moderated: [(place: Int, products: [Product])] = []
    for (place, arrow) in arrows.enumerated() {
      let products = try products(from: arrow.0, to: arrow.1)
      if !products.isEmpty { moderated.append((place, products)) }
    }
    let own = moderated.filter { item in
      item.products.contains { $0.moderators.contains(moderator) }
    }
    guard let first = own.first else {
      return .undefined("\(moderator) does not moderate this path.")
    }
    guard own.count == 1 else {
      return .undefined(
        "\(moderator) moderates more than one arrow of the path: the "
          + "indirect effect is not linear in it.")
    }
    guard moderated.count == 1 else {
      return .undefined(
        "another arrow of the path is moderated too: what a unit of "
          + "\(moderator) changes depends on the other moderator.")
    }
    let entering = first.products.filter {
      $0.moderators.contains(moderator)
    }
    guard entering.count == 1, entering[0].moderators.count == 1 else {
      return .undefined(
        "\(moderator) enters by a product of three factors: what a unit of "
          + "it changes depends on the other moderator.")
    }
    let slopes = arrows.enumerated().map { place, arrow in
      EffectSlope(
        row: arrow.1,
        columns: [place == first.place ? entering[0].column : arrow.0],
        coefficients: [1])
    }
    return .slopes(slopes)
  }
}
