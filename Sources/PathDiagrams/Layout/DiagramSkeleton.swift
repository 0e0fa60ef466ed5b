/// The structure of a diagram that layouts rest on: which factor carries which
/// indicators, and the layers of what paths join.
struct DiagramSkeleton {
  /// Factors that stand together, with the indicators that they carry.
  struct Block {
    /// The factors or variables, in the order of the text.
    var roots: [Int]
    /// The nodes that the roots carry, in the order of the text.
    var items: [Int]
    /// Factors of the same indicators that stand on their other side.
    var opposite: [Int] = []
    /// The layer, from 0.
    var layer = 0
  }

  private(set) var blocks: [Block] = []
  /// The factor that carries a node.
  private(set) var parent: [Int?]
  /// The nodes that a node carries.
  private(set) var children: [[Int]]
  /// The block of each node.
  private(set) var block: [Int]
  /// The number of layers.
  private(set) var layerCount = 1
  /// The causes and outcomes of blocks, each pair once.
  private(set) var links: [(from: Int, to: Int)] = []

  init(_ graph: DiagramGraph) {
    let count = graph.nodes.count
    parent = [Int?](repeating: nil, count: count)
    children = [[Int]](repeating: [], count: count)
    block = [Int](repeating: 0, count: count)
    let owners = Self.owners(graph)
    for node in 0..<count {
      parent[node] = owners[node].first { !isBelow($0, node) && $0 != node }
    }
    for node in 0..<count {
      if let owner = parent[node] { children[owner].append(node) }
    }
    makeBlocks(graph, owners)
    makeLayers(graph)
  }

  /// The factors that measure each node, or the composites that it forms.
  private static func owners(_ graph: DiagramGraph) -> [[Int]] {
    var owners = [[Int]](repeating: [], count: graph.nodes.count)
    for edge in graph.edges {
      switch edge.kind {
      case .loading: owners[edge.to].append(edge.from)
      case .weight: owners[edge.from].append(edge.to)
      default: continue
      }
    }
    return owners
  }

  /// Whether a node is carried, at any depth, by another one.
  private func isBelow(_ node: Int, _ other: Int) -> Bool {
    var place = parent[node]
    while let above = place {
      if above == other { return true }
      place = parent[above]
    }
    return false
  }

  /// The root that carries a node.
  func root(of node: Int) -> Int {
    var place = node
    while let above = parent[place] { place = above }
    return place
  }

  private mutating func makeBlocks(_ graph: DiagramGraph, _ owners: [[Int]]) {
    let roots = graph.nodes.indices.filter { parent[$0] == nil }
    var carried: [Int: Set<Int>] = [:]
    for (node, own) in owners.enumerated() {
      for owner in own { carried[owner, default: []].insert(node) }
    }
    let joined = Set(
      graph.edges.filter { $0.kind == .path }.flatMap {
        [root(of: $0.from), root(of: $0.to)]
      })
    var blockOfRoot: [Int: Int] = [:]
    var opposites: [Int] = []
    for root in roots {
      let own = carried[root] ?? []
      // Factors that share most of their indicators stand together.
      let partner = blocks.indices.first { place in
        blocks[place].roots.contains { other in
          let others = carried[other] ?? []
          let common = own.intersection(others).count
          return common > 1
            && Double(common) > 0.6 * Double(own.union(others).count)
        }
      }
      if let partner {
        blocks[partner].roots.append(root)
        blockOfRoot[root] = partner
      } else if own.count > 1, children[root].isEmpty, !joined.contains(root) {
        opposites.append(root)
      } else {
        blocks.append(Block(roots: [root], items: []))
        blockOfRoot[root] = blocks.count - 1
      }
    }
    for root in opposites {
      let items = (carried[root] ?? []).sorted()
      let place = items.compactMap { blockOfRoot[self.root(of: $0)] }.first
      if let place {
        blocks[place].opposite.append(root)
        blockOfRoot[root] = place
      } else {
        blocks.append(Block(roots: [root], items: []))
        blockOfRoot[root] = blocks.count - 1
      }
    }
    for place in blocks.indices {
      let own = blocks[place].roots
      blocks[place].items = graph.nodes.indices.filter {
        parent[$0].map(own.contains) ?? false
      }
    }
    for node in graph.nodes.indices {
      block[node] = blockOfRoot[root(of: node)] ?? 0
    }
  }

  // MARK: Layers

  private mutating func makeLayers(_ graph: DiagramGraph) {
    var seen: Set<[Int]> = []
    for edge in graph.edges where edge.kind == .path {
      let (from, to) = (block[edge.from], block[edge.to])
      if from != to, seen.insert([from, to]).inserted {
        links.append((from, to))
      }
    }
    let count = blocks.count
    var outcomes = [[Int]](repeating: [], count: count)
    for link in links { outcomes[link.from].append(link.to) }
    // Two that act on each other share a layer.
    var leader = Array(0..<count)
    for (one, two) in links where one < two && outcomes[two].contains(one) {
      if leader[one] == one, leader[two] == two { leader[two] = one }
    }
    var next = [[Int]](repeating: [], count: count)
    for link in links where leader[link.from] != leader[link.to] {
      next[leader[link.from]].append(leader[link.to])
    }
    // Arrows that close longer loops do not count.
    var state = [Int](repeating: 0, count: count)
    var finished: [Int] = []
    func visit(_ place: Int) {
      state[place] = 1
      next[place].removeAll { state[$0] == 1 }
      for other in next[place] where state[other] == 0 { visit(other) }
      // What was reached from here may have closed a loop since.
      next[place].removeAll { state[$0] == 1 }
      state[place] = 2
      finished.append(place)
    }
    let hasCause = Set(links.map { leader[$0.to] })
    let order =
      (0..<count).filter { !hasCause.contains($0) }
      + (0..<count).filter { hasCause.contains($0) }
    for place in order where leader[place] == place && state[place] == 0 {
      visit(place)
    }
    var layer = [Int](repeating: 0, count: count)
    for place in finished.reversed() {
      for other in next[place] {
        layer[other] = max(layer[other], layer[place] + 1)
      }
    }
    layerCount = (layer.max() ?? 0) + 1
    // Outcomes that cause nothing stand at the end.
    for place in 0..<count
    where leader[place] == place && next[place].isEmpty
      && hasCause.contains(place)
    {
      layer[place] = layerCount - 1
    }
    for place in 0..<count { blocks[place].layer = layer[leader[place]] }
    splitLongColumn()
  }

  /// A measurement model of many factors stands in two columns that face each
  /// other.
  private mutating func splitLongColumn() {
    let carrying = blocks.indices.filter { !blocks[$0].items.isEmpty }
    let count = carrying.reduce(0) { $0 + blocks[$1].items.count }
    guard layerCount == 1, carrying.count >= 4, count > 24 else { return }
    var passed = 0
    for place in blocks.indices {
      let own = blocks[place].items.count
      if 2 * passed + own > count { blocks[place].layer = 1 }
      passed += own
    }
    layerCount = 2
  }
}
