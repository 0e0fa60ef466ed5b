import Estimation
import FitSettings
import Messages
import ModelFit
import ReportRendering
import Specification

extension ReportWriter {
  /// The fit with its standard and scaled figures side by side.
  func scaledIndices(_ scaled: TestResult) -> ReportSection {
    let measures = fit.measures
    let df = measures["df_scaled"] ?? 0
    var rows = [
      pair(.symbol(.chiSquare), "chisq", .chiSquare),
      scaledRow(
        .symbol(.degreesOfFreedom), .optional(measures["df"], .count),
        .optional(
          measures["df_scaled"], .degreesOfFreedom,
          df == df.rounded() ? .count : .statistic), level: 1),
      .cells(
        [
          .text(.symbol(.probability)),
          .optional(measures["pvalue"], .probability),
          .optional(measures["pvalue_scaled"], .probability),
        ] + pValueVerdict(measures["pvalue_scaled"]), level: 1),
    ]
    if let factor = scaled.scalingFactor {
      rows.append(
        scaledRow("Scaling factor", .empty, .number(factor, .scaling), level: 1)
      )
    }
    if let shift = scaled.shift {
      rows.append(
        scaledRow("Shift", .empty, .number(shift, .scaling), level: 1))
    }
    rows += incrementalRows + rmseaRows
    rows.append(
      scaledRow(
        .symbol(.srmr), .optional(measures["srmr"], .fitIndex), .empty, .srmr,
        measures["srmr"]))
    for name in ["aic", "bic"] where measures[name] != nil {
      rows.append(
        scaledRow(
          .symbol(.measure(name)),
          .optional(measures[name], .informationCriterion), .empty))
    }
    return ReportSection(
      kind: .fit, title: "Fit",
      table: ReportTable(
        columns: [
          .names("Index"), .values("Standard"), .values("Scaled"),
          .words("Threshold"), .words("Verdict"),
        ], rows: rows,
        notes: .init(
          general: [note(scaled), thresholdNote, statisticNote]
            .compactMap { $0 })))
  }

  private func scaledRow(
    _ title: ReportText, _ plain: ReportCell, _ other: ReportCell,
    _ threshold: FitThreshold? = nil, _ value: Double? = nil, level: Int = 0
  ) -> ReportTable.Row {
    let held: [ReportCell]? = threshold.map {
      [.threshold($0), verdict(value, $0)]
    }
    return .cells(
      [.text(title), plain, other] + (held ?? [.empty, .empty]), level: level)
  }

  /// A measure beside its scaled one.
  private func pair(
    _ title: ReportText, _ name: String, _ kind: NumberKind,
    _ threshold: FitThreshold? = nil
  ) -> ReportTable.Row {
    let scaled = fit.measures["\(name)_scaled"]
    return scaledRow(
      title, .optional(fit.measures[name], kind), .optional(scaled, kind),
      threshold, scaled)
  }

  private var incrementalRows: [ReportTable.Row] {
    let measures = fit.measures
    let indices: [(StatisticSymbol, String)] = [(.cfi, "cfi"), (.tli, "tli")]
    let hasRobust = measures["cfi_robust"] != nil
    let plain = indices.map { symbol, name in
      pair(
        .symbol(symbol), name, .fitIndex, hasRobust ? nil : .comparative)
    }
    guard hasRobust else { return plain }
    return plain
      + indices.map { symbol, name in
        let robust = measures["\(name)_robust"]
        return scaledRow(
          "Robust \(symbol: symbol)", .empty, .optional(robust, .fitIndex),
          .comparative, robust)
      }
  }

