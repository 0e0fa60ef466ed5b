import FitSettings
import LinearAlgebra
import Messages
public import ModelCriticism
internal import ModelFit
import ModelSyntax
internal import ReportRendering
import SampleStatistics
import Specification

/// Tests of residuals on one scale as a report shows them.
public struct ReportedResidualTests: Sendable, Hashable {
  /// The residuals, one entry for each group.
  public var tests: [ResidualTests]
  /// Their root mean squares, one entry for each group.
  public var summaries: [ResidualSummary]

  /// Makes what a report shows; both lists have one entry for each group.
  public init(tests: [ResidualTests], summaries: [ResidualSummary]) {
    self.tests = tests
    self.summaries = summaries
  }
}

extension ResidualSummary {
  /// The moments that it summarizes, by lavaan's names.
  fileprivate var parts: [(name: String, value: RootMeanSquareResidual)] {
    var parts = [("cov", covariance)]
    if let mean { parts.append(("mean", mean)) }
    if let thresholds { parts.append(("thresholds", thresholds)) }
    if let slopes { parts.append(("slopes", slopes)) }
    if let total { parts.append(("total", total)) }
    return parts
  }
}

extension ReportWriter {
  /// The most residuals of a group that the text shows.
  private static let residualLimit = 20

  var residualTestSections: [ReportSection] {
    options.residualTests.flatMap { reported in
      [summarySection(reported), largestSection(reported)].compactMap(\.self)
    }
  }

  private func summarySection(
    _ reported: ReportedResidualTests
  ) -> ReportSection? {
    guard let name = reported.summaries.first?.name.uppercased() else {
      return nil
    }
    func test(_ spanner: ReportText) -> [ReportTable.Column] {
      [
        .symbol(.z, .z, spanner: spanner),
        .symbol(.probability, .probability, spanner: spanner),
      ]
    }
    var columns: [ReportTable.Column] = [
      .names(), .symbol(.measure(name), .fitIndex),
      .symbol(.standardError, .standardError),
    ]
    columns += test("Exact fit")
    columns += [
      .numbers("Unbiased", .fitIndex), .symbol(.standardError, .standardError),
    ]
    columns += ReportTable.Column.limits(RootMeanSquareResidual.level)
    columns += test("Close fit")
    let words: [String: ReportText] = [
      "cov": "Covariances", "mean": "Means", "thresholds": "Thresholds",
      "slopes": "Slopes", "total": "All moments",
    ]
    var rows: [ReportTable.Row] = []
    for (index, summary) in reported.summaries.enumerated() {
      if reported.summaries.count > 1 {
        rows.append(.heading(.verbatim(groupName(index))))
      }
      for part in summary.parts {
        let value = part.value
        rows.append(
          .cells([
            .text(words[part.name] ?? .verbatim(part.name)),
            .number(value.value, .fitIndex),
            .optional(value.standardError, .standardError, .bounded),
            .optional(value.exactFitZ, .z, .statistic),
            .optional(value.exactFitPValue, .probability),
            .optional(value.unbiased, .fitIndex),
            .optional(value.unbiasedError, .standardError, .bounded),
            .optional(value.lower, .limit, .bounded),
            .optional(value.upper, .limit, .bounded),
            .optional(value.closeFitZ, .z, .statistic),
            .optional(value.closeFitPValue, .probability),
          ]))
      }
    }
    return ReportSection(
      kind: .residuals, title: "\(name) with sampling error",
      table: ReportTable(
        columns: columns, rows: rows, notes: .init(general: [summaryNote])))
  }

  private var summaryNote: ReportText {
    """
    Exact fit: the population's value is 0. Unbiased: the estimate of that \
    value. Close fit: it is at most \
    \(number: RootMeanSquareResidual.closeFit, .fitIndex) (Maydeu-Olivares, \
    2017).
    """
  }

  private func largestSection(
    _ reported: ReportedResidualTests
  ) -> ReportSection? {
    guard let kind = reported.tests.first?.kind else { return nil }
    var tables = reported.tests.enumerated().map { index, tests in
      var table = largest(tests)
      table.group = reported.tests.count > 1 ? groupName(index) : nil
      return table
    }
    tables[tables.count - 1].notes.general = [
      """
      The \(count: Self.residualLimit) residuals of a group with the largest \
      z. A positive one: the model makes the moment too small.
      """
    ]
    return ReportSection(
      kind: .residuals, title: "Tests of residuals (\(kind.rawValue))",
      blocks: tables.map { .table($0) })
  }

