import FitSettings
internal import Messages
import ModelFit
import ModelSyntax
internal import ReportRendering
import SampleStatistics
import Specification

/// A section of parameters of one kind.
enum ParameterSectionKind: CaseIterable {
  case measurement
  case formative
  case compositeLoading
  case regression
  case covariance
  case intercept
  case threshold
  case scaling
  case variance

  var title: ReportText {
    switch self {
    case .measurement: "Latent variables"
    case .formative: "Composites"
    case .compositeLoading: "Loadings on composites"
    case .regression: "Regressions"
    case .covariance: "Covariances"
    case .intercept: "Intercepts"
    case .threshold: "Thresholds"
    case .scaling: "Scales"
    case .variance: "Variances"
    }
  }

  /// Whether rows stand below a heading with their left side.
  var isGrouped: Bool {
    switch self {
    case .intercept, .scaling, .variance: false
    default: true
    }
  }
}

extension ReportWriter {
  var parameterSections: [ReportSection] {
    var sections: [ReportSection] = []
    if fit.sample.count > 1, options.groupLayout == .sideBySide {
      sections += sideBySideSections
    } else {
      for group in fit.sample.indices { sections += sectionsOfGroup(group) }
    }
    if let defined = definedSection { sections.append(defined) }
    if let weights = groupWeightSection { sections.append(weights) }
    if let constraints = constraintSection { sections.append(constraints) }
    return sections
  }

  private func sectionsOfGroup(_ group: Int) -> [ReportSection] {
    var sections: [ReportSection] = []
    if fit.sample.count > 1 {
      sections.append(
        ReportSection(
          kind: .group,
          title: """
            Group \(count: group + 1) of \(count: fit.sample.count): \
            \(groupName(group)) (\(symbol: .sampleSize) = \
            \(count: fit.sample[group].observationCount))
            """, blocks: []))
    }
    let rows = fit.shownParameters.filter { $0.groupIndex == group }
    let names = RowNames(rows)
    for kind in ParameterSectionKind.allCases {
      let chosen = rows.filter { names.isRow($0, of: kind) }
      if chosen.isEmpty { continue }
      sections.append(
        parameterSection(
          kind.title, tableRows(chosen, kind: kind, names: names)))
    }
    if let section = rSquaredSection([group]) { sections.append(section) }
    return sections
  }

  private func tableRows(
    _ rows: [ParameterEstimate], kind: ParameterSectionKind, names: RowNames
  ) -> [ReportTable.Row] {
    var result: [ReportTable.Row] = []
    var heading: ReportText = ""
    for row in rows {
      if kind.isGrouped {
        let own = names.heading(row)
        if own != heading {
          heading = own
          result.append(.heading(own))
        }
      }
      let name = names.name(row, kind: kind)
      result.append(
        .cells([.text(name)] + cells(row), level: kind.isGrouped ? 1 : 0))
    }
    return result
  }

  private func parameterSection(
    _ title: ReportText, _ rows: [ReportTable.Row]
  ) -> ReportSection {
    ReportSection(
      kind: .parameters, title: title,
      table: ReportTable(columns: parameterColumns, rows: rows))
  }

  private var hasStandardErrors: Bool { fit.parameterCovariance != nil }

  private var parameterColumns: [ReportTable.Column] {
    var columns: [ReportTable.Column] = [
      .names(), .symbol(.coefficient, .estimate),
    ]
    if hasStandardErrors {
      columns += [
        .symbol(.standardError, .standardError), .symbol(.z, .z),
        .symbol(.probability, .probability),
      ]
      columns += ReportTable.Column.limits(fit.options.confidenceLevel)
    }
    if fit.fractionsOfMissingInformation != nil {
      columns.append(.numbers("FMI", .proportion))
    }
    return columns
      + options.standardized.map {
        .symbol(.standardized($0), .standardized)
      }
  }

  private func cells(_ row: ParameterEstimate) -> [ReportCell] {
    let isShown =
      hasStandardErrors && row.standardError != nil && isEstimated(row)
    var cells: [ReportCell] = [
      .number(row.estimate, .estimate, isShown ? .significant : nil)
    ]
    if hasStandardErrors {
      cells += [
        .optional(
          isShown ? row.standardError : nil, .standardError, .significant),
        .optional(isShown ? row.z : nil, .z),
        .optional(isShown ? row.pValue : nil, .probability),
        .optional(isShown ? row.lower : nil, .limit, .significant),
        .optional(isShown ? row.upper : nil, .limit, .significant),
      ]
    }
    if fit.fractionsOfMissingInformation != nil {
      cells.append(.optional(fit.missingFraction(of: row), .proportion))
    }
    return cells
      + options.standardized.map {
        .optional(row.standardized($0)?.estimate, .standardized)
      }
  }

