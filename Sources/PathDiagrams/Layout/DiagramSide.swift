/// A side of a node.
package enum DiagramSide: String, Sendable, Hashable, CaseIterable {
  case left
  case right
  case up
  case down

  /// Whether the side is the left or the right one.
  var isHorizontal: Bool { self == .left || self == .right }

  /// The direction out of the side.
  var direction: DiagramPoint {
    switch self {
    case .left: DiagramPoint(-1, 0)
    case .right: DiagramPoint(1, 0)
    case .up: DiagramPoint(0, -1)
    case .down: DiagramPoint(0, 1)
    }
  }

  /// The direction along the side, right or down.
  var along: DiagramPoint {
    isHorizontal ? DiagramPoint(0, 1) : DiagramPoint(1, 0)
  }

  var opposite: Self {
    switch self {
    case .left: .right
    case .right: .left
    case .up: .down
    case .down: .up
    }
  }
}

/// The sides by the direction of causes.
struct DiagramAxes {
  let direction: DiagramOptions.Direction

  /// Where causes stand.
  var start: DiagramSide { direction == .right ? .left : .up }
  /// Where outcomes stand.
  var end: DiagramSide { start.opposite }
  /// The first elements of a layer stand here.
  var before: DiagramSide { direction == .right ? .up : .left }
  var after: DiagramSide { before.opposite }

  /// A point from its place along causes and its place in a layer.
  func point(_ along: Double, _ across: Double) -> DiagramPoint {
    direction == .right
      ? DiagramPoint(along, across) : DiagramPoint(across, along)
  }

  /// A size along causes.
  func along(_ size: NodeSizes.Size) -> Double {
    direction == .right ? size.width : size.height
  }

  /// A size across causes.
  func across(_ size: NodeSizes.Size) -> Double {
    direction == .right ? size.height : size.width
  }

  func isAlong(_ side: DiagramSide) -> Bool { side == start || side == end }
}
