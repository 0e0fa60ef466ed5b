internal import EffectAnalysis
import Foundation
import Messages
public import ModelFit
import ModelSyntax
public import Resampling
import Specification

extension Report {
  /// Reports a bootstrap.
  ///
  /// - Parameters:
  ///   - results: What the draws say.
  ///   - fit: The fit that was bootstrapped.
  ///   - context: Where it comes from.
  ///   - options: What is shown.
  public init(
    _ results: BootstrapResults, of fit: Fit,
    context: ReportContext = ReportContext(),
    options: ReportOptions = ReportOptions()
  ) {
    let writer = ReportWriter(fit: fit, context: context, options: options)
    let own = BootstrapSections(results: results, writer: writer)
    self.init(
      title: "Latent \(context.version) - bootstrap",
      sections: [own.header, writer.sample, own.origin]
        + [own.warnings, own.bollenStine].compactMap { $0 }
        + own.effects + own.parameters
        + [own.rSquared, own.measures].compactMap { $0 }
        + [own.notes])
  }
}

/// Writes the sections of a bootstrap's report.
struct BootstrapSections {
  let results: BootstrapResults
  let writer: ReportWriter

  /// A fit's header without its standard errors, which do not show here.
  var header: ReportSection {
    var section = writer.header
    section.blocks = section.blocks.map { block in
      guard case .facts(let facts) = block else { return block }
      return .facts(facts.filter { $0.name != ReportWriter.standardErrorName })
    }
    return section
  }

  var origin: ReportSection {
    let facts = results.origin.facts
    return ReportSection(
      kind: .bootstrap, title: "Bootstrap", blocks: [.facts(facts)])
  }

  var warnings: ReportSection? {
    .warnings(writer.fit.warnings + results.warnings)
  }

  var bollenStine: ReportSection? {
    guard let test = results.bollenStine else { return nil }
    let p = NumberStyle.probability.text(test.pValue)
    let error = NumberStyle.probability.text(test.monteCarloError)
    return ReportSection(
      kind: .fit, title: "Bollen-Stine test of the model",
      blocks: [
        .facts([
          ReportFact(
            "Chi-square(\(writer.fit.degreesOfFreedom))",
            NumberStyle.statistic.text(test.chiSquare)),
          ReportFact(
            "p", "\(p) (Monte Carlo error \(error), \(test.count) draws)"),
        ])
      ])
  }

  /// The effects that were drawn, a section a metric.
  var effects: [ReportSection] {
    EffectMetric.allCases.compactMap { own in
      let rows = results.figures.compactMap { figure -> ReportTable.Row? in
        guard
          case .effect(let definition, let metric) = figure.column.statistic,
          metric == own
        else { return nil }
        return row(
          definition.name(groupLabels: writer.fit.table.groupLabels), figure)
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
    let suffix = kind.map { ", Std.\($0.rawValue)" } ?? ""
    var result: [ReportSection] = []
    let defined = fit.parameters.indices.filter {
      fit.parameters[$0].op == .definition
    }
    let definedRows = defined.compactMap { index in
      results.figure(statistic(index)).map {
        row(fit.parameters[index].lhs, $0)
      }
    }
    if !definedRows.isEmpty {
      result.append(section("Defined parameters" + suffix, definedRows))
    }
    for group in fit.sample.indices {
      let inGroup = fit.parameters.indices.filter {
        fit.parameters[$0].group == group + 1
      }
      let names = RowNames(inGroup.map { fit.parameters[$0] })
      let title =
        fit.sample.count > 1 ? " (\(writer.groupName(group)))" : ""
      for section in Self.order {
        let rows = tableRows(
          inGroup.filter { section.contains(fit.parameters[$0]) },
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
    var heading = ""
    for index in indices {
      let parameter = writer.fit.parameters[index]
      guard let figure = results.figure(statistic(index)) else { continue }
      if kind.isGrouped, names.heading(parameter) != heading {
        heading = names.heading(parameter)
        rows.append(.heading(heading))
      }
      rows.append(row(names.name(parameter, kind: kind), figure))
    }
    return rows
  }

  var rSquared: ReportSection? {
    let fit = writer.fit
    let rows = results.figures.compactMap { figure -> ReportTable.Row? in
      guard case .rSquared(let group, let variable) = figure.column.statistic
      else { return nil }
      let suffix =
        fit.sample.count > 1 ? " (\(writer.groupName(group - 1)))" : ""
      return row(variable + suffix, figure, style: .bounded)
    }
    return rows.isEmpty
      ? nil : section("R-squared", rows, kind: .rSquared)
  }

  /// The fit measures that were drawn, if any were asked for.
  var measures: ReportSection? {
    let chosen: (String) -> Bool
    switch writer.options.fitMeasures {
    case .all: chosen = { _ in true }
    case .named(let names): chosen = { names.contains($0) }
    case .usual, .none: return nil
    }
    let rows = results.figures.compactMap { figure -> ReportTable.Row? in
      guard case .measure(let name) = figure.column.statistic, chosen(name)
      else { return nil }
      return row(name, figure)
    }
    return rows.isEmpty
      ? nil : section("Fit measures", rows, kind: .fitMeasures)
  }

  private func row(
    _ name: String, _ figure: BootstrapFigure, style: NumberStyle = .estimate
  ) -> ReportTable.Row {
    let isDrawn = !figure.isConstant
    func cell(_ value: Double?) -> ReportCell {
      .optional(isDrawn ? value : nil, style)
    }
    return .cells([
      .text(name), .number(figure.column.estimate, style),
      cell(figure.standardError), cell(figure.bias), cell(figure.lower),
      cell(figure.upper),
    ])
  }

  private func section(
    _ title: String, _ rows: [ReportTable.Row],
    kind: ReportSection.Kind = .parameters
  ) -> ReportSection {
    let spanner = ReportWriter.percent(results.origin.level) + " CI"
    return ReportSection(
      kind: kind, title: title,
      blocks: [
        .table(
          ReportTable(
            columns: [
              .init("", isText: true), .init("Effect"), .init("BootSE"),
              .init("Bias"), .init("LLCI", spanner: spanner),
              .init("ULCI", spanner: spanner),
            ], rows: rows))
      ])
  }

  var notes: ReportSection {
    var text =
      "BootSE: standard deviation of the draws. Bias: their mean less the "
      + "estimate. LLCI, ULCI: "
      + results.origin.interval.description + " limits."
    if writer.hasResidualMark {
      text +=
        " A dot before a name: the residual variance or covariance, or the "
        + "intercept, of a variable that the model predicts."
    }
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
