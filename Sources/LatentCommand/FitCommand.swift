import ArgumentParser
import Latent

/// `latent fit`.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model to data.",
    discussion: """
      Examples:

        latent fit model.lav data.csv
        latent fit model.lav data.csv --kind growth --estimator GLS
        latent fit model.lav data.csv --group school --group-equal loadings
        latent fit model.lav --cov cov.csv --nobs 301 --means means.csv
        latent fit model.lav data.csv --format json --output fit.json
        latent fit model.lav data.csv --se bootstrap --bootstrap 5000

      Options have lavaan's names with dashes for dots, and always take a \
      value. In the model file they can stand between two lines `---` at the \
      top, one a line: `estimator: GLS`. Options here win over those.
      """)

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

  @OptionGroup(title: "Data") var dataFlags: DataFlags
  @OptionGroup(title: "Model") var modelFlags: ModelFlags
  @OptionGroup(title: "Estimation") var estimationFlags: EstimationFlags
  @OptionGroup(title: "Bootstrap (for --se bootstrap)")
  var bootstrapFlags: BootstrapFlags
  @OptionGroup(title: "Criticism") var criticismFlags: CriticismFlags
  @OptionGroup(title: "Output") var outputFlags: OutputFlags

  func run() throws {
    let file = try ModelFile(path: model)
    let input = try FitInput(
      model: model, data: data,
      flags: dataFlags.values + modelFlags.values + estimationFlags.values
        + bootstrapFlags.values + criticismFlags.values + outputFlags.values)
    var request = try file.request(flags: input.flags)
    try input.check(request)
    let isBootstrap = request.options.standardErrors == .bootstrap
    if isBootstrap {
      request.options.standardErrors = .standard
      request.options.keepsCases = true
    } else if let flag = bootstrapFlags.values.first {
      throw InputError(
        message: "--\(flag.name) belongs to a bootstrap.",
        help: "Add --se bootstrap, or use `latent bootstrap`.")
    } else if request.bootstrap.count != nil {
      // A model file may serve both commands.
      StandardStreams.complain(
        "latent: note: `bootstrap` in the front matter serves `latent "
          + "bootstrap` and `se: bootstrap`; this fit draws no replicates.")
    }
    let outcome = try FitRunner(model: file.model, request: request)
      .run(modelName: file.name)
    var fit = outcome.fit
    if isBootstrap, fit.isConverged {
      fit = fit.withStandardErrors(
        from: try BootstrapRunner(
          fit: fit, request: request, usualCount: 1000
        ).run())
    }
    for warning in fit.table.warnings {
      StandardStreams.complain(warning.rendered(in: file.model.tree.source))
    }
    let text =
      switch request.output.format {
      case .text:
        TextRenderer().render(
          Report(fit, context: outcome.context, options: outcome.report))
      case .json:
        JSONRenderer().render(
          fit, context: outcome.context, options: outcome.report)
      case .csv: CSVRenderer().render(fit)
      }
    if request.output.format == .csv {
      // The rows have no place for them.
      for warning in fit.warnings {
        StandardStreams.complain(
          "latent: warning: \(warning.message) [\(warning.code)]")
      }
    }
    do {
      try StandardStreams.write(text, to: request.output.path)
    } catch let error as BrokenPipe {
      // A reader that goes away does not make a failed fit a good one.
      if fit.isConverged { throw error }
    }
    guard fit.isConverged else {
      StandardStreams.complain(
        "latent: The fit did not converge. \(fit.convergenceMessage)")
      throw ExitStatus.failure
    }
  }
}
