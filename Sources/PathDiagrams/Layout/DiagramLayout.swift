/// The places of a diagram's nodes: layers along causes, indicators outside.
struct DiagramLayout {
  let graph: DiagramGraph
  let options: DiagramOptions
  let skeleton: DiagramSkeleton
  let sizes: NodeSizes
  let axes: DiagramAxes
  /// The factor by which gaps are widened.
  let scale: Double
  let order: LayerOrder
  /// The sides of blocks' indicators.
  let fans: [BlockFan?]
  /// The frames of the nodes.
  private(set) var frames: [DiagramRectangle] = []
  /// The sides on which nodes have their residuals and means.
  private(set) var attachmentSides: [DiagramSide?]

  init(_ graph: DiagramGraph, options: DiagramOptions, scale: Double) {
    self.graph = graph
    self.options = options
    self.scale = scale
    skeleton = DiagramSkeleton(graph)
    sizes = NodeSizes(graph, skeleton)
    axes = DiagramAxes(
      direction: options.direction ?? (graph.readsDown ? .down : .right))
    let sides = BlockSides(skeleton)
    order = LayerOrder(skeleton, fanned: sides.fanned)
    fans = Self.fans(
      graph, skeleton, sizes, sides, order, axes, scale, options.residuals)
    attachmentSides = [DiagramSide?](repeating: nil, count: graph.nodes.count)
    chooseAttachmentSides(sides)
    place()
  }

  // MARK: Fans

  private static func fans(
    _ graph: DiagramGraph, _ skeleton: DiagramSkeleton, _ sizes: NodeSizes,
    _ sides: BlockSides, _ order: LayerOrder, _ axes: DiagramAxes,
    _ scale: Double, _ residuals: DiagramOptions.Residuals
  ) -> [BlockFan?] {
    var fans = skeleton.blocks.indices.map { place -> BlockFan? in
      guard let role = sides.role[place] else { return nil }
      let side: DiagramSide =
        switch role {
        case .start: axes.start
        case .end: axes.end
        case .across: order.isFirst(place) ? axes.before : axes.after
        }
      return BlockFan(
        skeleton.blocks[place], side: side, graph: graph, skeleton: skeleton,
        sizes: sizes, scale: scale, residuals: residuals)
    }
    // Indicators of one layer on one side stand in one line.
    for layer in 0..<skeleton.layerCount {
      for side in [axes.start, axes.end] {
        let own = fans.indices.filter {
          skeleton.blocks[$0].layer == layer && fans[$0]?.side == side
        }
        var levels: [(gap: Double, depth: Double)] = []
        for place in own {
          for (index, level) in (fans[place]?.levels ?? []).enumerated() {
            if index == levels.count { levels.append(level) }
            levels[index].gap = max(levels[index].gap, level.gap)
            levels[index].depth = max(levels[index].depth, level.depth)
          }
        }
        for place in own { fans[place] = fans[place]?.aligned(levels) }
      }
    }
    return fans
  }

  private mutating func chooseAttachmentSides(_ sides: BlockSides) {
    let outgoing = Set(graph.edges.filter { $0.kind == .path }.map(\.from))
    let joined = Set(
      graph.edges.filter { $0.kind == .covariance }.flatMap {
        [$0.from, $0.to]
      })
    for (place, block) in skeleton.blocks.enumerated() {
      let fan = fans[place]
      for item in fan?.places ?? [] {
        // A factor between a factor and its indicators has its own on the
        // side that no arrow uses.
        attachmentSides[item.node] =
          skeleton.children[item.node].isEmpty && item.level < 9
            && !block.opposite.contains(item.node)
          ? fan?.side : fan.map { Self.free(beside: $0.side) }
      }
      let layer = order.layers[block.layer]
      let position = layer.firstIndex(of: order.elementOfBlock[place]) ?? 0
      for (index, root) in block.roots.enumerated() {
        if let fan {
          attachmentSides[root] =
            axes.isAlong(fan.side)
            ? (block.roots.count > 1 && index == block.roots.count - 1
              ? axes.after : axes.before) : fan.side.opposite
        } else if skeleton.layerCount > 1, block.layer > 0,
          !outgoing.contains(root)
        {
          attachmentSides[root] = axes.end
        } else if block.layer == 0, !joined.contains(root) {
          attachmentSides[root] = axes.start
        } else {
          attachmentSides[root] =
            2 * position < layer.count ? axes.before : axes.after
        }
      }
    }
  }

