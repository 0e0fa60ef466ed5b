internal import EffectAnalysis
internal import InvarianceTesting
package import Latent
internal import ModelCriticism
internal import Reporting
package import RequestSettings
internal import Resampling

/// An analysis whose models and options have been read.
package struct AnalysisJob: Sendable {
  let analysis: Analysis
  let models: [RequestedModel]
  /// What is asked of each model.
  let settings: [AnalysisSettings]
  let context: AnalysisContext

  /// Reads a request's models and options.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - context: What surrounds it.
  /// - Throws: What is wrong with models or options.
  package init(_ request: AnalysisRequest, context: AnalysisContext) throws {
    analysis = request.analysis
    self.context = context
    try request.requireKnownOptions()
    // Options that front matter cannot have are read first: where they are
    // wrong, no model matters.
    _ = try AnalysisSettings(analysis, ownOptions: request.options)
    try Self.requireModels(request.models.map(\.name), of: analysis)
    let models = try request.models.map {
      try RequestedModel($0, warn: context.warn)
    }
    let settings =
      analysis.takesModel
      ? try models.map { model in
        try model.settings(
          request.options, for: request.analysis, files: context.files)
      } : [try AnalysisSettings(analysis, ownOptions: request.options)]
    self.settings = settings
    self.models = try zip(models, settings).map { model, settings in
      try model.adding(settings.constraints, named: "constraints")
    }
    if analysis == .compare {
      try AnalysisComparison(
        models: models, settings: settings, context: context
      ).requireSameData()
    }
    for own in settings {
      try RequestRules.check(
        RequestRules.all.rules,
        RequestedAnalysis(analysis: analysis, settings: own))
    }
  }

  /// What is asked of the only model, or the first one.
  var first: AnalysisSettings { settings[0] }

  // MARK: What the job reads and writes

  /// The files that are read.
  package var inputs: [String] {
    models.map(\.name)
      + settings.flatMap { $0.data.files + [$0.start.file].compactMap { $0 } }
      + first.bootstrap.sources + [first.prediction.newData].compactMap(\.self)
  }

  /// The files that are written, with the options that name them.
  package var outputs: [(option: String, file: WrittenFile)] {
    [
      ("output", outputFile), ("draws", first.bootstrap.draws),
      ("checkpoint", first.bootstrap.checkpoint), ("plot", first.plot.file),
    ].compactMap { option, file in file.map { (option, $0) } }
  }

  /// The file that the result is written to; `nil` for stdout.
  package var outputFile: WrittenFile? { first.output.file }

  /// The file that the picture is written to, if there is one.
  package var pictureFile: WrittenFile? { first.plot.file }

  /// The format that the result is written in.
  package var format: OutputFormat { first.output.format }

  /// Whether replicates may be drawn, which takes long.
  package var drawsReplicates: Bool {
    first.drawsReplicates(for: analysis)
  }

  // MARK: Running

  /// Carries the analysis out.
  ///
  /// - Returns: The result.
  /// - Throws: What is wrong with data or models; `NoConvergence` where there
  ///   is no result without a fit that converged; `BootstrapInterruption` or
  ///   `CancellationError` where the task was cancelled.
  package nonisolated(nonsending) func run() async throws -> AnalysisResult {
    try Task.checkCancellation()
    let result =
      switch analysis {
      case .fit: try await fit()
      case .bootstrap: try await bootstrap()
      case .effects: try await effects()
      case .compare: try comparison()
      case .invariance: try invariance()
      case .test: try tests()
      case .predict: try predictions()
      case .correlations: try correlations()
      case .parse: try parsed()
      }
    sayWhatTheFormatOmits(of: result)
    return result
  }

  /// Says what a result warns of where its format has no room for it.
  private func sayWhatTheFormatOmits(of result: AnalysisResult) {
    guard let reported = result.reported as? any WarnedResult else { return }
    guard format == .csv else { return }
    for warning in reported.allWarnings {
      context.warn(of: warning)
    }
  }

  func runner(_ settings: AnalysisSettings) -> FitRunner {
    FitRunner(
      model: models[0], settings: settings, files: context.files,
      warn: context.warn)
  }

  private nonisolated(nonsending) func fit() async throws -> AnalysisResult {
    var settings = first
    let isBootstrap = drawsReplicates
    if isBootstrap {
      settings.options.standardErrors = .standard
      settings.options.keepsCases = true
    } else if settings.bootstrap.count != nil {
      // A model file may serve both commands.
      context.warn(
        "latent: note: `bootstrap` in the front matter serves the analysis "
          + "`bootstrap` and `se: bootstrap`; this fit draws no replicates.")
    }
    var outcome = try runner(settings).run()
    if isBootstrap, outcome.fit.isConverged {
      let results = try await BootstrapRunner(
        fit: outcome.fit, settings: settings, context: context,
        usualCount: BootstrapSettings.usualCountOfErrors
      ).run()
      outcome.fit = outcome.fit.withStandardErrors(from: results)
    }
    if outcome.fit.isConverged,
      let errors = settings.intervals.definitionErrors(
        seed: settings.bootstrap.seed)
    {
      outcome.fit = try outcome.fit.withDefinitionErrors(errors)
    }
    var picture: String?
    if settings.intervals.kind == .profile, outcome.fit.isConverged {
      picture = try profile(&outcome, settings)
    }
    var result = AnalysisResult(.fit(outcome.fit), outcome)
    result.picture = picture
    if !outcome.fit.isConverged {
      result.failure =
        "The fit did not converge. \(outcome.fit.convergenceMessage)"
    }
    return result
  }

  private nonisolated(nonsending) func bootstrap() async throws
    -> AnalysisResult
  {
    var settings = first
    if [.bootstrap, .none].contains(settings.options.standardErrors) {
      // The fit's own, which studentized intervals use.
      settings.options.standardErrors = .standard
    }
    settings.options.keepsCases = true
    let outcome = try runner(settings).run()
    try outcome.requireConverged(
      "The fit did not converge; there is nothing to bootstrap.")
    let fit = outcome.fit
    let runner = BootstrapRunner(
      fit: fit, settings: settings, context: context,
      usualCount: BootstrapSettings.usualCount)
    let columns = try fit.bootstrapColumns(runner.options())
    let subject =
      settings.plot.file == nil
      ? nil : try PlotSubject(settings.plot, among: columns, of: fit)
    let results = try await runner.run()
    var result = AnalysisResult(.bootstrap(results, of: fit), outcome)
    result.picture = try subject.map {
      settings.plot.svg(
        try $0.plot(fit, results, options: EffectOptions()))
    }
    return result
  }

  private nonisolated(nonsending) func effects() async throws
    -> AnalysisResult
  {
    var settings = first
    let usualCount = settings.usualReplicateCount(for: .effects)
    if settings.options.standardErrors == .bootstrap {
      settings.options.standardErrors = .standard
    }
    // Fit measures, which a model file may ask for, have no place here.
    settings.output.report.fitMeasures = .usual
    // Percentiles of moderators are those of the cases.
    settings.options.keepsCases = true
    let outcome = try runner(settings).run()
    try outcome.requireConverged(
      "The fit did not converge: it has no effects.")
    let fit = outcome.fit
    let selection = try settings.effects.selection(
      of: fit, isBootstrap: usualCount != nil, seed: settings.bootstrap.seed,
      warn: context.warn)
    let subject =
      settings.plot.file == nil
      ? nil
      : try plotSubject(
        settings.plot, fit, selection, isBootstrap: usualCount != nil)
    var results: BootstrapResults?
    if let usualCount {
      results = try await BootstrapRunner(
        fit: fit, settings: settings, context: context, usualCount: usualCount,
        effects: selection
      ).run()
    }
    let selected = try fit.effects(selection, bootstrap: results)
    var result = AnalysisResult(.effects(selected, of: fit), outcome)
    result.picture = try subject.map {
      settings.plot.svg(
        try $0.plot(fit, results, options: selection.options))
    }
    return result
  }

  /// What the picture shows, found before anything is drawn.
  private func plotSubject(
    _ picture: PlotSettings, _ fit: Fit, _ selection: EffectSelection,
    isBootstrap: Bool
  ) throws -> PlotSubject {
    var quick = selection
    quick.options.monteCarloDraws = 0
    return try PlotSubject(
      picture, among: fit.effects(quick), isBootstrap: isBootstrap)
  }

  private func invariance() throws -> AnalysisResult {
    // The configural model, and one for each step.
    let total = 1 + first.invariance.steps.count
    context.progress(AnalysisProgress(done: 0, total: total))
    let outcome = try runner(first).run()
    try outcome.requireConverged("The configural model did not converge.")
    let ladder = try models[0].model.invariance(
      from: outcome.fit, steps: first.invariance,
      progress: {
        context.progress(AnalysisProgress(done: 1 + $0, total: total))
      })
    var result = AnalysisResult(.invariance(ladder), outcome)
    if ladder.rungs.contains(where: { !$0.fit.isConverged }) {
      result.failure = ""
    }
    return result
  }

  private func tests() throws -> AnalysisResult {
    let tests = first.tests
    let outcome = try runner(first).run()
    try outcome.requireConverged("The fit did not converge: it has no tests.")
    let fit = outcome.fit
    let reported = ReportedTests(
      of: fit, context: outcome.context,
      wald: try tests.equalities.map {
        try fit.waldTest($0, name: context.sourceName("wald"))
      },
      released: tests.isScored
        ? try fit.scoreTests(releasing: tests.released) : nil,
      added: try tests.added.map {
        try fit.scoreTests(
          adding: $0, name: context.sourceName("add"),
          misspecification: tests.misspecification)
      },
      equivalence: tests.isEquivalence ? try fit.equivalence() : nil,
      showsChanges: tests.showsChanges)
    return AnalysisResult(.tests(reported), outcome)
  }

  private func comparison() throws -> AnalysisResult {
    try AnalysisComparison(
      models: models, settings: settings, context: context
    ).run()
  }

  private func parsed() throws -> AnalysisResult {
    AnalysisResult(
      .text(
        try ParsedModel(
          model: models[0], settings: first, context: context
        ).text))
  }
}

