import EffectAnalysis
import Messages

/// What reports call effects.
struct EffectNames {
  let groupLabels: [String]

  /// `growth` through `learning`: the variables between the ends.
  private func way(_ path: [String]) -> String {
    path.dropFirst().dropLast().joined(separator: ", ")
  }

  /// The name of an effect below a heading that names its ends.
  func name(_ definition: EffectDefinition) -> String {
    switch definition.kind {
    case .direct: "direct"
    case .specificIndirect: "via \(way(definition.path))"
    case .totalIndirect: "total indirect"
    case .total: "total"
    case .contrast:
      "via \(way(definition.path)) less via \(way(definition.otherPath))"
    case .moderationIndex:
      "via \(way(definition.path)) per unit of "
        + (definition.moderators.first?.variable ?? "")
    }
  }

  /// What several rows have in common: the ends, and the groups.
  func heading(_ definition: EffectDefinition) -> String {
    let groups = groups(definition)
    return "\(definition.from) -> \(definition.to)"
      + (groups.isEmpty ? "" : ", \(groups)")
  }

  /// The group, or the two that are compared; empty for a single group.
  func groups(_ definition: EffectDefinition) -> String {
    guard groupLabels.count > 1 else { return "" }
    let other = definition.otherGroup.map { " less \(group($0))" } ?? ""
    return group(definition.group) + other
  }

  /// `trust = 3.2, age = 40`.
  func moderators(_ definition: EffectDefinition) -> String {
    definition.moderators.map {
      "\($0.variable) = \(NumberStyle.estimate.text($0.value))"
    }.joined(separator: ", ")
  }

  private func group(_ number: Int) -> String {
    let label = groupLabels[number - 1]
    return label.isEmpty ? "group \(number)" : label
  }
}

extension EffectMetric {
  /// The heading of a section of effects in this metric.
  var title: String {
    switch self {
    case .unstandardized: "Effects"
    case .standardizedOutcome: "Effects, standardized by the outcome"
    case .standardized: "Effects, completely standardized"
    }
  }
}
