import ArgumentParser
import Latent

/// The files of a command that fits one model.
struct FitArguments: ParsableArguments {
  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Argument(help: "The data file (CSV, TSV); - reads it from stdin.")
  var data: String?

  /// Reads the model, and makes the request of its front matter and flags.
  ///
  /// - Parameters:
  ///   - flags: The options given, names without dashes.
  ///   - output: What the command itself says of its output; if it does not,
  ///     front matter and flags do.
  /// - Returns: The model file and the request.
  /// - Throws: What is wrong with them.
  func read(
    _ flags: [(name: String, value: String)], output: OutputRequest? = nil
  ) throws -> (file: ModelFile, request: FitRequest) {
    let file = try ModelFile(path: model)
    var flags = flags
    if let data { try Self.add(data, to: &flags) }
    let request = try file.request(flags: flags, output: output)
    if model == "-", request.data.table == "-" {
      throw InputError(
        message: "Model and data cannot both come from stdin.",
        help: "Give one of them as a file.")
    }
    return (file, request)
  }

  /// Adds the table of cases that an argument names.
  ///
  /// - Parameters:
  ///   - data: The argument.
  ///   - flags: The options given.
  /// - Throws: `InputError` if a flag names one too.
  static func add(
    _ data: String, to flags: inout [(name: String, value: String)]
  ) throws {
    if flags.contains(where: { $0.name == "data" }) {
      throw InputError(
        message: "The data file is given twice, as an argument and as "
          + "--data.", help: "Give it once.")
    }
    flags.append(("data", data))
  }
}

/// What every command that fits a model can be told.
struct FitFlags: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataFlags
  @OptionGroup(title: "Model") var model: ModelFlags
  @OptionGroup(title: "Estimation") var estimation: EstimationFlags

  var values: [(name: String, value: String)] {
    data.values + model.values + estimation.values
  }
}

/// In what form a result is printed, and where.
struct ResultFlags: ParsableArguments {
  @Option(
    help: .init("text (if not given), json or csv.", valueName: "name"))
  var format: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  var values: [(name: String, value: String)] {
    givenFlags([("format", format), ("output", output)])
  }
}
