import ArgumentParser
import Latent

/// `latent effects`.
struct EffectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "effects",
    abstract: "Direct, indirect, total and conditional effects.",
    discussion: """
      Examples:

        latent effects model.lav data.csv --from network --to growth
        latent effects model.lav --from tie1,tie2 --to growth --bootstrap 5000
        latent effects model.lav --from x --to y --center x,w --at w=-1,0,1
        latent effects model.lav --from x --to y --at percentiles
        latent effects model.lav --from x --to y --plot w.svg

      The model is fitted as `latent fit` does; no := lines are needed. \
      Every path from one variable to the other is an effect of its own. \
      Where products x:w moderate a path, conditional effects and the index \
      of moderated mediation follow. Intervals are those of the delta method \
      and of Monte Carlo draws; with --bootstrap those of one set of bootstrap \
      draws.
      """)

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

  @OptionGroup(title: "Effects") var effectFlags: EffectFlags
  @OptionGroup(title: "Bootstrap") var bootstrapFlags: BootstrapFlags
  @OptionGroup(title: "Picture") var plotFlags: PlotFlags
  @OptionGroup(title: "Data") var dataFlags: DataFlags
  @OptionGroup(title: "Model") var modelFlags: ModelFlags
  @OptionGroup(title: "Estimation") var estimationFlags: EstimationFlags

  @Option(
    help: .init("text (if not given), json or csv.", valueName: "name"))
  var format: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  func run() throws {
    let file = try ModelFile(path: model)
    let input = try FitInput(
      model: model, data: data,
      flags: dataFlags.values + modelFlags.values + estimationFlags.values
        + bootstrapFlags.values
        + givenFlags([("format", format), ("output", output)]))
    var request = try file.request(flags: input.flags)
    try input.check(request)
    let usualCount = try replicateCount(of: &request)
    let effectRequest = try EffectRequest(
      effectFlags, isBootstrap: usualCount != nil,
      seed: request.bootstrap.seed)
    let picture = try PlotRequest(
      plotFlags, inputs: [model] + request.data.files)
    // Percentiles of moderators are those of the cases.
    request.options.keepsCases = true
    let outcome = try FitRunner(model: file.model, request: request)
      .run(modelName: file.name)
    let fit = outcome.fit
    for warning in fit.table.warnings {
      StandardStreams.complain(warning.rendered(in: file.model.tree.source))
    }
    guard fit.isConverged else {
      StandardStreams.complain(
        "latent: The fit did not converge: it has no effects. "
          + "\(fit.convergenceMessage)")
      throw ExitStatus.failure
    }
    let selection = try effectRequest.selection(of: fit)
    let subject = try picture.map {
      try self.subject($0, fit, selection, isBootstrap: usualCount != nil)
    }
    let results = try usualCount.map {
      try BootstrapRunner(
        fit: fit, request: request, usualCount: $0, effects: selection
      ).run()
    }
    let selected = try fit.effects(selection, bootstrap: results)
    let (effects, moderation) = (selected.effects, selected.moderation)
    let text =
      switch request.output.format {
      case .text:
        TextRenderer().render(
          Report(
            effects, moderation: moderation, of: fit,
            context: outcome.context))
      case .json:
        JSONRenderer().render(
          effects, moderation: moderation, of: fit, context: outcome.context)
      case .csv: CSVRenderer().render(effects, moderation: moderation)
      }
    try StandardStreams.write(text, to: request.output.path)
    if let picture, let subject {
      try picture.write(
        subject.plot(fit, results, options: selection.options))
    }
  }

  /// What the picture shows, found before anything is drawn.
  private func subject(
    _ picture: PlotRequest, _ fit: Fit, _ selection: EffectSelection,
    isBootstrap: Bool
  ) throws -> PlotSubject {
    var quick = selection
    quick.options.monteCarloDraws = 0
    return try PlotSubject(
      picture, among: fit.effects(quick), isBootstrap: isBootstrap)
  }

  /// The usual number of replicates, or `nil` if nothing is bootstrapped.
  ///
  /// Any option that only a bootstrap has asks for one; the seed is that of
  /// Monte Carlo draws too.
  private func replicateCount(of request: inout FitRequest) throws -> Int? {
    let own = request.bootstrap
    let flags = Set(bootstrapFlags.values.map(\.name))
    if let draws = bootstrapFlags.draws, Int(draws) != nil {
      throw InputError(
        message: "--draws names the file that bootstrap draws are written to.",
        help: "The number of Monte Carlo draws is --monte-carlo \(draws), "
          + "that of replicates --bootstrap \(draws).")
    }
    let isByErrors = request.options.standardErrors == .bootstrap
    if isByErrors { request.options.standardErrors = .standard }
    // Fit measures, which a model file may ask for, have no place here.
    request.output.report.fitMeasures = .usual
    let isAsked =
      own.count != nil || own.replicates != nil || own.draws != nil
      || !own.sources.isEmpty || own.checkpoint != nil
      || !flags.isDisjoint(with: ["boot-ci", "bootstrap-kind"])
    guard isAsked || isByErrors else { return nil }
    return isByErrors ? 1000 : 5000
  }
}
