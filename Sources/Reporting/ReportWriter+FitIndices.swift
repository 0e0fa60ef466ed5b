import FitSettings
import Messages
import ModelFit

extension ReportWriter {
  var fitIndices: ReportSection {
    if fit.measures["chisq"] == nil { return untested }
    if let scaled = fit.tests.first(where: { $0.kind.isScaled }) {
      return scaledIndices(scaled)
    }
    let measures = fit.measures
    var rows: [ReportTable.Row] = []
    let degrees = measures["df"] ?? 0
    if let chiSquare = measures["chisq"] {
      let pValue = measures["pvalue"]
      var value = NumberStyle.statistic.text(chiSquare)
      if let pValue { value += ", " + Self.pText(pValue) }
      rows.append(
        row(
          "Chi-square(\(fit.degreesOfFreedom), N = \(fit.observationCount))",
          value, threshold: pValue == nil ? "" : "p > .05",
          verdict: pValue.map { $0 > 0.05 ? "met" : "not met" } ?? ""))
      if degrees > 0 {
        rows.append(
          row(
            "Chi-square / df", chiSquare / degrees, .statistic,
            .chiSquareRatio))
      }
    }
    rows.append(row("CFI", measures["cfi"], .bounded, .comparative))
    rows.append(row("TLI", measures["tli"], .bounded, .comparative))
    rows.append(rmseaRow)
    rows.append(row("SRMR", measures["srmr"], .bounded, .srmr))
    for name in ["aic", "bic"] {
      guard let value = measures[name] else { continue }
      rows.append(row(name.uppercased(), value, .statistic, nil))
    }
    let blocks: [ReportBlock] = [
      .table(
        ReportTable(
          columns: [
            .init("Index", isText: true), .init("Value"),
            .init("Threshold", isText: true), .init("Verdict", isText: true),
          ], rows: rows)),
      .paragraph(thresholdNote),
    ]
    return ReportSection(kind: .fit, title: "Fit", blocks: blocks)
  }

  /// What thresholds are, or why there is nothing to hold against them.
  var thresholdNote: String {
    fit.degreesOfFreedom > 0
      ? "Thresholds for good fit, in brackets for acceptable fit: "
        + "conventions (Hu & Bentler, 1999), not tests."
      : "The model has no degrees of freedom: it reproduces the moments "
        + "whatever they are, and its fit says nothing."
  }

  private var rmseaRow: ReportTable.Row {
    let measures = fit.measures
    let style = NumberStyle.bounded
    var value = measures["rmsea"].map(style.text) ?? "-"
    let level = measures["rmsea_ci_level"] ?? 0.9
    if let lower = measures["rmsea_ci_lower"],
      let upper = measures["rmsea_ci_upper"]
    {
      value += " [\(style.text(lower)), \(style.text(upper))]"
    }
    return row(
      "RMSEA [\(Self.percent(level)) CI]", value,
      threshold: FitThreshold.rmsea.text,
      verdict: verdictText(measures["rmsea"], .rmsea))
  }

  private func row(
    _ name: String, _ value: Double?, _ style: NumberStyle,
    _ threshold: FitThreshold?
  ) -> ReportTable.Row {
    row(
      name, value.map(style.text) ?? "-", threshold: threshold?.text ?? "",
      verdict: threshold.map { verdictText(value, $0) } ?? "")
  }

  private func row(
    _ name: String, _ value: String, threshold: String, verdict: String
  ) -> ReportTable.Row {
    .cells([.text(name), .text(value), .text(threshold), .text(verdict)])
  }

  /// Without degrees of freedom the indices have their best values by
  /// construction: no verdict.
  func verdictText(_ value: Double?, _ threshold: FitThreshold)
    -> String
  {
    guard let value, fit.degreesOfFreedom > 0 else { return "" }
    return threshold.verdict(value).rawValue
  }

  static func pText(_ value: Double) -> String {
    let text = NumberStyle.probability.text(value)
    return text.hasPrefix("<") ? "p < .001" : "p = \(text)"
  }

  /// `95%`, `99.9%`.
  static func percent(_ level: Double) -> String {
    let tenths = (level * 1000).rounded()
    let whole = Int(tenths / 10)
    let rest = Int(tenths) % 10
    return rest == 0 ? "\(whole)%" : "\(whole).\(rest)%"
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
        .text(entry.name),
        entry.value.map { .number($0, Self.style(of: entry.name)) }
          ?? .text("-"),
      ])
    }
    return ReportSection(
      kind: .fitMeasures, title: "Fit measures",
      blocks: [
        .table(
          ReportTable(
            columns: [.init("", isText: true), .init("Value")], rows: rows))
      ])
  }

  /// How a measure is shown: small p values are `<.001`, never zero.
  private static func style(of measure: String) -> NumberStyle {
    if measure.contains("pvalue") { return .probability }
    return counts.contains(measure) ? .count : .full
  }

  private static let counts: Set<String> = [
    "npar", "df", "baseline_df", "ntotal",
  ]
}
