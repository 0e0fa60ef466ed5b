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
      for text in [
        remark(interval, interval.lower, isLower: true),
        remark(interval, interval.upper, isLower: false),
      ] {
        if let text { blocks.append(.paragraph(text)) }
      }
    }
    return ReportSection(
      kind: .parameters, title: "Profile likelihood", blocks: blocks)
  }

  private func method(_ profile: ProfileIntervals) -> ReportText {
    let critical = ProfileIntervals.critical(profile.level)
    var text: ReportText = """
      With the value held at a limit, \(symbol: .chiSquare) rises by \
      \(number: critical, .chiSquare)
      """
    let factors = profile.intervals.compactMap(\.scalingFactor)
    if let least = factors.min(), let greatest = factors.max() {
      text += """
         times the ratio of the robust to the other variance of the value \
        (\(number: least, .scaling) to \(number: greatest, .scaling))
        """
    }
    return text + "."
  }

  /// The remark about an interval's end that is not a limit, or that is
  /// adjusted or made by something else than the deviance.
  private func remark(
    _ interval: ProfileInterval, _ limit: ProfileLimit, isLower: Bool
  ) -> ReportText? {
    let name = ReportText.verbatim(interval.quantity.name(in: fit))
    let which: ReportText = isLower ? "lower" : "upper"
    switch limit.end {
    case .crossing:
      let usual = ProfileIntervals.critical(fit.profile?.level ?? 0.95)
      let own = limit.critical / (interval.scalingFactor ?? 1)
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
