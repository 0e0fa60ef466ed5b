extension PathDiagram {
  /// Lays a graph out.
  ///
  /// Gaps are widened until no label covers anything and no arrow runs
  /// through a node, or that does not help any more.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - options: What is drawn.
  ///   - places: The kept centres of nodes by name.
  package init(
    _ graph: DiagramGraph, options: DiagramOptions,
    places: [String: DiagramPoint] = [:]
  ) {
    var best: (count: Int, diagram: PathDiagram)?
    for scale in [1.0, 1.15, 1.35, 1.6, 2.0] {
      let diagram = PathDiagram(
        graph, options: options, places: places, scale: scale)
      let count = DiagramCheck(diagram).count
      if best.map({ count < $0.count }) ?? true { best = (count, diagram) }
      if count == 0 { break }
    }
    self = best?.diagram ?? PathDiagram()
  }

  private init(
    _ graph: DiagramGraph, options: DiagramOptions,
    places: [String: DiagramPoint], scale: Double
  ) {
    self.init()
    let whole = graph.withModeratorsLast
    let graph = whole.withoutModerators
    var layout = DiagramLayout(graph, options: options, scale: scale)
    if !places.isEmpty, !graph.nodes.isEmpty {
      // Places count from the corner of the drawing that nobody moved.
      let drawn = PathDiagram(
        whole, options: options, places: [:], scale: scale)
      let corner = drawn.nodes[0].frame.center - layout.frames[0].center
      layout.move(places.mapValues { $0 - corner })
    }
    for (index, node) in graph.nodes.enumerated() {
      nodes.append(
        Node(
          name: node.name, lines: node.lines, detail: node.detail,
          shape: node.shape, frame: layout.frames[index],
          isIndicator: layout.skeleton.parent[index] != nil))
    }
    var attachments = Attachments(layout)
    attachments.draw(in: &self)
    let routing = ArrowRouting(layout, self, ports: attachments.ports)
    for index in graph.edges.indices { arrows.append(routing.arrow(index)) }
    addAreas(whole.stages)
    addModerations(whole, axes: layout.axes, places: places)
    LabelPlacement.place(in: &self)
    notes = graph.notes
    title = graph.title
    crop()
  }

  /// Moves everything to the corner of a drawing that holds it.
  private mutating func crop() {
    guard let extent else { return }
    move(
      by: DiagramPoint(
        DiagramSizes.margin - extent.minX, DiagramSizes.margin - extent.minY))
    width = extent.width + 2 * DiagramSizes.margin
    height = extent.height + 2 * DiagramSizes.margin
  }
}
