import FitComparison
import Latent
internal import Messages
internal import RequestSettings

/// Fits models to the same data and compares them.
struct AnalysisComparison {
  let models: [RequestedModel]
  let settings: [AnalysisSettings]
  let context: AnalysisContext

  /// Requires two or more models, each once.
  ///
  /// - Parameter names: The models' names.
  /// - Throws: `InputError` for fewer, or for a name that stands twice.
  static func requireModels(_ names: [String]) throws {
    guard names.count > 1 else {
      throw InputError(
        message: "There \(names.isEmpty ? "are no models" : "is one model") "
          + "to compare.",
        help: "Give two or more.")
    }
    for (index, name) in names.enumerated() where names[..<index].contains(name)
    {
      throw InputError(
        message: "The model `\(name)` is given twice.",
        help: "Give each model once.")
    }
  }

  /// Fits and compares.
  ///
  /// - Returns: The comparison.
  /// - Throws: What is wrong with a model or the data; `NoConvergence`.
  func run() throws -> AnalysisResult {
    let names = Self.names(models.map(\.name))
    var outcomes: [FitRunner.Outcome] = []
    for index in models.indices {
      outcomes.append(try fit(index, name: names[index]))
    }
    let comparison = try compare(
      outcomes.map(\.fit), names: names, method: settings[0].differenceMethod)
    return AnalysisResult(.comparison(comparison), outcomes[0])
  }

  private func fit(_ index: Int, name: String) throws -> FitRunner.Outcome {
    do {
      let outcome = try FitRunner(
        model: models[index], settings: settings[index], files: context.files,
        warn: context.warn, found: context.found
      ).run()
      try outcome.requireConverged(
        "\(name) did not converge and cannot be compared.")
      return outcome
    } catch var error as LatentError where error.kind == .fit {
      // Names the model that the error belongs to.
      error.file = models[index].name
      throw error
    }
  }

  /// Refuses models whose front matter names other data.
  ///
  /// - Throws: `InputError` naming the option.
  func requireSameData() throws {
    for (model, own) in zip(models, settings) {
      try requireSameData(own, model.name)
    }
  }

  private func requireSameData(
    _ own: AnalysisSettings, _ name: String
  ) throws {
    let (data, first) = (own.data, settings[0].data)
    let (options, firstOptions) = (own.options, settings[0].options)
    let identity = context.files.identity
    let differences = [
      ("data", data.table.map(identity) != first.table.map(identity)),
      (
        "cov", data.covariances.map(identity) != first.covariances.map(identity)
      ),
      ("nobs", data.counts != first.counts),
      ("means", data.means.map(identity) != first.means.map(identity)),
      ("sds", data.deviations.map(identity) != first.deviations.map(identity)),
      ("group", data.group != first.group),
      ("group-label", data.groupLabels != first.groupLabels),
      ("cluster", options.cluster != firstOptions.cluster),
      (
        "sampling-weights",
        options.samplingWeights != firstOptions.samplingWeights
      ),
      (
        "sampling-weights-normalization",
        options.weightNormalization != firstOptions.weightNormalization
      ),
      ("missing-codes", data.missingCodes != first.missingCodes),
      ("categories", data.categories != first.categories),
      ("encoding", data.encoding != first.encoding),
      ("delimiter", data.delimiter != first.delimiter),
      ("decimal-mark", data.decimalMark != first.decimalMark),
    ]
    guard let option = differences.first(where: \.1)?.0 else { return }
    throw InputError(
      message: "\(models[0].name) and \(name) differ in the option "
        + "`\(option)`: models of different data cannot be compared.",
      help: "Give the option `\(option)` for all.")
  }

  /// The models' names without folders and endings, as far as these are not
  /// needed to tell them apart.
  static func names(_ paths: [String]) -> [String] {
    let shorteners: [(String) -> String] = [
      { withoutEnding(lastComponent($0)) }, lastComponent, withoutEnding,
    ]
    for shorten in shorteners {
      let names = paths.map(shorten)
      if Set(names).count == names.count { return names }
    }
    return paths
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func withoutEnding(_ path: String) -> String {
    let nameStart =
      path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path.lastIndex(of: "."), dot > nameStart else {
      return path
    }
    return String(path[..<dot])
  }
}
