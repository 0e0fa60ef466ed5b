import Messages
import ModelFit
import ReportRendering
import Specification

extension ReportWriter {
  /// The profile-likelihood intervals that parameter tables do not hold, and
  /// the ends of intervals that are not crossings.
  var profileSection: ReportSection? {
    guard let profile = fit.profile else { return nil }
    var blocks: [ReportBlock] = [.paragraph(method(profile))]
    let others = profile.intervals.filter {
      if case .estimate = $0.quantity { false } else { true }
    }
    if !others.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            columns: [.names(), .numbers("Value", .estimate)]
              + ReportTable.Column.limits(profile.level),
            rows: others.map { interval in
              .cells([
                .verbatim(interval.quantity.name(in: fit)),
                .number(interval.estimate, .estimate),
                .dashed(interval.lower.value, .limit),
                .dashed(interval.upper.value, .limit),
              ])
            })))
    }
    for interval in profile.intervals {
      blocks += interval.ends.remarks(
        .verbatim(interval.quantity.name(in: fit)), level: profile.level
      ).map { .paragraph($0) }
    }
    return ReportSection(
      kind: .parameters, title: "Profile likelihood", blocks: blocks)
  }

  private func method(_ profile: ProfileIntervals) -> ReportText {
    .profileMethod(
      profile.level, factors: profile.intervals.compactMap(\.scalingFactor))
  }
}

extension ReportText {
  /// The condition that the limits of profiles meet.
  ///
  /// - Parameters:
  ///   - level: The level of the intervals.
  ///   - factors: The factors of robust intervals.
  /// - Returns: A sentence.
  static func profileMethod(_ level: Double, factors: [Double]) -> ReportText {
    let critical = ProfileIntervals.critical(level)
    var text: ReportText = """
      With the value held at a limit, \(symbol: .chiSquare) rises by \
      \(number: critical, .chiSquare)
      """
    if let least = factors.min(), let greatest = factors.max() {
      text += """
         times the ratio of the robust to the other variance of the value \
        (\(number: least, .scaling) to \(number: greatest, .scaling))
        """
    }
    return text + "."
  }
}

extension ProfileEnds {
  /// Remarks about ends that are not limits, or that are adjusted or made by
  /// something else than the deviance.
  ///
  /// - Parameters:
  ///   - name: The value's name.
  ///   - level: The level of the interval.
  /// - Returns: A sentence or two for each such end.
  func remarks(_ name: ReportText, level: Double) -> [ReportText] {
    [
      remark(name, lower, level, isLower: true),
      remark(name, upper, level, isLower: false),
    ].compactMap { $0 }
  }

  private func remark(
    _ name: ReportText, _ limit: ProfileLimit, _ level: Double, isLower: Bool
  ) -> ReportText? {
    let which: ReportText = isLower ? "lower" : "upper"
    switch limit.end {
    case .crossing:
      let usual = ProfileIntervals.critical(level)
      let own = limit.critical / (scalingFactor ?? 1)
      guard abs(own - usual) > 1e-6 else { return nil }
      return """
        \(name): the \(which) limit is adjusted for the bound of the \
        parameter: a rise by \(number: own, .chiSquare).
        """
    case .bound:
      return """
        \(name): the interval ends at a bound, with a rise of only \
        \(number: limit.deviance, .chiSquare).
        """
    case .extreme:
      return """
        \(name): the \(which) limit is the \
        \(isLower ? "least" : "greatest" as ReportText) value that there is.
        """
    case .unbounded:
      return """
        \(name): no \(which) limit. \(symbol: .chiSquare) rises by no more \
        than \(number: limit.deviance, .chiSquare), however far the value is \
        moved.
        """
    case .notFound:
      return """
        \(name): the \(which) limit was not found; the search ended at a rise \
        of \(number: limit.deviance, .chiSquare).
        """
    }
  }
}
