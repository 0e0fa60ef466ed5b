/// The places of a block's nodes around its centre.
struct BlockFan {
  /// A node's place from the block's centre.
  struct Place {
    var node: Int
    /// The place along the side on which the indicators stand.
    var spread: Double
    /// The level away from the roots, from 1.
    var level: Int
  }

  /// The side of the indicators.
  let side: DiagramSide
  /// The places of what the roots carry.
  private(set) var places: [Place] = []
  /// Half of the extent along the side.
  private(set) var halfSpread = 0.0
  /// The largest depth of the nodes of each level, from 1, labels included
  /// before it.
  private(set) var levels: [(gap: Double, depth: Double)] = []
  /// The extent of what is attached behind the last level.
  private(set) var attachmentDepth = 0.0

  private let graph: DiagramGraph
  private let skeleton: DiagramSkeleton
  private let sizes: NodeSizes
  private let scale: Double
  private let labels: [Int: NodeSizes.Size]
  /// The indicators of factors on their other side.
  private let crossed: Set<Int>
  /// The number of factors that carry the same indicators.
  private let sharing: Int

  /// Spreads a block's indicators out.
  init(
    _ block: DiagramSkeleton.Block, side: DiagramSide, graph: DiagramGraph,
    skeleton: DiagramSkeleton, sizes: NodeSizes, scale: Double,
    residuals: DiagramOptions.Residuals
  ) {
    self.side = side
    self.graph = graph
    self.skeleton = skeleton
    self.sizes = sizes
    self.scale = scale
    let opposite = Set(skeleton.blocks.flatMap(\.opposite))
    crossed = Set(
      graph.edges.filter { $0.kind == .loading && opposite.contains($0.from) }
        .map(\.to))
    sharing = block.roots.count
    var labels: [Int: NodeSizes.Size] = [:]
    for edge in graph.edges where edge.kind == .loading || edge.kind == .weight
    {
      let node = edge.kind == .loading ? edge.to : edge.from
      let size = NodeSizes.label(
        NodeSizes.labelLines(edge.lines, isStacked: !side.isHorizontal))
      let old = labels[node] ?? NodeSizes.Size(width: 0, height: 0)
      labels[node] = NodeSizes.Size(
        width: max(old.width, size.width),
        height: max(old.height, size.height))
    }
    self.labels = labels
    let total = extent(block.items)
    spread(block.items, from: -total / 2, level: 1)
    halfSpread = total / 2
    measureLevels(block, residuals)
    placeOpposite(block)
  }

  private func gap(_ node: Int) -> Double {
    let isLeaf = skeleton.children[node].isEmpty
    let least: Double = side.isHorizontal ? 6 : 8
    return (isLeaf ? least + 8 * Double(sharing - 1) : 16) * scale
  }

  private func extent(_ nodes: [Int]) -> Double {
    guard let first = nodes.first else { return 0 }
    return nodes.dropFirst().reduce(extent(first)) {
      $0 + gap($1) + extent($1)
    }
  }

  private func extent(_ node: Int) -> Double {
    let own = max(
      sizes.nodes[node].spread(side), (labels[node]?.spread(side) ?? 0) + 2,
      sizes.attachmentSpread(node, side), crossed.contains(node) ? 27 : 0)
    return max(own, extent(skeleton.children[node]))
  }

  private mutating func spread(_ nodes: [Int], from start: Double, level: Int) {
    var place = start
    for (index, node) in nodes.enumerated() {
      if index > 0 { place += gap(node) }
      let own = extent(node)
      places.append(Place(node: node, spread: place + own / 2, level: level))
      let inner = extent(skeleton.children[node])
      spread(
        skeleton.children[node], from: place + (own - inner) / 2,
        level: level + 1)
      place += own
    }
  }

  private mutating func measureLevels(
    _ block: DiagramSkeleton.Block, _ residuals: DiagramOptions.Residuals
  ) {
    let deepest = places.map(\.level).max() ?? 0
    guard deepest > 0 else { return }
    for level in 1...deepest {
      let own = places.filter { $0.level == level }
      let depth = own.map { sizes.nodes[$0.node].depth(side) }.max() ?? 0
      let label = own.map { labels[$0.node]?.depth(side) ?? 0 }.max() ?? 0
      levels.append((gap: gap(label, halfSpread, block), depth: depth))
    }
    attachmentDepth =
      places.filter { skeleton.children[$0.node].isEmpty }.map {
        sizes.attachmentDepth($0.node, side, residuals)
      }.max() ?? 0
  }

  /// The room for arrows and their labels between two levels.
  private func gap(
    _ label: Double, _ halfSpread: Double, _ block: DiagramSkeleton.Block
  ) -> Double {
    let shared = block.roots.count > 1 ? 1.5 : 1
    return max(
      label + (side.isHorizontal ? 30 : 32), 48, min(0.45 * halfSpread, 90))
      * shared * (scale + 1) / 2
  }

  private mutating func placeOpposite(_ block: DiagramSkeleton.Block) {
    guard !block.opposite.isEmpty else { return }
    var wanted: [(spread: Double, node: Int)] = []
    for node in block.opposite {
      let own = graph.edges.filter { $0.kind == .loading && $0.from == node }
        .map(\.to)
      let spreads = places.filter { own.contains($0.node) }.map(\.spread)
      let mean =
        spreads.isEmpty
        ? 0 : spreads.reduce(0, +) / Double(spreads.count)
      wanted.append((mean, node))
    }
    let order = wanted.enumerated().sorted {
      ($0.element.spread, $0.offset) < ($1.element.spread, $1.offset)
    }.map(\.element)
    let extents = order.map { sizes.nodes[$0.node].spread(side) }
    var distances = [Double](repeating: 0, count: order.count)
    for index in order.indices.dropFirst() {
      distances[index] =
        (extents[index - 1] + extents[index]) / 2 + 26 * scale
    }
    let found = OrderedPlaces.nearest(
      to: order.map(\.spread),
      weights: [Double](repeating: 1, count: order.count),
      distances: distances)
    let level = levels.count + 1
    for (place, own) in zip(found, order) {
      places.append(Place(node: own.node, spread: place, level: level))
    }
    let label = levels.last?.gap ?? 44
    levels.append(
      (
        gap: max(label, attachmentDepth + 60, min(0.5 * halfSpread, 110)),
        depth: order.map { sizes.nodes[$0.node].depth(side) }.max() ?? 0
      ))
    halfSpread = max(
      halfSpread, (found.last ?? 0) + (extents.last ?? 0) / 2,
      -(found.first ?? 0) + (extents.first ?? 0) / 2)
  }

  /// The distance of each level's centres from the centre of roots of a depth.
  func centres(root: Double) -> [Double] {
    var centres: [Double] = []
    var edge = root / 2
    for level in levels {
      centres.append(edge + level.gap + level.depth / 2)
      edge += level.gap + level.depth
    }
    return centres
  }

  /// The extent from the centre of roots outwards.
  func depth(root: Double) -> Double {
    levels.reduce(root / 2) { $0 + $1.gap + $1.depth }
      + (crossed.isEmpty ? attachmentDepth : 0)
  }

  /// The same fan with levels that fans beside it share.
  func aligned(_ levels: [(gap: Double, depth: Double)]) -> Self {
    var fan = self
    for index in fan.levels.indices where index < levels.count {
      fan.levels[index] = levels[index]
    }
    return fan
  }
}
