internal import Specification

extension EffectDefinition {
  /// The effect in one line, unique among the effects of a fit:
  /// `x -> m -> y`, `total x -> y`, `x -> m -> y per unit of w`,
  /// `x -> y at w=1.0 [a less b]`.
  ///
  /// - Parameter groupLabels: The labels of the groups.
  /// - Returns: The name.
  public func name(groupLabels: [String] = [""]) -> String {
    func arrows(_ path: [String]) -> String { path.joined(separator: " -> ") }
    var text =
      switch kind {
      case .direct, .specificIndirect, .moderationIndex: arrows(path)
      case .totalIndirect: "total indirect \(arrows([from, to]))"
      case .total: "total \(arrows([from, to]))"
      case .contrast: "\(arrows(path)) less \(arrows(otherPath))"
      }
    if kind == .moderationIndex {
      text += " per unit of \(moderators.first?.variable ?? "")"
    } else if !moderators.isEmpty {
      let values = moderators.map { "\($0.variable)=\($0.value)" }
      text += " at \(values.joined(separator: ";"))"
    }
    guard groupLabels.count > 1 else { return text }
    let other =
      otherGroup.map { " less \(groupLabels.label(ofGroup: $0))" } ?? ""
    return "\(text) [\(groupLabels.label(ofGroup: group))\(other)]"
  }
}

extension EffectMetric {
  /// The prefix of an effect's name in a file of draws.
  package var columnPrefix: String {
    self == .unstandardized ? "effect" : "effect \(rawValue)"
  }
}
