import Messages

/// Lays a picture out from top to bottom and draws it.
///
/// Every text has a separate row or column, so that none covers another.
struct SVGDrawing {
  private(set) var canvas = SVGCanvas()
  /// The picture's width, points.
  let width: Double
  /// The picture's height, points, known after `draw`.
  private(set) var height = 0.0
  private let plot: Plot
  private let areaHeight: Double
  private var frame: SVGFrame
  private var y = SVGSizes.margin

  init(_ plot: Plot, width: PlotWidth) {
    self.plot = plot
    self.width = width.millimetres / 25.4 * 72
    areaHeight = width == .column ? 130 : 210
    frame = SVGFrame(plot, width: self.width, height: areaHeight)
  }

  mutating func draw() {
    let full = width - 2 * SVGSizes.margin
    lines(plot.title, width: full, size: SVGSizes.title, isBold: true)
    lines(plot.subtitle, width: full, size: SVGSizes.small)
    keys()
    y += 4
    let intervalLines = intervals()
    boundaryLabels()
    frame.top = y
    y += areaHeight
    marks(limitTop: intervalLines.first ?? frame.top)
    axes()
    if !plot.notes.isEmpty { y += 3 }
    for note in plot.notes { lines(note, width: full, size: SVGSizes.small) }
    height = y + SVGSizes.margin
  }

  /// Lines of text from the left margin down.
  private mutating func lines(
    _ text: String, width: Double, size: Double, isBold: Bool = false
  ) {
    for line in TextMetrics.wrapped(
      text, to: width, size: size, isBold: isBold)
    {
      canvas.text(
        line, x: SVGSizes.margin, y: y + size, size: size, isBold: isBold)
      y += size * SVGSizes.leading
    }
  }

  /// The meaning of strokes and shades, as many on a line as fit.
  private mutating func keys() {
    let size = SVGSizes.small
    let sample = 18.0
    var x = SVGSizes.margin
    for key in plot.keys {
      let wide = sample + 4 + TextMetrics.width(key.label, size: size)
      if x > SVGSizes.margin, x + wide > width - SVGSizes.margin {
        x = SVGSizes.margin
        y += size * SVGSizes.leading
      }
      let middle = y + 0.64 * size
      switch key.sample {
      case .stroke(let stroke):
        canvas.line(
          x, middle, x + sample, middle, width: stroke.width,
          dashes: stroke.dashes)
      case .shade(let shade):
        canvas.rectangle(
          x: x, y: middle - 3.5, width: sample, height: 7, fill: shade.fill,
          stroke: SVGDrawing.hairline)
      case .dot:
        canvas.circle(x: x + sample / 2, y: middle, radius: Self.dotRadius)
      }
      canvas.text(key.label, x: x + sample + 4, y: y + size, size: size)
      x += wide + 12
    }
    if !plot.keys.isEmpty { y += size * SVGSizes.leading }
  }

  /// The intervals, each with its label above, the first one lowest.
  ///
  /// - Returns: The line of each, in their order.
  private mutating func intervals() -> [Double] {
    let size = SVGSizes.small
    var places: [Double] = []
    for interval in plot.intervals.reversed() {
      let left = frame.x(interval.range.lowerBound)
      let right = frame.x(interval.range.upperBound)
      for line in TextMetrics.wrapped(
        interval.label, to: width - 2 * SVGSizes.margin, size: size)
      {
        let half = TextMetrics.width(line, size: size) / 2
        let center = min(
          max((left + right) / 2, SVGSizes.margin + half),
          width - SVGSizes.margin - half)
        canvas.text(
          line, x: center, y: y + size, size: size, anchor: .middle)
        y += size * SVGSizes.leading
      }
      let line = y + 3
      canvas.line(left, line, right, line, width: 1.4)
      for end in [left, right] {
        canvas.line(end, line - 3, end, line + 3, width: 1.4)
      }
      canvas.circle(
        x: frame.x(interval.center), y: line, radius: Self.dotRadius)
      places.append(line)
      y += 10
    }
    return places.reversed()
  }

  /// The values of boundaries, in as many rows as they need.
  private mutating func boundaryLabels() {
    let size = SVGSizes.small
    let values = plot.marks.compactMap { mark -> Double? in
      if case .boundary(let value) = mark { value } else { nil }
    }.sorted()
    guard !values.isEmpty else { return }
    var ends: [Double] = []
    var places: [(text: String, x: Double, row: Int)] = []
    for value in values {
      let text = NumberStyle.estimate.printed(value)
      let half = TextMetrics.width(text, size: size) / 2
      let x = min(max(frame.x(value), frame.left + half), frame.right - half)
      let row = ends.firstIndex { $0 + 4 < x - half } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = x + half
      places.append((text, x, row))
    }
    let leading = size * SVGSizes.leading
    for place in places {
      canvas.text(
        place.text, x: place.x,
        y: y + size + Double(ends.count - 1 - place.row) * leading,
        size: size, anchor: .middle)
    }
    y += Double(ends.count) * leading + 1
  }

