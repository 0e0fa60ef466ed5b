internal import CasePrediction
internal import Latent
internal import Messages
internal import ModelFit
internal import Plots
internal import ProfileLikelihood
internal import ReportRendering
internal import Reporting
internal import RequestSettings

extension AnalysisJob {
  /// Gives a fit profile-likelihood intervals.
  ///
  /// - Returns: The picture of one, if it was asked for.
  func profile(
    _ outcome: inout FitRunner.Outcome, _ settings: AnalysisSettings
  ) throws -> ReportFigure? {
    let options = settings.intervals.options(
      settings.output.report.standardized)
    let fit = outcome.fit
    let quantity =
      settings.plot.file == nil
      ? nil : try settings.plot.profiled(of: fit, options)
    outcome.fit = try fit.withProfileIntervals(options)
    return try quantity.map {
      settings.plot.figure(
        Plot(
          profile: try fit.profileCurve(of: $0), of: fit,
          scale: settings.intervals.plotScale),
        in: settings.output.language)
    }
  }

  /// Predicts, or diagnoses, the cases of the fit or others.
  func predictions() throws -> AnalysisResult {
    var settings = first
    settings.options.keepsCases = true
    let prediction = settings.prediction
    let outcome = try runner(settings).run()
    try outcome.requireConverged(
      "The fit did not converge: it has no predictions.")
    var context = outcome.context
    if prediction.showsDiagnostics {
      return AnalysisResult(
        .predictions(
          ReportedPredictions(
            try LongWork.observed(
              by: DurationNotices(warn: self.context.warn).take
            ) { try outcome.fit.caseDiagnostics() }
            .numbered(outcome.rowNumbers),
            of: outcome.fit,
            context: context)), outcome)
    }
    let predictions: CasePredictions
    if let path = prediction.newData {
      let files = context.dataFiles
      let table = try runner(settings).readTable(path, &context)
      context.dataFiles = files + context.dataFiles
      let group = settings.data.group
      switch prediction.type {
      case .factors:
        predictions = try outcome.fit.factorScores(
          prediction.method, of: table, group: group)
      case .observed:
        predictions = try outcome.fit.predictedValues(
          prediction.method, of: table, group: group)
      case .probabilities:
        predictions = try outcome.fit.categoryProbabilities(
          prediction.method, of: table, group: group)
      }
    } else {
      switch prediction.type {
      case .factors:
        predictions = try outcome.fit.factorScores(prediction.method)
      case .observed:
        predictions = try outcome.fit.predictedValues(prediction.method)
      case .probabilities:
        predictions = try outcome.fit.categoryProbabilities(prediction.method)
      }
    }
    let reported = ReportedPredictions(
      prediction.newData == nil
        ? predictions.numbered(outcome.rowNumbers) : predictions,
      of: outcome.fit, context: context,
      hasErrors: prediction.hasErrors)
    return AnalysisResult(.predictions(reported), outcome)
  }
}
