import CasePrediction
import Estimation
import Latent
import LinearAlgebra
internal import Messages
import ModelCriticism
import Reporting
internal import RequestSettings
import Specification
import Synchronization
import TableReading
import VariableNames

/// From a model and settings to a fit and where it comes from.
struct FitRunner {
  let model: RequestedModel
  let settings: AnalysisSettings
  let files: FileAccess
  let warn: @Sendable (String) -> Void
  /// Gets what data and fit warn of, before it is known what comes of them.
  var found = FoundWarnings()

  /// A fit with what its report says of its origin.
  struct Outcome {
    var fit: Fit
    var context: ReportContext
    var report: ReportOptions
    /// The row that was read, from 1, for each row of the fitted table, where
    /// rows stand for several cases.
    var rowNumbers: [Int]?

    /// Requires a fit that converged.
    ///
    /// - Parameter message: What did not converge, and what that entails.
    /// - Throws: `NoConvergence`.
    func requireConverged(_ message: String) throws {
      guard !fit.isConverged else { return }
      throw NoConvergence("\(message) \(fit.convergenceMessage)")
    }
  }

  /// Fits the model.
  ///
  /// - Parameter name: The name that results show; `nil` for the model's.
  /// - Returns: The fit and its origin, converged or not.
  /// - Throws: What is wrong with data, model or settings.
  func run(name: String? = nil) throws -> Outcome {
    try LongWork.observed(by: DurationNotices(warn: warn).take) {
      try finished(name: name)
    }
  }

  /// `run`, whose long work is observed.
  private func finished(name: String?) throws -> Outcome {
    var context = ReportContext(modelName: name ?? model.name)
    var rowNumbers: [Int]?
    var fit = try startingRunner().makeFit(&context, &rowNumbers)
    found.keep(fit.warnings)
    try Task.checkCancellation()
    model.complain(of: fit.table.warnings, warn: warn)
    warnOfIdleProducts(fit.table)
    for warning in settings.withoutObject(fit.table)
      + settings.idleCentering(fit.table)
      + settings.idleChoices(fit.table) + idleStarts(fit)
    {
      warn("\(model.name): warning: \(warning)")
    }
    warnOfReferenceBLAS(fit)
    var report = settings.output.report
    if fit.isConverged {
      if settings.output.showsMissingInformation {
        fit = try fit.withMissingInformation()
      }
      if settings.output.showsScoreQuality {
        report.scoreQuality = try FactorScoreMethod.allCases.flatMap {
          try fit.factorScoreQuality($0)
        }
      }
      if settings.output.showsItemProbabilities {
        report.itemProbabilities = try fit.itemProbabilities()
      }
      report.residuals = try settings.output.residuals.map {
        try ReportedMoments($0, of: fit)
      }
      report.residualTests = try settings.output.residualTests.map {
        ReportedResidualTests(
          tests: try fit.residualTests($0),
          summaries: try fit.residualSummary($0))
      }
      if let options = settings.output.modification.options(
        for: settings.format)
      {
        report.modification = ReportedModification(
          indices: try fit.modificationIndices(options), options: options)
      }
    }
    try requireMeasures(of: fit)
    return Outcome(
      fit: fit, context: context, report: report, rowNumbers: rowNumbers)
  }

  /// The runner with the starting values and the target that files hold.
  private func startingRunner() throws -> FitRunner {
    guard settings.start.file != nil || settings.factors.target != nil else {
      return self
    }
    var settings = settings
    if let path = settings.start.file {
      settings.options.estimation.starts = .given(
        try FitEstimates.read(
          files.read(path, "file of starting values"), path: path, of: "start"
        ).values)
    }
    try settings.readTarget(files)
    return FitRunner(
      model: model, settings: settings, files: files, warn: warn, found: found)
  }

  private func makeFit(
    _ context: inout ReportContext, _ rowNumbers: inout [Int]?
  ) throws -> Fit {
    guard let path = settings.data.table else {
      return try fitMoments(&context)
    }
    return try fitTable(path, &context, &rowNumbers)
  }

  private func fitTable(
    _ path: String, _ context: inout ReportContext,
    _ rowNumbers: inout [Int]?
  ) throws -> Fit {
    var table = try readTable(path, &context)
    var settings = settings
    settings.resolve(
      ordered: try settings.orderedVariables(
        of: model.model, in: table, warn: warn))
    var options = settings.options
    if settings.data.areFrequencies, let name = options.samplingWeights {
      let repeated = try table.repeatingRows(by: name)
      context.frequencyVariable = name
      table = repeated.table
      rowNumbers = repeated.rowNumbers
      options.samplingWeights = nil
    }
    if !settings.data.centered.isEmpty {
      table = try table.centering(
        settings.data.centered, for: model.model, group: settings.data.group,
        groupLabels: settings.data.groupLabels, options: options)
    }
    model.complain(
      of: model.model.tree.labelWarnings(
        columns: table.columnNames, file: table.fileName), warn: warn)
    if let seconds = try model.model.foreseenSeconds(table, options),
      seconds >= 2
    {
      warn(
        "latent: note: Thresholds and correlations of the ordered variables, "
          + "and the tests of them, take about \(Int(seconds.rounded())) "
          + "seconds.")
    }
    let fit = try model.model.fit(
      to: table, group: settings.data.group,
      groupLabels: settings.data.groupLabels, options: options
    ) { found.keep($0) }
    context.groupVariable = settings.data.group
    context.ungroupedCount =
      try settings.data.group.map { try table.missingCount(of: $0) } ?? 0
    context.missing = Self.missing(in: table, of: fit)
    return fit
  }

