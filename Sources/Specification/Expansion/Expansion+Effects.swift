internal import Messages
import ModelSyntax

extension Expansion {
  /// Replaces a block's effects by definitions, and labels the regressions
  /// that they are made of.
  mutating func expandEffects(_ block: inout ExpansionBlock) {
    var paths = LabelledPaths(block, options: options)
    var made: [Int: [Statement]] = [:]
    for (index, statement) in block.statements.enumerated() {
      guard case .effect(let effect) = statement else { continue }
      var definitions = EffectDefinitions(
        block: block, range: effect.range, statements: [])
      for path in combinations(effect.stages) {
        guard areKnown(path, paths.graph) else { continue }
        // Where one pair has too many paths, most others have.
        if diagnostics.last?.code == .modelTooManyPaths { break }
        switch effect.kind {
        case .specific: defineSpecific(path, &paths, &definitions)
        case .all: defineAll(path, &paths, &definitions)
        }
      }
      made[index] = definitions.statements
    }
    block.statements = block.statements.enumerated().flatMap {
      index, statement in made[index] ?? paths.labelled(statement, at: index)
    }
  }

  /// Every way to take one name of each stage.
  private func combinations(_ stages: [[NameSyntax]]) -> [[NameSyntax]] {
    stages.reduce([[]]) { paths, stage in
      paths.flatMap { path in stage.map { path + [$0] } }
    }
  }

  private mutating func areKnown(
    _ path: [NameSyntax], _ graph: PathGraph
  ) -> Bool {
    var areKnown = true
    for name in path where !graph.variables.contains(name.text) {
      areKnown = false
      let message = "`\(name.text)` is not a variable of the model"
      guard !diagnostics.contains(where: { $0.range == name.range }) else {
        continue
      }
      fail(
        .modelUnknownVariable,
        message
          + NearestName.clause(name.text, among: graph.variables.sorted()),
        remedy: "Effects run along the model's regressions.", at: name.range)
    }
    return areKnown
  }

  /// Defines the effect along one path.
  private mutating func defineSpecific(
    _ path: [NameSyntax], _ paths: inout LabelledPaths,
    _ definitions: inout EffectDefinitions
  ) {
    for (cause, outcome) in zip(path, path.dropFirst()) {
      let edge = PathGraph.Edge(cause: cause.text, outcome: outcome.text)
      guard paths.graph.occurrences[edge] == nil else { continue }
      let causes = paths.graph.causes[outcome.text] ?? []
      let list = causes.map { "`\($0)`" }.joined(separator: ", ")
      fail(
        .modelNoPath,
        "`\(outcome.text)` is not regressed on `\(cause.text)`"
          + NearestName.clause(cause.text, among: causes),
        remedy: causes.isEmpty
          ? "It is regressed on nothing: add `\(cause.text) -> "
            + "\(outcome.text)`."
          : "It is regressed on \(list).", at: cause.range.union(outcome.range))
      return
    }
    define(path.map(\.text), at: path[0].range, &paths, &definitions)
  }

  /// Defines the effect along a path that exists, and gives its names.
  @discardableResult
  private mutating func define(
    _ path: [String], at range: SourceRange, _ paths: inout LabelledPaths,
    _ definitions: inout EffectDefinitions
  ) -> [EffectPart]? {
    var factors: [[EffectPart]] = []
    for (cause, outcome) in zip(path, path.dropFirst()) {
      let edge = PathGraph.Edge(cause: cause, outcome: outcome)
      guard let parts = parts(of: edge, at: range, &paths) else {
        return nil
      }
      factors.append(parts)
    }
    let name = EffectNames.path(path)
    return define(
      path.count == 2 ? "direct.\(name)" : name, factors, .multiply,
      for: path.joined(separator: " -> "), &definitions)
  }

  /// Defines the direct, indirect and total effects of one variable on
  /// another.
  private mutating func defineAll(
    _ ends: [NameSyntax], _ paths: inout LabelledPaths,
    _ definitions: inout EffectDefinitions
  ) {
    let (cause, outcome) = (ends[0], ends[1])
    guard let found = search(cause, outcome, paths.graph) else { return }
    var direct: [[EffectPart]] = []
    var indirect: [[EffectPart]] = []
    for path in found {
      guard
        let names = define(path, at: cause.range, &paths, &definitions)
      else { return }
      if path.count == 2 {
        direct.append(names)
      } else {
        indirect.append(names)
      }
    }
    let pair = EffectNames.path([cause.text, outcome.text])
    let thing = "\(cause.text) => \(outcome.text)"
    if !indirect.isEmpty {
      guard
        let names = define(
          "total.indirect.\(pair)", indirect, .add, for: "indirect \(thing)",
          &definitions)
      else { return }
      direct.append(names)
    }
    _ = define(
      "total.\(pair)", direct, .add, for: "total \(thing)", &definitions)
  }

  /// The paths between two variables; `nil` after saying why there are none.
  private mutating func search(
    _ cause: NameSyntax, _ outcome: NameSyntax, _ graph: PathGraph
  ) -> [[String]]? {
    let range = cause.range.union(outcome.range)
    switch graph.paths(from: cause.text, to: outcome.text) {
    case .paths(let paths) where !paths.isEmpty: return paths
    case .paths:
      let back = graph.paths(from: outcome.text, to: cause.text)
      var remedy = "Add the regressions that lead there."
      if case .paths(let paths) = back, !paths.isEmpty {
        remedy = "Did you mean `effects \(outcome.text) -> \(cause.text)`?"
      }
      fail(
        .modelNoPath,
        "no directed path leads from `\(cause.text)` to `\(outcome.text)`",
        remedy: remedy, at: range)
    case .circle(let circle):
      fail(
        .modelCircle,
        "the paths from `\(cause.text)` to `\(outcome.text)` run in a circle: "
          + circle.joined(separator: " -> "),
        remedy: "Remove a regression of the circle, or define single paths "
          + "with `effect`.", at: range)
    case .tooMany:
      fail(
        .modelTooManyPaths,
        "more than \(PathGraph.pathLimit) paths lead from `\(cause.text)` to "
          + "`\(outcome.text)`",
        remedy: "Define the paths of interest with `effect`.", at: range)
    }
    return nil
  }
}
