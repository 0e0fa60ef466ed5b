import Messages
public import ModelFit
public import Plots
public import ProfileLikelihood
import Specification

/// The vertical axes of a profile's picture.
public enum ProfileScale: String, Sendable, Hashable, Codable, CaseIterable {
  /// The signed root of the deviance: a straight line for a value with a normal
  /// estimate.
  case root
  /// The deviance: a parabola then.
  case deviance
}

extension Plot {
  /// The profile of a value's likelihood with its interval, beside the one that
  /// the standard error makes.
  ///
  /// - Parameters:
  ///   - profile: The profile, from `Fit.profileCurve`.
  ///   - fit: The fit.
  ///   - scale: The vertical axis.
  public init(
    profile: ProfileCurve, of fit: Fit, scale: ProfileScale = .root
  ) {
    let interval = profile.interval
    let percent = NumberStyle.percentage.text(profile.level)
    let critical = ProfileIntervals.critical(profile.level)
    let height = { (point: ProfileCurve.Point) in
      scale == .root ? point.root : point.deviance
    }
    let error =
      interval.curvatureError * (interval.scalingFactor ?? 1).squareRoot()
    let wald = profile.points.map { point in
      let root = (point.value - interval.estimate) / error
      return PlotPoint(x: point.value, y: scale == .root ? root : root * root)
    }
    let heights = profile.points.map(height) + [critical.squareRoot()]
    let top = (heights.max() ?? 1)
    let bottom = scale == .root ? heights.min() ?? -1 : 0
    let shown = wald.filter { $0.y <= 1.05 * top && $0.y >= 1.05 * bottom }
    let levels =
      scale == .root
      ? [-critical.squareRoot(), critical.squareRoot()] : [critical]
    var marks: [PlotMark] = levels.map { .horizontalLine($0, .dotted) }
    marks += [interval.lower.value, interval.upper.value].compactMap {
      $0.map { .verticalLine($0, .dotted) }
    }
    marks += [
      .curve(shown, .dashed),
      .curve(
        profile.points.map { PlotPoint(x: $0.value, y: height($0)) }, .solid),
      .dots([PlotDot(x: interval.estimate, y: 0, interval: nil)]),
    ]
    var intervals: [PlotInterval] = []
    if let lower = interval.lower.value, let upper = interval.upper.value,
      lower <= upper
    {
      intervals.append(
        PlotInterval(
          label: "\(percent) profile-likelihood interval "
            + PlotNames.interval(lower, upper),
          range: lower...upper, center: interval.estimate))
    }
    let values = profile.points.map(\.value)
    let first = values.first ?? interval.estimate
    let last = values.last ?? interval.estimate
    let scaled =
      interval.scalingFactor.map { ", divided by \(PlotNames.number($0))" }
      ?? ""
    self.init(
      title: interval.quantity.name(in: fit).replacing("->", with: "→"),
      subtitle: "Profile likelihood: χ² with the value held less χ² of the "
        + "fit\(scaled)",
      horizontal: PlotAxis(
        label: "Value", range: (first...max(first, last)).padded(by: 0.03)),
      vertical: PlotAxis(
        label: scale == .root ? "Signed root of the rise of χ²" : "Rise of χ²",
        range: (bottom...top).padded(by: 0.05)),
      marks: marks, intervals: intervals,
      keys: [
        PlotKey(sample: .stroke(.solid), label: "profile"),
        PlotKey(sample: .stroke(.dashed), label: "by the standard error"),
        PlotKey(
          sample: .stroke(.dotted), label: "critical value and limits"),
        PlotKey(
          sample: .dot,
          label: "estimate \(PlotNames.number(interval.estimate))"),
      ],
      notes: Self.notes(interval))
  }

  /// Sentences on limits that do not exist.
  private static func notes(_ interval: ProfileInterval) -> [String] {
    [("lower", interval.lower), ("upper", interval.upper)].compactMap {
      side, limit in
      switch limit.end {
      case .crossing: nil
      case .bound: "The \(side) limit is a bound."
      case .extreme: "The \(side) limit is the last value that there is."
      case .unbounded: "There is no \(side) limit."
      case .notFound: "The \(side) limit was not found."
      }
    }
  }
}
