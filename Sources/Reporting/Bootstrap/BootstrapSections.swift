import EffectAnalysis
import FitSettings
import Messages
import ModelFit
import ModelSyntax
import ReportRendering
import Resampling
import SampleStatistics
import Specification

/// Writes the sections of a bootstrap's report.
struct BootstrapSections {
  let results: BootstrapResults
  let writer: ReportWriter

  /// A fit's header without its standard errors, which do not show here.
  var header: ReportSection { writer.header(showsStandardErrors: false) }

  var origin: ReportSection {
    let facts = results.origin.facts(
      drawsClusters: writer.fit.options.cluster != nil)
    return ReportSection(
      kind: .bootstrap, title: "Bootstrap", blocks: [.facts(facts)])
  }

  var warnings: ReportSection? {
    .warnings(writer.fit.warnings + results.warnings(of: writer.fit))
  }

  var bollenStine: ReportSection? {
    guard let test = results.bollenStine,
      let degrees = writer.fit.degreesOfFreedom
    else { return nil }
    let statement = TestStatement(
      .chiSquare, degreesOfFreedom: Double(degrees),
      value: test.chiSquare)
    return ReportSection(
      kind: .fit, title: "Bollen-Stine test of the model",
      blocks: [
        .facts([
          ReportFact(
            ReportText(.test(statement, .head)),
            ReportText(.test(statement, .outcome))),
          ReportFact(
            .symbol(.probability),
            """
            \(number: test.pValue, .probability) (Monte Carlo error \
            \(number: test.monteCarloError, .probability), \
            \(count: test.count) draws)
            """),
        ])
      ])
  }

  /// The effects that were drawn, a section for each metric.
  var effects: [ReportSection] {
    EffectMetric.allCases.compactMap { own in
      let rows = results.statistics.compactMap { drawn -> ReportTable.Row? in
        guard
          case .effect(let definition, let metric) = drawn.column.statistic,
          metric == own
        else { return nil }
        return row(
          .verbatim(
            definition.name(groupLabels: writer.fit.table.groupLabels)),
          drawn)
      }
      return rows.isEmpty ? nil : section(own.title, rows, kind: .effects)
    }
  }

  /// Defined parameters first, then each group's kinds, then the same
  /// standardized.
  var parameters: [ReportSection] {
    sections { .estimate(row: $0) }
      + writer.options.standardized.flatMap { kind in
        sections(kind) { kind.statistic(row: $0) }
      }
  }

  private func sections(
    _ kind: StandardizedKind? = nil,
    statistic: (Int) -> BootstrapStatistic
  ) -> [ReportSection] {
    let fit = writer.fit
    let suffix: ReportText =
      kind.map { ", \(symbol: .standardized($0))" } ?? ""
    var result: [ReportSection] = []
    let defined = fit.parameters.indices.filter {
      fit.parameters[$0].op == .definition
    }
    let definedRows = defined.compactMap { index in
      results.statistic(statistic(index)).map {
        row(.verbatim(fit.parameters[index].lhs), $0)
      }
    }
    if !definedRows.isEmpty {
      result.append(section("Defined parameters" + suffix, definedRows))
    }
    for group in fit.sample.indices {
      let inGroup = fit.parameters.indices.filter {
        fit.parameters[$0].groupIndex == group
      }
      let names = RowNames(inGroup.map { fit.parameters[$0] })
      let title: ReportText =
        fit.sample.count > 1 ? " (\(writer.groupName(group)))" : ""
      for section in Self.order {
        let rows = tableRows(
          inGroup.filter { names.isRow(fit.parameters[$0], of: section) },
          section, names, statistic)
        if rows.isEmpty { continue }
        result.append(self.section(section.title + suffix + title, rows))
      }
    }
    return result
  }

  /// Regressions first: effects are what a bootstrap is mostly drawn for.
  private static let order: [ParameterSectionKind] =
    [.regression] + ParameterSectionKind.allCases.filter { $0 != .regression }

