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
    for warning in model.warnings {
      StandardStreams.complain(warning.rendered(in: model.tree.source))
    }
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
  /// - Parameter flags: Names without dashes, with their values.
  /// - Returns: The request.
  /// - Throws: What is wrong in front matter or flags.
  func request(flags: [(name: String, value: String)]) throws -> FitRequest {
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
      do {
        try Setting.named(flag.name).apply(
          flag.value, Setting.Scope(), &request)
      } catch let error as InputError {
        throw InputError(
          message: "--\(flag.name): \(error.message)", help: error.help)
      }
    }
    try request.resolveInference()
    try request.requireConsistent(model: path)
    return request
  }

  /// The model file's folder as the current one sees it.
  private var folder: String? {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
