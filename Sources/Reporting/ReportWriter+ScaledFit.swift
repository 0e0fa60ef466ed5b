import Estimation
import FitSettings
import Messages
import ModelFit

extension ReportWriter {
  /// The fit with its standard and scaled figures side by side.
  func scaledIndices(_ scaled: TestResult) -> ReportSection {
    let measures = fit.measures
    var rows: [ReportTable.Row] = []
    func cell(_ name: String, _ style: NumberStyle) -> ReportCell {
      measures[name].map { .number($0, style) } ?? .empty
    }
    func add(
      _ title: String, _ plain: ReportCell, _ other: ReportCell,
      _ threshold: FitThreshold? = nil, _ value: Double? = nil
    ) {
      let verdict = threshold.map { verdictText(value, $0) } ?? ""
      rows.append(
        .cells([
          .text(title), plain, other, .text(threshold?.text ?? ""),
          .text(verdict),
        ]))
    }
    func pair(_ title: String, _ name: String, _ style: NumberStyle) {
      add(title, cell(name, style), cell("\(name)_scaled", style))
    }
    pair("Chi-square", "chisq", .statistic)
    let df = measures["df_scaled"] ?? 0
    add(
      "  df", cell("df", .count),
      cell("df_scaled", df == df.rounded() ? .count : .statistic))
    let pValue = measures["pvalue_scaled"]
    rows.append(
      .cells([
        .text("  p"), cell("pvalue", .probability),
        cell("pvalue_scaled", .probability),
        .text(pValue == nil ? "" : "p > .05"),
        .text(pValue.map { $0 > 0.05 ? "met" : "not met" } ?? ""),
      ]))
    if let factor = scaled.scalingFactor {
      add("  Scaling factor", .empty, .number(factor, .estimate))
    }
    if let shift = scaled.shift {
      add("  Shift", .empty, .number(shift, .estimate))
    }
    addIncremental(cell: cell, add: add)
    addRMSEA(cell: cell, add: add)
    add(
      "SRMR", cell("srmr", .bounded), .empty, FitThreshold.srmr,
      measures["srmr"])
    for name in ["aic", "bic"] where measures[name] != nil {
      add(name.uppercased(), cell(name, .statistic), .empty)
    }
    let blocks: [ReportBlock] = [
      .table(
        ReportTable(
          columns: [
            .init("Index", isText: true), .init("Standard"), .init("Scaled"),
            .init("Threshold", isText: true), .init("Verdict", isText: true),
          ], rows: rows)),
      .paragraph(note(scaled)), .paragraph(thresholdNote),
    ]
    return ReportSection(kind: .fit, title: "Fit", blocks: blocks)
  }

  private typealias AddRow = (
    String, ReportCell, ReportCell, FitThreshold?, Double?
  ) -> Void

  private func addIncremental(
    cell: (String, NumberStyle) -> ReportCell, add: AddRow
  ) {
    let measures = fit.measures
    let hasRobust = measures["cfi_robust"] != nil
    for name in ["cfi", "tli"] {
      add(
        name.uppercased(), cell(name, .bounded),
        cell("\(name)_scaled", .bounded), hasRobust ? nil : .comparative,
        measures["\(name)_scaled"])
    }
    guard hasRobust else { return }
    for name in ["cfi", "tli"] {
      add(
        "Robust \(name.uppercased())", .empty,
        cell("\(name)_robust", .bounded), .comparative,
        measures["\(name)_robust"])
    }
  }

  private func addRMSEA(
    cell: (String, NumberStyle) -> ReportCell, add: AddRow
  ) {
    let measures = fit.measures
    let level = Self.percent(measures["rmsea_ci_level"] ?? 0.9)
    let hasRobust = measures["rmsea_robust"] != nil
    add(
      "RMSEA", cell("rmsea", .bounded), cell("rmsea_scaled", .bounded),
      hasRobust ? nil : .rmsea, measures["rmsea_scaled"])
    add(
      "  \(level) CI", interval(""), interval("_scaled"), nil, nil)
    guard hasRobust else { return }
    add(
      "Robust RMSEA", .empty, cell("rmsea_robust", .bounded), .rmsea,
      measures["rmsea_robust"])
    add("  \(level) CI", .empty, interval("_robust"), nil, nil)
  }

  private func interval(_ suffix: String) -> ReportCell {
    guard let lower = fit.measures["rmsea_ci_lower\(suffix)"],
      let upper = fit.measures["rmsea_ci_upper\(suffix)"]
    else { return .empty }
    let style = NumberStyle.bounded
    return .text("[\(style.text(lower)), \(style.text(upper))]")
  }

  private func note(_ scaled: TestResult) -> String {
    let name =
      switch scaled.kind {
      case .satorraBentler: "Satorra and Bentler's correction"
      case .yuanBentler: "Yuan and Bentler's correction"
      case .yuanBentlerMplus: "Yuan and Bentler's correction, as in Mplus"
      case .meanVarAdjusted: "the mean and variance adjusted test"
      case .scaledShifted: "the scaled and shifted test"
      case .standard, .browneResidualADF, .browneResidualNT: ""
      }
    let text = "Scaled: \(name) (\(scaled.kind.rawValue))."
    return fit.measures["cfi_robust"] == nil
      ? text
      : text + " Robust: what the index would be "
        + (fit.options.missing == .listwise
          ? "under normality (Brosseau-Liard & Savalei, 2014)."
          : "with complete and normal cases (Zhang & Savalei, 2023).")
  }

  /// Every test, if there are more than the table of indices shows.
  var tests: ReportSection? {
    let first = fit.tests.first { $0.kind.isScaled }?.kind
    guard
      fit.tests.contains(where: { $0.kind != .standard && $0.kind != first })
    else { return nil }
    let rows = fit.tests.map { test in
      let df = test.degreesOfFreedom
      return ReportTable.Row.cells([
        .text(test.kind.rawValue), .number(test.chiSquare, .statistic),
        .number(df, df == df.rounded() ? .count : .statistic),
        .optional(test.pValue, .probability),
        .optional(test.scalingFactor, .estimate),
        .optional(test.shift, .estimate),
      ])
    }
    return ReportSection(
      kind: .tests, title: "Tests",
      blocks: [
        .table(
          ReportTable(
            columns: [
              .init("Test", isText: true), .init("Chi-square"), .init("df"),
              .init("p"), .init("Factor"), .init("Shift"),
            ], rows: rows))
      ])
  }

  /// The fit where no test was asked for.
  var untested: ReportSection {
    let rows = ["srmr", "aic", "bic"].compactMap { name in
      fit.measures[name].map {
        ReportTable.Row.cells([
          .text(name.uppercased()),
          .number($0, name == "srmr" ? .bounded : .statistic),
        ])
      }
    }
    return ReportSection(
      kind: .fit, title: "Fit",
      blocks: [
        .table(
          ReportTable(
            columns: [.init("Index", isText: true), .init("Value")],
            rows: rows)),
        .paragraph("No test was asked for."),
      ])
  }
}
