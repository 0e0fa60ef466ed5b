/// The order of the elements of layers: as few crossings as sweeps find
/// (Sugiyama, Tagawa & Toda, 1981), the order of the text where nothing is
/// gained.
struct LayerOrder {
  /// A block, or the place where a long link passes a layer.
  struct Element: Hashable {
    /// The block; `nil` where a link passes.
    var block: Int?
    var layer: Int
  }

  /// How a block's indicators confine its place in a layer.
  enum Confinement: Int {
    /// At the layer's beginning.
    case first
    /// Between the others.
    case middle
    /// At the layer's end.
    case last
  }

  private(set) var elements: [Element] = []
  /// The links between elements of neighbouring layers.
  private(set) var links: [(from: Int, to: Int)] = []
  /// The elements of each layer, in order.
  private(set) var layers: [[Int]]
  /// The element of each block.
  private(set) var elementOfBlock: [Int]
  /// The blocks with indicators above or below them.
  private let fanned: Set<Int>

  private var before: [[Int]] = []
  private var after: [[Int]] = []

  /// Finds an order.
  ///
  /// - Parameters:
  ///   - skeleton: The blocks and their links.
  ///   - fanned: The blocks of middle layers whose indicators stand above or
  ///     below them.
  init(_ skeleton: DiagramSkeleton, fanned: Set<Int>) {
    self.fanned = fanned
    layers = [[Int]](repeating: [], count: skeleton.layerCount)
    elementOfBlock = []
    for (place, block) in skeleton.blocks.enumerated() {
      elements.append(Element(block: place, layer: block.layer))
      elementOfBlock.append(place)
      layers[block.layer].append(place)
    }
    for link in skeleton.links {
      var (from, to) = (link.from, link.to)
      if elements[from].layer > elements[to].layer { swap(&from, &to) }
      guard elements[from].layer < elements[to].layer else { continue }
      var last = from
      for layer in (elements[from].layer + 1)..<elements[to].layer {
        elements.append(Element(block: nil, layer: layer))
        let passing = elements.count - 1
        layers[layer].append(passing)
        links.append((last, passing))
        last = passing
      }
      links.append((last, to))
    }
    before = [[Int]](repeating: [], count: elements.count)
    after = before
    for link in links {
      after[link.from].append(link.to)
      before[link.to].append(link.from)
    }
    confineAll()
    improve()
  }

  /// The neighbours of an element in the layers before and after.
  func neighbours(_ element: Int) -> [Int] {
    before[element] + after[element]
  }

  private mutating func improve() {
    guard layers.contains(where: { $0.count > 1 }) else { return }
    var best = (crossings: crossings(), layers: layers)
    var random: UInt64 = 0x9E37_79B9_7F4A_7C15
    let start = layers
    for attempt in 0..<12 where best.crossings > 0 {
      layers = start
      if attempt > 0 {
        for index in layers.indices {
          Self.shuffle(&layers[index], &random)
        }
        confineAll()
      }
      for sweep in 0..<10 {
        sortLayers(forward: sweep % 2 == 0)
        exchangeNeighbours()
        let count = crossings()
        if count < best.crossings { best = (count, layers) }
        if count == 0 { break }
      }
    }
    layers = best.layers
  }

  private mutating func sortLayers(forward: Bool) {
    let order =
      forward ? Array(layers.indices) : Array(layers.indices.reversed())
    for index in order {
      var place = [Double](repeating: 0, count: elements.count)
      for layer in layers {
        for (position, element) in layer.enumerated() {
          place[element] = Double(position)
        }
      }
      let keyed = layers[index].enumerated().map { position, element in
        let near = forward ? before[element] : after[element]
        let key =
          near.isEmpty
          ? Double(position)
          : near.reduce(0) { $0 + place[$1] } / Double(near.count)
        return (key, position, element)
      }
      layers[index] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
      confine(index)
    }
  }

  private mutating func exchangeNeighbours() {
    for index in layers.indices where layers[index].count > 1 {
      for position in 0..<(layers[index].count - 1) {
        let old = localCrossings(index)
        layers[index].swapAt(position, position + 1)
        let kept = layers[index]
        confine(index)
        if kept != layers[index] || localCrossings(index) >= old {
          layers[index] = kept
          layers[index].swapAt(position, position + 1)
        }
      }
    }
  }

  private mutating func confineAll() {
    for index in layers.indices { confine(index) }
  }

  /// Blocks with indicators above stand at the top of a layer, those with
  /// indicators below at its bottom, links pass between them.
  private mutating func confine(_ index: Int) {
    let own = layers[index].filter { isFanned($0) }
    guard !own.isEmpty, own.count < layers[index].count else { return }
    let first = own.prefix((own.count + 1) / 2)
    let rest = layers[index].filter { !isFanned($0) }
    layers[index] = first + rest + own.dropFirst(first.count)
  }

  private func isFanned(_ element: Int) -> Bool {
    elements[element].block.map(fanned.contains) ?? false
  }

  /// Whether a fanned block has its indicators at the layer's beginning.
  func isFirst(_ block: Int) -> Bool {
    let element = elementOfBlock[block]
    let own = layers[elements[element].layer].filter { isFanned($0) }
    let place = own.firstIndex(of: element) ?? 0
    return place < (own.count + 1) / 2
  }

  private func crossings() -> Int {
    layers.indices.dropFirst().reduce(0) { $0 + crossings(between: $1) }
  }

  private func localCrossings(_ index: Int) -> Int {
    (index > 0 ? crossings(between: index) : 0)
      + (index + 1 < layers.count ? crossings(between: index + 1) : 0)
  }

  /// The crossings of links between a layer and the one before it.
  private func crossings(between index: Int) -> Int {
    var place: [Int: Int] = [:]
    for (position, element) in layers[index].enumerated() {
      place[element] = position
    }
    var ends: [(Int, Int)] = []
    for (position, element) in layers[index - 1].enumerated() {
      for other in after[element] {
        if let end = place[other] { ends.append((position, end)) }
      }
    }
    var count = 0
    for one in ends.indices {
      for two in ends.indices.dropFirst(one + 1) {
        let (a, b) = (ends[one], ends[two])
        if (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1) { count += 1 }
      }
    }
    return count
  }

  private static func shuffle(_ list: inout [Int], _ state: inout UInt64) {
    guard list.count > 1 else { return }
    for index in stride(from: list.count - 1, to: 0, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      list.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
    }
  }
}
