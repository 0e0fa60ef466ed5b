package import Latent
internal import Publication
internal import Reporting
package import RequestSettings

/// An analysis whose models and options have been read.
package struct AnalysisJob: Sendable {
  let analysis: Analysis
  let models: [RequestedModel]
  /// The settings of each model.
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

  /// The settings of the only model, or of the first one.
  var first: AnalysisSettings { settings[0] }

  // MARK: What the job reads and writes

  /// The files that are read.
  package var inputs: [String] {
    let others: [String?] = [
      first.output.template, first.prediction.newData, first.diagram.layout,
    ]
    return models.map(\.name)
      + settings.flatMap {
        $0.data.files + [$0.start.file, $0.factors.target].compactMap { $0 }
      }
      + first.bootstrap.sources + others.compactMap { $0 }
  }

  /// The files that are written, with the options that name them.
  package var outputs: [(option: String, file: WrittenFile)] {
    [
      ("output", outputFile), ("draws", first.bootstrap.draws),
      ("checkpoint", first.bootstrap.checkpoint), ("plot", first.plot.file),
      ("to", tableFile), ("save-layout", first.diagram.savedLayout),
    ].compactMap { option, file in file.map { (option, $0) } }
  }

  /// The file that the result is written to; `nil` for stdout.
  package var outputFile: WrittenFile? { first.output.file }

  /// The file that the picture is written to, if there is one.
  package var pictureFile: WrittenFile? { first.plot.file }

  /// The file that the table is written to, if there is one.
  package var tableFile: WrittenFile? {
    first.screening.conversion ?? first.items.conversion
  }

  /// The file that the places of a diagram are written to, if there is one.
  package var placesFile: WrittenFile? { first.diagram.savedLayout }

  /// The format of the diagram; `nil` for other analyses.
  ///
  /// - Returns: The format.
  /// - Throws: `InputError` for a file whose ending names none.
  package func diagramFormat() throws -> DiagramFormat? {
    analysis == .diagram ? try first.diagramFormat() : nil
  }

  /// The format that the result is written in.
  package var format: OutputFormat { first.format }

  /// Whether replicates may be drawn, which takes long.
  package var drawsReplicates: Bool {
    first.drawsReplicates(for: analysis)
  }

  /// The replicates that a bootstrap is asked for.
  package var replicateCount: Int {
    first.bootstrap.count ?? BootstrapSettings.usualCount
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
    let documents = try documentWriter()
    let publication = try publication()
    var result: AnalysisResult
    do {
      result = try await analyze()
    } catch {
      if !(error is BootstrapInterruption), !(error is CancellationError) {
        // What data and fits warn of may be the cause.
        for warning in context.found.all { context.warn(of: warning) }
      }
      throw error
    }
    result.documents = documents
    result.publication = publication
    result.command = context.command
    sayWhatTheFormatOmits(of: result)
    if context.found.hasFailed { result.failure = result.failure ?? "" }
    return result
  }

  /// The writer of documents; a template is read before the work begins.
  private func documentWriter() throws -> DocumentWriter {
    var documents = DocumentWriter()
    documents.language = first.output.language ?? .english
    documents.isWhole = first.output.isStandalone
    documents.rasterize = context.files.rasterize
    if let template = first.output.template {
      try documents.takeStyles(
        of: context.files.read(template, "template"), named: template)
    }
    return documents
  }

  /// The form of a publication, if one is asked for; constructs have the names
  /// that a codebook gives them.
  private func publication() throws -> Publication? {
    guard let conventions = first.output.conventions else { return nil }
    let style = PublicationStyle(
      language: first.output.language ?? .english, conventions: conventions,
      chapter: first.output.chapter)
    let codebook = try first.data.readCodebook(context.files)
    return Publication(
      style: style,
      names: codebook.map { PublishedNames($0, language: style.language) }
        ?? PublishedNames())
  }

  private nonisolated(nonsending) func analyze() async throws
    -> AnalysisResult
  {
    switch analysis {
    case .fit: try await fit()
    case .bootstrap: try await bootstrap()
    case .effects: try await effects()
    case .compare: try comparison()
    case .invariance: try invariance()
    case .test: try tests()
    case .predict: try predictions()
    case .correlations: try correlations()
    case .efa: try factors()
    case .data: try screening()
    case .items: try itemAnalysis()
    case .groups: try groupDifferences()
    case .validity: try validityAnalysis()
    case .diagram: try diagram()
    case .codebook: try codebook()
    case .parse: try parsed()
    }
  }

  /// Says what a result warns of where its format has no room for it, or where
  /// it goes to a file.
  private func sayWhatTheFormatOmits(of result: AnalysisResult) {
    guard format == .csv || outputFile != nil,
      let reported = result.warned
    else { return }
    for warning in reported.allWarnings {
      context.warn(of: warning)
    }
  }

  func runner(_ settings: AnalysisSettings) -> FitRunner {
    FitRunner(
      model: models[0], settings: settings, files: context.files,
      warn: context.warn, found: context.found)
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
