import ArgumentParser
import Latent

/// `latent invariance`.
struct InvarianceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invariance",
    abstract: "Measurement invariance across groups, step by step.",
    discussion: """
      Examples:

        latent invariance model.lav data.csv --group school
        latent invariance model.lav data.csv --group school --partial true
        latent invariance model.lav --group g --steps loadings,intercepts
        latent invariance model.lav --group g --steps loadings+intercepts,means

      Each step holds more equal across the groups: loadings (metric), \
      intercepts (scalar), residual variances (strict), latent means. It is \
      compared with the step before. Where a step does not hold, score tests \
      show which equalities strain it most; --partial true releases them one \
      at a time.
      """)

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

  @OptionGroup(title: "Invariance") var ladderFlags: InvarianceFlags
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
    let options = try ladderFlags.options()
    let file = try ModelFile(path: model)
    let input = try FitInput(
      model: model, data: data,
      flags: dataFlags.values + modelFlags.values + estimationFlags.values
        + givenFlags([("format", format), ("output", output)]))
    let request = try file.request(flags: input.flags)
    try input.check(request)
    let outcome = try FitRunner(model: file.model, request: request)
      .run(modelName: file.name)
    for warning in outcome.fit.table.warnings {
      StandardStreams.complain(warning.rendered(in: file.model.tree.source))
    }
    guard outcome.fit.isConverged else {
      StandardStreams.complain(
        "latent: The configural model did not converge. "
          + outcome.fit.convergenceMessage)
      throw ExitStatus.failure
    }
    let ladder = try invariance(
      of: file.model, from: outcome.fit, options: options)
    let text =
      switch request.output.format {
      case .text:
        TextRenderer().render(Report(ladder, context: outcome.context))
      case .json: JSONRenderer().render(ladder, context: outcome.context)
      case .csv: CSVRenderer().render(ladder)
      }
    try StandardStreams.write(text, to: request.output.path)
    if ladder.rungs.contains(where: { !$0.fit.isConverged }) {
      throw ExitStatus.failure
    }
  }
}
