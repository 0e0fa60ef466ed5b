/// Routes arrows: straight where nothing is in the way, in bows where that
/// is enough, around nodes else.
struct ArrowRouting {
  let layout: DiagramLayout
  private let obstacles: Obstacles
  private let residualArcs: ResidualArcs
  private let middle: DiagramPoint
  private let arcs: LayerArcs

  /// Makes a routing.
  ///
  /// - Parameters:
  ///   - layout: The places of nodes.
  ///   - diagram: The nodes and what is attached to them.
  ///   - ports: The outer ends of residuals.
  init(
    _ layout: DiagramLayout, _ diagram: PathDiagram,
    ports: [Int: DiagramPoint]
  ) {
    self.layout = layout
    residualArcs = ResidualArcs(layout, ports)
    obstacles = Obstacles(diagram)
    middle = diagram.extent?.center ?? DiagramPoint(0, 0)
    arcs = LayerArcs(layout)
  }

  /// The arrow of an edge.
  func arrow(_ index: Int) -> PathDiagram.Arrow {
    let edge = layout.graph.edges[index]
    var arrow = PathDiagram.Arrow(
      kind: edge.kind, from: edge.from, to: edge.to, curve: curve(index),
      heads: edge.kind == .covariance ? .both : .end, isDashed: edge.isDashed,
      lines: edge.lines)
    arrow.isLabelOnLine = true
    return arrow
  }

  private func curve(_ index: Int) -> DiagramCurve {
    let edge = layout.graph.edges[index]
    let own = [edge.from, edge.to]
    for curve in special(index) {
      if obstacles.hits(curve.samples, besides: own) == 0 { return curve }
    }
    let (from, to) = (
      layout.frames[edge.from].center, layout.frames[edge.to].center
    )
    let distance = (to - from).length
    var best: (hits: Int, curve: DiagramCurve)?
    for share in shares(edge) {
      // The bow away from the middle of the diagram is looked at first.
      let normal = (to - from).direction.turned
      let outward = from.mixed(to, 0.5) - middle
      let sign = normal.x * outward.x + normal.y * outward.y < 0 ? -1.0 : 1.0
      for side in share == 0 ? [1.0] : [sign, -sign] {
        let curve = clipped(
          share == 0
            ? DiagramCurve(from: from, to: to)
            : DiagramCurve(
              from: from, to: to, bulge: side * share * distance), edge)
        let hits = obstacles.hits(curve.samples, besides: own)
        if hits == 0 { return curve }
        if best.map({ hits < $0.hits }) ?? true { best = (hits, curve) }
      }
    }
    if let way = obstacles.way(from: from, to: to, besides: own) {
      let curve = clipped(DiagramCurve(rounding: way, depth: 3), edge)
      if obstacles.hits(curve.samples, besides: own) == 0 { return curve }
    }
    return best?.curve ?? DiagramCurve(from: from, to: to)
  }

  /// The heights of the bows that are tried, by the distance of the ends.
  private func shares(_ edge: DiagramGraph.Edge) -> [Double] {
    let isReturned = layout.graph.edges.contains {
      $0.from == edge.to && $0.to == edge.from && $0.kind == .path
    }
    let bows = [0.08, 0.13, 0.18, 0.24, 0.3, 0.38]
    if edge.kind == .covariance {
      // Between columns that face each other there are only covariances.
      let isFacing =
        layout.skeleton.links.isEmpty
        && layout.skeleton.parent[edge.from] == nil
        && layout.skeleton.parent[edge.to] == nil
      return (isFacing ? [0, 0.08] : []) + bows.dropFirst() + [0.5]
    }
    return isReturned ? bows : [0] + bows
  }

  private func clipped(_ curve: DiagramCurve, _ edge: DiagramGraph.Edge)
    -> DiagramCurve
  {
    let nodes = layout.graph.nodes
    return curve.leaving(nodes[edge.from].shape, layout.frames[edge.from])
      .entering(nodes[edge.to].shape, layout.frames[edge.to])
  }

  /// The curves that an edge's place in the diagram suggests.
  private func special(_ index: Int) -> [DiagramCurve] {
    let edge = layout.graph.edges[index]
    switch edge.kind {
    case .loading: return fanned(edge, item: edge.to, factor: edge.from)
    case .weight:
      return fanned(edge, item: edge.from, factor: edge.to).map(\.reversed)
    case .covariance:
      let outer = residualArcs.curves(index)
      return outer.isEmpty ? arcs.curves(index) : outer
    case .path, .moderation: return arcs.curves(index)
    }
  }

  /// A straight line from a factor to the middle of its indicator's side.
  private func fanned(
    _ edge: DiagramGraph.Edge, item: Int, factor: Int
  ) -> [DiagramCurve] {
    let frame = layout.frames[item]
    let shape = layout.graph.nodes[item].shape
    let center = layout.frames[factor].center
    let straight = clipped(
      DiagramCurve(
        from: layout.frames[edge.from].center,
        to: layout.frames[edge.to].center), edge)
    let direct = edge.kind == .weight ? straight.reversed : straight
    guard shape == .rectangle,
      let side = side(of: item, facing: factor)
    else { return [direct] }
    let target = Attachments.border(frame, shape, side, 0)
    let line = DiagramCurve(from: center, to: target).leaving(
      layout.graph.nodes[factor].shape, layout.frames[factor])
    return [line, direct]
  }

  private func side(of item: Int, facing factor: Int) -> DiagramSide? {
    let skeleton = layout.skeleton
    guard let fan = layout.fans[skeleton.block[item]] else { return nil }
    let toward = layout.frames[factor].center - layout.frames[item].center
    let inward = fan.side.opposite.direction
    let share = toward.x * inward.x + toward.y * inward.y
    return share > 0 ? fan.side.opposite : fan.side
  }
}
