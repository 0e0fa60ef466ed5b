import Foundation
import Latent

/// A model file: its text, and the options that stand in it.
struct ModelFile {
  /// The path as given; `-` is stdin.
  let path: String
  /// The parsed model.
  let model: Model

  /// Reads and parses a model file; its warnings go to stderr.
  init(path: String) throws {
    self.path = path
    let text = try TextFile.modelText(of: path)
    let name = path == "-" ? "<stdin>" : path
    model = try Model(text: text, name: name)
    complain(of: model.tree.warnings)
    if model.tree.statements.isEmpty {
      throw InputError(
        message: text.allSatisfy(\.isWhitespace)
          ? "The model file is empty." : "The model has no formulas.",
        help: "Write formulas such as `visual =~ x1 + x2 + x3`.",
        place: name)
    }
  }

  /// The name that results show.
  var name: String { path == "-" ? "<stdin>" : path }

  /// The request that front matter and flags make together; flags win.
  ///
  /// - Parameters:
  ///   - flags: Names without dashes, with their values.
  ///   - output: What the command itself says of its output; front matter
  ///     is that of `latent fit` and does not count then.
  /// - Returns: The request.
  /// - Throws: What is wrong in front matter or flags.
  func request(
    flags: [(name: String, value: String)], output: OutputRequest? = nil
  ) throws -> FitRequest {
    var request = FitRequest()
    if let frontMatter = model.tree.frontMatter {
      let reader = FrontMatterReader(
        source: model.tree.source, frontMatter: frontMatter)
      let scope = Setting.Scope(folder: folder)
      // A sample named on the command line replaces the file's altogether.
      let replacesSample = flags.contains {
        $0.name == "data" || $0.name == "cov"
      }
      let flagNames = Set(flags.map(\.name))
      try reader.apply(scope: scope, to: &request) { setting in
        flagNames.contains(setting.name)
          || replacesSample && setting.isDataSource
      }
    }
    for flag in flags {
      try InputError.naming(flag.name) {
        try Setting.named(flag.name).apply(
          flag.value, Setting.Scope(), &request)
      }
    }
    if let output { request.output = output }
    try request.resolveInference()
    try request.requireConsistent(model: path)
    return request
  }

  /// Fits the model; warnings about its text go to stderr.
  ///
  /// - Parameter request: What is asked for.
  /// - Returns: The fit and its origin, converged or not.
  /// - Throws: What is wrong with data, model or request.
  func fit(_ request: FitRequest) throws -> FitRunner.Outcome {
    let outcome = try FitRunner(model: model, request: request)
      .run(modelName: name)
    complain(of: outcome.fit.table.warnings)
    let options = request.options
    if options.model.productPairing != nil
      || options.productCentering != .double,
      !outcome.fit.table.hasLatentProducts
    {
      StandardStreams.complain(
        "\(name): warning: The options of latent products change nothing: the "
          + "model has none.")
    }
    return outcome
  }

  /// Says on stderr what is doubtful in the model's text.
  func complain(of warnings: [Diagnostic]) {
    for warning in warnings {
      StandardStreams.complain(warning.rendered(in: model.tree.source))
    }
  }

  /// The model file's folder as the current one sees it.
  private var folder: String? {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension ParameterTable {
  /// Whether a product of latent variables is measured.
  fileprivate var hasLatentProducts: Bool {
    roles.contains { !$0.latentInteractions.isEmpty }
  }
}
