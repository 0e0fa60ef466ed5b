package import ModelFit
import ModelSyntax
package import Specification
import VariableNames

extension DiagramGraph {
  /// The diagram of a model's group.
  ///
  /// - Parameters:
  ///   - table: The model.
  ///   - group: The group, from 1.
  ///   - results: The results by row of the table, in its order; empty without
  ///     data.
  ///   - rSquared: R² of endogenous variables.
  ///   - options: What is drawn.
  package init(
    _ table: ParameterTable, group: Int = 1, results: [ParameterEstimate] = [],
    rSquared: [String: Double] = [:], options: DiagramOptions
  ) {
    self.init()
    let text = DiagramText(options: options)
    let roles = table.roles[group - 1]
    let indices = table.rows.indices.filter {
      table.rows[$0].group == group && table.rows[$0].block == group
        && !table.isOfParts(table.rows[$0])
    }
    func result(_ index: Int) -> ParameterEstimate? {
      results.indices.contains(index) ? results[index] : nil
    }
    let latent = Set(roles.latent)
    let composites = Set(
      indices.filter { table.rows[$0].op == .formative }.map {
        table.rows[$0].lhs
      })
    var places: [String: Int] = [:]
    func node(_ name: String) -> Int {
      if let place = places[name] { return place }
      let isLatent = latent.contains(name)
      let shape: DiagramShape =
        composites.contains(name) ? .hexagon : isLatent ? .ellipse : .rectangle
      nodes.append(
        Node(
          name: name,
          lines: DiagramText.wrapped(name, to: isLatent ? 84 : 78),
          shape: shape))
      places[name] = nodes.count - 1
      return nodes.count - 1
    }
    let hidden = Set(table.auxiliary)
    var endogenous: Set<String> = []
    // Arrows first: the order of the text is the order of the nodes.
    for index in indices {
      let row = table.rows[index]
      guard !hidden.contains(row.lhs), !hidden.contains(row.rhs) else {
        continue
      }
      let (kind, from, to): (Edge.Kind, String, String)
      switch row.op {
      case .measurement: (kind, from, to) = (.loading, row.lhs, row.rhs)
      case .formative: (kind, from, to) = (.weight, row.rhs, row.lhs)
      case .regression: (kind, from, to) = (.path, row.rhs, row.lhs)
      case .covariance where row.lhs != row.rhs:
        (kind, from, to) = (.covariance, row.lhs, row.rhs)
      default: continue
      }
      if kind != .covariance { endogenous.insert(to) }
      // What is fixed at zero is no arrow.
      if !row.isFree, row.fixedValue == 0 {
        if kind == .loading { _ = (node(from), node(to)) }
        continue
      }
      if kind == .covariance, options.part == .structure,
        roles.indicators.contains(from) || roles.indicators.contains(to)
      {
        continue
      }
      edges.append(
        Edge(
          kind: kind, from: node(from), to: node(to),
          lines: text.lines(row, result(index)),
          isDashed: text.isDashed(result(index))))
    }
    for name in roles.observed + roles.latent where !hidden.contains(name) {
      _ = node(name)
    }
    for index in indices {
      let row = table.rows[index]
      guard let place = places[row.lhs] else { continue }
      attach(
        row, result(index), to: place, text,
        isEndogenous: endogenous.contains(row.lhs))
    }
    if options.showsRSquared {
      let caused = Set(edges.filter { $0.kind == .path }.map(\.to))
      for place in caused {
        if let value = rSquared[nodes[place].name] {
          nodes[place].detail = text.rSquared(value)
        }
      }
    }
    readsDown = isGrowth(table, indices)
    keep(options.part)
    limitCovariances()
    tabulateCovariances()
    notes = Self.notes(results, options)
  }

  private mutating func attach(
    _ row: ParameterRow, _ result: ParameterEstimate?, to place: Int,
    _ text: DiagramText, isEndogenous: Bool
  ) {
    let options = text.options
    switch row.op {
    case .covariance where row.lhs == row.rhs:
      if !row.isFree, row.fixedValue == 0 { return }
      let kind: Attachment.Kind = isEndogenous ? .residual : .variance
      guard
        isEndogenous
          ? options.residuals != .none
          : options.showsVariances && !row.isExogenous
      else { return }
      nodes[place].attachments.append(
        Attachment(kind: kind, lines: text.value(row, result)))
    case .intercept:
      guard options.showsMeans else { return }
      if !row.isFree, row.fixedValue == 0 { return }
      nodes[place].attachments.append(
        Attachment(
          kind: .mean, lines: text.value(row, result),
          isDashed: text.isDashed(result)))
    default: return
    }
  }

