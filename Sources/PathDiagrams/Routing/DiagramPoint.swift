/// A place in a drawing, points; y grows downwards.
package struct DiagramPoint: Sendable, Hashable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (a: Self, b: Self) -> Self { Self(a.x + b.x, a.y + b.y) }
  static func - (a: Self, b: Self) -> Self { Self(a.x - b.x, a.y - b.y) }
  static func * (a: Self, factor: Double) -> Self {
    Self(a.x * factor, a.y * factor)
  }

  /// The point at a share of the way to another one.
  func mixed(_ other: Self, _ share: Double) -> Self {
    Self(x + share * (other.x - x), y + share * (other.y - y))
  }

  /// The distance from the origin.
  var length: Double { (x * x + y * y).squareRoot() }

  /// The direction as a vector of length 1; zero stays zero.
  var direction: Self { length > 0 ? self * (1 / length) : self }

  /// The direction turned by a right angle.
  var turned: Self { Self(-y, x) }
}

/// A rectangle of a drawing, points.
package struct DiagramRectangle: Sendable, Hashable {
  package var minX: Double
  package var minY: Double
  package var maxX: Double
  package var maxY: Double

  init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The rectangle of a size around a point.
  package init(center: DiagramPoint, width: Double, height: Double) {
    minX = center.x - width / 2
    maxX = center.x + width / 2
    minY = center.y - height / 2
    maxY = center.y + height / 2
  }

  /// The smallest rectangle around points; `nil` without any.
  init?(around points: [DiagramPoint]) {
    guard let first = points.first else { return nil }
    self.init(minX: first.x, minY: first.y, maxX: first.x, maxY: first.y)
    for point in points {
      minX = min(minX, point.x)
      maxX = max(maxX, point.x)
      minY = min(minY, point.y)
      maxY = max(maxY, point.y)
    }
  }

  package var width: Double { maxX - minX }
  package var height: Double { maxY - minY }
  package var center: DiagramPoint {
    DiagramPoint((minX + maxX) / 2, (minY + maxY) / 2)
  }
  var corners: [DiagramPoint] {
    [
      DiagramPoint(minX, minY), DiagramPoint(maxX, minY),
      DiagramPoint(maxX, maxY), DiagramPoint(minX, maxY),
    ]
  }

  /// The rectangle with a margin added on every side.
  func grown(by margin: Double) -> Self {
    Self(
      minX: minX - margin, minY: minY - margin, maxX: maxX + margin,
      maxY: maxY + margin)
  }

  func moved(by shift: DiagramPoint) -> Self {
    Self(
      minX: minX + shift.x, minY: minY + shift.y, maxX: maxX + shift.x,
      maxY: maxY + shift.y)
  }

  func united(_ other: Self) -> Self {
    Self(
      minX: min(minX, other.minX), minY: min(minY, other.minY),
      maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
  }

  func contains(_ point: DiagramPoint) -> Bool {
    point.x > minX && point.x < maxX && point.y > minY && point.y < maxY
  }

  /// Whether the insides of two rectangles meet.
  func overlaps(_ other: Self) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY
      && other.minY < maxY
  }

  /// Whether a straight line runs through the inside.
  func meets(_ a: DiagramPoint, _ b: DiagramPoint) -> Bool {
    if max(a.x, b.x) <= minX || min(a.x, b.x) >= maxX
      || max(a.y, b.y) <= minY || min(a.y, b.y) >= maxY
    {
      return false
    }
    // The part of the line within the slabs of both directions (Liang &
    // Barsky, 1984).
    var (first, last) = (0.0, 1.0)
    for (start, step, low, high) in [
      (a.x, b.x - a.x, minX, maxX), (a.y, b.y - a.y, minY, maxY),
    ] {
      if abs(step) < 1e-12 {
        if start <= low || start >= high { return false }
        continue
      }
      let (one, two) = ((low - start) / step, (high - start) / step)
      first = max(first, min(one, two))
      last = min(last, max(one, two))
    }
    return first < last
  }
}

/// The outline of a node.
package enum DiagramShape: String, Sendable, Hashable {
  /// An observed variable.
  case rectangle
  /// A latent variable.
  case ellipse
  /// A composite.
  case hexagon
  /// A constant, the source of means.
  case triangle
  /// A construct of a framework.
  case roundedBox

  /// Whether a point lies inside a shape of a frame.
  func contains(_ point: DiagramPoint, in frame: DiagramRectangle) -> Bool {
    guard self == .ellipse else { return frame.contains(point) }
    let x = (point.x - frame.center.x) / (frame.width / 2)
    let y = (point.y - frame.center.y) / (frame.height / 2)
    return x * x + y * y < 1
  }

  /// Whether a straight line runs through a shape of a frame.
  func meets(
    _ a: DiagramPoint, _ b: DiagramPoint, in frame: DiagramRectangle
  ) -> Bool {
    guard frame.meets(a, b) else { return false }
    guard self == .ellipse else { return true }
    // In the coordinates of a unit circle.
    func scaled(_ p: DiagramPoint) -> DiagramPoint {
      DiagramPoint(
        (p.x - frame.center.x) / (frame.width / 2),
        (p.y - frame.center.y) / (frame.height / 2))
    }
    let (p, q) = (scaled(a), scaled(b))
    let step = q - p
    let square = step.x * step.x + step.y * step.y
    let share =
      square > 0
      ? min(1, max(0, -(p.x * step.x + p.y * step.y) / square)) : 0
    return p.mixed(q, share).length < 1
  }

  /// Whether a rectangle meets a shape of a frame.
  func overlaps(_ box: DiagramRectangle, in frame: DiagramRectangle) -> Bool {
    guard frame.overlaps(box) else { return false }
    guard self == .ellipse else { return true }
    let center = frame.center
    let nearest = DiagramPoint(
      min(max(center.x, box.minX), box.maxX),
      min(max(center.y, box.minY), box.maxY))
    return contains(nearest, in: frame)
  }
}
