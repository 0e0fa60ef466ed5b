import Latent

/// A converged fit for commands that say something of one fit.
struct ConvergedFit {
  let fit: Fit
  let context: ReportContext
  let file: ModelFile

  /// Fits the model of a command line.
  ///
  /// Options of output in the front matter are those of `latent fit` and do
  /// not count here.
  ///
  /// - Parameters:
  ///   - model: The model's path.
  ///   - data: The path of the table of cases, if it is an argument.
  ///   - flags: The options given.
  ///   - output: Where the command writes to.
  ///   - what: What a fit that did not converge lacks.
  ///   - configure: Changes the request.
  /// - Throws: What is wrong with the input; `ExitStatus.failure` without
  ///   convergence.
  init(
    model: String, data: String?, flags: [(name: String, value: String)],
    output: OutputRequest, lacking what: String,
    _ configure: (inout FitRequest) -> Void = { _ in }
  ) throws {
    file = try ModelFile(path: model)
    let input = try FitInput(model: model, data: data, flags: flags)
    var request = try file.request(flags: input.flags)
    try input.check(request)
    request.output = output
    try request.requireConsistent(model: model)
    configure(&request)
    let outcome = try FitRunner(model: file.model, request: request)
      .run(modelName: file.name)
    fit = outcome.fit
    context = outcome.context
    for warning in fit.table.warnings {
      StandardStreams.complain(warning.rendered(in: file.model.tree.source))
    }
    guard fit.isConverged else {
      StandardStreams.complain(
        "latent: The fit did not converge: it has no \(what). "
          + fit.convergenceMessage)
      throw ExitStatus.failure
    }
  }

  /// Says on stderr what the fit warns of, for outputs without room for it.
  func complainOfWarnings() {
    for warning in fit.warnings {
      StandardStreams.complain(
        "latent: warning: \(warning.message) [\(warning.code)]")
    }
  }
}

extension OutputRequest {
  /// The output of a command of its own `--format` and `--output`.
  init(format: String?, path: String?) throws {
    var request = FitRequest()
    for (name, value) in [("format", format), ("output", path)] {
      guard let value else { continue }
      try Setting.named(name).apply(value, Setting.Scope(), &request)
    }
    self = request.output
  }
}
