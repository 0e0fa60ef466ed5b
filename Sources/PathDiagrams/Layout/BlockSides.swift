/// The sides on which blocks have their indicators.
struct BlockSides {
  /// The side of a block's indicators by the direction of causes.
  enum Role {
    /// Before the causes.
    case start
    /// Behind the outcomes.
    case end
    /// On either side of the direction.
    case across
  }

  /// The role of each block; `nil` without indicators.
  private(set) var role: [Role?]

  init(_ skeleton: DiagramSkeleton) {
    let last = skeleton.layerCount - 1
    let carrying = skeleton.blocks.map { !$0.items.isEmpty }
    var counts = [Int](repeating: 0, count: skeleton.layerCount)
    for (block, isCarrying) in zip(skeleton.blocks, carrying) where isCarrying {
      counts[block.layer] += 1
    }
    // Chains of occasions have all their indicators above and below.
    let isChain = last >= 3 && counts.allSatisfy { $0 <= 2 }
    role = zip(skeleton.blocks, carrying).map { block, isCarrying in
      guard isCarrying else { return nil }
      if last == 0 { return .end }
      if isChain { return .across }
      return block.layer == 0 ? .start : block.layer == last ? .end : .across
    }
  }

  /// The blocks whose indicators stand across causes.
  var fanned: Set<Int> {
    Set(role.indices.filter { role[$0] == .across })
  }
}
