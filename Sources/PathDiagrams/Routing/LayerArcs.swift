/// Bows between the nodes of one layer.
struct LayerArcs {
  private let layout: DiagramLayout
  /// The places of roots in their layers.
  private var position: [Int: Int] = [:]
  /// For each arc and end: its rank among those of the same node in the same
  /// direction, the nearest first.
  private var share: [[Double]] = []

  init(_ layout: DiagramLayout) {
    self.layout = layout
    let skeleton = layout.skeleton
    for layer in layout.order.layers {
      var place = 0
      for element in layer {
        guard let block = layout.order.elements[element].block else {
          continue
        }
        for root in skeleton.blocks[block].roots {
          position[root] = place
          place += 1
        }
      }
    }
    rank()
  }

  private func isArc(_ edge: DiagramGraph.Edge) -> Bool {
    let skeleton = layout.skeleton
    guard edge.kind == .covariance || edge.kind == .path,
      position[edge.from] != nil, position[edge.to] != nil
    else { return false }
    return skeleton.blocks[skeleton.block[edge.from]].layer
      == skeleton.blocks[skeleton.block[edge.to]].layer
  }

  private func span(_ edge: DiagramGraph.Edge) -> Int {
    (position[edge.to] ?? 0) - (position[edge.from] ?? 0)
  }

  private mutating func rank() {
    let edges = layout.graph.edges
    share = [[Double]](repeating: [0.5, 0.5], count: edges.count)
    var ends: [Int: [(edge: Int, end: Int, span: Int)]] = [:]
    for (index, edge) in edges.enumerated() where isArc(edge) {
      let span = span(edge)
      ends[edge.from, default: []].append((index, 0, span))
      ends[edge.to, default: []].append((index, 1, -span))
    }
    for (_, own) in ends {
      for isBackward in [false, true] {
        let chosen = own.filter { ($0.span < 0) == isBackward }.sorted {
          (abs($0.span), $0.edge) < (abs($1.span), $1.edge)
        }
        for (rank, arc) in chosen.enumerated() {
          let step = chosen.count > 1 ? 0.6 / Double(chosen.count - 1) : 0
          share[arc.edge][arc.end] =
            chosen.count > 1 ? 0.78 - step * Double(rank) : 0.6
        }
      }
    }
  }

  /// The bows that are tried for an edge; none where its ends stand in
  /// different layers.
  func curves(_ index: Int) -> [DiagramCurve] {
    let edge = layout.graph.edges[index]
    guard isArc(edge) else { return [] }
    let skeleton = layout.skeleton
    let block = skeleton.blocks[skeleton.block[edge.from]]
    let isNear = abs(span(edge)) == 1
    let same = layout.graph.edges.indices.filter {
      let other = layout.graph.edges[$0]
      return Set([other.from, other.to]) == Set([edge.from, edge.to])
    }
    let isReturned = same.count > 1
    let place = same.firstIndex(of: index) ?? 0
    let axes = layout.axes
    let sides = sides(block.layer)
    var curves: [DiagramCurve] = []
    // Arrows that return stand on both sides, what is left beyond them.
    if isNear, isReturned ? place < 2 : !sides.isOuterFree {
      let side =
        isReturned ? (place == 0 ? axes.start : axes.end) : sides.first
      curves.append(direct(edge, side, isReturned ? 0.16 : 0.1))
    }
    let first = isReturned && place > 1 ? axes.end : sides.first
    for side in [first, first.opposite] {
      for factor in [1.0, 1.4, 1.9, 2.5] {
        curves.append(bow(index, side, factor))
      }
    }
    return curves
  }

  private func sides(_ layer: Int) -> (first: DiagramSide, isOuterFree: Bool) {
    let skeleton = layout.skeleton
    let own = skeleton.blocks.indices.filter {
      skeleton.blocks[$0].layer == layer
    }
    func isTaken(_ side: DiagramSide) -> Bool {
      own.contains { place in
        layout.fans[place]?.side == side
          || skeleton.blocks[place].roots.contains {
            layout.attachmentSides[$0] == side
              && !layout.graph.nodes[$0].attachments.isEmpty
          }
      }
    }
    let axes = layout.axes
    let last = skeleton.layerCount - 1
    if layer == 0, !isTaken(axes.start) { return (axes.start, true) }
    if layer == last, !isTaken(axes.end) { return (axes.end, true) }
    return (layer == 0 ? axes.end : axes.start, false)
  }

  private func direct(
    _ edge: DiagramGraph.Edge, _ side: DiagramSide, _ share: Double
  ) -> DiagramCurve {
    let nodes = layout.graph.nodes
    let (one, two) = (
      layout.frames[edge.from], layout.frames[edge.to]
    )
    let (from, to) = (one.center, two.center)
    let normal = (to - from).direction.turned
    let out = side.direction
    let sign = normal.x * out.x + normal.y * out.y < 0 ? -1.0 : 1.0
    return DiagramCurve(
      from: from, to: to, bulge: sign * share * (to - from).length
    ).leaving(nodes[edge.from].shape, one).entering(nodes[edge.to].shape, two)
  }

  private func bow(
    _ index: Int, _ side: DiagramSide, _ factor: Double
  ) -> DiagramCurve {
    let edge = layout.graph.edges[index]
    func end(_ node: Int, _ other: Int, _ share: Double) -> DiagramPoint {
      let frame = layout.frames[node]
      let toward = layout.frames[other].center - frame.center
      let along = side.along
      let sign = toward.x * along.x + toward.y * along.y < 0 ? -1.0 : 1.0
      let half = (side.isHorizontal ? frame.height : frame.width) / 2
      return Attachments.border(
        frame, layout.graph.nodes[node].shape, side, sign * share * half)
    }
    let one = end(edge.from, edge.to, share[index][0])
    let two = end(edge.to, edge.from, share[index][1])
    let distance = (two - one).length
    let depth =
      (12 + 24 * Double(abs(span(edge))) + 0.1 * distance) * factor
    let out = side.direction
    let (a, b) = (
      one.x * out.x + one.y * out.y, two.x * out.x + two.y * out.y
    )
    let reach = max(a, b) + depth
    return DiagramCurve(
      one, [.cubic(one + out * (reach - a), two + out * (reach - b), two)])
  }
}