  private static func free(beside side: DiagramSide) -> DiagramSide {
    side.isHorizontal ? .up : .right
  }

  // MARK: Places

  private func attachmentDepth(_ node: Int, _ side: DiagramSide) -> Double {
    guard attachmentSides[node] == side else { return 0 }
    return sizes.attachmentDepth(node, side, options.residuals)
  }

  /// The places of a block's roots across causes, around the block's centre.
  private func rootPlaces(_ place: Int) -> [Double] {
    let block = skeleton.blocks[place]
    var ends = [0.0]
    for (index, root) in block.roots.enumerated() {
      let own = axes.across(sizes.nodes[root])
      ends.append(ends[index] + own + (index > 0 ? rootGap(block) : 0))
    }
    let total = ends[ends.count - 1]
    return block.roots.indices.map {
      ends[$0 + 1] - axes.across(sizes.nodes[block.roots[$0]]) / 2 - total / 2
    }
  }

  private func rootGap(_ block: DiagramSkeleton.Block) -> Double {
    (axes.direction == .right ? 44 : 60) * scale
  }

  /// The extents of a block before and after its centre, across causes.
  private func extents(_ place: Int) -> (before: Double, after: Double) {
    let block = skeleton.blocks[place]
    let half =
      zip(rootPlaces(place), block.roots).map {
        abs($0) + axes.across(sizes.nodes[$1]) / 2
      }.max() ?? 0
    var (before, after) = (half, half)
    for root in block.roots {
      before = max(before, half + attachmentDepth(root, axes.before))
      after = max(after, half + attachmentDepth(root, axes.after))
    }
    if let fan = fans[place] {
      let depth = fan.depth(root: 2 * half)
      switch fan.side {
      case axes.before: before = max(before, depth)
      case axes.after: after = max(after, depth)
      default:
        before = max(before, fan.halfSpread)
        after = max(after, fan.halfSpread)
      }
    }
    return (before, after)
  }

  private mutating func place() {
    let across = placesAcross()
    let along = placesAlong(across)
    frames = [DiagramRectangle](
      repeating: DiagramRectangle(
        center: DiagramPoint(0, 0), width: 0, height: 0),
      count: graph.nodes.count)
    for (place, block) in skeleton.blocks.enumerated() {
      let center = across[order.elementOfBlock[place]]
      for (shift, root) in zip(rootPlaces(place), block.roots) {
        frames[root] = frame(
          root, axes.point(along[block.layer], center + shift))
      }
      guard let fan = fans[place] else { continue }
      let root = NodeSizes.Size(
        width: block.roots.map { sizes.nodes[$0].width }.max() ?? 0,
        height: block.roots.map { sizes.nodes[$0].height }.max() ?? 0)
      var depth = root.depth(fan.side)
      if !axes.isAlong(fan.side) {
        let half =
          zip(rootPlaces(place), block.roots).map {
            abs($0) + axes.across(sizes.nodes[$1]) / 2
          }.max() ?? 0
        depth = 2 * half
      }
      let centres = fan.centres(root: depth)
      let middle = axes.point(along[block.layer], center)
      for item in fan.places {
        frames[item.node] = frame(
          item.node,
          middle + fan.side.direction * centres[item.level - 1]
            + fan.side.along * item.spread)
      }
    }
    placeOpposites()
  }

  /// Places factors on the other side of indicators at the middle of theirs.
  private mutating func placeOpposites() {
    var own: [DiagramSide: [(wanted: Double, node: Int)]] = [:]
    for (place, block) in skeleton.blocks.enumerated() {
      guard let side = fans[place]?.side else { continue }
      let along = side.along
      for node in block.opposite {
        let items = graph.edges.filter {
          $0.kind == .loading && $0.from == node
        }.map { frames[$0.to].center }
        let places = items.map { $0.x * along.x + $0.y * along.y }
        own[side, default: []].append(
          (places.reduce(0, +) / Double(max(1, places.count)), node))
      }
    }
    for (side, list) in own {
      // A thousandth of a point tells nothing.
      let order = list.enumerated().sorted {
        (($0.element.wanted * 1000).rounded(), $0.offset)
          < (($1.element.wanted * 1000).rounded(), $1.offset)
      }.map(\.element)
      var distances = [Double](repeating: 0, count: order.count)
      for index in order.indices.dropFirst() {
        let (one, two) = (order[index - 1].node, order[index].node)
        distances[index] =
          (sizes.nodes[one].spread(side) + sizes.nodes[two].spread(side)) / 2
          + (areJoined(one, two) ? 44 : 26) * scale
      }
      let found = OrderedPlaces.nearest(
        to: order.map(\.wanted),
        weights: [Double](repeating: 1, count: order.count),
        distances: distances)
      for (place, element) in zip(found, order) {
        let center = frames[element.node].center
        let along = side.along
        let now = center.x * along.x + center.y * along.y
        frames[element.node] = frames[element.node].moved(
          by: along * (place - now))
      }
    }
  }

