/// What arrows must not run through.
struct Obstacles {
  private struct Obstacle {
    var node: Int?
    var shape: DiagramShape
    var frame: DiagramRectangle
  }

  private let obstacles: [Obstacle]
  /// The room that arrows keep from nodes.
  private static let margin = 4.0

  init(_ diagram: PathDiagram) {
    obstacles =
      diagram.nodes.enumerated().map {
        Obstacle(
          node: $0, shape: $1.shape,
          frame: $1.frame.grown(by: Self.margin))
      }
      + diagram.arrows.compactMap { arrow in
        arrow.label.map {
          Obstacle(node: nil, shape: .rectangle, frame: $0.frame)
        }
      }
  }

  /// The number of obstacles that a line meets, its own nodes aside.
  func hits(_ points: [DiagramPoint], besides own: [Int]) -> Int {
    guard let box = DiagramRectangle(around: points) else { return 0 }
    let near = box.grown(by: 0.01)
    return obstacles.count { obstacle in
      if let node = obstacle.node, own.contains(node) { return false }
      guard obstacle.frame.overlaps(near) else { return false }
      return zip(points, points.dropFirst()).contains {
        obstacle.shape.meets($0, $1, in: obstacle.frame)
      }
    }
  }

  /// The shortest way around obstacles: from corner to corner.
  ///
  /// - Parameters:
  ///   - start: Where the way begins.
  ///   - end: Where it ends.
  ///   - own: The nodes at its ends.
  /// - Returns: The corners of the way, its ends included; `nil` without one.
  func way(
    from start: DiagramPoint, to end: DiagramPoint, besides own: [Int]
  ) -> [DiagramPoint]? {
    // Ways that lead far away help nobody.
    let reach = DiagramRectangle(around: [start, end])?.grown(by: 160)
    let others = obstacles.filter { obstacle in
      (obstacle.node.map { !own.contains($0) } ?? true)
        && (reach?.overlaps(obstacle.frame) ?? true)
    }
    let frames = others.map { $0.frame.grown(by: 4) }
    var points = [start, end]
    for frame in frames {
      points += frame.grown(by: 0.5).corners.filter { corner in
        !frames.contains { $0.contains(corner) }
      }
    }
    func isFree(_ a: DiagramPoint, _ b: DiagramPoint) -> Bool {
      !frames.contains { $0.meets(a, b) }
    }
    // Dijkstra's search, the next point found by looking at all of them.
    var distance = [Double](repeating: .infinity, count: points.count)
    var previous = [Int](repeating: -1, count: points.count)
    var isDone = [Bool](repeating: false, count: points.count)
    distance[0] = 0
    while true {
      var current = -1
      for index in points.indices where !isDone[index] {
        if distance[index] < .infinity,
          current < 0 || distance[index] < distance[current]
        {
          current = index
        }
      }
      guard current >= 0 else { return nil }
      if current == 1 { break }
      isDone[current] = true
      for index in points.indices where !isDone[index] {
        // A corner costs a little, so that ways have few.
        let length =
          distance[current] + (points[index] - points[current]).length + 6
        if length < distance[index], isFree(points[current], points[index]) {
          distance[index] = length
          previous[index] = current
        }
      }
    }
    var way = [points[1]]
    var place = 1
    while previous[place] >= 0 {
      place = previous[place]
      way.append(points[place])
    }
    return way.reversed()
  }
}
