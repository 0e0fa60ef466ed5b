public import EffectAnalysis
import FitSettings
internal import Messages
public import ModelFit
public import ReportRendering
import Specification

/// Effects, and conditional effects where there are any.
public struct ReportedEffects: ReportedResult {
  /// The effects.
  public var effects: EffectTable
  /// The conditional effects, one table for each pair of variables.
  public var moderation: [ModerationTable]
  /// The fit that they are of.
  public var fit: Fit
  /// Its origin.
  public var context: ReportContext

  /// Makes the report of effects.
  ///
  /// - Parameters:
  ///   - effects: The effects.
  ///   - moderation: The conditional effects, one table for each pair of
  ///     variables.
  ///   - fit: The fit that they are of.
  ///   - context: Its origin.
  public init(
    _ effects: EffectTable, moderation: [ModerationTable] = [], of fit: Fit,
    context: ReportContext = ReportContext()
  ) {
    self.effects = effects
    self.moderation = moderation
    self.fit = fit
    self.context = context
  }

  /// The fit's opening, and a section for each metric.
  public var report: Report {
    let writer = ReportWriter(
      fit: fit, context: context, options: ReportOptions())
    let warnings = fit.warnings.with(effects, moderation)
    var sections = [writer.header, writer.sample, writer.verdict]
    if let origin = effects.bootstrap {
      sections.append(
        ReportSection(
          kind: .bootstrap, title: "Bootstrap",
          blocks: [
            .facts(
              origin.facts(drawsClusters: fit.options.cluster != nil))
          ]))
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
    return Report(
      title: "Latent \(context.version) - effects", sections: sections)
  }

  private var hasProfiles: Bool {
    effects.effects.contains { $0.unstandardized.profile != nil }
  }

  /// Records of one effect in one metric each; conditional effects follow the
  /// others.
  public var records: RecordTable {
    let all =
      effects.effects
      + moderation.flatMap { $0.conditional.effects + $0.indices.effects }
    return RecordTable(EffectRows.rows(all, effects.groupLabels))
  }

  /// The effects by their kinds, and how they were made.
  public var document: JSONValue {
    var conditional: [EffectEstimate] = []
    var indices: [EffectEstimate] = []
    var undefined: [JSONValue] = []
    for table in moderation {
      conditional += table.conditional.effects
      indices += table.indices.effects
      undefined += table.undefinedIndices.map { item in
        .object([
          ("path", .string(item.path.joined(separator: " -> "))),
          ("moderator", .string(item.moderator)),
          ("group", .integer(item.group)), ("reason", .string(item.reason)),
        ])
      }
    }
    func rows(_ list: [EffectEstimate]) -> JSONValue {
      .array(EffectRows.rows(list, effects.groupLabels).map { .object($0) })
    }
    var members: [(String, JSONValue)] = [
      ("converged", .bool(fit.isConverged)), ("effects", rows(effects.effects)),
    ]
    if !moderation.isEmpty {
      members += [
        ("conditional", rows(conditional)), ("index", rows(indices)),
        ("index_undefined", .array(undefined)),
      ]
    }
    members += [
      ("level", .number(effects.confidenceLevel)),
      ("ci", .string(hasProfiles ? "profile" : "wald")),
      ("draws", .integer(effects.monteCarloDraws)),
      ("seed", .string(String(effects.seed))),
      ("bootstrap", effects.bootstrap.map { .object($0.members) } ?? .null),
      ("recursive", .bool(effects.isRecursive)),
      ("stability_index", .number(effects.stabilityIndex)),
      ("warnings", .warnings(fit.warnings.with(effects, moderation))),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
    ]
    return .object(members)
  }
}

extension [LatentWarning] {
  /// These, and what tables of effects warn of; each of the latter once.
  func with(_ effects: EffectTable, _ moderation: [ModerationTable])
    -> [LatentWarning]
  {
    var all = self + effects.warnings
    for table in moderation {
      for warning in table.conditional.warnings + table.indices.warnings
      where !all.contains(warning) { all.append(warning) }
    }
    return all
  }
}

/// The rows that documents and records have in common.
private enum EffectRows {
  static func rows(_ effects: [EffectEstimate], _ groupLabels: [String])
    -> [[(String, JSONValue)]]
  {
    effects.flatMap { effect in
      EffectMetric.allCases.map { metric in
        cells(effect.definition, groupLabels)
          + [("metric", .string(metric.rawValue))] + cells(effect[metric])
      }
    }
  }

  private static func cells(
    _ definition: EffectDefinition, _ groupLabels: [String]
  ) -> [(String, JSONValue)] {
    func path(_ names: [String]) -> JSONValue {
      .string(names.joined(separator: " -> "))
    }
    let moderators = definition.moderators.map {
      definition.kind == .moderationIndex
        ? $0.variable : "\($0.variable)=\($0.value)"
    }
    return [
      ("from", .string(definition.from)), ("to", .string(definition.to)),
      ("kind", .string(definition.kind.rawValue)),
      ("path", path(definition.path)),
      ("less_path", path(definition.otherPath)),
      ("at", .string(moderators.joined(separator: ";"))),
      ("group", .string(groupLabels.label(ofGroup: definition.group))),
      (
        "less_group",
        .string(
          definition.otherGroup.map { groupLabels.label(ofGroup: $0) } ?? "")
      ),
    ]
  }

  private static func end(_ limit: ProfileLimit?) -> JSONValue {
    limit.map { .string($0.end.rawValue) } ?? .null
  }

  private static func cells(_ value: EffectValue) -> [(String, JSONValue)] {
    [
      ("est", .number(value.estimate)),
      ("se", .optional(value.standardError)), ("z", .optional(value.z)),
      ("pvalue", .optional(value.pValue)),
      ("ci_lower", .optional(value.lower)),
      ("ci_upper", .optional(value.upper)),
      ("lower_end", end(value.profile?.lower)),
      ("upper_end", end(value.profile?.upper)),
      ("mc_se", .optional(value.monteCarlo?.standardError)),
      ("mc_ci_lower", .optional(value.monteCarlo?.lower)),
      ("mc_ci_upper", .optional(value.monteCarlo?.upper)),
      ("mc_draws", value.monteCarlo.map { .integer($0.usableDraws) } ?? .null),
      ("boot_se", .optional(value.bootstrap?.standardError)),
      ("boot_bias", .optional(value.bootstrap?.bias)),
      ("boot_ci_lower", .optional(value.bootstrap?.lower)),
      ("boot_ci_upper", .optional(value.bootstrap?.upper)),
      ("boot_draws", value.bootstrap.map { .integer($0.usableDraws) } ?? .null),
    ]
  }
}
