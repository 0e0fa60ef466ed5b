/// The bows of covariances between residuals of indicators, on the outside of
/// these.
struct ResidualArcs {
  /// The end of a bow.
  private struct End {
    var place: DiagramPoint
    var side: DiagramSide

    /// The place along a direction.
    func along(_ side: DiagramSide) -> Double {
      place.x * side.direction.x + place.y * side.direction.y
    }
  }

  private let layout: DiagramLayout
  private let ports: [Int: DiagramPoint]

  init(_ layout: DiagramLayout, _ ports: [Int: DiagramPoint]) {
    self.layout = layout
    self.ports = ports
  }

  private func end(_ node: Int) -> End? {
    guard layout.skeleton.parent[node] != nil,
      let side = layout.attachmentSides[node]
    else { return nil }
    let place =
      ports[node]
      ?? Attachments.border(
        layout.frames[node], layout.graph.nodes[node].shape, side, 0)
    return End(place: place, side: side)
  }

  /// The ends of a covariance of two indicators' residuals.
  private func ends(_ edge: DiagramGraph.Edge) -> (End, End)? {
    guard edge.kind == .covariance, let one = end(edge.from),
      let two = end(edge.to)
    else { return nil }
    return (one, two)
  }

  /// The bows that are tried for an edge; none for other edges.
  func curves(_ index: Int) -> [DiagramCurve] {
    guard let (one, two) = ends(layout.graph.edges[index]) else { return [] }
    if one.side == two.side { return bows(one, two) }
    if one.side == two.side.opposite { return [] }
    // Around the corner between two sides.
    return one.side.isHorizontal
      ? [corner(two, one).reversed] : [corner(one, two)]
  }

  private func bows(_ one: End, _ two: End) -> [DiagramCurve] {
    let out = one.side.direction
    let (a, b) = (one.along(one.side), two.along(one.side))
    let distance = (two.place - one.place).length
    return [1.0, 1.5, 2.2].map { factor in
      let depth = (10 + 0.28 * min(distance, 240)) * factor
      let reach = max(a, b) + depth
      return DiagramCurve(
        one.place,
        [
          .cubic(
            one.place + out * (reach - a), two.place + out * (reach - b),
            two.place)
        ])
    }
  }

  /// A way around a corner, in a lane of its own on both sides.
  ///
  /// Lanes further out belong to ends further from the corner.
  private func corner(_ one: End, _ two: End) -> DiagramCurve {
    var firsts: [End] = []
    var seconds: [End] = []
    for edge in layout.graph.edges {
      guard let (a, b) = ends(edge) else { continue }
      if a.side == one.side, b.side == two.side {
        firsts.append(a)
        seconds.append(b)
      } else if b.side == one.side, a.side == two.side {
        firsts.append(b)
        seconds.append(a)
      }
    }
    /// The lane of an end beyond those of its side.
    func lane(_ own: End, _ all: [End], toward side: DiagramSide) -> Double {
      let nearer = Set(
        all.filter { $0.along(side) > own.along(side) + 0.01 }
          .map { ($0.along(side) * 10).rounded() }
      ).count
      let outermost = all.map { $0.along(own.side) }.max() ?? 0
      return outermost + 16 + 14 * Double(nearer)
    }
    let first = lane(one, firsts, toward: two.side)
    let second = lane(two, seconds, toward: one.side)
    let up = one.side.direction * (first - one.along(one.side))
    let across = two.side.direction * (second - two.along(two.side))
    let (a, b) = (one.place + up, two.place + across)
    let corner =
      one.side.isHorizontal
      ? DiagramPoint(a.x, b.y) : DiagramPoint(b.x, a.y)
    return DiagramCurve(
      rounding: [one.place, a, corner, b, two.place], depth: 6)
  }
}
