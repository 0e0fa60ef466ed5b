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
        latent effects model.lav --from tie1,tie2 --to growth --draws 50000
        latent effects model.lav --from x --to y --center x,w --at w=-1,0,1
        latent effects model.lav --from x --to y --at percentiles

      The model is fitted as `latent fit` does; no := lines are needed. \
      Every path from one variable to the other is an effect of its own. \
      Where products x:w moderate a path, conditional effects and the index \
      of moderated mediation follow.
      """)

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

  @OptionGroup(title: "Effects") var effectFlags: EffectFlags
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
    let effectRequest = try EffectRequest(effectFlags)
    let file = try ModelFile(path: model)
    var request = try file.request(flags: try flags())
    // Percentiles of moderators are those of the cases.
    request.options.keepsCases = true
    if model == "-", request.data.table == "-" {
      throw InputError(
        message: "Model and data cannot both come from stdin.",
        help: "Give one of them as a file.")
    }
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
    let effects = try fit.effects(
      from: effectRequest.sources, to: effectRequest.outcomes,
      options: effectRequest.options)
    let moderation = try effectRequest.moderation(of: fit)
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
  }

  private func flags() throws -> [(name: String, value: String)] {
    var flags =
      dataFlags.values + modelFlags.values + estimationFlags.values
      + givenFlags([("format", format), ("output", output)])
    if let data {
      if flags.contains(where: { $0.name == "data" }) {
        throw InputError(
          message: "The data file is given twice, as an argument and as "
            + "--data.", help: "Give it once.")
      }
      flags.append(("data", data))
    }
    return flags
  }
}
