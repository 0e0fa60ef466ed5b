import Foundation
import Latent
import VariableNames

/// From a model file and a request to a fit and where it comes from.
struct FitRunner {
  let model: Model
  let request: FitRequest

  /// A fit with what its report says of its origin.
  struct Outcome {
    var fit: Fit
    var context: ReportContext
    var report: ReportOptions

    /// Ends the command if the fit did not converge.
    ///
    /// - Parameter message: What did not converge, and what that entails.
    /// - Throws: `ExitStatus.failure` after saying so on stderr.
    func requireConverged(_ message: String) throws {
      guard !fit.isConverged else { return }
      StandardStreams.complain("latent: \(message) \(fit.convergenceMessage)")
      throw ExitStatus.failure
    }

    /// Says on stderr what the fit warns of, for outputs without room for it.
    func complainOfWarnings() {
      for warning in fit.warnings {
        StandardStreams.complain(
          "latent: warning: \(warning.message) [\(warning.code)]")
      }
    }
  }

  /// Fits the model.
  ///
  /// - Parameter modelName: The name that results show.
  /// - Returns: The fit and its origin.
  /// - Throws: What is wrong with data, model or request.
  func run(modelName: String) throws -> Outcome {
    guard request.options.standardErrors != .bootstrap else {
      throw InputError(
        message: "Standard errors by bootstrap are what `latent fit` and "
          + "`latent bootstrap` have.",
        help: "Leave `se: bootstrap` out here.")
    }
    var context = ReportContext(modelName: modelName)
    let fit = try makeFit(&context)
    var report = request.output.report
    if fit.isConverged {
      report.residuals = try request.output.residuals.map {
        try ReportedMoments($0, of: fit)
      }
      report.residualTests = try request.output.residualTests.map {
        ReportedResidualTests(
          tests: try fit.residualTests($0),
          summaries: try fit.residualSummary($0))
      }
      if let options = request.output.modification.options(
        for: request.output.format)
      {
        report.modification = ReportedModification(
          indices: try fit.modificationIndices(options), options: options)
      }
    }
    try checkMeasures(fit)
    return Outcome(fit: fit, context: context, report: report)
  }

  private func makeFit(_ context: inout ReportContext) throws -> Fit {
    let data = request.data
    switch (data.table, data.covariances.isEmpty) {
    case (let path?, true): return try fitTable(path, &context)
    case (nil, false): return try fitMoments(&context)
    case (_?, false):
      throw InputError(
        message: "There are both a table of cases and covariances.",
        help: "Give either data or cov.")
    case (nil, true):
      throw InputError(
        message: "There are no data.",
        help: "Give a file: `latent fit model.lav data.csv`, or "
          + "`--cov FILE --nobs N`.")
    }
  }

  private func fitTable(
    _ path: String, _ context: inout ReportContext
  ) throws -> Fit {
    for (name, isGiven) in [
      ("nobs", !request.data.counts.isEmpty),
      ("means", !request.data.means.isEmpty),
      ("sds", !request.data.deviations.isEmpty),
    ] where isGiven {
      throw InputError(
        message: "The option `\(name)` belongs to `cov`, not to a table of "
          + "cases.", help: "Leave it out, or give cov instead of data.")
    }
    var table = try readTable(path, &context)
    if !request.data.centered.isEmpty {
      table = try table.centering(
        request.data.centered, for: model, group: request.data.group,
        groupLabels: request.data.groupLabels, options: request.options)
    }
    let fit = try model.fit(
      to: table, group: request.data.group,
      groupLabels: request.data.groupLabels, options: request.options)
    context.groupVariable = request.data.group
    context.ungroupedCount =
      try request.data.group.map { try table.missingCount(of: $0) } ?? 0
    context.missing = Self.missing(in: table, of: fit)
    return fit
  }

  /// Reads the table of cases, and notes its file and hash.
  func readTable(
    _ path: String, _ context: inout ReportContext
  ) throws -> DataTable {
    var reader = CSVReader()
    reader.encoding = request.data.encoding
    reader.delimiter = request.data.delimiter
    reader.missingCodes = request.data.missingCodes
    let bytes = try TextFile.bytes(of: path, what: "data file")
    let name = path == "-" ? "<stdin>" : path
    context.dataFiles = [.init(name: name, hash: TextFile.hash(bytes))]
    let table = try reader.read(data: bytes, name: name)
    context.rowCount = table.rowCount
    return table
  }

  private func fitMoments(_ context: inout ReportContext) throws -> Fit {
    let data = request.data
    if data.group != nil {
      throw InputError(
        message: "The option `group` needs a table of cases.",
        help: "Several groups of covariances are several files: "
          + "`cov: a.csv,b.csv`.")
    }
    if !data.centered.isEmpty {
      throw InputError(
        message: "The option `center` needs a table of cases.",
        help: "Products of centred variables are not known from covariances.")
    }
    let files = try readMomentFiles()
    let moments = try readMoments(files)
    context.isFromCases = false
    context.dataFiles = data.covariances.map { path in
      .init(name: path, hash: TextFile.hash(files[path] ?? Data()))
    }
    return try model.fit(
      to: moments, groupLabels: data.groupLabels ?? [], options: request.options
    )
  }

  /// The bytes of every moment file, each read once: a pipe has them once.
  private func readMomentFiles() throws -> [String: Data] {
    let data = request.data
    var files: [String: Data] = [:]
    for (paths, what) in [
      (data.covariances, "covariance file"), (data.means, "file of means"),
      (data.deviations, "file of standard deviations"),
    ] {
      for path in paths where files[path] == nil {
        try TextFile.requireFile(path, what: what)
        files[path] = try TextFile.bytes(of: path, what: what)
      }
    }
    return files
  }

  private func readMoments(
    _ files: [String: Data]
  ) throws -> [SampleMoments] {
    let data = request.data
    var reader = MomentMatrixReader()
    reader.encoding = data.encoding
    reader.delimiter = data.delimiter
    reader.contents = files
    return try reader.read(
      groups: data.covariances, observationCounts: data.counts,
      standardDeviations: data.deviations, means: data.means)
  }

  /// How many values are missing in the model's variables.
  private static func missing(
    in table: DataTable, of fit: Fit
  ) -> [ReportContext.MissingCount] {
    var names: [String] = []
    for group in fit.sample {
      for variable in group.variables {
        // A product x:z is missing where one of its factors is.
        for factor in VariableProduct.factors(of: variable)
        where !names.contains(factor) {
          names.append(factor)
        }
      }
    }
    return names.compactMap { name in
      guard let values = try? table.numbers(named: name) else { return nil }
      let count = values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
      return count > 0 ? .init(variable: name, count: count) : nil
    }
  }

  /// Refuses names of fit measures that the fit does not have.
  private func checkMeasures(_ fit: Fit) throws {
    guard case .named(let names) = request.output.report.fitMeasures,
      fit.isConverged
    else { return }
    let known = fit.measures.entries.map(\.name)
    for name in names where !known.contains(name) {
      if name.hasSuffix("_scaled") || name.hasSuffix("_robust")
        || name.contains("scaling_factor")
      {
        throw InputError(
          message: "This fit has no measure `\(name)`: it needs a scaled test.",
          help: "Use an estimator such as MLR or MLM, or name a --test.")
      }
      throw InputError.unknown("fit measure", name, among: known)
    }
  }
}
