public import Messages
public import ModelFit
import ModelSyntax
public import Plots
internal import Probability
public import Resampling
import Specification

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Plot {
  /// The distribution of a statistic over a bootstrap's draws: a histogram
  /// with the estimate, zero, and the interval.
  ///
  /// Bars are as wide as Freedman & Diaconis (1981) have them, 2 IQR n^(−1/3),
  /// or a round number near to that.
  ///
  /// - Parameters:
  ///   - statistic: The statistic.
  ///   - results: The results of the draws.
  ///   - fit: The fit that was bootstrapped.
  ///   - others: Other intervals to show beside the bootstrap's.
  /// - Throws: `LatentError` if the bootstrap did not draw the statistic, or
  ///   its draws do not vary.
  public init(
    distributionOf statistic: BootstrapStatistic, in results: BootstrapResults,
    of fit: Fit, others: [PlotInterval] = []
  ) throws(LatentError) {
    guard let drawn = results.statistic(statistic) else {
      throw LatentError(
        code: .plotNotDrawn,
        message: "The bootstrap did not draw the statistic.",
        remedy: "Name one of its columns.")
    }
    let draws = results.drawn(statistic).sorted()
    guard let histogram = Histogram(sorted: draws),
      drawn.column.estimate.isFinite
    else {
      throw LatentError(
        code: .plotConstant,
        message: "The draws of \(drawn.column.name) do not vary: there is "
          + "no distribution to draw.",
        remedy: "Name a statistic that is estimated.")
    }
    let names = PlotNames(
      fit.table.groupLabels, parameters: fit.parameters)
    let intervals = Self.intervals(of: drawn, results.origin) + others
    let layout = DistributionLayout(
      histogram, estimate: drawn.column.estimate, intervals)
    var notes: [String] = []
    if histogram.beyond > 0 {
      notes.append(
        "\(histogram.beyond) of \(draws.count) draws lie beyond the axis.")
    }
    if drawn.lower == nil {
      notes.append(
        "The draws give no \(results.origin.interval.description.plain) interval."
      )
    }
    let height = histogram.bars.map(\.height).max() ?? 1
    self.init(
      title: names.title(statistic, drawn.column.name),
      subtitle: names.subtitle(count: draws.count, results.origin),
      horizontal: PlotAxis(
        label: names.axisLabel(statistic, drawn.column.name),
        range: layout.range.padded(by: 0.03)),
      vertical: PlotAxis(
        label: "Draws", range: 0...(1.04 * height), isCount: true),
      marks: layout.marks, intervals: intervals, keys: layout.keys,
      notes: notes)
  }

  /// The bootstrap's interval, if the draws give one.
  private static func intervals(
    of drawn: DrawnStatistic, _ origin: BootstrapOrigin
  ) -> [PlotInterval] {
    guard let lower = drawn.lower, let upper = drawn.upper else {
      return []
    }
    return [
      PlotInterval(
        label: "\(NumberStyle.percentage.text(origin.level)) "
          + "\(origin.interval.description.plain) interval "
          + PlotNames.interval(lower, upper),
        range: lower...upper, center: drawn.column.estimate)
    ]
  }
}

/// The marks of a distribution's picture, and the range of its axis.
private struct DistributionLayout {
  let range: ClosedRange<Double>
  let marks: [PlotMark]
  let keys: [PlotKey]

  init(_ histogram: Histogram, estimate: Double, _ intervals: [PlotInterval]) {
    var range = histogram.range.widened(to: estimate)
    for interval in intervals {
      range = range.widened(to: interval.range.lowerBound)
        .widened(to: interval.range.upperBound)
    }
    let span = range.upperBound - range.lowerBound
    // Zero is shown unless it would leave the draws no room.
    let showsZero =
      range.lowerBound < 1.5 * span && range.upperBound > -1.5 * span
    var marks: [PlotMark] = [.bars(histogram.bars)]
    var keys = [
      PlotKey(
        sample: .stroke(.solid),
        label: "estimate \(PlotNames.number(estimate))")
    ]
    if showsZero {
      range = range.widened(to: 0)
      marks.append(.verticalLine(0, .dashed))
      keys.append(PlotKey(sample: .stroke(.dashed), label: "zero"))
    }
    marks.append(.verticalLine(estimate, .solid))
    if let own = intervals.first?.range {
      marks.append(.verticalLine(own.lowerBound, .dotted))
      marks.append(.verticalLine(own.upperBound, .dotted))
    }
    self.range = range
    self.marks = marks
    self.keys = keys
  }
}

/// Draws counted in bars of a round width.
struct Histogram {
  private(set) var bars: [PlotBar] = []
  /// The draws that no bar counts: far beyond the quartiles.
  private(set) var beyond = 0

  /// Counts draws; `nil` if they do not vary.
  init?(sorted draws: [Double]) {
    guard let first = draws.first, let last = draws.last, first < last else {
      return nil
    }
    let lower = Self.quantile(draws, 0.25)
    let upper = Self.quantile(draws, 0.75)
    let spread = upper > lower ? upper - lower : last - first
    // A few draws of a ratio can lie a thousand widths away.
    let kept = draws.filter {
      $0 >= lower - 6 * spread && $0 <= upper + 6 * spread
    }
    beyond = draws.count - kept.count
    guard let low = kept.first, let high = kept.last, low < high else {
      return nil
    }
    let ideal =
      2 * spread / cbrt(Double(kept.count))
    let width = AxisTicks.step(
      nearest: min(max(ideal, (high - low) / 40), (high - low) / 6))
    let start = (low / width).rounded(.down)
    let count = Int((high / width).rounded(.down) - start) + 1
    var heights = [Int](repeating: 0, count: count)
    for draw in kept {
      let index = Int((draw / width).rounded(.down) - start)
      heights[min(max(index, 0), count - 1)] += 1
    }
    bars = heights.enumerated().map { index, height in
      let left = (start + Double(index)) * width
      return PlotBar(range: left...(left + width), height: Double(height))
    }
  }

  /// From the first bar to the last.
  var range: ClosedRange<Double> {
    let first = bars.first?.range.lowerBound ?? 0
    return first...(bars.last?.range.upperBound ?? first)
  }

  private static func quantile(_ sorted: [Double], _ probability: Double)
    -> Double
  {
    Percentile.value(probability, ofSorted: sorted)
  }
}
