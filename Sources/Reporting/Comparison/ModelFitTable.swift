import FitComparison
import Messages
import ModelFit
import ReportRendering

/// The fit of several models, one in each row.
struct ModelFitTable {
  /// A model's name and figures.
  struct Row {
    var name: String
    var parameterCount: Int
    var measures: FitMeasures
  }

  /// The content of the first column.
  var title: ReportText
  /// The models.
  var rows: [Row]

  var table: ReportTable {
    let level = rows.first?.measures["rmsea_ci_level"] ?? 0.9
    let all = rows.map(\.measures)
    let (cfi, tli) = (all.version(of: "cfi"), all.version(of: "tli"))
    let rmsea = all.version(of: "rmsea")
    return ReportTable(
      columns: [
        .names(title), .symbol(.parameterCount, .count),
        .symbol(.chiSquare.plainly("Chi-sq"), .chiSquare),
        .symbol(.degreesOfFreedom, .degreesOfFreedom),
        .symbol(.probability, .probability), .symbol(.cfi, .fitIndex),
        .symbol(.tli, .fitIndex),
        .values("\(symbol: .rmsea) [\(percent: level) CI]"),
        .symbol(.srmr, .fitIndex),
      ],
      rows: rows.map { row in
        let measures = row.measures
        return .cells([
          .verbatim(row.name), .number(Double(row.parameterCount), .count),
          .dashed(measures.best("chisq"), .chiSquare),
          .dashed(measures.best("df"), .degreesOfFreedom),
          .dashed(measures.best("pvalue"), .probability),
          .dashed(measures["cfi\(cfi)"], .fitIndex),
          .dashed(measures["tli\(tli)"], .fitIndex),
          Self.rmsea(measures, version: rmsea),
          .dashed(measures["srmr"], .fitIndex),
        ])
      })
  }

  private static func rmsea(_ measures: FitMeasures, version: String)
    -> ReportCell
  {
    guard let value = measures["rmsea\(version)"] else { return .undefined }
    guard let lower = measures["rmsea_ci_lower\(version)"],
      let upper = measures["rmsea_ci_upper\(version)"]
    else { return .number(value, .fitIndex) }
    return measures.rmseaCell(
      value,
      interval: ReportInterval(
        lower, upper, level: measures["rmsea_ci_level"] ?? 0.9,
        style: .bounded))
  }
}

/// A model's differences from the one that it is tested against.
enum ModelDifferences {
  /// The columns: the model, the other one, the test, the change in CFI.
  static func columns(_ title: ReportText) -> [ReportTable.Column] {
    [
      .names(title), .words("against"),
      .symbol(.chiSquare.plainly("Chi-sq"), .chiSquare),
      .symbol(.degreesOfFreedom, .degreesOfFreedom),
      .symbol(.probability, .probability), .symbol(.cfi, .fitIndex),
    ]
  }

  /// The members of documents and records about the test.
  static func members(_ test: ChiSquareDifference?) -> [(String, JSONValue)] {
    [
      ("chisq_diff", .optional(test?.chiSquare)),
      ("df_diff", test.map { .integer($0.degreesOfFreedom) } ?? .null),
      ("pvalue_diff", .optional(test?.pValue)),
    ]
  }

  /// The cells of a model.
  static func cells(
    _ name: String, against other: String?, test: ChiSquareDifference?,
    cfi: Double?
  ) -> [ReportCell] {
    [
      .verbatim(name), other.map { .verbatim($0) } ?? .undefined,
      .dashed(test?.chiSquare, .chiSquare),
      .dashed(test.map { Double($0.degreesOfFreedom) }, .degreesOfFreedom),
      .dashed(test?.pValue, .probability), .dashed(cfi, .fitIndex),
    ]
  }
}

extension [FitMeasures] {
  /// The version of a measure that all of those have which have the measure at
  /// all, so that a column shows one quantity: `_robust`, else `_scaled`, else
  /// none.
  fileprivate func version(of name: String) -> String {
    let own = filter { $0.best(name) != nil }
    return ["_robust", "_scaled"].first { version in
      own.allSatisfy { $0[name + version] != nil }
    } ?? ""
  }
}
