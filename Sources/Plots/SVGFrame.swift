/// The map from values to places between the axes.
struct SVGFrame {
  let left: Double
  let right: Double
  /// Set once everything above is laid out.
  var top = 0.0
  let horizontal: AxisTicks
  let vertical: AxisTicks
  /// The label of the horizontal axis, in lines.
  let horizontalLabel: [String]
  /// The label of the vertical axis, in lines.
  let verticalLabel: [String]
  private let height: Double
  private let xRange: ClosedRange<Double>
  private let yRange: ClosedRange<Double>

  init(_ plot: Plot, width: Double, height: Double) {
    self.height = height
    xRange = plot.horizontal.range
    yRange = plot.vertical.range
    let size = SVGSizes.small
    vertical = AxisTicks(plot.vertical, most: Int(height / 21))
    verticalLabel = TextMetrics.wrapped(
      plot.vertical.label + vertical.factor, to: height,
      size: SVGSizes.label)
    let widest =
      vertical.labels.map { TextMetrics.width($0, size: size) }
      .max() ?? 0
    left =
      SVGSizes.margin
      + Double(verticalLabel.count) * SVGSizes.label * SVGSizes.leading + 4
      + widest + 5
    right = width - SVGSizes.margin - 6
    let room = right - left
    let (lower, span) = (
      xRange.lowerBound, xRange.upperBound - xRange.lowerBound
    )
    var most = max(2, Int(room / 30))
    var ticks = AxisTicks(plot.horizontal, most: most)
    // Fewer ticks until no label touches the next one.
    func isCrowded(_ ticks: AxisTicks) -> Bool {
      let ends = zip(ticks.values, ticks.labels).map { value, label in
        let x = (value - lower) / span * room
        let half = TextMetrics.width(label, size: size) / 2
        return (x - half, x + half)
      }
      return zip(ends, ends.dropFirst()).contains { $0.1 + 7 > $1.0 }
    }
    while most > 2, isCrowded(ticks) {
      most -= 1
      ticks = AxisTicks(plot.horizontal, most: most)
    }
    horizontal = ticks
    horizontalLabel = TextMetrics.wrapped(
      plot.horizontal.label + ticks.factor, to: room, size: SVGSizes.label)
  }

  var bottom: Double { top + height }

  func x(_ value: Double) -> Double {
    left + (value - xRange.lowerBound)
      / (xRange.upperBound - xRange.lowerBound) * (right - left)
  }

  func y(_ value: Double) -> Double {
    bottom - (value - yRange.lowerBound)
      / (yRange.upperBound - yRange.lowerBound) * height
  }
}
