import EffectAnalysis
import Latent
import Messages
import ModelFit
import Plots
import ProfileLikelihood
import ReportRendering
import Reporting
import RequestSettings
import Resampling

/// The subject of a picture.
enum PlotSubject {
  /// The draws of a statistic.
  case distribution(BootstrapStatistic)
  /// A conditional effect against its moderator, the other ones held.
  case curve(
    EffectDefinition, by: ModeratorPoints, holding: [ModeratorValue])

  /// The picture.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - results: The bootstrap's results; needed by distributions.
  ///   - options: How effects are computed.
  /// - Returns: The picture.
  /// - Throws: `LatentError` if there is nothing to draw.
  func plot(
    _ fit: Fit, _ results: BootstrapResults?, options: EffectOptions
  ) throws -> Plot {
    switch self {
    case .distribution(let statistic):
      guard let results else { throw Self.needsDraws }
      return try Plot(distributionOf: statistic, in: results, of: fit)
    case .curve(let definition, let moderator, let others):
      return Plot(
        try fit.effectCurve(
          of: definition, by: moderator, holding: others, bootstrap: results,
          options: options))
    }
  }

  private static let needsDraws = InputError(
    message: "The distribution of an effect is that of bootstrap draws.",
    help: "Add `bootstrap: 5000`.", option: "plot")

  // MARK: Statistics of a bootstrap

  /// Finds what `latent bootstrap` is asked to draw.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - columns: What is bootstrapped.
  ///   - fit: The fit.
  /// - Throws: `InputError` for unknown names, or none where there are
  ///   several.
  init(_ picture: PlotSettings, among columns: [BootstrapColumn], of fit: Fit)
    throws
  {
    let candidates = columns.compactMap {
      column -> (name: String, value: BootstrapStatistic)? in
      if case .standardError = column.statistic { return nil }
      return (column.name, column.statistic)
    }
    guard let name = picture.name else {
      self = .distribution(
        try PlotSettings.onlyDefinition(among: candidates, of: fit, "statistic")
        {
          if case .estimate(let row) = $0 { row } else { nil }
        })
      return
    }
    self = .distribution(
      try PlotName.find(name, among: candidates, what: "statistic"))
  }

  // MARK: Effects

  /// Finds what `latent effects` is asked to draw.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - effects: The effects that are printed.
  ///   - isBootstrap: Whether there will be draws.
  /// - Throws: `InputError` for unknown names, distributions without draws,
  ///   or no name where there are several effects.
  init(
    _ picture: PlotSettings, among effects: SelectedEffects, isBootstrap: Bool
  )
    throws
  {
    let labels = effects.effects.groupLabels
    let curves = Self.curves(effects, labels)
    let all =
      effects.effects.effects
      + effects.moderation.flatMap {
        $0.conditional.effects + $0.indices.effects
      }
    let distributions = all.map(\.definition).flatMap {
      Self.distributions($0, labels)
    }
    guard let name = picture.name else {
      let paths = curves.filter { !$0.definition.path.isEmpty }
      let indirect = effects.effects.effects.filter {
        $0.definition.kind == .specificIndirect
      }
      if paths.count == 1 {
        self = paths[0].value
      } else if curves.isEmpty, isBootstrap, indirect.count == 1 {
        self = .distribution(
          .effect(indirect[0].definition, .unstandardized))
      } else {
        throw InputError(
          message: "Which effect shall be drawn?",
          help: "Name one by the option `plot-of`: "
            + PlotName.choices(
              curves.map(\.name)
                + (isBootstrap || curves.isEmpty
                  ? all.map { $0.definition.name(groupLabels: labels) } : []))
            + ".", option: "plot")
      }
      return
    }
    let subject = try PlotName.find(
      name,
      among: curves.map { ($0.name, $0.value) } + distributions,
      what: "effect")
    if case .distribution = subject, !isBootstrap { throw Self.needsDraws }
    self = subject
  }

