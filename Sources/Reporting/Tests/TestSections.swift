import Messages
import ModelCriticism
import ModelFit
import ReportRendering

/// Writes the sections of a report on tests.
struct TestSections {
  let writer: ReportWriter

  /// The versions that hold for cases of any distribution.
  func versions(
    _ robust: RobustHypothesisTests?, of count: Int, empty: Int,
    standard: HypothesisTest? = nil
  ) -> [ReportTable.Row] {
    guard let robust else { return [] }
    func row(_ title: ReportText, _ cells: [ReportCell]) -> ReportTable.Row {
      .cells(
        [.text(title)] + [ReportCell](repeating: .empty, count: empty) + cells,
        level: count > 1 ? 1 : 0)
    }
    var rows: [ReportTable.Row] = []
    if let standard { rows.append(row("By the information", cells(standard))) }
    rows.append(row("Scaled", cells(robust.scaled)))
    if count > 1 {
      rows.append(
        row(
          "Mean and variance adjusted",
          [
            .number(robust.adjustedStatistic, .chiSquare),
            .number(robust.adjustedDegrees, .degreesOfFreedom, .statistic),
            .number(robust.adjustedPValue, .probability),
          ]))
    }
    rows.append(row("Generalized", cells(robust.generalized)))
    return rows
  }

  static let versionsNote: ReportText = """
    Scaled, adjusted, generalized: right for cases that are not normal \
    (Satorra, 2000).
    """

  static let testColumns: [ReportTable.Column] = [
    .symbol(.chiSquare, .chiSquare),
    .symbol(.degreesOfFreedom, .degreesOfFreedom),
    .symbol(.probability, .probability),
  ]

  /// All at once, where there is more than one.
  func total(_ test: HypothesisTest, of count: Int, empty: Int)
    -> [ReportTable.Row]
  {
    guard count > 1 else { return [] }
    return [
      .cells(
        [.text("All at once")]
          + [ReportCell](repeating: .empty, count: empty) + cells(test))
    ]
  }

  func cells(_ test: HypothesisTest?) -> [ReportCell] {
    guard let test else { return [.empty, .empty, .empty] }
    return [
      .number(test.statistic, .chiSquare),
      .number(Double(test.degreesOfFreedom), .degreesOfFreedom),
      .optional(test.pValue, .probability),
    ]
  }
}