  /// Whether factors share their indicators with fixed loadings, as those of
  /// growth curves do.
  private func isGrowth(_ table: ParameterTable, _ indices: [Int]) -> Bool {
    let loadings = indices.map { table.rows[$0] }.filter {
      $0.op == .measurement
    }
    guard loadings.count > 3, loadings.allSatisfy({ !$0.isFree }) else {
      return false
    }
    return Set(loadings.map(\.lhs)).count > 1
      && Set(loadings.map(\.rhs)).count < loadings.count
  }

  /// Leaves out what the chosen part does not have.
  private mutating func keep(_ part: DiagramOptions.Part) {
    switch part {
    case .all: return
    case .measurement:
      edges.removeAll { $0.kind == .path }
      for index in nodes.indices { nodes[index].detail = nil }
      let measured = Set(
        edges.filter { $0.kind != .covariance }.flatMap { [$0.from, $0.to] })
      retain { measured.contains($0) }
    case .structure:
      let indicators = Set(
        edges.filter { $0.kind == .loading }.map(\.to)
          + edges.filter { $0.kind == .weight }.map(\.from))
      let caused = Set(
        edges.filter { $0.kind == .path }.flatMap { [$0.from, $0.to] })
      edges.removeAll { $0.kind == .loading || $0.kind == .weight }
      retain { !indicators.contains($0) || caused.contains($0) }
    }
  }

  private mutating func retain(_ isKept: (Int) -> Bool) {
    var places: [Int: Int] = [:]
    var kept: [Node] = []
    for index in nodes.indices where isKept(index) {
      places[index] = kept.count
      kept.append(nodes[index])
    }
    nodes = kept
    edges = edges.compactMap { edge in
      guard let from = places[edge.from], let to = places[edge.to] else {
        return nil
      }
      var edge = edge
      edge.from = from
      edge.to = to
      return edge
    }
  }

  /// Covariances of many exogenous observed variables say little and hide much.
  private mutating func limitCovariances() {
    let caused = Set(edges.filter { $0.kind != .covariance }.map(\.to))
    func isObserved(_ edge: Edge) -> Bool {
      edge.kind == .covariance
        && [edge.from, edge.to].allSatisfy {
          nodes[$0].shape == .rectangle && !caused.contains($0)
        }
    }
    let count = edges.count(where: isObserved)
    if count > 6 { edges.removeAll(where: isObserved) }
  }

  /// Puts the numbers of many covariances of factors into a table: no drawing
  /// has room for them beside the bows.
  package mutating func tabulateCovariances() {
    let carried = Set(
      edges.filter { $0.kind == .loading }.map(\.to)
        + edges.filter { $0.kind == .weight }.map(\.from))
    let chosen = edges.indices.filter {
      edges[$0].kind == .covariance && !edges[$0].lines.isEmpty
        && !carried.contains(edges[$0].from) && !carried.contains(edges[$0].to)
    }
    guard chosen.count > 15 else { return }
    let members = Set(chosen.flatMap { [edges[$0].from, edges[$0].to] })
      .sorted()
    var place: [Int: Int] = [:]
    for (index, node) in members.enumerated() { place[node] = index }
    var cells = [[String]](
      repeating: [String](repeating: "", count: members.count),
      count: members.count)
    for index in chosen {
      let edge = edges[index]
      guard let a = place[edge.from], let b = place[edge.to] else { continue }
      cells[max(a, b)][min(a, b)] = edge.lines.joined(separator: " ")
      edges[index].lines = []
    }
    table = CovarianceTable(names: members.map { nodes[$0].name }, cells: cells)
  }

  private static func notes(
    _ results: [ParameterEstimate], _ options: DiagramOptions
  ) -> [String] {
    guard options.showsNotes, !results.isEmpty else { return [] }
    func text(_ english: String, _ chinese: String) -> String {
      options.isChinese ? chinese : english
    }
    var notes: [String] = []
    let errors =
      options.values.contains(.se)
      ? text(", standard errors in parentheses", "，括号内为标准误") : ""
    let stop = text(".", "。")
    switch (options.values.contains(.b), options.values.contains(.beta)) {
    case (true, true):
      notes.append(
        text(
          "Unstandardized / standardized estimates",
          "非标准化估计值 / 标准化估计值") + errors + stop)
    case (true, false):
      notes.append(
        text("Unstandardized estimates", "非标准化估计值") + errors + stop)
    case (false, true):
      notes.append(
        text("Standardized estimates", "标准化估计值") + errors + stop)
    case (false, false): break
    }
    if options.values.contains(.stars) {
      notes.append(
        text(
          "* p < .05, ** p < .01, *** p < .001.",
          "* p < 0.05，** p < 0.01，*** p < 0.001。"))
    }
    if let level = options.significance,
      results.contains(where: {
        [.measurement, .regression, .covariance].contains($0.op)
          && $0.lhs != $0.rhs && $0.isFree && ($0.pValue ?? 0) >= level
      })
    {
      let number = DiagramText.level(level)
      notes.append(
        text("Dashed: p ≥ \(number).", "虚线：p ≥ 0\(number)。"))
    }
    return notes
  }
}
