import Latent
import Messages

/// An option of a fit: one name and one reading for flags and front matter.
struct Setting {
  /// What a value is read with.
  struct Scope {
    /// The folder that relative paths start from; `nil` is the current one.
    var folder: String?

    /// A path as the current folder sees it.
    func resolve(_ path: String) -> String {
      guard let folder, !folder.isEmpty, path != "-",
        !path.hasPrefix("/")
      else { return path }
      let parts = "\(folder)/\(path)".split(separator: "/")
      // `a/../b` is shown as `b`.
      var kept: [Substring] = []
      for part in parts where part != "." {
        if part == "..", let last = kept.last, last != ".." {
          kept.removeLast()
        } else {
          kept.append(part)
        }
      }
      return (folder.hasPrefix("/") ? "/" : "")
        + kept.joined(separator: "/")
    }
  }

  typealias Apply = @Sendable (String, Scope, inout FitRequest) throws -> Void

  /// The long name, without dashes.
  let name: String
  /// Reads a value into a request.
  let apply: Apply

  /// Whether it says where the sample comes from.
  var isDataSource: Bool { Self.dataSources.contains(name) }

  static let dataSources: Set<String> = [
    "data", "cov", "nobs", "means", "sds",
  ]

  /// Every setting.
  static let all: [Setting] =
    dataSettings + modelSettings + estimationSettings + bootstrapSettings
    + criticismSettings + outputSettings

  /// The setting of a name; lavaan's names with dots are understood too.
  static func named(_ name: String) throws -> Setting {
    let dashed = String(name.map { $0 == "." || $0 == "_" ? "-" : $0 })
    if let setting = all.first(where: { $0.name == dashed }) {
      return setting
    }
    if let reason = later[dashed] {
      throw InputError(
        message: "The option `\(name)` is not supported yet.", help: reason)
    }
    let known = all.map(\.name)
    if let near = NearestName.find(dashed, in: known) {
      throw InputError(
        message: "Unknown option `\(name)`.",
        help: "Did you mean `\(near)`?")
    }
    throw InputError(
      message: "Unknown option `\(name)`.",
      help: "The options are \(known.joined(separator: ", ")).")
  }

  /// lavaan's arguments that a later version brings, with what serves now.
  private static let later: [String: String] = [
    "rotation": "Exploratory factors come in a later version.",
    "parameterization":
      "Models for ordered data come in a later version.",
    "mimic": "Use `likelihood: wishart` for the numbers of AMOS, LISREL "
      + "and EQS.",
    "iseed": "Use `seed`.",
    "boot-ci-type": "Use `boot-ci`.",
    "sample-cov": "Use `cov`.",
    "sample-mean": "Use `means`.",
    "sample-nobs": "Use `nobs`.",
  ]
}