  private func tableRows(
    _ indices: [Int], _ kind: ParameterSectionKind, _ names: RowNames,
    _ statistic: (Int) -> BootstrapStatistic
  ) -> [ReportTable.Row] {
    var rows: [ReportTable.Row] = []
    var heading: ReportText = ""
    for index in indices {
      let parameter = writer.fit.parameters[index]
      guard let drawn = results.statistic(statistic(index)) else { continue }
      if kind.isGrouped, names.heading(parameter) != heading {
        heading = names.heading(parameter)
        rows.append(.heading(heading))
      }
      rows.append(
        row(
          names.name(parameter, kind: kind), drawn,
          level: kind.isGrouped ? 1 : 0))
    }
    return rows
  }

  var rSquared: ReportSection? {
    let fit = writer.fit
    let rows = results.statistics.compactMap { drawn -> ReportTable.Row? in
      guard case .rSquared(let group, let variable) = drawn.column.statistic
      else { return nil }
      let suffix: ReportText =
        fit.sample.count > 1 ? " (\(writer.groupName(number: group)))" : ""
      return row(
        "\(variable: variable)\(suffix)", drawn, style: .bounded)
    }
    return rows.isEmpty
      ? nil : section(.symbol(.rSquared), rows, kind: .rSquared)
  }

  /// The fit measures that were drawn, if any were asked for.
  var measures: ReportSection? {
    let chosen: (String) -> Bool
    switch writer.options.fitMeasures {
    case .all: chosen = { _ in true }
    case .named(let names): chosen = { names.contains($0) }
    case .usual, .none: return nil
    }
    let rows = results.statistics.compactMap { drawn -> ReportTable.Row? in
      guard case .measure(let name) = drawn.column.statistic, chosen(name)
      else { return nil }
      return row(.verbatim(name), drawn)
    }
    return rows.isEmpty
      ? nil : section("Fit measures", rows, kind: .fitMeasures)
  }

  private func row(
    _ name: ReportText, _ drawn: DrawnStatistic,
    style own: NumberStyle = .estimate, level: Int = 0
  ) -> ReportTable.Row {
    let isDrawn = !drawn.isConstant
    let style = isDrawn && own == .estimate ? .significant : own
    func cell(_ value: Double?, _ kind: NumberKind) -> ReportCell {
      .optional(isDrawn ? value : nil, kind, style)
    }
    return .cells(
      [
        .text(name), .number(drawn.column.estimate, .estimate, style),
        cell(drawn.standardError, .standardError), cell(drawn.bias, .bias),
        cell(drawn.lower, .limit), cell(drawn.upper, .limit),
      ], level: level)
  }

  private func section(
    _ title: ReportText, _ rows: [ReportTable.Row],
    kind: ReportSection.Kind = .parameters
  ) -> ReportSection {
    ReportSection(
      kind: kind, title: title,
      table: ReportTable(
        columns: [
          .names(), .numbers("Effect", .estimate),
          .symbol(.bootstrapError, .standardError), .numbers("Bias", .bias),
        ] + ReportTable.Column.limits(results.origin.level, "LLCI", "ULCI"),
        rows: rows))
  }

  var notes: ReportSection {
    var text: ReportText = """
      BootSE: standard deviation of the draws. Bias: their mean less the \
      estimate. LLCI, ULCI: \(results.origin.interval.description) limits.
      """
    if writer.hasResidualMark { text += " " + ReportWriter.residualMark }
    return ReportSection(
      kind: .notes, title: "Notes", blocks: [.paragraph(text)])
  }
}

extension StandardizedKind {
  /// The statistic of a row that a bootstrap draws.
  func statistic(row: Int) -> BootstrapStatistic {
    switch self {
    case .latent: .standardizedLatent(row: row)
    case .all: .standardizedAll(row: row)
    case .noExogenous: .standardizedNoExogenous(row: row)
    }
  }
}
