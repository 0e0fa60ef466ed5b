/// A picture as data: `SVGRenderer` draws it.
public struct Plot: Sendable, Hashable {
  /// The subject, such as `network → learning → growth`.
  public var title: String
  /// A line on the method; empty for none.
  public var subtitle: String
  /// The horizontal axis.
  public var horizontal: PlotAxis
  /// The vertical axis.
  public var vertical: PlotAxis
  /// The marks between the axes, from back to front.
  public var marks: [PlotMark]
  /// Intervals of the horizontal axis, which stand in rows above the axes.
  public var intervals: [PlotInterval]
  /// The meaning of strokes and shades.
  public var keys: [PlotKey]
  /// Sentences below the axes.
  public var notes: [String]

  /// Makes a picture.
  public init(
    title: String, subtitle: String = "", horizontal: PlotAxis,
    vertical: PlotAxis, marks: [PlotMark], intervals: [PlotInterval] = [],
    keys: [PlotKey] = [], notes: [String] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.horizontal = horizontal
    self.vertical = vertical
    self.marks = marks
    self.intervals = intervals
    self.keys = keys
    self.notes = notes
  }
}

/// An axis of a picture.
public struct PlotAxis: Sendable, Hashable {
  /// The quantity that it measures.
  public var label: String
  /// The values that it shows.
  public var range: ClosedRange<Double>
  /// The values that are labelled; `nil` for round ones.
  public var ticks: [Double]?
  /// Whether only whole numbers are labelled.
  public var isCount: Bool

  /// Makes an axis.
  public init(
    label: String, range: ClosedRange<Double>, ticks: [Double]? = nil,
    isCount: Bool = false
  ) {
    self.label = label
    self.range = range
    self.ticks = ticks
    self.isCount = isCount
  }
}

/// Something drawn between the axes.
public enum PlotMark: Sendable, Hashable {
  /// Bars from zero, as a histogram has them.
  case bars([PlotBar])
  /// The area between lower and upper limits.
  case band([PlotBandPoint], PlotShade)
  /// A line through points.
  case curve([PlotPoint], PlotStroke)
  /// Dots with intervals where they have any.
  case dots([PlotDot])
  /// A line across at a value of the horizontal axis.
  case verticalLine(Double, PlotStroke)
  /// A line across at a value of the vertical axis.
  case horizontalLine(Double, PlotStroke)
  /// A line across at a value of the horizontal axis, with the value above.
  case boundary(Double)
}

/// A bar of a histogram.
public struct PlotBar: Sendable, Hashable {
  /// Its first and last value.
  public var range: ClosedRange<Double>
  /// Its height.
  public var height: Double

  /// Makes a bar.
  public init(range: ClosedRange<Double>, height: Double) {
    self.range = range
    self.height = height
  }
}

/// A point of a curve.
public struct PlotPoint: Sendable, Hashable {
  /// Its place on the horizontal axis.
  public var x: Double
  /// Its place on the vertical axis.
  public var y: Double

  /// Makes a point.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// The limits of a band at a value of the horizontal axis.
public struct PlotBandPoint: Sendable, Hashable {
  /// The value.
  public var x: Double
  /// The lower limit.
  public var lower: Double
  /// The upper limit.
  public var upper: Double

  /// Makes limits.
  public init(x: Double, lower: Double, upper: Double) {
    self.x = x
    self.lower = lower
    self.upper = upper
  }
}

/// A point with an interval.
public struct PlotDot: Sendable, Hashable {
  /// Its place on the horizontal axis.
  public var x: Double
  /// Its place on the vertical axis.
  public var y: Double
  /// The ends of its interval on the vertical axis, if it has one.
  public var interval: ClosedRange<Double>?

  /// Makes a dot.
  public init(x: Double, y: Double, interval: ClosedRange<Double>?) {
    self.x = x
    self.y = y
    self.interval = interval
  }
}

/// An interval of the horizontal axis, with a point in it.
public struct PlotInterval: Sendable, Hashable {
  /// The text that the picture writes at the interval.
  public var label: String
  /// Its ends.
  public var range: ClosedRange<Double>
  /// The point.
  public var center: Double

  /// Makes an interval.
  public init(label: String, range: ClosedRange<Double>, center: Double) {
    self.label = label
    self.range = range
    self.center = center
  }
}

/// The stroke of a line.
public enum PlotStroke: String, Sendable, Hashable, Codable, CaseIterable {
  /// A strong line.
  case solid
  /// A line of dashes.
  case dashed
  /// A fine line of dots.
  case dotted
}

/// The shade of an area: shades print in black and white.
public enum PlotShade: String, Sendable, Hashable, Codable, CaseIterable {
  /// A middle grey.
  case dark
  /// A grey near white.
  case light
}

/// The meaning of a stroke or a shade.
public struct PlotKey: Sendable, Hashable {
  /// The sample that stands before the words.
  public enum Sample: Sendable, Hashable {
    /// A piece of a line.
    case stroke(PlotStroke)
    /// A piece of an area.
    case shade(PlotShade)
    /// A dot.
    case dot
  }

  /// The sample.
  public var sample: Sample
  /// Its meaning.
  public var label: String

  /// Makes a key.
  public init(sample: Sample, label: String) {
    self.sample = sample
    self.label = label
  }
}

extension ClosedRange<Double> {
  /// The range with a number in it.
  package func widened(to value: Double) -> ClosedRange<Double> {
    Swift.min(lowerBound, value)...Swift.max(upperBound, value)
  }

  /// The range with a share of its width added at both ends.
  package func padded(by share: Double) -> ClosedRange<Double> {
    let margin = share * (upperBound - lowerBound)
    return (lowerBound - margin)...(upperBound + margin)
  }
}