  private func largest(_ tests: ResidualTests) -> ReportTable {
    var entries: [(name: ReportText, value: Double, error: Double, z: Double)] =
      []
    func name(_ lhs: String, _ op: ModelOperator, _ rhs: String)
      -> ReportText
    {
      ReportText(.parameter(ParameterKey(lhs, op, rhs)))
    }
    for (j, second) in tests.variables.enumerated() {
      for i in j..<tests.variables.count {
        entries.append(
          (
            name(second, .covariance, tests.variables[i]),
            tests.covariance[i, j],
            tests.covarianceErrors[i, j], tests.covarianceZ[i, j]
          ))
      }
    }
    for i in tests.mean.indices {
      entries.append(
        (
          name(tests.variables[i], .intercept, ""), tests.mean[i],
          tests.meanErrors[i],
          tests.meanZ[i]
        ))
    }
    for own in tests.responses {
      entries.append(
        (
          ReportText(.parameter(own.parameter)), own.value,
          own.standardError ?? .nan, own.z ?? .nan
        ))
    }
    let shown = entries.enumerated().filter { $0.element.z.isFinite }.sorted {
      (abs($1.element.z), $0.offset) < (abs($0.element.z), $1.offset)
    }.prefix(Self.residualLimit)
    return ReportTable(
      columns: [
        .names(), .numbers("Residual", .moment),
        .symbol(.standardError, .standardError), .symbol(.z, .z),
      ],
      rows: shown.map { entry in
        .cells([
          .text(entry.element.name), .number(entry.element.value, .moment),
          .number(entry.element.error, .standardError),
          .number(entry.element.z, .z, .statistic),
        ])
      })
  }
}

extension ReportedFit {
  /// Tests of residuals, and their summaries by lavaan's names.
  var residualTests: [(String, JSONValue)] {
    let reported = options.residualTests
    guard !reported.isEmpty else { return [] }
    return [
      (
        "residual_tests",
        .object(
          reported.compactMap { item in
            item.tests.first.map {
              ($0.kind.rawValue, byGroup(item.tests.map(\.document)))
            }
          })
      ),
      (
        "residual_summary",
        .object(
          reported.compactMap { item in
            item.summaries.first.map {
              ($0.name, byGroup(item.summaries.map(\.document)))
            }
          })
      ),
    ]
  }

  /// One value for one group; several are keyed by their labels.
  private func byGroup(_ values: [JSONValue]) -> JSONValue {
    values.count == 1
      ? values[0] : .object(zip(fit.sample.map(\.label), values).map { $0 })
  }

}

extension ResidualTests {
  fileprivate var document: JSONValue {
    let names = variables
    func matrix(_ values: Matrix) -> JSONValue {
      .object([
        ("names", .array(names.map { .string($0) })),
        ("values", .rows(values)),
      ])
    }
    func list(_ values: [Double]) -> JSONValue {
      .object(zip(names, values).map { ($0, .number($1)) })
    }
    var members = [
      ("cov", matrix(covariance)),
      ("cov_se", matrix(covarianceErrors)),
      ("cov_z", matrix(covarianceZ)),
    ]
    if !mean.isEmpty {
      members += [
        ("mean", list(mean)), ("mean_se", list(meanErrors)),
        ("mean_z", list(meanZ)),
      ]
    }
    if !responses.isEmpty {
      func list(_ value: (ResponseResidual) -> Double?) -> JSONValue {
        .object(
          responses.map {
            ($0.parameter.compactDescription, .optional(value($0)))
          })
      }
      members += [
        ("responses", list { $0.value }),
        ("responses_se", list { $0.standardError }),
        ("responses_z", list { $0.z }),
      ]
    }
    return .object(members)
  }

}

extension ResidualSummary {
  fileprivate var document: JSONValue {
    .object(
      parts.map { part in
        let value = part.value
        return (
          part.name,
          .object([
            (name, .number(value.value)),
            ("\(name)_se", .optional(value.standardError)),
            ("\(name)_exactfit_z", .optional(value.exactFitZ)),
            ("\(name)_exactfit_pvalue", .optional(value.exactFitPValue)),
            ("u\(name)", .optional(value.unbiased)),
            ("u\(name)_se", .optional(value.unbiasedError)),
            ("u\(name)_ci_lower", .optional(value.lower)),
            ("u\(name)_ci_upper", .optional(value.upper)),
            (
              "u\(name)_closefit_h0_value",
              .number(RootMeanSquareResidual.closeFit)
            ),
            ("u\(name)_closefit_z", .optional(value.closeFitZ)),
            ("u\(name)_closefit_pvalue", .optional(value.closeFitPValue)),
          ])
        )
      })
  }
}
