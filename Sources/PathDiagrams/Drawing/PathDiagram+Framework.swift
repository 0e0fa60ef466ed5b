import Plots

extension PathDiagram {
  /// Draws boxes around the constructs of a stage.
  mutating func addAreas(_ stages: [DiagramGraph.Stage]) {
    for stage in stages {
      let frames = stage.members.map { nodes[$0].frame }
      guard let first = frames.first else { continue }
      let size = NodeSizes.label([stage.title])
      var frame = frames.dropFirst().reduce(first) { $0.united($1) }
      let half = max(frame.width / 2 + 10, size.width / 2 + 6)
      let middle = frame.center.x
      frame = DiagramRectangle(
        minX: middle - half, minY: frame.minY - 24, maxX: middle + half,
        maxY: frame.maxY + 10)
      areas.append(
        Area(
          title: Label(
            lines: [stage.title],
            frame: DiagramRectangle(
              center: DiagramPoint(middle, frame.minY + 11),
              width: size.width, height: size.height)), frame: frame))
    }
  }

  /// Places moderators beside the arrows that they point at, and draws
  /// their arrows.
  ///
  /// - Parameters:
  ///   - graph: The graph, whose other arrows are drawn, in its order.
  ///   - axes: The sides by the direction of causes.
  ///   - places: The kept centres of nodes by name.
  mutating func addModerations(
    _ graph: DiagramGraph, axes: DiagramAxes, places: [String: DiagramPoint]
  ) {
    let moderations = graph.edges.filter { $0.kind == .moderation }
    guard !moderations.isEmpty, let extent else { return }
    let last = graph.moderators.sorted()
    let sizes = NodeSizes(graph, DiagramSkeleton(graph))
    // The middle of what a moderator points at.
    let aims = last.map { node -> DiagramPoint in
      let points = moderations.filter { $0.from == node }.compactMap {
        $0.target.map { arrows[$0].curve.middle }
      }
      let sum = points.reduce(DiagramPoint(0, 0), +)
      return sum * (1 / Double(max(1, points.count)))
    }
    var frames: [Int: DiagramRectangle] = [:]
    let out = axes.before.direction * -1
    let along = axes.end.direction
    func part(_ point: DiagramPoint, _ direction: DiagramPoint) -> Double {
      point.x * direction.x + point.y * direction.y
    }
    for isFirst in [true, false] {
      let own = last.indices.filter {
        (part(aims[$0], out) <= part(extent.center, out) + 1) == isFirst
      }.sorted {
        (part(aims[$0], along), $0) < (part(aims[$1], along), $1)
      }
      var distances = [Double](repeating: 0, count: own.count)
      for index in own.indices.dropFirst() {
        distances[index] =
          (axes.along(sizes.nodes[last[own[index - 1]]])
            + axes.along(sizes.nodes[last[own[index]]])) / 2 + 20
      }
      let found = OrderedPlaces.nearest(
        to: own.map { part(aims[$0], along) },
        weights: [Double](repeating: 1, count: own.count),
        distances: distances)
      let corner =
        isFirst
        ? DiagramPoint(extent.minX, extent.minY)
        : DiagramPoint(extent.maxX, extent.maxY)
      for (place, index) in zip(found, own) {
        let size = sizes.nodes[last[index]]
        let room = 34 + axes.across(size) / 2
        let away = part(corner, out) + (isFirst ? -room : room)
        frames[last[index]] = DiagramRectangle(
          center: places[graph.nodes[last[index]].name]
            ?? axes.point(place, away), width: size.width, height: size.height)
      }
    }
    for node in last {
      guard let frame = frames[node] else { continue }
      nodes.append(
        Node(
          name: graph.nodes[node].name, lines: graph.nodes[node].lines,
          detail: nil, shape: graph.nodes[node].shape, frame: frame))
    }
    let obstacles = Obstacles(self)
    for edge in moderations {
      guard let target = edge.target else { continue }
      var arrow = Arrow(
        kind: .moderation, from: edge.from, to: nil,
        curve: Self.moderation(
          nodes[edge.from], edge.from, arrows[target], obstacles),
        isDashed: edge.isDashed, lines: edge.lines)
      arrow.isLabelOnLine = true
      arrow.target = target
      arrows.append(arrow)
    }
  }

  /// A straight line to a point of an arrow that meets no node, the middle
  /// where that is possible.
  private static func moderation(
    _ node: Node, _ index: Int, _ target: Arrow, _ obstacles: Obstacles
  ) -> DiagramCurve {
    let points = target.curve.evenSamples(21)
    let middle = points.count / 2
    let order = points.indices.filter { $0 > 3 && $0 < points.count - 4 }
      .sorted { (abs($0 - middle), $0) < (abs($1 - middle), $1) }
    var best: (hits: Int, curve: DiagramCurve)?
    for place in order {
      let curve = DiagramCurve(from: node.frame.center, to: points[place])
        .leaving(node.shape, node.frame)
      let hits = obstacles.hits(curve.samples, besides: [index])
      if hits == 0 { return curve }
      if best.map({ hits < $0.hits }) ?? true { best = (hits, curve) }
    }
    return best?.curve
      ?? DiagramCurve(from: node.frame.center, to: target.curve.middle)
  }
}
