import Messages
internal import ModelFit
public import Plots
public import Resampling

extension Plot {
  /// A conditional effect against its moderator, with its confidence band and
  /// the region in which the band leaves zero out.
  ///
  /// - Parameter curve: The effect, from `Fit.effectCurve`.
  public init(_ curve: EffectCurve) {
    let names = PlotNames(curve.groupLabels)
    let percent = NumberStyle.percentage.text(curve.confidenceLevel)
    var marks: [PlotMark] = []
    var keys: [PlotKey] = []
    if !curve.isBinary {
      let pieces = curve.bandPieces
      for piece in pieces {
        marks.append(.band(piece.points, piece.isSignificant ? .dark : .light))
      }
      for (isSignificant, words) in [(true, "excludes"), (false, "includes")]
      where pieces.contains(where: { $0.isSignificant == isSignificant }) {
        keys.append(
          PlotKey(
            sample: .shade(isSignificant ? .dark : .light),
            label: "\(percent) interval \(words) zero"))
      }
    }
    marks.append(.horizontalLine(0, .dashed))
    if !curve.isBinary {
      marks += curve.boundaries.map { .boundary($0) }
      marks.append(
        .curve(
          curve.points.map { PlotPoint(x: $0.value, y: $0.estimate) }, .solid))
    }
    // The band shows the intervals of single values.
    marks.append(
      .dots(
        curve.isBinary
          ? curve.points.map(\.dot)
          : curve.chosen.map {
            PlotDot(x: $0.value, y: $0.estimate, interval: nil)
          }))
    keys.append(
      PlotKey(
        sample: .dot,
        label: curve.isBinary
          ? "effect with \(percent) interval" : "chosen values"))
    let values = curve.points.map(\.value)
    let first = values.first ?? 0
    let last = values.last ?? first
    let range = first...max(first, last)
    self.init(
      title: "\(names.title(curve.definition)), by \(curve.moderator)",
      subtitle: curve.method(percent),
      horizontal: PlotAxis(
        label: curve.moderator,
        range: range.padded(by: curve.isBinary ? 0.5 : 0.02),
        ticks: curve.isBinary ? values : nil),
      vertical: PlotAxis(
        label: names.effectLabel(curve.definition),
        range: curve.verticalRange.padded(by: 0.05)),
      marks: marks, keys: keys, notes: curve.notes(percent))
  }
}

extension EffectCurvePoint {
  fileprivate var dot: PlotDot {
    var interval: ClosedRange<Double>?
    if let lower, let upper, lower <= upper { interval = lower...upper }
    return PlotDot(x: value, y: estimate, interval: interval)
  }
}

extension EffectCurve {
  fileprivate struct BandPiece {
    var points: [PlotBandPoint]
    var isSignificant: Bool
  }

  /// The band in pieces that do, or do not, leave zero out.
  fileprivate var bandPieces: [BandPiece] {
    var pieces: [BandPiece] = []
    func add(_ point: PlotBandPoint, _ isSignificant: Bool, isNew: Bool) {
      if !isNew, let last = pieces.indices.last,
        pieces[last].isSignificant == isSignificant
      {
        pieces[last].points.append(point)
      } else {
        pieces.append(
          BandPiece(points: [point], isSignificant: isSignificant))
      }
    }
    var before: (point: PlotBandPoint, isSignificant: Bool)?
    for point in points {
      guard let lower = point.lower, let upper = point.upper else {
        before = nil
        continue
      }
      let own = PlotBandPoint(x: point.value, lower: lower, upper: upper)
      if let before, before.isSignificant != point.excludesZero,
        let boundary = boundaries.first(where: {
          $0 >= before.point.x && $0 <= own.x
        })
      {
        let share = (boundary - before.point.x) / (own.x - before.point.x)
        let middle = PlotBandPoint(
          x: boundary,
          lower: before.point.lower + share * (own.lower - before.point.lower),
          upper: before.point.upper + share * (own.upper - before.point.upper))
        add(middle, before.isSignificant, isNew: false)
        add(middle, point.excludesZero, isNew: true)
      }
      add(own, point.excludesZero, isNew: before == nil)
      before = (own, point.excludesZero)
    }
    return pieces.filter { $0.points.count > 1 }
  }

  fileprivate var verticalRange: ClosedRange<Double> {
    var range: ClosedRange<Double> = 0...0
    for point in points + (isBinary ? [] : chosen) {
      for value in [point.estimate, point.lower, point.upper] {
        if let value, value.isFinite { range = range.widened(to: value) }
      }
    }
    return range.lowerBound < range.upperBound ? range : -1...1
  }

  /// The method of the intervals.
  fileprivate func method(_ percent: String) -> String {
    guard let bootstrap else {
      return points.contains { $0.lower != nil }
        ? "\(percent) intervals by the delta method"
        : "The fit has no standard errors: no intervals"
    }
    let count =
      bootstrap.usableCount == bootstrap.count
      ? "\(bootstrap.count)"
      : "\(bootstrap.usableCount) of \(bootstrap.count)"
    return
      "\(percent) \(bootstrap.interval.description.plain) intervals, \(count) "
      + "bootstrap draws"
  }

  fileprivate func notes(_ percent: String) -> [String] {
    var notes: [String] = []
    if !isBinary, points.contains(where: { $0.lower != nil }) {
      notes.append(significance())
    }
    if !isBinary, labels.count == chosen.count, !labels.isEmpty {
      let parts = zip(labels, chosen).map {
        "\($0.replacing("- ", with: "\u{2212} ")) "
          + "(\(PlotNames.number($1.value)))"
      }
      notes.append("Dots: \(parts.joined(separator: ", ")).")
    }
    return notes
  }

  /// The values at which the interval excludes zero, in words.
  private func significance() -> String {
    guard let first = points.first?.value, let last = points.last?.value else {
      return ""
    }
    let ranges = significantRanges
    if ranges.isEmpty {
      return "The interval includes zero at every value shown."
    }
    let parts = ranges.map { range in
      let lower = PlotNames.number(range.lowerBound)
      let upper = PlotNames.number(range.upperBound)
      return switch (range.lowerBound == first, range.upperBound == last) {
      case (true, true): "at every value shown"
      case (true, false): "where \(moderator) < \(upper)"
      case (false, true): "where \(moderator) > \(lower)"
      case (false, false): "where \(lower) < \(moderator) < \(upper)"
      }
    }
    return "The interval leaves zero out \(parts.joined(separator: " and "))."
  }
}
