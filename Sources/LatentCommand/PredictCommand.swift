import ArgumentParser
import Latent

/// `latent predict`.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Factor scores and predicted values of every case.",
    discussion: """
      Examples:

        latent predict model.lav data.csv
        latent predict model.lav data.csv --method bartlett --output s.csv
        latent predict model.lav data.csv --standard-errors true
        latent predict model.lav data.csv --type ov

      Writes a line for every row of the data, in their order; rows that the \
      fit does not use have empty cells. The model is fitted as `latent fit` \
      does.
      """)

  /// What is predicted.
  enum Kind: String, CaseIterable {
    case latent = "lv"
    case observed = "ov"
  }

  @OptionGroup var arguments: FitArguments

  @Option(
    help: .init(
      "lv (if not given): factor scores; ov or yhat: the values of observed "
        + "variables that they imply.", valueName: "name"))
  var type: String?

  @Option(
    help: .init("regression (if not given) or bartlett.", valueName: "name"))
  var method: String?

  @Option(
    help: .init("Print the scores' standard errors?", valueName: "bool"))
  var standardErrors: String?

  @Option(help: .init("csv (if not given) or json.", valueName: "name"))
  var format: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  @OptionGroup var fitFlags: FitFlags

  func run() throws {
    let kind = try kind()
    let method = try scoreMethod()
    let hasErrors = try SettingValue.flag("standard-errors", standardErrors)
    if hasErrors, kind == .observed {
      throw InputError(
        message: "--standard-errors: predicted values have none.",
        help: "Leave it out, or use --type lv.")
    }
    let output = try OutputRequest(
      format: format, path: output, among: [.csv, .json])
    var (file, request) = try arguments.read(fitFlags.values, output: output)
    request.options.keepsCases = true
    let outcome = try file.fit(request)
    try outcome.requireConverged(
      "The fit did not converge: it has no predictions.")
    let predictions =
      switch kind {
      case .latent: try outcome.fit.factorScores(method)
      case .observed: try outcome.fit.predictedValues(method)
      }
    outcome.complainOfWarnings()
    try output.write(
      ReportedPredictions(
        predictions, of: outcome.fit, context: outcome.context,
        hasErrors: hasErrors))
  }

  private func kind() throws -> Kind {
    switch (type ?? "lv").lowercased() {
    case "latent", "factor", "lv": return .latent
    case "yhat", "ov": return .observed
    default:
      throw InputError.unknown(
        "type of prediction", type ?? "", among: ["lv", "ov", "yhat"])
    }
  }

  /// The method, by lavaan's names too.
  private func scoreMethod() throws -> FactorScoreMethod {
    switch (method ?? "regression").lowercased() {
    case "ebm", "regression": return .regression
    case "ml", "bartlett", "bartlet": return .bartlett
    default:
      throw InputError.unknown(
        "method", method ?? "",
        among: FactorScoreMethod.allCases.map(\.rawValue))
    }
  }
}
