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
      marks.append(
        .dots(
          curve.map {
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
        marks.insert(
          .band(
            [interval.lowerBound, interval.upperBound].map {
              PlotBandPoint(x: Double($0), lower: 0, upper: 1)
            }, .light), at: 0)
        keys.append(
          PlotKey(
            sample: .shade(.light),
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