  /// The names under which an effect's distribution is known.
  private static func distributions(
    _ definition: EffectDefinition, _ labels: [String]
  ) -> [(name: String, value: PlotSubject)] {
    var names = [definition.name(groupLabels: labels)]
    if !definition.moderators.isEmpty, definition.kind != .moderationIndex {
      // Values as tables show them, and as people write whole numbers.
      for text in [{ NumberStyle.estimate.text($0) }, RNumber.text] {
        var shown = names[0]
        for held in definition.moderators {
          shown = shown.replacing(
            "\(held.variable)=\(held.value)",
            with: "\(held.variable)=\(text(held.value))")
        }
        names.append(shown)
      }
    }
    return EffectMetric.allCases.flatMap { metric in
      names.map { name in
        (
          metric == .unstandardized ? name : "\(metric.rawValue): \(name)",
          .distribution(.effect(definition, metric))
        )
      }
    }
  }

  private struct Curve {
    var name: String
    var definition: EffectDefinition
    var value: PlotSubject
  }

  /// Every conditional effect by each of its moderators.
  private static func curves(_ effects: SelectedEffects, _ labels: [String])
    -> [Curve]
  {
    var curves: [Curve] = []
    for table in effects.moderation {
      for effect in table.conditional.effects
      where effect.definition.otherGroup == nil {
        var definition = effect.definition
        let moderators = definition.moderators.map(\.variable)
        definition.moderators = []
        let name = definition.name(groupLabels: labels)
        for points in table.points where moderators.contains(points.variable) {
          let full = "\(name) by \(points.variable)"
          guard !curves.contains(where: { $0.name == full }) else { continue }
          // The others stand at the middle one of their values, the mean.
          let others = table.points.filter { $0.variable != points.variable }
            .map { ModeratorValue($0.variable, $0.values[$0.values.count / 2]) }
          curves.append(
            Curve(
              name: full, definition: definition,
              value: .curve(definition, by: points, holding: others)))
        }
      }
    }
    return curves
  }
}

extension PlotSettings {
  /// A picture as it is drawn, with its title.
  ///
  /// - Parameters:
  ///   - plot: The picture.
  ///   - language: The language of its words; `nil` for English.
  /// - Returns: The figure.
  func figure(_ plot: Plot, in language: ReportLanguage?) -> ReportFigure {
    let plot = plot.translated(to: language)
    var renderer = SVGRenderer()
    renderer.width = width
    return ReportFigure(
      title: .verbatim(plot.title), drawing: renderer.picture(of: plot))
  }

  /// The value whose profile is drawn.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - options: The values that have intervals.
  /// - Returns: The value.
  /// - Throws: `InputError` for unknown names, or none where there are
  ///   several.
  func profiled(of fit: Fit, _ options: ProfileOptions) throws -> ProfiledValue
  {
    let candidates = fit.profiledValues(options).map {
      (name: $0.name(in: fit), value: $0)
    }
    if let name {
      // As tables write it, and without blanks.
      let spaced = candidates.flatMap { candidate in
        var names = [candidate]
        if let row = candidate.value.row, fit.parameters[row].op != .definition,
          case .estimate = candidate.value
        {
          let text = PlotName.normalized(fit.parameters[row].key.description)
          names.append((text, candidate.value))
        }
        return names
      }
      return try PlotName.find(name, among: spaced, what: "value")
    }
    return try Self.onlyDefinition(among: candidates, of: fit, "profile") {
      if case .estimate(let row) = $0 { row } else { nil }
    }
  }

  /// The subject that is drawn where no name is given: the only defined
  /// parameter.
  ///
  /// - Throws: `InputError` with the names to choose from, if there are none or
  ///   several.
  fileprivate static func onlyDefinition<Value>(
    among candidates: [(name: String, value: Value)], of fit: Fit,
    _ what: String, row: (Value) -> Int?
  ) throws -> Value {
    let defined = candidates.filter {
      row($0.value).map { fit.parameters[$0].op == .definition } ?? false
    }
    guard defined.count == 1 else {
      throw InputError(
        message: "Which \(what) shall be drawn?",
        help: "Name one by the option `plot-of`: "
          + PlotName.choices(
            (defined.isEmpty ? candidates : defined).map(\.name)) + ".",
        option: "plot")
    }
    return defined[0].value
  }
}