  private var rmseaRows: [ReportTable.Row] {
    let measures = fit.measures
    let interval: ReportText =
      "\(percent: measures["rmsea_ci_level"] ?? 0.9) CI"
    let hasRobust = measures["rmsea_robust"] != nil
    var rows = [
      pair(.symbol(.rmsea), "rmsea", .fitIndex, hasRobust ? nil : .rmsea),
      scaledRow(
        interval, intervalCell(""), intervalCell("_scaled"), level: 1),
    ]
    if hasRobust {
      let robust = measures["rmsea_robust"]
      rows.append(
        scaledRow(
          "Robust \(symbol: .rmsea)", .empty, .optional(robust, .fitIndex),
          .rmsea, robust))
      rows.append(
        scaledRow(interval, .empty, intervalCell("_robust"), level: 1))
    }
    return rows
  }

  private func intervalCell(_ suffix: String) -> ReportCell {
    let interval = fit.measures.rmseaInterval(
      "rmsea_ci_lower\(suffix)", "rmsea_ci_upper\(suffix)")
    return interval.map { .text(ReportText(.interval($0))) } ?? .empty
  }

  private func note(_ scaled: TestResult) -> ReportText {
    let name: ReportText =
      switch scaled.kind {
      case .satorraBentler: "Satorra and Bentler's correction"
      case .yuanBentler: "Yuan and Bentler's correction"
      case .yuanBentlerMplus: "Yuan and Bentler's correction, as in Mplus"
      case .meanVarAdjusted: "the mean and variance adjusted test"
      case .scaledShifted: "the scaled and shifted test"
      case .meanVarAdjustedCorrected:
        "the mean and variance adjusted test with Hayakawa's trace"
      case .scaledShiftedCorrected:
        "the scaled and shifted test with Hayakawa's trace"
      case .standard, .browneResidualADF, .browneResidualNT,
        .browneResidualADFModel, .browneResidualNTModel, .swain, .bartlett,
        .yuan2005, .yuan2015, .eigenvalues:
        ""
      }
    let base = fit.options.scaledStatistic
    let own: ReportText =
      base == .standard ? "" : ", of \(base.rawValue)"
    let text: ReportText = "Scaled: \(name) (\(scaled.kind.rawValue))\(own)."
    guard fit.measures["cfi_robust"] != nil else { return text }
    if fit.table.hasOrdered {
      return text
        + """
         Robust: what the index would be were the responses observed (Savalei, \
        2021).
        """
    }
    return text
      + (fit.options.missing == .listwise
        ? """
         Robust: what the index would be under normality (Brosseau-Liard & \
        Savalei, 2014).
        """
        : """
         Robust: what the index would be with complete and normal cases \
        (Zhang & Savalei, 2023).
        """)
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
        .verbatim(test.kind.rawValue), .number(test.chiSquare, .chiSquare),
        .number(
          df, .degreesOfFreedom, df == df.rounded() ? .count : .statistic),
        .optional(test.pValue, .probability),
        .optional(test.scalingFactor, .scaling),
        .optional(test.shift, .scaling),
      ])
    }
    return ReportSection(
      kind: .tests, title: "Tests",
      table: ReportTable(
        columns: [
          .names("Test"), .symbol(.chiSquare, .chiSquare),
          .symbol(.degreesOfFreedom, .degreesOfFreedom),
          .symbol(.probability, .probability), .numbers("Factor", .scaling),
          .numbers("Shift", .scaling),
        ], rows: rows))
  }

  /// The fit where no test was asked for.
  var untested: ReportSection {
    let rows = ["srmr", "aic", "bic"].compactMap { name in
      fit.measures[name].map {
        ReportTable.Row.cells([
          .text(.symbol(.measure(name))),
          .number($0, name == "srmr" ? .fitIndex : .informationCriterion),
        ])
      }
    }
    return ReportSection(
      kind: .fit, title: "Fit",
      table: ReportTable(
        columns: [.names("Index"), .values("Value")], rows: rows,
        notes: .init(
          general: [
            fit.options.tests.isEmpty
              ? "No test was asked for."
              : """
              The model has no saturated model to be tested against: there is \
              no chi-square, and no index that rests on it.
              """
          ])))
  }
}