  private mutating func marks(limitTop: Double) {
    for mark in plot.marks {
      switch mark {
      case .bars(let bars):
        for bar in bars where bar.height > 0 {
          let left = frame.x(bar.range.lowerBound)
          let top = frame.y(bar.height)
          canvas.rectangle(
            x: left, y: top, width: frame.x(bar.range.upperBound) - left,
            height: frame.bottom - top, fill: PlotShade.dark.fill,
            stroke: Self.hairline)
        }
      case .band(let points, let shade):
        let upper = points.map { (frame.x($0.x), frame.y($0.upper)) }
        let lower = points.map { (frame.x($0.x), frame.y($0.lower)) }
        canvas.polygon(upper + lower.reversed(), fill: shade.fill)
        canvas.polyline(upper, width: Self.hairline)
        canvas.polyline(lower, width: Self.hairline)
      case .curve(let points, let stroke):
        canvas.polyline(
          points.map { (frame.x($0.x), frame.y($0.y)) }, width: stroke.width,
          dashes: stroke.dashes)
      case .dots(let dots):
        for dot in dots { draw(dot) }
      case .verticalLine(let value, let stroke):
        canvas.line(
          frame.x(value), stroke == .dotted ? limitTop : frame.top,
          frame.x(value), frame.bottom, width: stroke.width,
          dashes: stroke.dashes)
      case .horizontalLine(let value, let stroke):
        canvas.line(
          frame.left, frame.y(value), frame.right, frame.y(value),
          width: stroke.width, dashes: stroke.dashes)
      case .boundary(let value):
        canvas.line(
          frame.x(value), frame.top, frame.x(value), frame.bottom,
          width: PlotStroke.dotted.width, dashes: PlotStroke.dotted.dashes)
      }
    }
  }

  private mutating func draw(_ dot: PlotDot) {
    let x = frame.x(dot.x)
    if let interval = dot.interval {
      let ends = [interval.lowerBound, interval.upperBound].map { frame.y($0) }
      canvas.line(x, ends[0], x, ends[1], width: 1)
      for end in ends { canvas.line(x - 4, end, x + 4, end, width: 1) }
    }
    canvas.circle(x: x, y: frame.y(dot.y), radius: Self.dotRadius)
  }

  private mutating func axes() {
    let size = SVGSizes.small
    canvas.line(frame.left, frame.top, frame.left, frame.bottom, width: 0.7)
    canvas.line(
      frame.left, frame.bottom, frame.right, frame.bottom, width: 0.7)
    for (value, label) in zip(frame.vertical.values, frame.vertical.labels) {
      let place = frame.y(value)
      canvas.line(frame.left - 3, place, frame.left, place, width: 0.7)
      canvas.text(
        label, x: frame.left - 5, y: place + 0.36 * size, size: size,
        anchor: .end)
    }
    for (value, label) in zip(frame.horizontal.values, frame.horizontal.labels)
    {
      let place = frame.x(value)
      canvas.line(place, frame.bottom, place, frame.bottom + 3, width: 0.7)
      canvas.text(
        label, x: place, y: frame.bottom + 4 + size, size: size,
        anchor: .middle)
    }
    let leading = SVGSizes.label * SVGSizes.leading
    for (index, line) in frame.verticalLabel.enumerated() {
      canvas.text(
        line, x: SVGSizes.margin + SVGSizes.label + Double(index) * leading,
        y: (frame.top + frame.bottom) / 2, size: SVGSizes.label,
        anchor: .middle, isUpward: true)
    }
    y += 4 + size
    for line in frame.horizontalLabel {
      canvas.text(
        line, x: (frame.left + frame.right) / 2, y: y + 2 + SVGSizes.label,
        size: SVGSizes.label, anchor: .middle)
      y += leading
    }
    y += 3
  }

  private static let hairline = 0.4
  private static let dotRadius = 2.2
}

extension PlotStroke {
  /// The stroke's width, points.
  var width: Double {
    switch self {
    case .solid: 1.3
    case .dashed: 0.8
    case .dotted: 0.8
    }
  }

  /// The lengths of dashes and gaps, points.
  var dashes: String? {
    switch self {
    case .solid: nil
    case .dashed: "5 3"
    case .dotted: "1 2"
    }
  }
}

extension PlotShade {
  /// The grey.
  var fill: String { self == .dark ? "#c4c4c4" : "#efefef" }
}
