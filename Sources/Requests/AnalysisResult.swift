public import EffectAnalysis
public import FitComparison
public import InvarianceTesting
public import Latent
package import Plots
package import Publication
package import ReportRendering
public import Reporting
public import RequestSettings
public import Resampling

/// The result of an analysis.
public struct AnalysisResult: Sendable {
  /// The result by the kind of analysis.
  public enum Content: Sendable {
    /// A fit, converged or not.
    case fit(Fit)
    /// The results of a bootstrap of a fit.
    case bootstrap(BootstrapResults, of: Fit)
    /// The effects of a fit.
    case effects(SelectedEffects, of: Fit)
    /// Models that are compared.
    case comparison(ModelComparison)
    /// The steps of a ladder of invariance.
    case invariance(Invariance)
    /// Tests of a fit's restrictions.
    case tests(ReportedTests)
    /// Predictions of a fit.
    case predictions(ReportedPredictions)
    /// Correlations of variables.
    case correlations(ReportedCorrelations)
    /// Exploratory factors of variables.
    case factors(ReportedFactors)
    /// A summary of a table of cases.
    case data(ReportedData)
    /// Items and scales.
    case items(ReportedItems)
    /// Differences of groups.
    case groups(ReportedGroups)
    /// The validity of constructs.
    case validity(ReportedValidity)
    /// A model text, as it is read, or a diagram.
    case text(String)
  }

  /// The result.
  public var content: Content
  /// Its origin.
  public var context: ReportContext
  /// The options of its report.
  public var options: ReportOptions
  /// The picture that was asked for, as SVG.
  public var picture: String? { figure?.drawing.svg }
  /// The picture that was asked for, with its title.
  package var figure: ReportFigure?
  /// The writer of documents.
  package var documents = DocumentWriter()
  /// The form of a publication that documents take; `nil` for the usual report.
  package var publication: Publication?
  /// The command that was given, which documents end with; `nil` for none.
  package var command: String?
  /// The table of cases as CSV, if that was asked for.
  public var table: String?
  /// The diagram as a picture, whatever format was asked for.
  package var diagram: Drawing?
  /// The places of a diagram's constructs, if these were asked for.
  public var places: String?
  /// The reason why the result cannot be relied on, such as a fit that did not
  /// converge; `nil` if it can, empty where the result itself says so.
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

  /// The result for renderers; `nil` for the text of a model.
  public var reported: (any ReportedResult)? { warned }

  /// The same with its warnings.
  var warned: (any WarnedResult)? {
    switch content {
    case .fit(let fit):
      ReportedFit(fit, context: context, options: options)
    case .bootstrap(let results, let fit):
      ReportedBootstrap(results, of: fit, context: context, options: options)
    case .effects(let selected, let fit):
      ReportedEffects(
        selected.effects, moderation: selected.moderation, of: fit,
        context: context)
    case .comparison(let comparison):
      ReportedComparison(comparison, context: context)
    case .invariance(let ladder):
      ReportedInvariance(ladder, context: context)
    case .tests(let tests): tests
    case .predictions(let predictions): predictions
    case .correlations(let correlations): correlations
    case .factors(let factors): factors
    case .data(let data): data
    case .items(let items): items
    case .groups(let groups): groups
    case .validity(let validity): validity
    case .text: nil
    }
  }

  /// The result as text.
  ///
  /// - Parameter format: The format; a model's own text is the same in all.
  /// - Returns: The text; empty for formats that are not text, which `data`
  ///   writes.
  public func rendered(as format: OutputFormat = .text) -> String {
    format.isText ? String(decoding: data(as: format), as: UTF8.self) : ""
  }

  /// The result as the bytes of a file.
  ///
  /// - Parameter format: The format; a model's own text is the same in all.
  /// - Returns: The bytes; texts are in UTF-8.
  public func data(as format: OutputFormat) -> [UInt8] {
    if case .text(let text) = content { return Array(text.utf8) }
    guard let reported else { return [] }
    var report =
      publication.map(publishedReport) ?? reported.report
    if format.isDocument { report.sections.append(provenance) }
    return documents.data(
      of: reported, shownAs: report, figure: figure, as: format)
  }
}
