import ArgumentParser
import Foundation
import Latent

/// `latent compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare models of the same data.",
    discussion: """
      Examples:

        latent compare full.lav partial.lav direct.lav data.csv
        latent compare configural.lav weak.lav strong.lav
        latent compare a.lav b.lav --data data.txt --estimator GLS

      Fits every model and prints one table: fit, tests of the chi-square \
      difference between nested models, information criteria, and which model \
      holds. Whether models are nested is found numerically.

      The data are a last argument that ends in .csv or .tsv, --data or \
      --cov, or those that the front matter of all model files names. Options \
      here apply to all models and win over front matter, whose options of \
      output do not count.
      """)

  @Argument(
    help: "Two or more model files; a last one .csv or .tsv is the data.")
  var model: [String] = []

  @OptionGroup var resultFlags: ResultFlags

  @Option(
    help: .init(
      "Difference tests of scaled statistics: default, satorra.bentler.2001, "
        + "satorra.bentler.2010 or satorra.2000.", valueName: "name"))
  var method: String?

  @OptionGroup var fitFlags: FitFlags

  func run() throws {
    let (paths, flags) = try arguments()
    let output = try OutputRequest(
      format: resultFlags.format, path: resultFlags.output)
    let method: DifferenceMethod =
      try self.method.map { text in
        try InputError.naming("method") {
          try SettingValue.choice(text, "method")
        }
      } ?? .default
    let files = try paths.map { try ModelFile(path: $0) }
    let requests = try files.map {
      try $0.request(flags: flags, output: output)
    }
    for (file, request) in zip(files, requests) {
      try requireSameData(
        request, requests[0], file.name, files[0].name)
    }
    let names = Self.names(files.map(\.name))
    var outcomes: [FitRunner.Outcome] = []
    for (index, file) in files.enumerated() {
      outcomes.append(try Self.run(file, requests[index], name: names[index]))
    }
    let comparison = try compare(
      outcomes.map(\.fit), names: names, method: method)
    let context = outcomes[0].context
    try output.write(
      ReportedComparison(comparison, context: context))
  }

  /// Fits one of the models.
  private static func run(
    _ file: ModelFile, _ request: FitRequest, name: String
  ) throws -> FitRunner.Outcome {
    do {
      let outcome = try file.fit(request)
      try outcome.requireConverged(
        "\(name) did not converge and cannot be compared.")
      return outcome
    } catch let error as LatentError where error.kind == .fit {
      // Names the model the error belongs to.
      throw InputError(
        message: "\(error.message) [\(error.code)]",
        help: OptionReferences.flags(in: error.remedy), place: file.name)
    }
  }

  /// The model files and the flags, the data among these.
  private func arguments() throws -> (
    paths: [String], flags: [(name: String, value: String)]
  ) {
    var paths = model
    var flags = fitFlags.values
    if let last = paths.last, Self.isTable(last) {
      paths.removeLast()
      try FitArguments.add(last, to: &flags)
    }
    if let table = paths.first(where: Self.isTable) {
      throw InputError(
        message: "`\(table)` is a data file between model files.",
        help: "Give one data file, as the last argument.")
    }
    guard paths.count > 1 else {
      throw InputError(
        message: "There \(paths.isEmpty ? "are no models" : "is one model") "
          + "to compare.",
        help: "Give two or more: `latent compare full.lav partial.lav`.")
    }
    for (index, path) in paths.enumerated() where paths[..<index].contains(path)
    {
      throw InputError(
        message: "The model `\(path)` is given twice.",
        help: "Give each model once.")
    }
    let fromInput = flags.contains { $0.name == "data" && $0.value == "-" }
    if fromInput {
      throw InputError(
        message: "The data of several fits cannot come from stdin.",
        help: "Give them as a file.")
    }
    return (paths, flags)
  }

  private static func isTable(_ path: String) -> Bool {
    ["csv", "tsv"].contains((path as NSString).pathExtension.lowercased())
  }

  /// Refuses models whose front matter names other data.
  private func requireSameData(
    _ request: FitRequest, _ firstRequest: FitRequest, _ name: String,
    _ firstName: String
  ) throws {
    let (data, first) = (request.data, firstRequest.data)
    let (options, firstOptions) = (request.options, firstRequest.options)
    let differences = [
      ("data", data.table.map(Self.full) != first.table.map(Self.full)),
      (
        "cov",
        data.covariances.map(Self.full) != first.covariances.map(Self.full)
      ),
      ("nobs", data.counts != first.counts),
      ("means", data.means.map(Self.full) != first.means.map(Self.full)),
      (
        "sds",
        data.deviations.map(Self.full) != first.deviations.map(Self.full)
      ),
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
      ("encoding", data.encoding != first.encoding),
      ("delimiter", data.delimiter != first.delimiter),
    ]
    guard let option = differences.first(where: \.1)?.0 else { return }
    throw InputError(
      message: "\(firstName) and \(name) differ in the option `\(option)`: "
        + "models of different data do not compare.",
      help: "Give it for all: `--\(option) ...`.")
  }

  /// One path for one file, however it is written.
  private static func full(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// The files' names without folders and endings, as far as these are not
  /// needed to tell them apart.
  static func names(_ paths: [String]) -> [String] {
    let shorteners: [(NSString) -> String] = [
      { ($0.lastPathComponent as NSString).deletingPathExtension },
      { $0.lastPathComponent }, { $0.deletingPathExtension },
    ]
    for shorten in shorteners {
      let names = paths.map { shorten($0 as NSString) }
      if Set(names).count == names.count { return names }
    }
    return paths
  }
}
