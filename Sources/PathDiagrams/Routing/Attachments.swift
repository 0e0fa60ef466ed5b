/// Draws residuals, variances and means at the nodes that have them.
struct Attachments {
  private let layout: DiagramLayout
  private let crowded: Set<Int>
  /// The outer end of what is attached to a node, where covariances of
  /// residuals begin.
  private(set) var ports: [Int: DiagramPoint] = [:]

  init(_ layout: DiagramLayout) {
    self.layout = layout
    // Nodes whose middle another arrow may need.
    let skeleton = layout.skeleton
    var crowded: Set<Int> = []
    for edge in layout.graph.edges {
      let (one, two) = (skeleton.block[edge.from], skeleton.block[edge.to])
      if skeleton.blocks[one].layer == skeleton.blocks[two].layer,
        edge.kind == .covariance || edge.kind == .path
      {
        crowded.insert(edge.from)
        crowded.insert(edge.to)
      }
    }
    self.crowded = crowded
  }

  /// Adds everything that is attached to nodes.
  mutating func draw(in diagram: inout PathDiagram) {
    for node in layout.graph.nodes.indices {
      let own = layout.graph.nodes[node].attachments
      guard !own.isEmpty, let side = layout.attachmentSides[node] else {
        continue
      }
      for (index, attachment) in own.enumerated() {
        draw(
          attachment, at: node, side, shift(node, side, index, of: own.count),
          in: &diagram)
      }
    }
  }

  /// The place along a node's side, from its middle.
  private func shift(
    _ node: Int, _ side: DiagramSide, _ index: Int, of count: Int
  ) -> Double {
    let size = layout.sizes.nodes[node]
    let spread = size.spread(side)
    if count > 1 {
      let texts = layout.graph.nodes[node].attachments.map {
        max(NodeSizes.label($0.lines).spread(side), 12)
      }
      let total = texts.reduce(0, +) + 3 * Double(count - 1)
      let before =
        texts.prefix(index).reduce(0, +) + 3 * Double(index)
      return before + texts[index] / 2 - total / 2
    }
    if layout.skeleton.parent[node] != nil,
      layout.skeleton.children[node].isEmpty
    {
      let opposites = layout.skeleton.blocks.flatMap(\.opposite)
      let other = opposites.first { factor in
        layout.graph.edges.contains { $0.from == factor && $0.to == node }
      }
      guard let other else { return 0 }
      // Away from the arrows that come from the other side.
      let along = side.along
      let from = layout.frames[other].center - layout.frames[node].center
      let distance = from.x * along.x + from.y * along.y
      return distance > 0 ? -6 : 6
    }
    // Bows in a layer leave nodes across causes.
    return crowded.contains(node) && !layout.axes.isAlong(side)
      ? 0.27 * spread : 0
  }

  /// The point of a node's border at a side.
  static func border(
    _ frame: DiagramRectangle, _ shape: DiagramShape, _ side: DiagramSide,
    _ shift: Double
  ) -> DiagramPoint {
    let half = (side.isHorizontal ? frame.width : frame.height) / 2
    let other = (side.isHorizontal ? frame.height : frame.width) / 2
    var depth = half
    if shape == .ellipse {
      let share = min(0.98, abs(shift) / other)
      depth = half * (1 - share * share).squareRoot()
    }
    return frame.center + side.direction * depth + side.along * shift
  }

  private mutating func draw(
    _ attachment: DiagramGraph.Attachment, at node: Int, _ side: DiagramSide,
    _ shift: Double, in diagram: inout PathDiagram
  ) {
    let frame = layout.frames[node]
    let shape = layout.graph.nodes[node].shape
    let border = Self.border(frame, shape, side, shift)
    let out = side.direction
    let label = NodeSizes.label(attachment.lines)
    var arrow = PathDiagram.Arrow(
      from: nil, to: node,
      curve: DiagramCurve(from: border + out * NodeSizes.arrow, to: border),
      isDashed: attachment.isDashed, lines: attachment.lines)
    var depth = NodeSizes.arrow
    if attachment.kind == .variance {
      let along = side.along * 5
      let (one, two) = (
        Self.border(frame, shape, side, shift - 5),
        Self.border(frame, shape, side, shift + 5)
      )
      arrow.curve = DiagramCurve(
        one, [.cubic(one + out * 17 - along, two + out * 17 + along, two)])
      arrow.heads = .both
      arrow.from = node
    }
    let mark = NodeSizes.markDepth(attachment, layout.options.residuals)
    if mark > 0 {
      let center = border + out * (depth + mark / 2)
      diagram.nodes.append(
        PathDiagram.Node(
          name: "", lines: attachment.kind == .mean ? ["1"] : [], detail: nil,
          shape: attachment.kind == .mean ? .triangle : .ellipse,
          frame: DiagramRectangle(
            center: center, width: mark - 1, height: mark - 1)))
      arrow.from = diagram.nodes.count - 1
      depth += mark
    }
    if !attachment.lines.isEmpty {
      depth += 2
      arrow.label = PathDiagram.Label(
        lines: attachment.lines,
        frame: DiagramRectangle(
          center: border + out * (depth + label.depth(side) / 2),
          width: label.width, height: label.height))
      depth += label.depth(side)
    }
    if attachment.kind != .mean {
      ports[node] = border + out * (depth + 1)
    }
    diagram.arrows.append(arrow)
  }
}
