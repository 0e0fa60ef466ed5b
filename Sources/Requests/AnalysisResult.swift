public import EffectAnalysis
public import FitComparison
public import InvarianceTesting
public import Latent
public import Reporting
public import Resampling

/// What an analysis found.
public struct AnalysisResult: Sendable {
  /// The result by the kind of analysis.
  public enum Content: Sendable {
    /// A fit, converged or not.
    case fit(Fit)
    /// The figures of a bootstrap, of a fit.
    case bootstrap(BootstrapResults, of: Fit)
    /// The effects of a fit.
    case effects(SelectedEffects, of: Fit)
    /// Models that are compared.
    case comparison(ModelComparison)
    /// The steps of a ladder of invariance.
    case invariance(Invariance)
    /// Tests of a fit's restrictions.
    case tests(ReportedTests, of: Fit)
    /// Predictions of a fit.
    case predictions(PredictionTable, of: Fit)
    /// A model text, as it is read.
    case text(String)
  }

  /// The result.
  public var content: Content
  /// Where it comes from.
  public var context: ReportContext
  /// What reports of it show.
  public var options: ReportOptions
  /// The picture that was asked for, as SVG.
  public var picture: String?
  /// Why the result is none to rely on, such as a fit that did not converge;
  /// `nil` if it is one, empty where the result itself says so.
  public var failure: String?

  init(_ content: Content, _ outcome: FitRunner.Outcome) {
    self.content = content
    context = outcome.context
    options = outcome.report
  }

  init(_ content: Content) {
    self.content = content
    context = ReportContext()
    options = ReportOptions()
  }

  /// The result as text.
  ///
  /// - Parameter format: The format; the usual one where the analysis does
  ///   not have it.
  /// - Returns: The text.
  public func rendered(as format: OutputFormat = .text) -> String {
    switch content {
    case .fit(let fit):
      render(
        format, Report(fit, context: context, options: options),
        json: JSONRenderer().render(fit, context: context, options: options),
        csv: CSVRenderer().render(fit))
    case .bootstrap(let results, let fit):
      render(
        format, Report(results, of: fit, context: context, options: options),
        json: JSONRenderer().render(results, of: fit, context: context),
        csv: CSVRenderer().render(results, of: fit))
    case .effects(let selected, let fit):
      render(
        format,
        Report(
          selected.effects, moderation: selected.moderation, of: fit,
          context: context),
        json: JSONRenderer().render(
          selected.effects, moderation: selected.moderation, of: fit,
          context: context),
        csv: CSVRenderer().render(
          selected.effects, moderation: selected.moderation))
    case .comparison(let comparison):
      render(
        format, Report(comparison, context: context),
        json: JSONRenderer().render(comparison, context: context),
        csv: CSVRenderer().render(comparison))
    case .invariance(let ladder):
      render(
        format, Report(ladder, context: context),
        json: JSONRenderer().render(ladder, context: context),
        csv: CSVRenderer().render(ladder))
    case .tests(let tests, let fit):
      format == .json
        ? JSONRenderer().render(tests, of: fit, context: context)
        : TextRenderer().render(Report(tests, of: fit, context: context))
    case .predictions(let table, let fit):
      format == .json
        ? JSONRenderer().render(predictions: table, of: fit, context: context)
        : CSVRenderer().render(predictions: table)
    case .text(let text): text
    }
  }

  private func render(
    _ format: OutputFormat, _ report: @autoclosure () -> Report,
    json: @autoclosure () -> String, csv: @autoclosure () -> String
  ) -> String {
    switch format {
    case .text: TextRenderer().render(report())
    case .json: json()
    case .csv: csv()
    }
  }
}
