/// A line of straight and curved pieces.
package struct DiagramCurve: Sendable, Hashable {
  /// A piece, from the end of the one before.
  package enum Piece: Sendable, Hashable {
    /// A straight line.
    case line(DiagramPoint)
    /// A cubic Bézier curve: two control points and the end.
    case cubic(DiagramPoint, DiagramPoint, DiagramPoint)

    var end: DiagramPoint {
      switch self {
      case .line(let end), .cubic(_, _, let end): end
      }
    }
  }

  package var start: DiagramPoint
  package var pieces: [Piece]

  init(_ start: DiagramPoint, _ pieces: [Piece]) {
    self.start = start
    self.pieces = pieces
  }

  /// A straight line.
  init(from start: DiagramPoint, to end: DiagramPoint) {
    self.init(start, [.line(end)])
  }

  /// A bow whose middle lies a distance to the right of the straight line, as
  /// seen along it with y downwards to the left.
  init(from start: DiagramPoint, to end: DiagramPoint, bulge: Double) {
    let normal = (end - start).direction.turned * (bulge * 4 / 3)
    self.init(
      start,
      [
        .cubic(
          start.mixed(end, 0.28) + normal, start.mixed(end, 0.72) + normal, end)
      ])
  }

  package var end: DiagramPoint { pieces.last?.end ?? start }

  /// The direction at the end.
  package var endDirection: DiagramPoint {
    guard let last = pieces.last else { return DiagramPoint(1, 0) }
    switch last {
    case .line(let end):
      return (end - startOfLast).direction
    case .cubic(let first, let second, let end):
      let near = end - second
      return near.length > 1e-6 ? near.direction : (end - first).direction
    }
  }

  private var startOfLast: DiagramPoint {
    pieces.count > 1 ? pieces[pieces.count - 2].end : start
  }

  /// The direction at the start.
  package var startDirection: DiagramPoint {
    reversed.endDirection * -1
  }

  /// The curve from its end to its start.
  package var reversed: Self {
    var starts = [start]
    for piece in pieces { starts.append(piece.end) }
    let turned = zip(pieces, starts).map { piece, start -> Piece in
      switch piece {
      case .line: .line(start)
      case .cubic(let first, let second, _): .cubic(second, first, start)
      }
    }
    return Self(end, turned.reversed())
  }

  /// Points along the curve, near enough to each other to stand for it.
  var samples: [DiagramPoint] {
    var points = [start]
    var from = start
    for piece in pieces {
      switch piece {
      case .line(let end): points.append(end)
      case .cubic(let first, let second, let end):
        let count = max(
          8, min(40, Int(((end - from).length / 12).rounded(.up))))
        for k in 1...count {
          points.append(
            Self.point(from, first, second, end, Double(k) / Double(count)))
        }
      }
      from = piece.end
    }
    return points
  }

  /// Points at equal distances along the curve, its ends included.
  func evenSamples(_ count: Int) -> [DiagramPoint] {
    let points = samples
    var ends = [0.0]
    for (a, b) in zip(points, points.dropFirst()) {
      ends.append(ends[ends.count - 1] + (b - a).length)
    }
    var index = 1
    return (0..<count).map { step in
      let place = ends[ends.count - 1] * Double(step) / Double(count - 1)
      while index < points.count - 1, ends[index] < place { index += 1 }
      let own = ends[index] - ends[index - 1]
      return points[index - 1].mixed(
        points[index], own > 0 ? min(1, (place - ends[index - 1]) / own) : 0)
    }
  }

  /// The point half way along the curve.
  var middle: DiagramPoint { evenSamples(3)[1] }

  private static func point(
    _ a: DiagramPoint, _ b: DiagramPoint, _ c: DiagramPoint,
    _ d: DiagramPoint, _ t: Double
  ) -> DiagramPoint {
    let (ab, bc, cd) = (a.mixed(b, t), b.mixed(c, t), c.mixed(d, t))
    return ab.mixed(bc, t).mixed(bc.mixed(cd, t), t)
  }

  func moved(by shift: DiagramPoint) -> Self {
    Self(
      start + shift,
      pieces.map {
        switch $0 {
        case .line(let end): .line(end + shift)
        case .cubic(let first, let second, let end):
          .cubic(first + shift, second + shift, end + shift)
        }
      })
  }

  // MARK: Borders

  /// The curve from where it leaves a shape around its start.
  func leaving(_ shape: DiagramShape, _ frame: DiagramRectangle) -> Self {
    reversed.entering(shape, frame).reversed
  }

  /// The curve up to where it enters a shape around its end.
  func entering(_ shape: DiagramShape, _ frame: DiagramRectangle) -> Self {
    guard let last = pieces.last, shape.contains(end, in: frame) else {
      return self
    }
    let from = startOfLast
    guard !shape.contains(from, in: frame) else {
      // Only the piece before it crosses the border.
      guard pieces.count > 1 else { return self }
      return Self(start, Array(pieces.dropLast())).entering(shape, frame)
    }
    func place(_ t: Double) -> DiagramPoint {
      switch last {
      case .line(let end): from.mixed(end, t)
      case .cubic(let first, let second, let end):
        Self.point(from, first, second, end, t)
      }
    }
    var (outside, inside) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (outside + inside) / 2
      if shape.contains(place(middle), in: frame) {
        inside = middle
      } else {
        outside = middle
      }
    }
    var result = self
    switch last {
    case .line:
      result.pieces[pieces.count - 1] = .line(place(outside))
    case .cubic(let first, let second, _):
      // The first part of the curve (de Casteljau).
      let ab = from.mixed(first, outside)
      let bc = first.mixed(second, outside)
      result.pieces[pieces.count - 1] = .cubic(
        ab, ab.mixed(bc, outside), place(outside))
    }
    return result
  }

  /// The curve without its last stretch of a length.
  func shortened(by length: Double) -> Self {
    let end = end
    guard let last = pieces.last else { return self }
    let from = startOfLast
    if case .line = last, (end - from).length <= length { return self }
    return entering(
      .ellipse,
      DiagramRectangle(center: end, width: 2 * length, height: 2 * length))
  }

  // MARK: Ways around

  /// A way through points with its corners rounded.
  ///
  /// - Parameters:
  ///   - points: The points, two at least.
  ///   - depth: The most that the way leaves a corner by.
  init(rounding points: [DiagramPoint], depth: Double) {
    self.init(points[0], [])
    guard points.count > 2 else {
      pieces = points.dropFirst().map { .line($0) }
      return
    }
    for k in 1..<(points.count - 1) {
      let (before, corner, after) = (points[k - 1], points[k], points[k + 1])
      let (back, on) = (before - corner, after - corner)
      let bend = (back.direction + on.direction).length / 2
      let most = 0.5 * min(back.length, on.length)
      let cut = bend > 1e-6 ? min(most, 2 * depth / bend) : most
      let first = corner + back.direction * cut
      let last = corner + on.direction * cut
      pieces.append(.line(first))
      pieces.append(
        .cubic(
          first.mixed(corner, 2 / 3), last.mixed(corner, 2 / 3), last))
    }
    pieces.append(.line(points[points.count - 1]))
  }
}
