import FitSettings
import Messages
import ModelFit
import ReportRendering

extension ReportWriter {
  var fitIndices: ReportSection {
    if fit.measures["chisq"] == nil { return untested }
    if let scaled = fit.tests.first(where: { $0.kind.isScaled }) {
      return scaledIndices(scaled)
    }
    let measures = fit.measures
    var rows: [ReportTable.Row] = []
    if let chiSquare = measures["chisq"] {
      rows += chiSquareRows(chiSquare, degrees: measures["df"] ?? 0)
    }
    rows.append(row(.cfi, measures["cfi"], .comparative))
    rows.append(row(.tli, measures["tli"], .comparative))
    rows.append(rmseaRow)
    rows.append(row(.srmr, measures["srmr"], .srmr))
    for name in ["aic", "bic"] {
      guard let value = measures[name] else { continue }
      rows.append(
        .cells([
          .text(.symbol(.measure(name))), .number(value, .informationCriterion),
        ]))
    }
    return ReportSection(
      kind: .fit, title: "Fit",
      table: ReportTable(
        columns: [
          .names("Index"), .values("Value"), .words("Threshold"),
          .words("Verdict"),
        ], rows: rows,
        notes: .init(
          general: [thresholdNote, statisticNote].compactMap { $0 })))
  }

  /// Whether χ² has degrees of freedom.
  private var hasDegrees: Bool { (fit.degreesOfFreedom ?? 0) > 0 }

  /// The meaning of the thresholds, or why no index is compared with them.
  var thresholdNote: ReportText {
    hasDegrees
      ? """
      Thresholds for good fit, in brackets for acceptable fit: conventions \
      (Hu & Bentler, 1999), not tests.
      """
      : """
      The model has no degrees of freedom: it reproduces the moments whatever \
      they are, and its fit says nothing.
      """
  }

  /// The statistic of the indices, where it is not the standard one.
  var statisticNote: ReportText? {
    let kind = fit.options.standardStatistic
    guard kind != .standard else { return nil }
    return """
      \(symbol: .chiSquare) and what rests on it are those of \
      \(kind.rawValue), of the baseline model too.
      """
  }

  /// The test of the model, and its statistic over its degrees of freedom.
  private func chiSquareRows(_ chiSquare: Double, degrees: Double)
    -> [ReportTable.Row]
  {
    let pValue = fit.measures["pvalue"]
    let test = TestStatement(
      .chiSquare, degreesOfFreedom: degrees,
      sampleSize: fit.observationCount, value: chiSquare, pValue: pValue)
    let cells: [ReportCell] = [
      .text(ReportText(.test(test, .head))),
      .text(ReportText(.test(test, .outcome))),
    ]
    var rows = [
      ReportTable.Row.cells(
        cells + pValueVerdict(pValue))
    ]
    if degrees > 0 {
      let ratio = chiSquare / degrees
      rows.append(
        .cells([
          .text("\(symbol: .chiSquare) / \(symbol: .degreesOfFreedom)"),
          .number(ratio, .chiSquare), .threshold(.chiSquareRatio),
          verdict(ratio, .chiSquareRatio),
        ]))
    }
    return rows
  }

  /// The threshold of the test's p value, and the verdict; two empty cells
  /// without a p value.
  func pValueVerdict(_ pValue: Double?) -> [ReportCell] {
    guard let pValue else { return [.empty, .empty] }
    return [
      .threshold(.pValue),
      .text(ReportText(.verdict(FitThreshold.pValue.verdict(pValue)))),
    ]
  }

  private var rmseaRow: ReportTable.Row {
    let measures = fit.measures
    let level = measures["rmsea_ci_level"] ?? 0.9
    return .cells([
      .text("\(symbol: .rmsea) [\(percent: level) CI]"),
      measures.rmseaCell(
        measures["rmsea"],
        interval: measures.rmseaInterval("rmsea_ci_lower", "rmsea_ci_upper")),
      .threshold(.rmsea), verdict(measures["rmsea"], .rmsea),
    ])
  }

  private func row(
    _ symbol: StatisticSymbol, _ value: Double?, _ threshold: FitThreshold
  ) -> ReportTable.Row {
    .cells([
      .text(.symbol(symbol)), .dashed(value, .fitIndex),
      .threshold(threshold), verdict(value, threshold),
    ])
  }

  /// Without degrees of freedom the indices have their best values by
  /// construction: no verdict.
  func verdict(_ value: Double?, _ threshold: FitThreshold) -> ReportCell {
    guard let value, hasDegrees else { return .empty }
    return .text(ReportText(.verdict(threshold.verdict(value))))
  }

  /// The measures asked for by name.
  var namedMeasures: ReportSection? {
    let entries: [FitMeasures.Entry]
    switch options.fitMeasures {
    case .usual, .none: return nil
    case .all: entries = fit.measures.entries
    case .named(let names):
      entries = names.compactMap { name in
        fit.measures.entries.first { $0.name == name }
      }
    }
    let rows = entries.map { entry in
      ReportTable.Row.cells([
        .verbatim(entry.name), Self.cell(entry),
      ])
    }
    return ReportSection(
      kind: .fitMeasures, title: "Fit measures",
      table: ReportTable(
        columns: [.names(), .values("Value")], rows: rows,
        notes: .init(general: goodnessNote(entries))))
  }

  /// The note that tells two indices of one name, GFI, apart.
  private func goodnessNote(_ entries: [FitMeasures.Entry]) -> [ReportText] {
    guard !fit.options.hasClassicGFI,
      entries.contains(where: { $0.name.hasPrefix("gfi") })
    else {
      return []
    }
    return [
      """
      GFI by the misfit that the population would have (Maydeu-Olivares et \
      al., 2024), as in lavaan 0.7. What AMOS and LISREL print, and lavaan \
      before 0.7, is gfi_lisrel.
      """
    ]
  }

  /// The form of a measure: small p values are `<.001`, never zero.
  private static func cell(_ entry: FitMeasures.Entry) -> ReportCell {
    let kind: NumberKind =
      if entry.name.contains("pvalue") {
        .probability
      } else if counts.contains(entry.name) {
        .count
      } else {
        .measure
      }
    return .dashed(entry.value, kind)
  }

  private static let counts: Set<String> = [
    "npar", "df", "baseline_df", "ntotal",
  ]
}

extension FitMeasures {
  /// An interval of RMSEA; `nil` where it is not defined.
  func rmseaInterval(_ lower: String, _ upper: String) -> ReportInterval? {
    guard let lower = self[lower], let upper = self[upper] else { return nil }
    return ReportInterval(
      lower, upper, level: self["rmsea_ci_level"] ?? 0.9, style: .bounded)
  }

  /// RMSEA with its interval, a dash without the first.
  func rmseaCell(_ value: Double?, interval: ReportInterval?) -> ReportCell {
    var text: ReportText =
      value.map { .number($0, .fitIndex) } ?? ReportText(.undefined)
    if let interval { text += " \(ReportText(.interval(interval)))" }
    return .text(text)
  }
}

extension ReportCell {
  /// The level that an index should reach.
  static func threshold(_ threshold: FitThreshold) -> ReportCell {
    .text(ReportText(.threshold(threshold)))
  }
}
