internal import FitSettings
package import Messages
package import MomentStructure
internal import Specification

/// Collects the conditional effects and indices of one variable on another.
package struct ModerationPlan {
  private let model: CompiledModel
  private let from: String
  private let to: String
  private let points: [ModeratorPoints]
  private let graphs: [ModerationGraph]
  private var conditional = EffectDraft()
  private var indices = EffectDraft()
  private(set) var undefined: [UndefinedModerationIndex] = []

  /// Every combination of values may be asked for, within reason.
  private static let mostCombinations = 200

  package init(
    _ model: CompiledModel, from: String, to: String,
    points: [ModeratorPoints], origins: [[String: ProductOrigin]],
    options: EffectOptions
  ) throws(LatentError) {
    self.model = model
    self.from = from
    self.to = to
    self.points = points
    graphs = model.blocks.indices.map {
      ModerationGraph(
        model.blocks[$0], model.table.roles[$0], origins: origins[$0])
    }
    try graphs.map(\.graph).requireVariables(
      from: from, to: to, model: model)
    try requirePoints(options)
    for block in graphs.indices { try addBlock(block, options) }
    if options.includesGroupDifferences, graphs.count > 1 {
      try conditional.addGroupDifferences(groupCount: graphs.count)
      try indices.addGroupDifferences(groupCount: graphs.count)
    }
    addWarnings()
  }

  /// The effects that depend on moderators.
  package var conditionalPlan: EffectPlan {
    EffectPlan(model, conditional, isRecursive: isRecursive)
  }

  /// The indices of moderated mediation.
  package var indexPlan: EffectPlan {
    EffectPlan(model, indices, isRecursive: isRecursive)
  }

  private var isRecursive: Bool { graphs.allSatisfy(\.graph.isRecursive) }

  /// The moderators of every path, each once.
  static func moderators(
    _ model: CompiledModel, from: String, to: String, options: EffectOptions
  ) throws(LatentError) -> [String] {
    let graphs = zip(model.blocks, model.table.roles).map {
      ModerationGraph($0, $1)
    }
    try graphs.map(\.graph).requireVariables(
      from: from, to: to, model: model)
    var names: [String] = []
    for graph in graphs {
      for path in try graph.paths(from: from, to: to, options) {
        names += try graph.moderators(of: path)
      }
    }
    return names.distinct
  }

  private func requirePoints(_ options: EffectOptions) throws(LatentError) {
    let names = try Self.moderators(
      model, from: from, to: to, options: options)
    guard !names.isEmpty else {
      throw LatentError(
        code: .moderationNone,
        message: "No path from \(from) to \(to) is moderated by a product.",
        remedy: "Add a product and its factors to a regression, as in "
          + "\(to) ~ x + w + x:w.")
    }
    for name in names where !points.contains(where: { $0.variable == name }) {
      throw LatentError(
        code: .moderationNoValues,
        message: "\(name) moderates a path from \(from) to \(to), but no "
          + "values of it are given.",
        remedy: "Give values for \(names.joined(separator: ", ")).")
    }
    var combinations = 1
    for point in points {
      guard names.contains(point.variable) else {
        throw LatentError(
          code: .moderationNotAModerator,
          message: "\(point.variable) moderates no path from \(from) to "
            + "\(to).",
          remedy: "The moderators are \(names.joined(separator: ", ")).")
      }
      guard !point.values.isEmpty, point.values.allSatisfy(\.isFinite),
        Set(point.values).count == point.values.count,
        point.labels.isEmpty || point.labels.count == point.values.count
      else {
        throw LatentError(
          code: .moderationValues,
          message: "The values of \(point.variable) are not distinct "
            + "numbers.", remedy: "Give one or more, each once.")
      }
      combinations *= min(point.values.count, Self.mostCombinations + 1)
      guard combinations <= Self.mostCombinations else {
        throw LatentError(
          code: .moderationTooManyValues,
          message: "The values of the moderators make more than "
            + "\(Self.mostCombinations) combinations.",
          remedy: "Give fewer values.")
      }
    }
  }

  private mutating func addBlock(_ block: Int, _ options: EffectOptions)
    throws(LatentError)
  {
    let graph = graphs[block]
    guard let x = graph.graph.index(of: from),
      let y = graph.graph.index(of: to)
    else { return }
    let paths = try graph.paths(from: from, to: to, options)
    let quantity = EffectQuantity(block: block, from: x, to: y, terms: [])
    var definition = EffectDefinition(
      kind: .direct, from: from, to: to, group: block + 1)
    for path in paths {
      let names = try graph.moderators(of: path)
      if names.isEmpty { continue }
      for product in try graph.latentProducts(of: path) {
        try model.table.requireScale(of: product, block: block + 1)
      }
      definition.kind = path.count == 2 ? .direct : .specificIndirect
      definition.path = path.map { graph.graph.variables[$0] }
      try addConditional([path], definition, quantity, names)
      if path.count > 2 {
        for name in names {
          try addIndex(path, definition, quantity, name)
        }
      }
    }
    definition.path = []
    // Sums over paths are total effects only where nothing goes in circles.
    guard graph.graph.isRecursive else { return }
    let indirect = paths.filter { $0.count > 2 }
    if indirect.count > 1 {
      definition.kind = .totalIndirect
      try addSum(indirect, definition, quantity, graph)
    }
    if paths.count > 1 {
      definition.kind = .total
      try addSum(paths, definition, quantity, graph)
    }
  }

  private mutating func addSum(
    _ paths: [[Int]], _ definition: EffectDefinition,
    _ quantity: EffectQuantity, _ graph: ModerationGraph
  ) throws(LatentError) {
    var names: [String] = []
    for path in paths {
      names += try graph.moderators(of: path)
    }
    if !names.isEmpty {
      try addConditional(paths, definition, quantity, names.distinct)
    }
  }

  private mutating func addConditional(
    _ paths: [[Int]], _ definition: EffectDefinition,
    _ quantity: EffectQuantity, _ names: [String]
  ) throws(LatentError) {
    for values in combinations(of: names) {
      let held = Dictionary(
        values.map { ($0.variable, $0.value) }, uniquingKeysWith: { $1 })
      var definition = definition
      definition.moderators = values
      var quantity = quantity
      for path in paths {
        quantity.terms.append(
          .path(try graphs[quantity.block].slopes(path, at: held)))
      }
      conditional.add(definition, quantity)
    }
  }

  /// Every combination of the moderators' values, the last one fastest.
  private func combinations(of names: [String]) -> [[ModeratorValue]] {
    var result: [[ModeratorValue]] = [[]]
    for point in points where names.contains(point.variable) {
      result = result.flatMap { held in
        point.values.map { held + [ModeratorValue(point.variable, $0)] }
      }
    }
    return result
  }

  private mutating func addIndex(
    _ path: [Int], _ definition: EffectDefinition,
    _ quantity: EffectQuantity, _ moderator: String
  ) throws(LatentError) {
    switch try graphs[quantity.block].index(of: path, by: moderator) {
    case .undefined(let reason):
      undefined.append(
        UndefinedModerationIndex(
          path: definition.path, moderator: moderator,
          group: definition.group, reason: reason))
    case .slopes(let slopes):
      var definition = definition
      definition.kind = .moderationIndex
      definition.moderators = [ModeratorValue(moderator, 1)]
      var quantity = quantity
      quantity.terms = [.path(slopes)]
      indices.add(definition, quantity)
    }
  }

  private mutating func addWarnings() {
    for point in points {
      let isAffected = graphs.contains { graph in
        guard let x = graph.graph.index(of: from),
          let w = graph.graph.index(of: point.variable)
        else { return false }
        return graph.graph.descendants(of: x).contains(w)
      }
      guard isAffected else { continue }
      conditional.warnings.append(
        LatentWarning(
          code: .moderationAffectedModerator,
          message: "\(from) acts on the moderator \(point.variable): effects "
            + "at a value of it are what would remain if that value were "
            + "held."))
    }
  }
}

extension ModerationGraph {
  /// The direct path, if there is one, then the indirect ones.
  fileprivate func paths(
    from: String, to: String, _ options: EffectOptions
  ) throws(LatentError) -> [[Int]] {
    guard let x = graph.index(of: from), let y = graph.index(of: to) else {
      return []
    }
    let direct = graph.targets[x].contains(y) ? [[x, y]] : []
    return try direct
      + graph.limitedPaths(from: x, to: y, limit: options.maximumPathCount)
  }
}
