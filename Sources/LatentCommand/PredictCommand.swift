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

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

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

  @OptionGroup(title: "Data") var dataFlags: DataFlags
  @OptionGroup(title: "Model") var modelFlags: ModelFlags
  @OptionGroup(title: "Estimation") var estimationFlags: EstimationFlags

  func run() throws {
    let kind = try kind()
    let method = try scoreMethod()
    let hasErrors =
      try standardErrors.map {
        try SettingValue.bool($0, default: false)
      } ?? false
    if hasErrors, kind == .observed {
      throw InputError(
        message: "--standard-errors: predicted values have none.",
        help: "Leave it out, or use --type lv.")
    }
    var output = try OutputRequest(format: format ?? "csv", path: output)
    guard output.format != .text else {
      throw InputError(
        message: "--format: `latent predict` writes csv or json.",
        help: "Leave it out for csv.")
    }
    let format = output.format
    // What `fit` refuses for csv does not concern this command.
    output.format = .text
    let source = try ConvergedFit(
      model: model, data: data,
      flags: dataFlags.values + modelFlags.values + estimationFlags.values,
      output: output, lacking: "predictions"
    ) { $0.options.keepsCases = true }
    let predictions =
      switch kind {
      case .latent: try source.fit.factorScores(method)
      case .observed: try source.fit.predictedValues(method)
      }
    let table = PredictionTable(
      predictions, rowCount: source.context.rowCount, hasErrors: hasErrors,
      groupVariable: source.context.groupVariable)
    source.complainOfWarnings()
    try StandardStreams.write(
      format == .csv
        ? CSVRenderer().render(predictions: table)
        : JSONRenderer().render(
          predictions: table, of: source.fit, context: source.context),
      to: output.path)
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
