extension DiagramLayout {
  /// The place of each layer along causes.
  func placesAlong(_ across: [Double]) -> [Double] {
    var roots = [Double](repeating: 0, count: skeleton.layerCount)
    var widths = roots
    for (place, block) in skeleton.blocks.enumerated() {
      let own = block.roots.map { axes.along(sizes.nodes[$0]) }.max() ?? 0
      roots[block.layer] = max(roots[block.layer], own)
      var width = own
      if let fan = fans[place], !axes.isAlong(fan.side) {
        width = max(width, 2 * fan.halfSpread)
      }
      widths[block.layer] = max(widths[block.layer], width)
    }
    var room = [Double](repeating: 0, count: skeleton.layerCount)
    for edge in graph.edges where edge.kind == .path || edge.kind == .covariance
    {
      let label = NodeSizes.label(
        NodeSizes.labelLines(
          edge.lines, isStacked: axes.direction == .down))
      let own =
        (axes.direction == .right ? label.width + 36 : label.height + 44)
      let (from, to) = (skeleton.block[edge.from], skeleton.block[edge.to])
      let layers = [
        skeleton.blocks[from].layer, skeleton.blocks[to].layer,
      ].sorted()
      var steepness = 0.0
      if edge.kind == .path {
        let distance = abs(
          across[order.elementOfBlock[from]] - across[order.elementOfBlock[to]]
        )
        steepness =
          0.36 * distance / Double(max(1, layers[1] - layers[0]))
      }
      for layer in layers[0]..<max(layers[1], layers[0] + 1) {
        room[layer] = max(room[layer], own, min(steepness, 130))
      }
    }
    let isFacing =
      skeleton.links.isEmpty && skeleton.layerCount == 2
    var places = [0.0]
    for layer in 0..<(skeleton.layerCount - 1) {
      let gap = max(isFacing ? 190 : 62, room[layer]) * scale
      places.append(
        places[layer]
          + max(
            (roots[layer] + roots[layer + 1]) / 2 + gap,
            (widths[layer] + widths[layer + 1]) / 2 + 16 * scale))
    }
    return places
  }
}
