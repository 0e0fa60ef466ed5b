internal import FitSettings
public import Messages
public import ModelFit

/// The profile of a value's likelihood around the estimate.
public struct ProfileCurve: Sendable, Hashable {
  /// A point of a profile.
  public struct Point: Sendable, Hashable {
    /// The value that is held.
    public var value: Double
    /// χ² of the fit with the value held less χ² of the fit, divided by the
    /// scaling factor of robust intervals.
    public var deviance: Double
    /// The signed root of the deviance, negative below the estimate.
    public var root: Double
  }

  /// The interval.
  public var interval: ProfileInterval
  /// Its level.
  public var level: Double
  /// The points, ascending by value.
  public var points: [Point]
}

extension Fit {
  /// The profile of a value's likelihood, from beyond one limit to beyond the
  /// other.
  ///
  /// - Parameter quantity: The value.
  /// - Returns: The profile.
  /// - Throws: `LatentError` if the fit has no profile likelihood, or nothing
  ///   moves the value.
  public func profileCurve(of quantity: ProfiledValue) throws(LatentError)
    -> ProfileCurve
  {
    let analysis = try ProfileAnalysis(self)
    let search = try analysis.search()
    guard let function = analysis.function(quantity),
      let limits = analysis.limits(of: function, search)
    else {
      throw LatentError(
        code: .profileConstant,
        message: "Nothing moves the value: it has no profile.",
        remedy: "Name a parameter that is estimated.")
    }
    let interval = limits.interval(of: quantity)
    let factor = interval.scalingFactor ?? 1
    var points = [
      ProfileCurve.Point(value: interval.estimate, deviance: 0, root: 0)
    ]
    for (sign, limit) in [(-1.0, interval.lower), (1, interval.upper)] {
      guard let side = search.side(function, sign: sign) else { continue }
      let end =
        switch (limit.end, limit.value) {
        case (.crossing, let value?): Self.margin * side.distance(value)
        case (_, let value?): side.distance(value)
        case (_, nil): 6.0
        }
      var path = ProfilePath(search, side)
      for step in 1...Self.pointCount {
        let distance = end * Double(step) / Double(Self.pointCount)
        guard let found = path.advance(to: distance) else { break }
        let deviance = max(found.deviance, 0) / factor
        points.append(
          ProfileCurve.Point(
            value: found.value, deviance: deviance,
            root: sign * deviance.squareRoot()))
      }
    }
    points.sort { $0.value < $1.value }
    return ProfileCurve(
      interval: interval, level: options.confidenceLevel, points: points)
  }

  /// The distance to which a profile is drawn, as a multiple of that of the
  /// limit.
  private static let margin = 1.25
  /// The number of points on each side.
  private static let pointCount = 40
}
