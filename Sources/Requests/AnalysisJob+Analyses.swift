internal import EffectAnalysis
internal import InvarianceTesting
internal import Latent
internal import Messages
internal import ModelCriticism
internal import ReportRendering
internal import Reporting
internal import RequestSettings
internal import Resampling

/// The steps of each analysis.
extension AnalysisJob {
  nonisolated(nonsending) func fit() async throws -> AnalysisResult {
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
    var figure: ReportFigure?
    if settings.intervals.kind == .profile, outcome.fit.isConverged {
      figure = try profile(&outcome, settings)
    }
    var result = AnalysisResult(.fit(outcome.fit), outcome)
    result.figure = figure
    if !outcome.fit.isConverged {
      result.failure =
        "The fit did not converge. \(outcome.fit.convergenceMessage)"
    }
    return result
  }

  nonisolated(nonsending) func bootstrap() async throws
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
    result.figure = try subject.map {
      settings.plot.figure(
        try $0.plot(fit, results, options: EffectOptions()),
        in: settings.output.language)
    }
    return result
  }

  nonisolated(nonsending) func effects() async throws
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
      of: fit, isBootstrap: usualCount != nil,
      isProfile: settings.intervals.kind == .profile,
      seed: settings.bootstrap.seed, warn: context.warn)
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
    let selected = try LongWork.observed(
      by: DurationNotices(warn: context.warn).take
    ) { try fit.effects(selection, bootstrap: results) }
    var result = AnalysisResult(.effects(selected, of: fit), outcome)
    result.figure = try subject.map {
      settings.plot.figure(
        try $0.plot(fit, results, options: selection.options),
        in: settings.output.language)
    }
    return result
  }

  /// The subject of the picture, found before anything is drawn.
  func plotSubject(
    _ picture: PlotSettings, _ fit: Fit, _ selection: EffectSelection,
    isBootstrap: Bool
  ) throws -> PlotSubject {
    var quick = selection
    quick.options.monteCarloDraws = 0
    quick.options.includesProfileLimits = false
    return try PlotSubject(
      picture, among: fit.effects(quick), isBootstrap: isBootstrap)
  }

  func invariance() throws -> AnalysisResult {
    // The configural model, and one for each step.
    var total =
      1 + (first.invariance.steps ?? InvarianceStep.standard).count
    context.progress(AnalysisProgress(done: 0, total: total))
    let outcome = try runner(first).run()
    if first.invariance.steps == nil, outcome.fit.table.hasOrdered {
      total = 1 + InvarianceStep.ordered.count
    }
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

  func tests() throws -> AnalysisResult {
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
        ? try fit.scoreTests(
          releasing: tests.released, isCumulative: tests.isCumulative) : nil,
      added: try tests.added.map {
        try fit.scoreTests(
          adding: $0, name: context.sourceName("add"),
          misspecification: tests.misspecification,
          isCumulative: tests.isCumulative)
      },
      equivalence: tests.isEquivalence ? try fit.equivalence() : nil,
      showsChanges: tests.showsChanges)
    return AnalysisResult(.tests(reported), outcome)
  }

  func comparison() throws -> AnalysisResult {
    try AnalysisComparison(
      models: models, settings: settings, context: context
    ).run()
  }

  func parsed() throws -> AnalysisResult {
    AnalysisResult(
      .text(
        try ParsedModel(
          model: models[0], settings: first, context: context
        ).text))
  }
}
