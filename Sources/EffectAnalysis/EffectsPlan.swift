internal import FitSettings
internal import LinearAlgebra
package import Messages
package import MomentStructure
internal import Specification
internal import VariableNames

/// The effects of some variables on others in a model: what they are, and how
/// their values are computed.
package struct EffectPlan: Sendable {
  /// The effects in the order in which they are shown.
  package let definitions: [EffectDefinition]
  /// The effect of each definition in the evaluator.
  package let effects: [Int]
  /// Computes the values.
  package let evaluator: EffectEvaluator
  /// Warnings for the reader.
  package let warnings: [LatentWarning]
  /// Whether no variable acts on itself through others, in any group.
  package let isRecursive: Bool

  /// Plans the effects of each variable of one list on each of another.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - sources: The acting variables.
  ///   - outcomes: The outcomes.
  ///   - options: The effects to include.
  /// - Throws: `LatentError` for variables that the structural part does not
  ///   have, pairs without a path, and more paths than the options allow.
  package init(
    _ model: CompiledModel, from sources: [String], to outcomes: [String],
    options: EffectOptions
  ) throws(LatentError) {
    var builder = EffectPlanBuilder(model: model, options: options)
    for from in sources {
      for to in outcomes { try builder.addPair(from: from, to: to) }
    }
    try builder.addGroupDifferences()
    builder.addWarnings()
    self.init(model, builder.draft, isRecursive: builder.isRecursive)
  }

  /// Makes a plan of a draft.
  init(_ model: CompiledModel, _ draft: EffectDraft, isRecursive: Bool) {
    evaluator = EffectEvaluator(
      model, quantities: draft.quantities, differences: draft.differences)
    definitions = draft.rows.map(\.definition)
    effects = draft.rows.map { row in
      switch row.source {
      case .quantity(let index): index
      case .difference(let index): draft.quantities.count + index
      }
    }
    warnings = draft.warnings
    self.isRecursive = isRecursive
  }
}

/// Effects as they are collected, before their number is known.
struct EffectDraft {
  enum Source {
    case quantity(Int)
    case difference(Int)
  }

  var rows: [(definition: EffectDefinition, source: Source)] = []
  var quantities: [EffectQuantity] = []
  var differences: [(first: Int, second: Int)] = []
  var warnings: [LatentWarning] = []

  /// Adds an effect and returns its index among the quantities.
  @discardableResult
  mutating func add(_ definition: EffectDefinition, _ quantity: EffectQuantity)
    -> Int
  {
    rows.append((definition, .quantity(quantities.count)))
    quantities.append(quantity)
    return quantities.count - 1
  }

  mutating func addDifference(
    _ definition: EffectDefinition, _ first: Int, _ second: Int
  ) {
    rows.append((definition, .difference(differences.count)))
    differences.append((first, second))
  }

  /// The most effects, differences among them, of one analysis: every one is
  /// drawn, and takes a line.
  private static let most = 1_000

  /// Refuses more effects than anybody reads, before they are made.
  ///
  /// - Parameters:
  ///   - more: The number of effects to be added.
  ///   - words: What they are.
  ///   - option: The option that leaves them out.
  /// - Throws: `LatentError` that names the option.
  func requireRoom(_ more: Int, _ words: String, option: String)
    throws(LatentError)
  {
    guard rows.count + more > Self.most else { return }
    throw LatentError(
      code: .effectsTooMany,
      message: "There are \(rows.count + more) effects with \(words), and "
        + "\(Self.most) are the most.",
      remedy: "Leave those out by `\(option): false`, or ask for fewer "
        + "effects.")
  }

