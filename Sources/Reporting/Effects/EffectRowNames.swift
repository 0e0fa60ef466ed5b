import EffectAnalysis
import ReportRendering
import Specification

/// The names of effects in the rows of reports.
struct EffectRowNames {
  let groupLabels: [String]

  /// `growth` through `learning`: the variables between the ends.
  private func way(_ path: [String]) -> String {
    path.dropFirst().dropLast().joined(separator: ", ")
  }

  /// The name of an effect below a heading that names its ends.
  func name(_ definition: EffectDefinition) -> ReportText {
    switch definition.kind {
    case .direct: "direct"
    case .specificIndirect: "via \(way(definition.path))"
    case .totalIndirect: "total indirect"
    case .total: "total"
    case .contrast:
      "via \(way(definition.path)) less via \(way(definition.otherPath))"
    case .moderationIndex:
      """
      via \(way(definition.path)) per unit of \
      \(variable: definition.moderators.first?.variable ?? "")
      """
    }
  }

  /// The parts that several rows share: the ends, and the groups.
  func heading(_ definition: EffectDefinition) -> ReportText {
    let ends: ReportText = "\(path: [definition.from, definition.to])"
    let groups = groups(definition)
    return groups.isEmpty ? ends : ends + ", \(groups)"
  }

  /// The group, or the two that are compared; empty for a single group.
  func groups(_ definition: EffectDefinition) -> ReportText {
    guard groupLabels.count > 1 else { return "" }
    let other: ReportText =
      definition.otherGroup.map { " less \(group($0))" } ?? ""
    return group(definition.group) + other
  }

  /// `trust = 3.2, age = 40`.
  func moderators(_ definition: EffectDefinition) -> ReportText {
    definition.moderators.map {
      "\(variable: $0.variable) = \(number: $0.value, .value)" as ReportText
    }.joined(separator: ", ")
  }

  private func group(_ number: Int) -> ReportText {
    let label = groupLabels.label(ofGroup: number)
    return label.isEmpty ? "group \(count: number)" : .verbatim(label)
  }
}

extension EffectMetric {
  /// The heading of a section of effects in this metric.
  var title: ReportText {
    switch self {
    case .unstandardized: "Effects"
    case .standardizedOutcome: "Effects, standardized by the outcome"
    case .standardized: "Effects, completely standardized"
    }
  }
}
