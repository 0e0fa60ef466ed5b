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

  @OptionGroup var arguments: FitArguments

  @OptionGroup var fitFlags: FitFlags
  @OptionGroup(title: "Bootstrap (for --se bootstrap)")
  var bootstrapFlags: BootstrapFlags
  @OptionGroup(title: "Criticism") var criticismFlags: CriticismFlags
  @OptionGroup(title: "Output") var outputFlags: OutputFlags

  func run() throws {
    var (file, request) = try arguments.read(
      fitFlags.values + bootstrapFlags.values + criticismFlags.values
        + outputFlags.values)
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
    var outcome = try file.fit(request)
    if isBootstrap, outcome.fit.isConverged {
      outcome.fit = outcome.fit.withStandardErrors(
        from: try BootstrapRunner(
          fit: outcome.fit, request: request, usualCount: 1000
        ).run())
    }
    let fit = outcome.fit
    if request.output.format == .csv { outcome.complainOfWarnings() }
    do {
      try request.output.write(
        ReportedFit(fit, context: outcome.context, options: outcome.report))
    } catch let error as BrokenPipe {
      // A reader that goes away does not make a failed fit a good one.
      if fit.isConverged { throw error }
    }
    try outcome.requireConverged("The fit did not converge.")
  }
}