  /// Reads the table of cases, and notes its file and hash.
  func readTable(
    _ path: String, _ context: inout ReportContext
  ) throws -> DataTable {
    try settings.data.readTable(path, files, &context)
  }

  private func fitMoments(_ context: inout ReportContext) throws -> Fit {
    let data = settings.data
    let contents = try readMomentFiles()
    let moments = try readMoments(contents)
    context.isFromCases = false
    context.dataFiles = data.covariances.map { path in
      .init(name: path, hash: ContentHash.text(of: contents[path] ?? []))
    }
    return try model.model.fit(
      to: moments, groupLabels: data.groupLabels ?? [],
      options: settings.options)
  }

  /// The bytes of every moment file, each read once: a pipe has them once.
  private func readMomentFiles() throws -> [String: [UInt8]] {
    let data = settings.data
    var contents: [String: [UInt8]] = [:]
    for (paths, what) in [
      (data.covariances, "covariance file"), (data.means, "file of means"),
      (data.deviations, "file of standard deviations"),
    ] {
      for path in paths where contents[path] == nil {
        contents[path] = try files.read(path, what)
      }
    }
    return contents
  }

  private func readMoments(
    _ contents: [String: [UInt8]]
  ) throws -> [SampleMoments] {
    let data = settings.data
    var reader = MomentMatrixReader()
    reader.encoding = data.encoding
    reader.delimiter = data.delimiter
    reader.decimalMark = data.decimalMark
    reader.contents = contents
    return try reader.read(
      groups: data.covariances, observationCounts: data.counts,
      standardDeviations: data.deviations, means: data.means)
  }

  /// Whether the note on the reference BLAS has been made.
  private static let hasNotedBLAS = Atomic<Bool>(false)

  /// Says once that a large fit would be much faster with another BLAS.
  private func warnOfReferenceBLAS(_ fit: Fit) {
    guard BLASLibrary.isReference,
      fit.sample.contains(where: { $0.variables.count >= 100 }),
      !Self.hasNotedBLAS.exchange(true, ordering: .relaxed)
    else { return }
    warn(
      "latent: note: This program computes without an optimized BLAS; models "
        + "as large as this one are fitted faster with OpenBLAS.")
  }

  /// Warnings about a file of starting values for other models.
  private func idleStarts(_ fit: Fit) -> [String] {
    guard let path = settings.start.file,
      case .given(let values) = fit.options.estimation.starts,
      !fit.table.rows.contains(where: {
        $0.isFree && values[$0.key] != nil
      })
    else { return [] }
    return [
      "The option `start` changes nothing: no free parameter of the model has a "
        + "value in \(path)."
    ]
  }

  /// Says that options of latent products serve nothing.
  private func warnOfIdleProducts(_ table: ParameterTable) {
    let options = settings.options
    let areGiven =
      options.model.productPairing != nil
      || options.productCentering != .double
    let hasProducts = table.roles.contains {
      !$0.latentInteractions.isEmpty
    }
    if areGiven, !hasProducts {
      warn(
        "\(model.name): warning: The options of latent products change "
          + "nothing: the model has none.")
    }
  }

  /// The number of missing values in each of the model's variables that has
  /// any.
  private static func missing(
    in table: DataTable, of fit: Fit
  ) -> [ReportContext.MissingCount] {
    // A product x:z is missing where one of its factors is.
    let names = fit.sample.flatMap(\.variables)
      .flatMap { VariableProduct.factors(of: $0) }.distinct
    return names.compactMap { name in
      guard let values = try? table.numbers(named: name) else { return nil }
      let count = values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
      return count > 0 ? .init(variable: name, count: count) : nil
    }
  }

  /// Refuses names of fit measures that the fit does not have.
  private func requireMeasures(of fit: Fit) throws {
    guard case .named(let names) = settings.output.report.fitMeasures,
      fit.isConverged
    else { return }
    let known = fit.measures.entries.map(\.name)
    for name in names where !known.contains(name) {
      if name.hasSuffix("_scaled") || name.hasSuffix("_robust")
        || name.contains("scaling_factor")
      {
        throw InputError(
          message: "This fit has no measure `\(name)`: it needs a scaled test.",
          help:
            "Use an estimator such as MLR or MLM, or name a test by the option `test`."
        )
      }
      throw InputError.unknown("fit measure", name, among: known)
    }
  }
}

/// A fit that did not converge, with what that entails.
package struct NoConvergence: Error {
  /// The message that people see.
  package let message: String

  init(_ message: String) { self.message = message }
}
