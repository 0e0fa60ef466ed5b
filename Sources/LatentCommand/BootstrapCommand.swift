import ArgumentParser
import Latent

/// `latent bootstrap`.
struct BootstrapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bootstrap",
    abstract: "Bootstrap the estimates, effects and fit of a model.",
    discussion: """
      Examples:

        latent bootstrap model.lav data.csv
        latent bootstrap model.lav data.csv --bootstrap 10000 --boot-ci bca
        latent bootstrap model.lav data.csv --bootstrap-kind bollen.stine
        latent bootstrap model.lav data.csv --checkpoint run.csv
        latent bootstrap model.lav data.csv --replicates 1-2500 --draws a.csv
        latent bootstrap model.lav data.csv --from-draws a.csv,b.csv
        latent bootstrap model.lav data.csv --plot ab.svg --plot-of ab

      Replicate k of a seed is the same on any number of threads and in any \
      part. All options of `latent fit` are understood. Ctrl-C keeps what \
      --checkpoint or --draws name; the same command with --checkpoint goes on.
      """)

  @OptionGroup var arguments: FitArguments

  @OptionGroup(title: "Bootstrap") var bootstrapFlags: BootstrapFlags
  @OptionGroup var fitFlags: FitFlags
  @OptionGroup(title: "Output") var outputFlags: OutputFlags
  @OptionGroup(title: "Picture") var plotFlags: PlotFlags

  func run() throws {
    var (file, request) = try arguments.read(
      fitFlags.values + outputFlags.values + bootstrapFlags.values)
    try refuseMatrices(request.output)
    let picture = try PlotRequest(
      plotFlags, inputs: [arguments.model] + request.data.files)
    if [.bootstrap, .none].contains(request.options.standardErrors) {
      // The fit's own, which studentized intervals use.
      request.options.standardErrors = .standard
    }
    request.options.keepsCases = true
    let outcome = try file.fit(request)
    try outcome.requireConverged(
      "The fit did not converge; there is nothing to bootstrap.")
    let fit = outcome.fit
    let runner = BootstrapRunner(fit: fit, request: request, usualCount: 5000)
    let columns = try fit.bootstrapColumns(runner.options())
    let subject = try picture.map {
      try PlotSubject($0, among: columns, of: fit)
    }
    let results = try runner.run()
    try request.output.write(
      ReportedBootstrap(
        results, of: fit, context: outcome.context, options: outcome.report))
    if let picture, let subject {
      try picture.write(
        subject.plot(fit, results, options: EffectOptions()))
    }
  }

  /// Refuses what only `latent fit` prints.
  private func refuseMatrices(_ output: OutputRequest) throws {
    let given = Set(outputFlags.values.map(\.name))
    for name in ["residuals", "implied", "vcov", "group-layout"]
    where given.contains(name) {
      throw InputError(
        message: "`latent bootstrap` does not print what --\(name) asks for.",
        help: "Use `latent fit`, or leave it out.")
    }
  }
}