  private func isEstimated(_ row: ParameterEstimate) -> Bool {
    row.isFree || row.op == .definition
  }

  private var definedSection: ReportSection? {
    let rows = fit.parameters.filter { $0.op == .definition }
    guard !rows.isEmpty else { return nil }
    return parameterSection(
      "Defined parameters",
      rows.map { .cells([.verbatim($0.lhs)] + cells($0)) })
  }

  /// The logarithms of the groups' sizes, where these are parameters.
  private var groupWeightSection: ReportSection? {
    guard !fit.groupWeights.isEmpty else { return nil }
    let others = Array(
      repeating: ReportCell.optional(nil, .standardized),
      count: options.standardized.count
        + (fit.fractionsOfMissingInformation == nil ? 0 : 1))
    return parameterSection(
      "Group weights",
      fit.groupWeights.map { weight in
        var cells: [ReportCell] = [
          .verbatim(
            groupName(number: weight.group)
              + (weight.label.isEmpty ? "" : " (\(weight.label))")),
          .number(weight.estimate, .estimate, .significant),
        ]
        if hasStandardErrors {
          cells += [
            .optional(weight.standardError, .standardError, .significant),
            .optional(weight.z, .z), .optional(weight.pValue, .probability),
            .optional(weight.lower, .limit, .significant),
            .optional(weight.upper, .limit, .significant),
          ]
        }
        return .cells(cells + others)
      })
  }

  /// The constraints that the text states; those that stand for shared
  /// labels show in the labels.
  private var constraintSection: ReportSection? {
    let rows = fit.parameters.filter {
      $0.op.isConstraint && $0.op != .definition && $0.isUserSpecified
    }
    guard !rows.isEmpty else { return nil }
    return ReportSection(
      kind: .parameters, title: "Constraints",
      table: ReportTable(
        columns: [.names(), .numbers("Left - right", .estimate)],
        rows: rows.map {
          .cells([
            .parameter($0.key),
            .optional($0.estimate.isFinite ? $0.estimate : nil, .estimate),
          ])
        }))
  }

  /// R² of some groups, a column for each group.
  func rSquaredSection(_ groups: [Int]) -> ReportSection? {
    let variables = groups.filter { $0 < fit.rSquared.count }
      .flatMap { fit.rSquared[$0].map(\.variable) }.distinct
    guard !variables.isEmpty else { return nil }
    let rows = variables.map { variable in
      ReportTable.Row.cells(
        [.variable(variable)]
          + groups.map { group in
            let entry = fit.rSquared[group].first {
              $0.variable == variable
            }
            return .optional(entry?.value, .rSquared)
          })
    }
    let titles: [ReportText] =
      groups.count == 1 ? [""] : groups.map { .verbatim(groupName($0)) }
    return ReportSection(
      kind: .rSquared, title: .symbol(.rSquared),
      table: ReportTable(
        columns: [.names()] + titles.map { .numbers($0, .rSquared) },
        rows: rows))
  }

  var hasResidualMark: Bool {
    fit.sample.indices.contains { group in
      let rows = fit.shownParameters.filter { $0.groupIndex == group }
      let names = RowNames(rows)
      return rows.contains { names.isResidual($0) }
    }
  }

  var hasFixedRow: Bool {
    hasStandardErrors
      && fit.parameters.contains {
        !$0.op.isConstraint && $0.op != .groupWeight && !isEstimated($0)
      }
  }
}

extension ParameterEstimate {
  /// The standardized value of a kind.
  func standardized(_ kind: StandardizedKind) -> StandardizedValue? {
    switch kind {
    case .latent: standardizedLatent
    case .all: standardizedAll
    case .noExogenous: standardizedNoExogenous
    }
  }
}

extension Fit {
  /// The parameters that a report shows: without those of auxiliary variables,
  /// and, of models with ordered variables, without intercepts that are all 0
  /// and scaling factors that are all 1 by default.
  var shownParameters: [ParameterEstimate] {
    let auxiliary = Set(table.auxiliary)
    var hidden: Set<ModelOperator> = []
    if options.model.hasOrdered {
      for (op, value) in [(ModelOperator.intercept, 0.0), (.scaling, 1)]
      where parameters.allSatisfy({
        $0.op != op
          || !$0.isUserSpecified && !$0.isFree && $0.estimate == value
      }) {
        hidden.insert(op)
      }
    }
    if auxiliary.isEmpty, hidden.isEmpty { return parameters }
    return parameters.filter {
      !auxiliary.contains($0.lhs) && !auxiliary.contains($0.rhs)
        && !hidden.contains($0.op)
    }
  }
}
