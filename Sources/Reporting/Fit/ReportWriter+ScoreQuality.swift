import CasePrediction
import Messages
import ModelFit
import ReportRendering

extension ReportWriter {
  /// The determinacy and reliability of factor scores.
  var scoreQualitySection: ReportSection? {
    guard !options.scoreQuality.isEmpty else { return nil }
    let methods = FactorScoreMethod.allCases
    let columns = methods.flatMap { method -> [ReportTable.Column] in
      let spanner: ReportText =
        switch method {
        case .regression: "Regression"
        case .bartlett: "Bartlett"
        }
      return [
        .numbers("Determinacy", .proportion, spanner: spanner),
        .numbers("Reliability", .proportion, spanner: spanner),
      ]
    }
    let first = options.scoreQuality.filter { $0.method == methods[0] }
    let rows = first.map { entry in
      let own = methods.map { method in
        options.scoreQuality.first {
          $0.method == method && $0.variable == entry.variable
            && $0.group == entry.group
        }
      }
      let suffix: ReportText =
        fit.sample.count > 1 ? " (\(groupName(number: entry.group)))" : ""
      return ReportTable.Row.cells(
        [.text("\(variable: entry.variable)\(suffix)")]
          + own.flatMap {
            [
              ReportCell.dashed($0?.determinacy, .proportion),
              ReportCell.dashed($0?.reliability, .proportion),
            ]
          })
    }
    return ReportSection(
      kind: .predictions, title: "Factor scores",
      table: ReportTable(
        columns: [.names()] + columns, rows: rows,
        notes: .init(general: [
          """
          Determinacy: the correlation of the scores of complete cases with \
          the latent variable. Reliability: its square.
          """
        ])))
  }
}

extension FactorScoreQuality {
  /// The quality with lavaan's names.
  var members: [(String, JSONValue)] {
    [
      ("lv", .string(variable)), ("group", .integer(group)),
      ("method", .string(method.rawValue)),
      ("fs_determinacy", .optional(determinacy)),
      ("fs_reliability", .optional(reliability)),
    ]
  }
}
