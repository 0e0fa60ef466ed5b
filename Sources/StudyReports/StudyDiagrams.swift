internal import ModelFit
internal import PathDiagrams
internal import Plots
internal import Publication
internal import ReportRendering
internal import Specification
internal import Studies

/// The figures of a study: the framework of its hypotheses, and path diagrams of
/// its models with their estimates.
struct StudyDiagrams: Sendable {
  let words: StudyWords
  let names: PublishedNames

  // MARK: Models

  /// The factors with their items.
  func measurement(_ fit: Fit) -> ReportFigure? {
    figure(fit, .measurement, title: words.measurementFigure)
  }

  /// What the regressions join.
  func structure(_ fit: Fit) -> ReportFigure? {
    figure(fit, .structure, title: words.structureFigure)
  }

  private func figure(
    _ fit: Fit, _ part: DiagramOptions.Part, title: ReportText
  ) -> ReportFigure? {
    guard fit.isConverged, fit.table.groupLabels.count == 1 else { return nil }
    var options = DiagramOptions()
    options.part = part
    options.showsNotes = false
    options.size = .page
    var rSquared: [String: Double] = [:]
    for entry in fit.rSquared[0] { rSquared[entry.variable] = entry.value }
    let graph = DiagramGraph(
      fit.table, results: fit.parameters, rSquared: rSquared,
      options: options)
    let notes = [
      words.estimatesNote(
        hasRSquared: graph.nodes.contains { $0.detail != nil },
        hasDashes: graph.edges.contains { $0.isDashed })
    ]
    return figure(graph, options, title: title, notes: notes)
  }

  private func figure(
    _ graph: DiagramGraph, _ options: DiagramOptions, title: ReportText,
    notes: [ReportText]
  ) -> ReportFigure? {
    guard !graph.edges.isEmpty else { return nil }
    let graph = graph.titled(names.title)
    var diagram = PathDiagram(panels: [graph], options: options)
    diagram.title = title.plain
    diagram.description = description(of: graph)
    return ReportFigure(
      title: title, drawing: DiagramSVG(options).drawing(diagram),
      notes: notes)
  }

  /// The arrows in words, for readers who cannot see them.
  private func description(of graph: DiagramGraph) -> String {
    let arrows = graph.edges.map { edge in
      let target = edge.target.map { graph.edges[$0] }
      let ends = target.map { [$0.from, $0.to] } ?? [edge.to]
      let arrow = edge.kind == .covariance ? " ↔ " : " → "
      let text =
        names.title(graph.nodes[edge.from].name) + arrow
        + ends.map { names.title(graph.nodes[$0].name) }.joined(
          separator: " → ")
      return edge.lines.isEmpty
        ? text : "\(text) (\(edge.lines.joined(separator: " ")))"
    }
    return arrows.joined(separator: words.sentenceGap) + words.sentenceEnd
  }

  // MARK: The framework

  /// The hypotheses as arrows between constructs; moderators point at arrows,
  /// and indirect effects, which have no arrow of their own, stand in the notes.
  ///
  /// - Parameters:
  ///   - hypotheses: The hypotheses.
  ///   - find: The name in models of a construct or variable.
  /// - Returns: The figure; `nil` without hypotheses.
  func framework(
    _ hypotheses: [StudyHypothesis], _ find: (String) -> String?
  ) -> ReportFigure? {
    var graph = DiagramGraph()
    func node(_ text: PlacedText) -> Int {
      let name = find(text.text) ?? text.text
      if let place = graph.index(of: name) { return place }
      graph.nodes.append(
        DiagramGraph.Node(name: name, lines: [name], shape: .roundedBox))
      return graph.nodes.count - 1
    }
    /// The arrow between two variables, made where it is missing.
    func arrow(_ from: Int, _ to: Int) -> Int {
      let place = graph.edges.firstIndex {
        $0.kind == .path && ($0.from, $0.to) == (from, to)
      }
      if let place { return place }
      graph.edges.append(DiagramGraph.Edge(kind: .path, from: from, to: to))
      return graph.edges.count - 1
    }
    var indirect: [ReportText] = []
    for hypothesis in hypotheses {
      let name = hypothesis.name.text
      let stages = hypothesis.stages.map { $0.map(node) }
      for (before, after) in zip(stages, stages.dropFirst()) {
        for from in before {
          for to in after where from != to {
            let place = arrow(from, to)
            if let moderator = hypothesis.moderator {
              graph.edges.append(
                DiagramGraph.Edge(
                  kind: .moderation, from: node(moderator), to: to,
                  lines: [name], target: place))
            } else if stages.count == 2 {
              Self.add(name, to: &graph.edges[place].lines)
            }
          }
        }
      }
      if stages.count > 2 {
        let path = stages.map { stage in
          stage.map { names.title(graph.nodes[$0].name) }.joined(
            separator: words.listingGap.plain)
        }.joined(separator: " → ")
        indirect.append(words.indirect(name, path))
      }
    }
    var options = DiagramOptions()
    options.isConceptual = true
    options.showsNotes = false
    options.size = .double
    return figure(
      graph, options, title: words.frameworkFigure,
      notes: indirect.isEmpty
        ? [] : [indirect.joined(separator: words.clauseGap) + words.stop])
  }

  /// Puts a hypothesis behind others of the same arrow, in one line.
  private static func add(_ name: String, to lines: inout [String]) {
    guard let first = lines.first else {
      lines = [name]
      return
    }
    if !first.split(separator: ", ").contains(Substring(name)) {
      lines = ["\(first), \(name)"]
    }
  }
}
