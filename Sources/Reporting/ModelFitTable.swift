import FitComparison
import Messages
import ModelFit

/// The fit of several models, one a row.
struct ModelFitTable {
  /// A model's name and figures.
  struct Row {
    var name: String
    var parameterCount: Int
    var measures: FitMeasures
  }

  /// What the first column holds.
  var title: String
  /// The models.
  var rows: [Row]

  var table: ReportTable {
    let level = rows.first?.measures["rmsea_ci_level"] ?? 0.9
    return ReportTable(
      columns: [
        .init(title, isText: true), .init("npar"), .init("Chi-sq"),
        .init("df"), .init("p"), .init("CFI"), .init("TLI"),
        .init("RMSEA [\(ReportWriter.percent(level)) CI]"), .init("SRMR"),
      ],
      rows: rows.map { row in
        let measures = row.measures
        return .cells([
          .text(row.name), .number(Double(row.parameterCount), .count),
          .dashed(measures.best("chisq"), .statistic),
          .dashed(measures.best("df"), .count),
          .dashed(measures.best("pvalue"), .probability),
          .dashed(measures.best("cfi"), .bounded),
          .dashed(measures.best("tli"), .bounded),
          .text(Self.rmsea(measures)), .dashed(measures["srmr"], .bounded),
        ])
      })
  }

  private static func rmsea(_ measures: FitMeasures) -> String {
    let style = NumberStyle.bounded
    guard let value = measures.best("rmsea") else { return "-" }
    guard let lower = measures.best("rmsea_ci_lower"),
      let upper = measures.best("rmsea_ci_upper")
    else { return style.text(value) }
    return style.text(value)
      + " [\(style.text(lower)), \(style.text(upper))]"
  }
}

extension ReportCell {
  /// A number, or a dash where it is not defined.
  static func dashed(_ value: Double?, _ style: NumberStyle) -> ReportCell {
    value.map { .number($0, style) } ?? .text("-")
  }
}
