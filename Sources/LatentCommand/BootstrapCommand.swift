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

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

  @OptionGroup(title: "Bootstrap") var bootstrapFlags: BootstrapFlags
  @OptionGroup(title: "Data") var dataFlags: DataFlags
  @OptionGroup(title: "Model") var modelFlags: ModelFlags
  @OptionGroup(title: "Estimation") var estimationFlags: EstimationFlags
  @OptionGroup(title: "Output") var outputFlags: OutputFlags
  @OptionGroup(title: "Picture") var plotFlags: PlotFlags

  func run() throws {
    let file = try ModelFile(path: model)
    let input = try FitInput(
      model: model, data: data,
      flags: dataFlags.values + modelFlags.values + estimationFlags.values
        + outputFlags.values + bootstrapFlags.values)
    var request = try file.request(flags: input.flags)
    try input.check(request)
    try refuseMatrices(request.output)
    let picture = try PlotRequest(
      plotFlags, inputs: [model] + request.data.files)
    if [.bootstrap, .none].contains(request.options.standardErrors) {
      // The fit's own, which studentized intervals use.
      request.options.standardErrors = .standard
    }
    request.options.keepsCases = true
    // Which fit measures there are is known only after the fit.
    let outcome = try FitRunner(model: file.model, request: request)
      .run(modelName: file.name)
    for warning in outcome.fit.table.warnings {
      StandardStreams.complain(warning.rendered(in: file.model.tree.source))
    }
    let fit = outcome.fit
    guard fit.isConverged else {
      StandardStreams.complain(
        "latent: The fit did not converge; there is nothing to bootstrap. "
          + fit.convergenceMessage)
      throw ExitStatus.failure
    }
    let runner = BootstrapRunner(fit: fit, request: request, usualCount: 5000)
    let columns = try fit.bootstrapColumns(runner.options())
    let subject = try picture.map {
      try PlotSubject($0, among: columns, of: fit)
    }
    let results = try runner.run()
    let text =
      switch request.output.format {
      case .text:
        TextRenderer().render(
          Report(
            results, of: fit, context: outcome.context,
            options: outcome.report))
      case .json:
        JSONRenderer().render(results, of: fit, context: outcome.context)
      case .csv: CSVRenderer().render(results, of: fit)
      }
    try StandardStreams.write(text, to: request.output.path)
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

/// The flags of a fit with the data argument among them.
struct FitInput {
  let model: String
  let flags: [(name: String, value: String)]

  init(
    model: String, data: String?, flags: [(name: String, value: String)]
  ) throws {
    self.model = model
    guard let data else {
      self.flags = flags
      return
    }
    if flags.contains(where: { $0.name == "data" }) {
      throw InputError(
        message: "The data file is given twice, as an argument and as "
          + "--data.", help: "Give it once.")
    }
    self.flags = flags + [("data", data)]
  }

  /// Refuses to read two things from stdin.
  func check(_ request: FitRequest) throws {
    guard model == "-", request.data.table == "-" else { return }
    throw InputError(
      message: "Model and data cannot both come from stdin.",
      help: "Give one of them as a file.")
  }
}