  /// Adds the difference of every effect that two groups have in common.
  ///
  /// - Throws: `LatentError` if there are too many.
  mutating func addGroupDifferences(groupCount: Int) throws(LatentError) {
    // By group, the quantities under their definitions without the group.
    var own = [[EffectDefinition: Int]](repeating: [:], count: groupCount + 1)
    for (definition, source) in rows {
      guard case .quantity(let index) = source else { continue }
      var plain = definition
      plain.group = 1
      own[definition.group][plain] = index
    }
    let shared = (own.map(\.count).max() ?? 0)
    try requireRoom(
      shared * groupCount * (groupCount - 1) / 2,
      "the differences of groups", option: "group-differences")
    let all = rows
    for first in 1..<max(groupCount, 2) {
      for second in (first + 1)..<max(groupCount + 1, first + 1) {
        for (definition, source) in all where definition.group == first {
          var plain = definition
          plain.group = 1
          guard case .quantity(let one) = source,
            let two = own[second][plain]
          else { continue }
          var difference = definition
          difference.otherGroup = second
          addDifference(difference, one, two)
        }
      }
    }
  }
}

/// Collects the effects of pairs of variables.
private struct EffectPlanBuilder {
  let model: CompiledModel
  let options: EffectOptions
  let graphs: [EffectsGraph]
  var draft = EffectDraft()

  init(model: CompiledModel, options: EffectOptions) {
    self.model = model
    self.options = options
    graphs = model.blocks.map { EffectsGraph($0) }
  }

  var isRecursive: Bool { graphs.allSatisfy(\.isRecursive) }

  mutating func addPair(from: String, to: String) throws(LatentError) {
    try graphs.requireVariables(from: from, to: to, model: model)
    for (block, graph) in graphs.enumerated() {
      guard let x = graph.index(of: from), let y = graph.index(of: to),
        graph.descendants(of: x).contains(y)
      else { continue }
      try addPair(from: x, to: y, block: block)
    }
  }

  private mutating func addPair(from x: Int, to y: Int, block: Int)
    throws(LatentError)
  {
    let graph = graphs[block]
    let paths = try graph.limitedPaths(
      from: x, to: y, limit: options.maximumPathCount)
    var definition = EffectDefinition(
      kind: .direct, from: graph.variables[x], to: graph.variables[y],
      group: block + 1)
    var quantity = EffectQuantity(block: block, from: x, to: y, terms: [])
    if graph.hasEdge(from: x, to: y) {
      definition.path = [graph.variables[x], graph.variables[y]]
      quantity.terms = [.path(Self.slopes([x, y]))]
      draft.add(definition, quantity)
    }
    definition.kind = .specificIndirect
    var indices: [Int] = []
    for path in paths {
      definition.path = path.map { graph.variables[$0] }
      quantity.terms = [.path(Self.slopes(path))]
      indices.append(draft.add(definition, quantity))
    }
    definition.path = []
    // Loops add to the indirect effect even where no third variable lies on
    // a simple path.
    if !paths.isEmpty || !graph.isRecursive {
      definition.kind = .totalIndirect
      quantity.terms = [.totalIndirect]
      draft.add(definition, quantity)
    }
    definition.kind = .total
    quantity.terms = [.total]
    draft.add(definition, quantity)
    try addContrasts(definition, paths: paths, indices: indices, graph)
  }

  private mutating func addContrasts(
    _ definition: EffectDefinition, paths: [[Int]], indices: [Int],
    _ graph: EffectsGraph
  ) throws(LatentError) {
    guard options.includesContrasts, paths.count > 1 else { return }
    try draft.requireRoom(
      paths.count * (paths.count - 1) / 2, "the contrasts of paths",
      option: "contrasts")
    var definition = definition
    definition.kind = .contrast
    for first in paths.indices {
      for second in (first + 1)..<max(paths.count, first + 1) {
        definition.path = paths[first].map { graph.variables[$0] }
        definition.otherPath = paths[second].map { graph.variables[$0] }
        draft.addDifference(definition, indices[first], indices[second])
      }
    }
  }

  mutating func addGroupDifferences() throws(LatentError) {
    guard options.includesGroupDifferences, graphs.count > 1 else { return }
    try draft.addGroupDifferences(groupCount: graphs.count)
  }

