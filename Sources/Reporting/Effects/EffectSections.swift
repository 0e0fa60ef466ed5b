import EffectAnalysis
import Messages
import ModelFit
import ReportRendering
import Specification

/// Writes the sections of a report on effects.
struct EffectSections {
  let table: EffectTable

  private var names: EffectRowNames {
    EffectRowNames(groupLabels: table.groupLabels)
  }

  private var hasProfiles: Bool {
    table.effects.contains { $0.unstandardized.profile != nil }
  }

  private var hasErrors: Bool {
    table.effects.contains { $0.unstandardized.standardError != nil }
  }

  func section(
    _ title: ReportText, _ effects: [EffectEstimate], _ metric: EffectMetric
  ) -> ReportSection {
    var rows: [ReportTable.Row] = []
    var heading: ReportText = ""
    for effect in effects {
      let own = names.heading(effect.definition)
      if own != heading {
        heading = own
        rows.append(.heading(own))
      }
      rows.append(
        .cells(
          [.text(rowName(effect.definition))] + cells(effect[metric]),
          level: 1))
    }
    var section = ReportSection(
      kind: .effects, title: title,
      table: ReportTable(columns: columns(metric), rows: rows))
    for effect in effects {
      guard let ends = effect[metric].profile else { continue }
      let name: ReportText =
        "\(names.heading(effect.definition)), \(rowName(effect.definition))"
      section.blocks += ends.remarks(name, level: table.confidenceLevel)
        .map { .paragraph($0) }
    }
    return section
  }

  private func columns(_ metric: EffectMetric) -> [ReportTable.Column] {
    let error = ReportTable.Column.symbol(.standardError, .standardError)
    let pValue = ReportTable.Column.symbol(.probability, .probability)
    var columns: [ReportTable.Column] = [
      .names(),
      metric == .unstandardized
        ? .symbol(.coefficient, .estimate)
        : .symbol(.standardized(.all).plainly("Std."), .standardized),
    ]
    if table.bootstrap != nil {
      // In place of the delta method's limits: both do not fit a line.
      columns += [
        error, pValue, .symbol(.bootstrapError, .standardError),
        .numbers("Bias", .bias),
      ]
      columns += ReportTable.Column.limits(
        table.confidenceLevel, "LLCI", "ULCI")
    } else if hasErrors {
      columns += [error, .symbol(.z, .z), pValue]
      columns += ReportTable.Column.limits(table.confidenceLevel)
    }
    if table.monteCarloDraws > 0 {
      columns += [
        .numbers("Lower", .limit, spanner: "Monte Carlo"),
        .numbers("Upper", .limit, spanner: "Monte Carlo"),
      ]
    }
    return columns
  }

  private func rowName(_ definition: EffectDefinition) -> ReportText {
    let name = names.name(definition)
    guard definition.kind != .moderationIndex,
      !definition.moderators.isEmpty
    else { return name }
    return "\(name) at \(names.moderators(definition))"
  }

  private func cells(_ value: EffectValue) -> [ReportCell] {
    var cells: [ReportCell] = [
      .number(
        value.estimate, .estimate,
        value.standardError == nil ? nil : .significant)
    ]
    if table.bootstrap != nil {
      let own = value.bootstrap
      cells += [
        .optional(value.standardError, .standardError, .significant),
        .optional(value.pValue, .probability),
        .optional(own?.standardError, .standardError, .significant),
        .optional(own?.bias, .bias, .significant),
        .optional(own?.lower, .limit, .significant),
        .optional(own?.upper, .limit, .significant),
      ]
    } else if hasErrors {
      cells += [
        .optional(value.standardError, .standardError, .significant),
        .optional(value.z, .z), .optional(value.pValue, .probability),
        .optional(value.lower, .limit, .significant),
        .optional(value.upper, .limit, .significant),
      ]
    }
    if table.monteCarloDraws > 0 {
      cells += [
        .optional(value.monteCarlo?.lower, .limit, .significant),
        .optional(value.monteCarlo?.upper, .limit, .significant),
      ]
    }
    return cells
  }

  func moderation(_ moderation: ModerationTable) -> [ReportSection] {
    var conditional = section(
      "Conditional effects", moderation.conditional.effects, .unstandardized)
    let points = moderation.points.map { point in
      let values = point.values.enumerated().map { index, value in
        let text = ReportText.number(value, .value)
        return point.labels.isEmpty ? text : text + " (\(point.labels[index]))"
      }
      return ReportFact(
        "\(variable: point.variable)", values.joined(separator: ", "))
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
            let group: ReportText =
              groups ? " (\(table.groupLabels.label(ofGroup: item.group)))" : ""
            return .paragraph(
              """
              \(path: item.path), \(variable: item.moderator)\(group): \
              \(item.reason)
              """)
          }))
    }
    return sections
  }

  var notes: ReportSection {
    let level = table.confidenceLevel
    var notes: [ReportText] = []
    if let origin = table.bootstrap {
      notes.append(
        """
        SE, p: delta method. BootSE: standard deviation of the draws. Bias: \
        their mean less the estimate. LLCI, ULCI: \
        \(origin.interval.description) limits. One set of draws serves all \
        effects.
        """)
    } else if hasProfiles {
      let factors = table.effects.flatMap { effect in
        EffectMetric.allCases.compactMap { effect[$0].profile?.scalingFactor }
      }
      notes.append("SE, z, p: delta method.")
      notes.append(
        """
        \(percent: level) CI: profile likelihood. \
        \(.profileMethod(level, factors: factors))
        """)
    } else if hasErrors {
      notes.append(
        """
        SE, z, p and \(percent: level) CI: delta method; its intervals are \
        symmetric, which those of products in small samples should not be.
        """)
    }
    if table.monteCarloDraws > 0 {
      notes.append(
        """
        Monte Carlo: percentiles of \(count: table.monteCarloDraws) draws of \
        the parameters from their estimated normal distribution (seed \
        \(String(table.seed))), \(percent: level).
        """)
    }
    if !table.isRecursive {
      notes.append(
        """
        Stability index \(number: table.stabilityIndex, .measure, .bounded): \
        the largest modulus of the eigenvalues of B.
        """)
    }
    if notes.isEmpty {
      notes.append("The fit has no standard errors: no intervals.")
    }
    return ReportSection(
      kind: .notes, title: "Notes", blocks: notes.map { .paragraph($0) })
  }
}
