import FitSettings
import LinearAlgebra
import Messages
public import ModelCriticism
internal import ModelFit

/// Tests of residuals on one scale as a report shows them.
public struct ReportedResidualTests: Sendable, Hashable {
  /// The residuals, one entry a group.
  public var tests: [ResidualTests]
  /// Their root mean squares, one entry a group.
  public var summaries: [ResidualSummary]

  /// Makes what a report shows; both lists have one entry a group.
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
    let percent = Self.percent(RootMeanSquareResidual.level)
    let columns: [ReportTable.Column] = [
      .init("", isText: true), .init(name), .init("SE"),
      .init("z", spanner: "Exact fit"), .init("p", spanner: "Exact fit"),
      .init("Unbiased"), .init("SE"),
      .init("Lower", spanner: "\(percent) CI"),
      .init("Upper", spanner: "\(percent) CI"),
      .init("z", spanner: "Close fit"), .init("p", spanner: "Close fit"),
    ]
    let words = [
      "cov": "Covariances", "mean": "Means", "total": "All moments",
    ]
    var rows: [ReportTable.Row] = []
    for (index, summary) in reported.summaries.enumerated() {
      if reported.summaries.count > 1 {
        rows.append(.heading(groupName(index)))
      }
      for part in summary.parts {
        let value = part.value
        rows.append(
          .cells([
            .text(words[part.name] ?? part.name),
            .number(value.value, .bounded),
            .optional(value.standardError, .bounded),
            .optional(value.exactFitZ, .statistic),
            .optional(value.exactFitPValue, .probability),
            .optional(value.unbiased, .bounded),
            .optional(value.unbiasedError, .bounded),
            .optional(value.lower, .bounded),
            .optional(value.upper, .bounded),
            .optional(value.closeFitZ, .statistic),
            .optional(value.closeFitPValue, .probability),
          ]))
      }
    }
    return ReportSection(
      kind: .residuals, title: "\(name) with sampling error",
      blocks: [
        .table(ReportTable(columns: columns, rows: rows)),
        .paragraph(
          "Exact fit: the population's value is 0. Unbiased: the estimate of "
            + "that value. Close fit: it is at most "
            + "\(NumberStyle.bounded.text(RootMeanSquareResidual.closeFit)) "
            + "(Maydeu-Olivares, 2017)."),
      ])
  }

  private func largestSection(
    _ reported: ReportedResidualTests
  ) -> ReportSection? {
    guard let kind = reported.tests.first?.kind else { return nil }
    var blocks: [ReportBlock] = []
    for (index, tests) in reported.tests.enumerated() {
      if reported.tests.count > 1 {
        blocks.append(.paragraph(groupName(index) + ":"))
      }
      blocks.append(.table(largest(tests)))
    }
    blocks.append(
      .paragraph(
        "The \(Self.residualLimit) residuals of a group with the largest z. "
          + "A positive one: the model makes the moment too small."))
    return ReportSection(
      kind: .residuals, title: "Tests of residuals (\(kind.rawValue))",
      blocks: blocks)
  }

  private func largest(_ tests: ResidualTests) -> ReportTable {
    var entries: [(name: String, value: Double, error: Double, z: Double)] = []
    for (j, second) in tests.variables.enumerated() {
      for i in j..<tests.variables.count {
        entries.append(
          (
            "\(second) ~~ \(tests.variables[i])", tests.covariance[i, j],
            tests.covarianceErrors[i, j], tests.covarianceZ[i, j]
          ))
      }
    }
    for i in tests.mean.indices {
      entries.append(
        (
          "\(tests.variables[i]) ~ 1", tests.mean[i], tests.meanErrors[i],
          tests.meanZ[i]
        ))
    }
    let shown = entries.enumerated().filter { $0.element.z.isFinite }.sorted {
      (abs($1.element.z), $0.offset) < (abs($0.element.z), $1.offset)
    }.prefix(Self.residualLimit)
    return ReportTable(
      columns: [
        .init("", isText: true), .init("Residual"), .init("SE"), .init("z"),
      ],
      rows: shown.map { entry in
        .cells([
          .text(entry.element.name), .number(entry.element.value, .estimate),
          .number(entry.element.error, .estimate),
          .number(entry.element.z, .statistic),
        ])
      })
  }
}

extension JSONRenderer {
  /// Tests of residuals, and their summaries by lavaan's names.
  func residualTests(_ reported: [ReportedResidualTests], _ fit: Fit)
    -> [(String, JSONValue)]
  {
    guard !reported.isEmpty else { return [] }
    return [
      (
        "residual_tests",
        .object(
          reported.compactMap { item in
            item.tests.first.map {
              ($0.kind.rawValue, byGroup(item.tests.map(value), fit))
            }
          })
      ),
      (
        "residual_summary",
        .object(
          reported.compactMap { item in
            item.summaries.first.map {
              ($0.name, byGroup(item.summaries.map(value), fit))
            }
          })
      ),
    ]
  }

  /// One value for one group; several are keyed by their labels.
  private func byGroup(_ values: [JSONValue], _ fit: Fit) -> JSONValue {
    values.count == 1
      ? values[0] : .object(zip(fit.sample.map(\.label), values).map { $0 })
  }

  private func value(_ tests: ResidualTests) -> JSONValue {
    let names = tests.variables
    func matrix(_ values: Matrix) -> JSONValue {
      .object([
        ("names", .array(names.map { .string($0) })),
        ("values", rows(values)),
      ])
    }
    func list(_ values: [Double]) -> JSONValue {
      .object(zip(names, values).map { ($0, .number($1)) })
    }
    var members = [
      ("cov", matrix(tests.covariance)),
      ("cov_se", matrix(tests.covarianceErrors)),
      ("cov_z", matrix(tests.covarianceZ)),
    ]
    if !tests.mean.isEmpty {
      members += [
        ("mean", list(tests.mean)), ("mean_se", list(tests.meanErrors)),
        ("mean_z", list(tests.meanZ)),
      ]
    }
    return .object(members)
  }

  private func value(_ summary: ResidualSummary) -> JSONValue {
    let name = summary.name
    return .object(
      summary.parts.map { part in
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