  static func slopes(_ path: [Int]) -> [EffectSlope] {
    zip(path, path.dropFirst()).map {
      EffectSlope(row: $1, columns: [$0], coefficients: [1])
    }
  }

  mutating func addWarnings() {
    if !isRecursive {
      draft.warnings.append(
        LatentWarning(
          code: .effectsNonrecursive,
          message: "The model has loops. Total effects are those of all "
            + "rounds through the loops; specific indirect effects are those "
            + "of paths that visit no variable twice, and do not add up to "
            + "the total indirect effect."))
    }
    let products = Set(
      model.table.roles.flatMap { $0.interactions + $0.latentInteractions })
    let involved = Set(
      draft.quantities.flatMap { quantity in
        let graph = graphs[quantity.block]
        return products.filter { product in
          guard let p = graph.index(of: product.name) else { return false }
          return graph.targets[p].contains { target in
            target == quantity.to
              || graph.descendants(of: target).contains(quantity.to)
          } && graph.moderates(product: product, source: quantity.from)
        }
      })
    guard !involved.isEmpty else { return }
    draft.warnings.append(
      LatentWarning(
        code: .effectsProducts,
        message: "The model has products ("
          + "\(involved.map(\.name).sorted().joined(separator: ", "))): the "
          + "plain "
          + "effects hold where the moderators are zero, conditional effects "
          + "at other values of them."))
  }
}

extension EffectsGraph {
  /// Whether a product has a factor that is the source or that it acts on.
  func moderates(product: VariableProduct, source: Int) -> Bool {
    let reached = descendants(of: source).union([source])
    return product.factors.contains { factor in
      index(of: factor).map { reached.contains($0) } ?? false
    }
  }

  /// The paths through third variables, refusing too many.
  func limitedPaths(from x: Int, to y: Int, limit: Int) throws(LatentError)
    -> [[Int]]
  {
    guard let paths = indirectPaths(from: x, to: y, limit: limit) else {
      throw LatentError(
        code: .effectsTooManyPaths,
        message: "There are more than \(limit) paths from "
          + "\(variables[x]) to \(variables[y]).",
        remedy: "Allow more, or ask for the effects on a variable between "
          + "the two.")
    }
    return paths
  }
}

extension [EffectsGraph] {
  /// Refuses variables that no graph has, and pairs without a path.
  func requireVariables(
    from: String, to: String, model: CompiledModel
  ) throws(LatentError) {
    for name in [from, to] where allSatisfy({ $0.index(of: name) == nil }) {
      throw unknown(name, model: model)
    }
    guard from != to else {
      throw LatentError(
        code: .effectsSameVariable,
        message: "An effect of \(from) on itself was asked for.",
        remedy: "Name two variables.")
    }
    func hasPath(_ source: String, _ target: String) -> Bool {
      contains { graph in
        guard let x = graph.index(of: source), let y = graph.index(of: target)
        else { return false }
        return graph.descendants(of: x).contains(y)
      }
    }
    guard !hasPath(from, to) else { return }
    throw LatentError(
      code: .effectsNoPath,
      message: "The model has no path from \(from) to \(to).",
      remedy: hasPath(to, from)
        ? "There is one from \(to) to \(from): exchange the two."
        : "Add the regressions that link them, or name other variables.")
  }

  private func unknown(_ name: String, model: CompiledModel) -> LatentError {
    let known = Set(flatMap(\.variables))
    if model.table.roles.contains(where: { $0.observed.contains(name) }) {
      return LatentError(
        code: .effectsNotStructural,
        message: "The variable \(name) takes part in no regression: it has "
          + "no effects.",
        remedy: "Name latent variables, or observed ones in regressions.")
    }
    let ordered = known.sorted()
    let near = NearestName.find(name, in: ordered)
    return LatentError(
      code: .effectsUnknownVariable,
      message: "The model has no variable \(name).",
      remedy: near.map { "Did you mean \($0)?" }
        ?? "Its structural part has \(ordered.joined(separator: ", ")).")
  }
}
