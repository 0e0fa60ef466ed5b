import EffectAnalysis
import FitSettings
import Messages
import ModelFit
import ModelSyntax
import Plots
import Resampling

/// The names of effects and other statistics in pictures.
struct PlotNames {
  private let effects: EffectRowNames
  private let parameters: [ParameterEstimate]

  /// Makes names.
  ///
  /// - Parameters:
  ///   - groupLabels: The labels of the groups.
  ///   - parameters: The parameters that statistics are of.
  init(_ groupLabels: [String], parameters: [ParameterEstimate] = []) {
    effects = EffectRowNames(groupLabels: groupLabels)
    self.parameters = parameters
  }

  /// `network → learning → growth`, with the kind of effect where the path does
  /// not show it.
  func title(_ definition: EffectDefinition) -> String {
    let ends = Self.arrows([definition.from, definition.to])
    let path = Self.arrows(definition.path)
    var text =
      switch definition.kind {
      case .direct: "\(path), direct effect"
      case .specificIndirect: path
      case .totalIndirect: "\(ends), total indirect effect"
      case .total: "\(ends), total effect"
      case .contrast: "\(path) less \(Self.arrows(definition.otherPath))"
      case .moderationIndex:
        "\(path) per unit of \(definition.moderators.first?.variable ?? "")"
      }
    if definition.kind != .moderationIndex, !definition.moderators.isEmpty {
      text += " at " + effects.moderators(definition).plain.withMinusSigns
    }
    let groups = effects.groups(definition).plain
    return groups.isEmpty ? text : "\(text) (\(groups))"
  }

  /// The title of a statistic's picture.
  func title(_ statistic: BootstrapStatistic, _ column: String) -> String {
    if case .effect(let definition, _) = statistic { return title(definition) }
    // A definition that `effect a -> b` made is named with arrows, too.
    return column.replacing("->", with: "→")
  }

  /// The label of a statistic's axis.
  func axisLabel(_ statistic: BootstrapStatistic, _ column: String) -> String {
    guard case .effect(let definition, let metric) = statistic else {
      guard case .estimate(let row) = statistic,
        parameters[row].op == .definition
      else { return "Value" }
      return "\(column) := \(parameters[row].rhs)"
    }
    let unit =
      switch metric {
      case .unstandardized: ""
      case .standardizedOutcome: ", standardized by the outcome"
      case .standardized: ", completely standardized"
      }
    return effectLabel(definition) + unit
  }

  /// `Effect of network on growth`.
  func effectLabel(_ definition: EffectDefinition) -> String {
    let ends = "of \(definition.from) on \(definition.to)"
    return switch definition.kind {
    case .direct: "Direct effect \(ends)"
    case .specificIndirect: "Indirect effect \(ends)"
    case .totalIndirect: "Total indirect effect \(ends)"
    case .total: "Total effect \(ends)"
    case .contrast: "Difference of two indirect effects \(ends)"
    case .moderationIndex: "Index of moderated mediation"
    }
  }

  /// The number and kind of the draws that a picture shows.
  func subtitle(count: Int, _ origin: BootstrapOrigin) -> String {
    let kind =
      switch origin.kind {
      case .nonparametric: "nonparametric"
      case .bollenStine: "Bollen-Stine"
      case .parametric: "parametric"
      case .jackknife: "jackknife"
      }
    let all = count == origin.count ? "" : " of \(origin.count)"
    return "\(count)\(all) \(kind) bootstrap draws, seed \(origin.seed)"
  }

  /// A number as tables show it, with a true minus sign.
  static func number(_ value: Double) -> String {
    NumberStyle.estimate.printed(value)
  }

  /// `[0.036, 0.349]`.
  static func interval(_ lower: Double, _ upper: Double) -> String {
    "[\(number(lower)), \(number(upper))]"
  }

  private static func arrows(_ path: [String]) -> String {
    path.joined(separator: " → ")
  }
}

extension String {
  /// Hyphens before digits as minus signs.
  fileprivate var withMinusSigns: String {
    replacing("= -", with: "= \u{2212}")
  }
}
