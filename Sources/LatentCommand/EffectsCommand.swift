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

  @OptionGroup var arguments: FitArguments

  @OptionGroup(title: "Effects") var effectFlags: EffectFlags
  @OptionGroup(title: "Bootstrap") var bootstrapFlags: BootstrapFlags
  @OptionGroup(title: "Picture") var plotFlags: PlotFlags
  @OptionGroup var fitFlags: FitFlags
  @OptionGroup var resultFlags: ResultFlags

  func run() throws {
    var (file, request) = try arguments.read(
      fitFlags.values + bootstrapFlags.values + resultFlags.values)
    let usualCount = try replicateCount(of: &request)
    let effectRequest = try EffectRequest(
      effectFlags, isBootstrap: usualCount != nil,
      seed: request.bootstrap.seed)
    let picture = try PlotRequest(
      plotFlags, inputs: [arguments.model] + request.data.files)
    // Percentiles of moderators are those of the cases.
    request.options.keepsCases = true
    let outcome = try file.fit(request)
    try outcome.requireConverged(
      "The fit did not converge: it has no effects.")
    let fit = outcome.fit
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
    try request.output.write(
      ReportedEffects(
        effects, moderation: moderation, of: fit, context: outcome.context))
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