  private func frame(_ node: Int, _ center: DiagramPoint) -> DiagramRectangle {
    DiagramRectangle(
      center: center, width: sizes.nodes[node].width,
      height: sizes.nodes[node].height)
  }

  /// Whether an arrow joins two blocks.
  private func areBlocksJoined(_ one: Int, _ two: Int) -> Bool {
    graph.edges.contains {
      let (a, b) = (skeleton.block[$0.from], skeleton.block[$0.to])
      return (a == one && b == two) || (a == two && b == one)
    }
  }

  /// Whether an arrow joins two nodes.
  private func areJoined(_ one: Int, _ two: Int) -> Bool {
    graph.edges.contains {
      ($0.from == one && $0.to == two) || ($0.from == two && $0.to == one)
    }
  }

  /// The place of each element across causes.
  private func placesAcross() -> [Double] {
    let extents = order.elements.map { element in
      element.block.map { self.extents($0) } ?? (before: 5, after: 5)
    }
    var distances: [[Double]] = []
    for layer in order.layers {
      var own = [Double](repeating: 0, count: layer.count)
      for index in layer.indices.dropFirst() {
        let (one, two) = (layer[index - 1], layer[index])
        let isBlock =
          order.elements[one].block != nil && order.elements[two].block != nil
        own[index] =
          extents[one].after + extents[two].before
          + (isBlock ? 20 : 14) * scale
        if let a = order.elements[one].block, let b = order.elements[two].block,
          areBlocksJoined(a, b)
        {
          let root = { (place: Int) in
            self.axes.across(
              self.sizes.nodes[self.skeleton.blocks[place].roots[0]])
          }
          let room = (axes.direction == .right ? 40 : 66) * scale
          own[index] = max(own[index], (root(a) + root(b)) / 2 + room)
        }
      }
      distances.append(own)
    }
    var places = [Double](repeating: 0, count: order.elements.count)
    for (index, layer) in order.layers.enumerated() {
      let found = OrderedPlaces.nearest(
        to: [Double](repeating: 0, count: layer.count),
        weights: [Double](repeating: 1, count: layer.count),
        distances: distances[index])
      for (place, element) in zip(found, layer) { places[element] = place }
    }
    var weights = [[Int: Double]](
      repeating: [:], count: order.elements.count)
    for link in order.links {
      // Long links are drawn straight.
      let isLong =
        order.elements[link.from].block == nil
        || order.elements[link.to].block == nil
      weights[link.from][link.to] = isLong ? 60 : 1
      weights[link.to][link.from] = isLong ? 60 : 1
    }
    for _ in 0..<60 {
      for (index, layer) in order.layers.enumerated() {
        var wanted: [Double] = []
        var strengths: [Double] = []
        for element in layer {
          let own = order.neighbours(element)
          let total = own.reduce(0) { $0 + (weights[element][$1] ?? 0) }
          strengths.append(max(total, 0.01))
          wanted.append(
            total > 0
              ? own.reduce(0) { $0 + places[$1] * (weights[element][$1] ?? 0) }
                / total : places[element])
        }
        let found = OrderedPlaces.nearest(
          to: wanted, weights: strengths, distances: distances[index])
        for (place, element) in zip(found, layer) { places[element] = place }
      }
    }
    return places
  }

  /// Moves nodes to kept places; what a node carries moves with it.
  ///
  /// - Parameter places: The centres of nodes by name.
  mutating func move(_ places: [String: DiagramPoint]) {
    func shift(_ node: Int, _ by: DiagramPoint) {
      frames[node] = frames[node].moved(by: by)
      for child in skeleton.children[node] { shift(child, by) }
    }
    func visit(_ node: Int) {
      if let place = places[graph.nodes[node].name] {
        shift(node, place - frames[node].center)
      }
      for child in skeleton.children[node] { visit(child) }
    }
    for node in graph.nodes.indices where skeleton.parent[node] == nil {
      visit(node)
    }
  }
}
