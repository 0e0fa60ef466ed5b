package import ModelSyntax
package import Specification
import VariableNames

extension DiagramGraph {
  /// The framework of a model's constructs: what causes what, the stages that
  /// a `framework` names, moderators that point at arrows, and hypotheses.
  ///
  /// A hypothesis is a label such as `H1` or `H2a` of a regression, or one that
  /// the options name by the arrow, `from -> to`.
  ///
  /// - Parameters:
  ///   - table: The model; its first group is drawn.
  ///   - tree: Its text.
  ///   - options: What is drawn.
  package init(
    framework table: ParameterTable, _ tree: SyntaxTree,
    options: DiagramOptions
  ) {
    self.init()
    let paths = table.rows.filter {
      $0.op == .regression && $0.group == 1
        && ($0.isFree || $0.fixedValue != 0)
    }
    var places: [String: Int] = [:]
    func node(_ name: String) -> Int {
      if let place = places[name] { return place }
      nodes.append(
        Node(
          name: name, lines: DiagramText.wrapped(name, to: 84),
          shape: .roundedBox))
      places[name] = nodes.count - 1
      return nodes.count - 1
    }
    func hypothesis(_ row: ParameterRow) -> [String] {
      let arrow = "\(row.rhs) -> \(row.lhs)"
      if let name = options.hypotheses[arrow] { return [name] }
      return Self.isHypothesis(row.label) ? [row.label] : []
    }
    let products = paths.filter { VariableProduct.isProduct($0.rhs) }
    /// The factor of a product that moderates the other one's effect.
    func moderator(_ row: ParameterRow) -> (of: String, name: String)? {
      let factors = VariableProduct.factors(of: row.rhs)
      guard factors.count == 2 else { return nil }
      let own = Set(paths.filter { $0.lhs == row.lhs }.map(\.rhs))
      if own.contains(factors[0]) { return (factors[0], factors[1]) }
      return own.contains(factors[1]) ? (factors[1], factors[0]) : nil
    }
    let moderating = products.compactMap { row in
      moderator(row).map { (outcome: row.lhs, name: $0.name) }
    }
    for row in paths where !VariableProduct.isProduct(row.rhs) {
      // A moderator's own effect is part of its moderation, unless the theory
      // speaks of it.
      let isModerator = moderating.contains {
        $0.outcome == row.lhs && $0.name == row.rhs
      }
      let lines = hypothesis(row)
      if isModerator, lines.isEmpty { continue }
      edges.append(
        Edge(
          kind: .path, from: node(row.rhs), to: node(row.lhs), lines: lines))
    }
    for row in products {
      guard let (focal, name) = moderator(row) else { continue }
      let target = edges.firstIndex {
        $0.kind == .path && nodes[$0.from].name == focal
          && nodes[$0.to].name == row.lhs
      }
      guard let target else { continue }
      edges.append(
        Edge(
          kind: .moderation, from: node(name), to: edges[target].to,
          lines: hypothesis(row), target: target))
    }
    addStages(tree, places)
  }

  private mutating func addStages(_ tree: SyntaxTree, _ places: [String: Int]) {
    for case .framework(let framework) in tree.statements {
      for stage in framework.stages where stage.members.count > 1 {
        let members = stage.members.compactMap { places[$0.text] }
        if members.count > 1 {
          stages.append(Stage(title: stage.name.text, members: members))
        }
      }
    }
  }

  /// Whether a label reads as the name of a hypothesis: `H1`, `H2a`, `H3-1`.
  static func isHypothesis(_ label: String) -> Bool {
    guard let first = label.first, first == "H" || first == "h" else {
      return false
    }
    return label.dropFirst().first?.isNumber ?? false
  }

  /// The nodes that only moderate.
  var moderators: Set<Int> {
    let own = Set(edges.filter { $0.kind == .moderation }.map(\.from))
    let others = edges.filter { $0.kind != .moderation }
    return own.subtracting(others.flatMap { [$0.from, $0.to] })
  }

  /// The graph without moderations, and the nodes that only moderate, which
  /// stand last.
  var withoutModerators: DiagramGraph {
    var graph = self
    graph.edges.removeAll { $0.kind == .moderation }
    graph.nodes.removeLast(moderators.count)
    return graph
  }

  /// The graph with the nodes that only moderate behind the others.
  var withModeratorsLast: DiagramGraph {
    let last = moderators
    guard !last.isEmpty else { return self }
    let order = nodes.indices.filter { !last.contains($0) } + last.sorted()
    var place = [Int](repeating: 0, count: nodes.count)
    for (new, old) in order.enumerated() { place[old] = new }
    var graph = self
    graph.nodes = order.map { nodes[$0] }
    for index in edges.indices {
      graph.edges[index].from = place[edges[index].from]
      graph.edges[index].to = place[edges[index].to]
    }
    for index in stages.indices {
      graph.stages[index].members = stages[index].members.map { place[$0] }
    }
    return graph
  }
}
