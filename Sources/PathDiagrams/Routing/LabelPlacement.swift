/// Places labels on their arrows, clear of nodes, other labels and other
/// arrows.
struct LabelPlacement {
  private struct Candidate {
    var frame: DiagramRectangle
    var lines: [String]
    var cost: Double
    /// Whether it keeps clear of nodes and foreign arrows.
    var isClear: Bool
    /// Whether it stands on the line.
    var isOnLine: Bool
  }

  private let samples: [[DiagramPoint]]
  private let boxes: [DiagramRectangle]
  private let diagram: PathDiagram
  private static let gap = 1.0

  init(_ diagram: PathDiagram) {
    self.diagram = diagram
    samples = diagram.arrows.map(\.curve.samples)
    boxes = samples.map {
      DiagramRectangle(around: $0)
        ?? DiagramRectangle(minX: 0, minY: 0, maxX: 0, maxY: 0)
    }
  }

  /// Places the labels of arrows that have none yet.
  ///
  /// - Parameter diagram: The diagram.
  static func place(in diagram: inout PathDiagram) {
    let placement = LabelPlacement(diagram)
    let open = diagram.arrows.indices.filter {
      diagram.arrows[$0].label == nil && !diagram.arrows[$0].lines.isEmpty
    }
    let candidates = open.map { placement.candidates($0) }
    let fixed = diagram.arrows.compactMap { $0.label?.frame }
    var chosen = placement.choose(candidates, fixed)
    placement.improve(&chosen, candidates, fixed)
    for (arrow, (own, choice)) in zip(open, zip(candidates, chosen)) {
      guard let choice else { continue }
      diagram.arrows[arrow].label = PathDiagram.Label(
        lines: own[choice].lines, frame: own[choice].frame)
      diagram.arrows[arrow].isLabelOnLine = own[choice].isOnLine
    }
  }

  private func candidates(_ index: Int) -> [Candidate] {
    let arrow = diagram.arrows[index]
    let points = samples[index]
    let (length, ends) = Self.measure(points)
    var forms = [arrow.lines]
    let joined = NodeSizes.labelLines(arrow.lines, isStacked: false)
    if joined != arrow.lines {
      // Labels side by side are narrow ones.
      if isAcross(arrow) {
        forms.append(joined)
      } else {
        forms.insert(joined, at: 0)
      }
    }
    let preferred = preferredShare(arrow)
    var result: [Candidate] = []
    for (form, lines) in forms.enumerated() {
      let size = NodeSizes.label(lines)
      for step in 0..<31 {
        let share = 0.08 + 0.84 * Double(step) / 30
        let place = Self.point(points, ends, share * length)
        let (at, direction) = place
        let away = abs(share - preferred)
        for offset in [0.0, 1, -1] {
          let normal = direction.turned
          let reach =
            offset == 0
            ? 0
            : (abs(normal.x) * size.width + abs(normal.y) * size.height) / 2
              + 2.5
          let frame = DiagramRectangle(
            center: at + normal * (reach * offset), width: size.width,
            height: size.height)
          let hits = hits(
            frame, index, isOnLine: offset == 0, room: Self.gap)
          // Labels that stand apart are read at a glance.
          let isNear =
            hits > 0
            || self.hits(frame, index, isOnLine: offset == 0, room: 5) > 0
          // The line must be seen on both sides of a label on it.
          let cover =
            offset == 0
            ? min(
              size.width / max(abs(direction.x), 1e-6),
              size.height / max(abs(direction.y), 1e-6)) : 0
          let before = share * length - cover / 2
          let behind = (1 - share) * length - cover / 2
          let head = 8.0
          let isSeen =
            offset != 0
            || (behind > head && before > (arrow.heads == .both ? head : 3))
          result.append(
            Candidate(
              frame: frame, lines: lines,
              cost: 3 * away + 0.7 * Double(form) + (offset == 0 ? 0 : 2.2)
                + (isNear ? 0.35 : 0) + 20 * Double(hits)
                + (isSeen ? 0 : 30),
              isClear: hits == 0 && isSeen, isOnLine: offset == 0))
        }
      }
    }
    let clear = result.filter(\.isClear).sorted { $0.cost < $1.cost }
    if !clear.isEmpty { return clear }
    return Array(result.sorted { $0.cost < $1.cost }.prefix(12))
  }

  /// Whether an arrow ends at an indicator above or below its factor.
  private func isAcross(_ arrow: PathDiagram.Arrow) -> Bool {
    guard arrow.kind == .loading, let to = arrow.to else { return false }
    let frame = diagram.nodes[to].frame
    return abs(arrow.curve.end.y - frame.minY) < 1
      || abs(arrow.curve.end.y - frame.maxY) < 1
  }

