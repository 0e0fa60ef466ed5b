public import EffectAnalysis
import Messages
public import ModelFit

extension Report {
  /// Reports effects, and conditional effects where there are any.
  ///
  /// - Parameters:
  ///   - effects: The effects.
  ///   - moderation: The conditional effects, one table a pair of variables.
  ///   - fit: The fit that they are of.
  ///   - context: Where the fit comes from.
  public init(
    _ effects: EffectTable, moderation: [ModerationTable] = [], of fit: Fit,
    context: ReportContext = ReportContext()
  ) {
    let writer = ReportWriter(
      fit: fit, context: context, options: ReportOptions())
    let warnings = fit.warnings.with(effects, moderation)
    var sections = [writer.header, writer.sample, writer.verdict]
    if let origin = effects.bootstrap {
      sections.append(
        ReportSection(
          kind: .bootstrap, title: "Bootstrap", blocks: [.facts(origin.facts)]))
    }
    if let warnings = ReportSection.warnings(warnings) {
      sections.append(warnings)
    }
    for metric in EffectMetric.allCases {
      sections.append(
        EffectSections(table: effects).section(
          metric.title, effects.effects, metric))
    }
    for table in moderation {
      sections += EffectSections(table: table.conditional).moderation(table)
    }
    sections.append(EffectSections(table: effects).notes)
    self.init(
      title: "Latent \(context.version) - effects", sections: sections)
  }
}

/// Writes the sections of a report on effects.
private struct EffectSections {
  let table: EffectTable

  private var names: EffectNames {
    EffectNames(groupLabels: table.groupLabels)
  }

  private var hasErrors: Bool {
    table.effects.contains { $0.unstandardized.standardError != nil }
  }

  func section(
    _ title: String, _ effects: [EffectEstimate], _ metric: EffectMetric
  ) -> ReportSection {
    let percent = ReportWriter.percent(table.confidenceLevel)
    var columns: [ReportTable.Column] = [
      .init("", isText: true),
      .init(metric == .unstandardized ? "B" : "Std."),
    ]
    if table.bootstrap != nil {
      // In place of the delta method's limits: both do not fit a line.
      let spanner = "\(percent) CI"
      columns += [
        .init("SE"), .init("p"), .init("BootSE"), .init("Bias"),
        .init("LLCI", spanner: spanner), .init("ULCI", spanner: spanner),
      ]
    } else if hasErrors {
      columns += [
        .init("SE"), .init("z"), .init("p"),
        .init("Lower", spanner: "\(percent) CI"),
        .init("Upper", spanner: "\(percent) CI"),
      ]
    }
    if table.monteCarloDraws > 0 {
      columns += [
        .init("Lower", spanner: "Monte Carlo"),
        .init("Upper", spanner: "Monte Carlo"),
      ]
    }
    var rows: [ReportTable.Row] = []
    var heading = ""
    for effect in effects {
      let own = names.heading(effect.definition)
      if own != heading {
        heading = own
        rows.append(.heading(own))
      }
      rows.append(
        .cells(
          [.text("  " + rowName(effect.definition))] + cells(effect[metric])))
    }
    return ReportSection(
      kind: .effects, title: title,
      blocks: [.table(ReportTable(columns: columns, rows: rows))])
  }

  private func rowName(_ definition: EffectDefinition) -> String {
    let name = names.name(definition)
    guard definition.kind != .moderationIndex,
      !definition.moderators.isEmpty
    else { return name }
    return "\(name) at \(names.moderators(definition))"
  }

  private func cells(_ value: EffectValue) -> [ReportCell] {
    var cells: [ReportCell] = [.number(value.estimate, .estimate)]
    if table.bootstrap != nil {
      let own = value.bootstrap
      cells += [
        .optional(value.standardError, .estimate),
        .optional(value.pValue, .probability),
        .optional(own?.standardError, .estimate),
        .optional(own?.bias, .estimate), .optional(own?.lower, .estimate),
        .optional(own?.upper, .estimate),
      ]
    } else if hasErrors {
      cells += [
        .optional(value.standardError, .estimate),
        .optional(value.z, .estimate), .optional(value.pValue, .probability),
        .optional(value.lower, .estimate), .optional(value.upper, .estimate),
      ]
    }
    if table.monteCarloDraws > 0 {
      cells += [
        .optional(value.monteCarlo?.lower, .estimate),
        .optional(value.monteCarlo?.upper, .estimate),
      ]
    }
    return cells
  }

  func moderation(_ moderation: ModerationTable) -> [ReportSection] {
    var conditional = section(
      "Conditional effects", moderation.conditional.effects, .unstandardized)
    let points = moderation.points.map { point in
      let values = point.values.enumerated().map { index, value in
        let text = NumberStyle.estimate.text(value)
        return point.labels.isEmpty ? text : "\(text) (\(point.labels[index]))"
      }
      return ReportFact(point.variable, values.joined(separator: ", "))
    }
    conditional.blocks.insert(.facts(points), at: 0)
    var sections = [conditional]
    if !moderation.indices.effects.isEmpty {
      sections.append(
        section(
          "Index of moderated mediation", moderation.indices.effects,
          .unstandardized))
    }
    if !moderation.undefinedIndices.isEmpty {
      let groups = table.groupLabels.count > 1
      sections.append(
        ReportSection(
          kind: .effects, title: "No index of moderated mediation",
          blocks: moderation.undefinedIndices.map { item in
            let group = groups ? " (\(table.groupLabels[item.group - 1]))" : ""
            return .paragraph(
              "\(item.path.joined(separator: " -> ")), \(item.moderator)"
                + "\(group): \(item.reason)")
          }))
    }
    return sections
  }

  var notes: ReportSection {
    let percent = ReportWriter.percent(table.confidenceLevel)
    var notes: [String] = []
    if let origin = table.bootstrap {
      notes.append(
        "SE, p: delta method. BootSE: standard deviation of the draws. Bias: "
          + "their mean less the estimate. LLCI, ULCI: "
          + "\(origin.interval.description) limits. One set of draws serves "
          + "all effects.")
    } else if hasErrors {
      notes.append(
        "SE, z, p and \(percent) CI: delta method; its intervals are "
          + "symmetric, which those of products in small samples should not "
          + "be.")
    }
    if table.monteCarloDraws > 0 {
      notes.append(
        "Monte Carlo: percentiles of \(table.monteCarloDraws) draws of the "
          + "parameters from their estimated normal distribution (seed "
          + "\(table.seed)), \(percent).")
    }
    if !table.isRecursive {
      notes.append(
        "Stability index "
          + "\(NumberStyle.bounded.text(table.stabilityIndex)): the largest "
          + "modulus of the eigenvalues of B.")
    }
    if notes.isEmpty {
      notes.append("The fit has no standard errors: no intervals.")
    }
    return ReportSection(
      kind: .notes, title: "Notes", blocks: notes.map { .paragraph($0) })
  }
}