extension AnalysisJob {
  /// Fits the model and leaves it at that.
  ///
  /// - Parameter keepingCases: Whether the fit keeps its cases.
  /// - Returns: The fit, converged or not.
  /// - Throws: What is wrong with data or model.
  package func fitted(keepingCases: Bool) throws -> Fit {
    var settings = first
    settings.options.keepsCases = keepingCases
    return try runner(settings).run().fit
  }

  /// Requires as many models as an analysis takes, each once.
  ///
  /// - Parameters:
  ///   - names: The models' names.
  ///   - analysis: The analysis.
  /// - Throws: `InputError` for others.
  package static func requireModels(
    _ names: [String], of analysis: Analysis
  ) throws {
    if analysis == .compare {
      try AnalysisComparison.requireModels(names)
    } else if !analysis.takesModel {
      guard let name = names.first else { return }
      throw InputError(
        message: "The analysis `\(analysis.rawValue)` takes no model, and "
          + "`\(name)` is one.", help: "Leave the model out.")
    } else if names.count != 1 {
      throw InputError(
        message: "The analysis `\(analysis.rawValue)` takes one model, not "
          + "\(names.count).", help: "Give one model.")
    }
  }
}

extension AnalysisRequest {
  /// Refuses options that the analysis does not take, or that are given twice.
  fileprivate func requireKnownOptions() throws {
    let known = analysis.settings.map(\.name)
    var seen: Set<String> = []
    for option in options {
      guard known.contains(option.name) else {
        if let error = Setting.misnamed(
          option.name, value: option.value, among: analysis.settings)
        {
          throw error
        }
        throw InputError.unknown("option", option.name, among: known)
      }
      guard seen.insert(option.name).inserted else {
        throw InputError(
          message: "The option `\(option.name)` is given twice.",
          help: "Give it once; several values stand with commas between.")
      }
    }
    for setting in analysis.settings
    where setting.isRequired && !seen.contains(setting.name) {
      throw InputError(
        message: "The option `\(setting.name)` is missing.",
        help: setting.help)
    }
  }
}
