internal import Messages
package import Plots
internal import ReportRendering

extension ReportedPower {
  /// The power against the number of cases; `nil` without a curve.
  ///
  /// Computed power is a line; simulated power has a dot with its interval for
  /// each number of cases.
  package var plot: Plot? {
    let curve = result.curve
    guard curve.count > 1, let first = curve.first, let last = curve.last
    else { return nil }
    let points = curve.map { PlotPoint(x: Double($0.cases), y: $0.power) }
    let isDrawn = curve.contains { $0.interval != nil }
    var marks: [PlotMark] = []
    var keys: [PlotKey] = []
    if isDrawn {
      if result.smooth.count > 1 {
        marks.append(
          .band(
            result.smooth.compactMap { own in
              own.interval.map {
                PlotBandPoint(
                  x: Double(own.cases), lower: $0.lowerBound,
                  upper: $0.upperBound)
              }
            }, .light))
        marks.append(
          .curve(
            result.smooth.map { PlotPoint(x: Double($0.cases), y: $0.power) },
            .solid))
        keys.append(
          PlotKey(
            sample: .stroke(.solid),
            label: "Probit curve of all samples, with its 95% band"))
      }
      marks.append(
        .dots(
          shownDots.map {
            PlotDot(x: Double($0.cases), y: $0.power, interval: $0.interval)
          }))
      keys.append(
        PlotKey(sample: .dot, label: "Simulated, with its 95% interval"))
    } else {
      marks.append(.curve(points, .solid))
    }
    if let needed = result.needed {
      marks.append(.horizontalLine(needed.power, .dotted))
      if let interval = needed.interval {
        for end in [interval.lowerBound, interval.upperBound] {
          marks.append(.verticalLine(Double(end), .dashed))
        }
        keys.append(
          PlotKey(
            sample: .stroke(.dashed),
            label: "95% interval of the number of cases"))
      }
      marks.append(.verticalLine(Double(needed.cases), .dotted))
    }
    return Plot(
      title: plotTitle, subtitle: plotSubtitle,
      horizontal: PlotAxis(
        label: "Number of cases",
        range: Double(first.cases)...Double(last.cases), isCount: true),
      vertical: PlotAxis(label: "Power", range: 0...1), marks: marks,
      keys: keys)
  }

  /// Points of at least a hundredth of all samples: those of lots far from the
  /// number say little.
  private var shownDots: [PowerFigure] {
    let total = result.curve.reduce(0) { $0 + ($1.replicates ?? 0) }
    return result.curve.filter { 100 * ($0.replicates ?? 0) >= total }
  }

  private var plotSubtitle: String {
    guard let needed = result.needed else { return "" }
    return "\(needed.cases) cases have a power of "
      + NumberStyle.bounded.text(needed.power)
  }

  private var plotTitle: String {
    switch result.subject {
    case .effects(let effects, _):
      effects.joined(separator: ", ").replacing("->", with: "\u{2192}")
    case .restriction(let text): text
    case .fit(let null, let rmsea):
      "RMSEA \(NumberStyle.bounded.text(rmsea)) against "
        + NumberStyle.bounded.text(null)
    case .difference: "Difference between nested models"
    case .misfit: "Chi-square test of the model"
    }
  }
}