  /// Where a label stands best: in the middle, labels of indicators in one
  /// line beside these.
  private func preferredShare(_ arrow: PathDiagram.Arrow) -> Double {
    guard arrow.kind == .loading, let to = arrow.to,
      arrow.curve.pieces.count == 1
    else { return 0.5 }
    let way = arrow.curve.end - arrow.curve.start
    let frame = diagram.nodes[to].frame
    let isAcross =
      abs(arrow.curve.end.x - frame.minX) < 1
      || abs(arrow.curve.end.x - frame.maxX) < 1
    let size = NodeSizes.label(
      NodeSizes.labelLines(arrow.lines, isStacked: !isAcross))
    let distance = 11 + (isAcross ? size.width : size.height) / 2
    let length = abs(isAcross ? way.x : way.y)
    return min(0.75, max(0.4, 1 - distance / max(length, 1)))
  }

  /// The number of nodes and other arrows that a label would cover.
  private func hits(
    _ frame: DiagramRectangle, _ own: Int, isOnLine: Bool, room: Double
  ) -> Int {
    let wide = frame.grown(by: room)
    var count = 0
    for node in diagram.nodes where node.shape.overlaps(wide, in: node.frame) {
      count += 2
    }
    for index in samples.indices where index != own || !isOnLine {
      guard boxes[index].grown(by: 0.01).overlaps(wide) else { continue }
      if zip(samples[index], samples[index].dropFirst()).contains(where: {
        wide.meets($0, $1)
      }) {
        count += 1
      }
    }
    return count
  }

  /// The best candidate of each arrow, those with the least choice first.
  private func choose(
    _ candidates: [[Candidate]], _ fixed: [DiagramRectangle]
  ) -> [Int?] {
    var chosen = [Int?](repeating: nil, count: candidates.count)
    var taken = fixed
    let order = candidates.indices.sorted {
      (candidates[$0].count { $0.isClear }, $0)
        < (candidates[$1].count { $0.isClear }, $1)
    }
    for index in order {
      let own = candidates[index]
      guard !own.isEmpty else { continue }
      let free = own.indices.first { choice in
        !taken.contains { $0.grown(by: 1).overlaps(own[choice].frame) }
      }
      let choice = free ?? 0
      chosen[index] = choice
      taken.append(own[choice].frame)
    }
    return chosen
  }

  /// Moves labels to better places while that helps.
  private func improve(
    _ chosen: inout [Int?], _ candidates: [[Candidate]],
    _ fixed: [DiagramRectangle]
  ) {
    func frame(_ index: Int) -> DiagramRectangle? {
      chosen[index].map { candidates[index][$0].frame }
    }
    func cost(_ index: Int, _ choice: Int) -> Double {
      let own = candidates[index][choice]
      let wide = own.frame.grown(by: 1)
      var cost = own.cost
      for other in fixed where other.overlaps(wide) { cost += 40 }
      for other in candidates.indices where other != index {
        if let frame = frame(other), frame.overlaps(wide) { cost += 40 }
      }
      return cost
    }
    for _ in 0..<6 {
      var isChanged = false
      for index in candidates.indices {
        guard let current = chosen[index] else { continue }
        let now = cost(index, current)
        // Candidates are in the order of their own costs.
        var best = (choice: current, cost: now)
        for choice in candidates[index].indices {
          if candidates[index][choice].cost >= best.cost { break }
          let other = cost(index, choice)
          if other < best.cost - 1e-9 { best = (choice, other) }
        }
        if best.choice != current {
          chosen[index] = best.choice
          isChanged = true
        }
      }
      if !isChanged { return }
    }
  }

  private static func measure(_ points: [DiagramPoint])
    -> (length: Double, ends: [Double])
  {
    var ends = [0.0]
    for (a, b) in zip(points, points.dropFirst()) {
      ends.append(ends[ends.count - 1] + (b - a).length)
    }
    return (ends[ends.count - 1], ends)
  }

  private static func point(
    _ points: [DiagramPoint], _ ends: [Double], _ place: Double
  ) -> (DiagramPoint, DiagramPoint) {
    for index in points.indices.dropFirst() where ends[index] >= place {
      let own = ends[index] - ends[index - 1]
      let share = own > 0 ? (place - ends[index - 1]) / own : 0
      return (
        points[index - 1].mixed(points[index], share),
        (points[index] - points[index - 1]).direction
      )
    }
    return (points[points.count - 1], DiagramPoint(1, 0))
  }
}
