import Estimation
import FitSettings
import Latent
import Reporting

extension Setting {
  /// The options for the start of the estimation, and for whether it searches
  /// at all.
  static let startSettings: [Setting] = [
    Setting(
      "start", "file.json", .input,
      "Starting values that the model text does not give: those of another "
        + "fit, by the JSON that `format: json` writes, or simple (loadings .7, "
        + "variances 1, the rest 0).",
      default: .words("from the sample")
    ) { value, scope, settings in
      settings.start = try readStart(value, scope)
    },
    Setting(
      "rstarts", "n", .text,
      "The number of further searches, from random starting values (by "
        + "`seed`); the best result is kept.",
      default: .value("0")
    ) { value, scope, settings in
      let count = try SettingValue.whole(
        value, "number of random starting values", from: 0, to: 100_000)
      // Whoever is sent a model file is not kept waiting by it.
      guard !scope.isModelFile || count <= mostStartsOfModelFile else {
        throw InputError(
          message: "A model file asks for at most \(mostStartsOfModelFile) "
            + "searches from random starting values, not \(count).",
          help: "Give `rstarts` with the analysis.")
      }
      settings.options.estimation.randomStarts = count
    },
    truth(
      "do-fit",
      "Is the model fitted? Else it is shown at its starting values.",
      default: true
    ) { $1.options.estimation.staysAtStart = !$0 },
  ]

  /// The most random starting values that a model file may ask for.
  private static let mostStartsOfModelFile = 1000

  private static func readStart(
    _ value: String, _ scope: SettingScope
  ) throws -> StartSource {
    switch value.lowercased() {
    case "default", "mplus", "lisrel", "est": return .sample
    case "simple": return .simple
    default:
      guard value.lowercased().hasSuffix(".json") else {
        throw InputError(
          message: "`\(value)` gives no starting values.",
          help: "Expected default, simple, or a JSON file of a fit; single "
            + "values stand in the model text: `start(0.5)*x`.")
      }
      return .fit(try scope.input(value))
    }
  }
}

extension AnalysisSettings {
  /// Decides what starting values and random searches depend on, and what a
  /// model that is not fitted has.
  ///
  /// Asked once, after the standard errors and tests have been resolved.
  package mutating func resolveSearch() {
    if case .simple = start { options.estimation.starts = .simple }
    options.estimation.seed = bootstrap.seed
    guard options.estimation.staysAtStart else { return }
    options.standardErrors = .none
    options.tests = []
    if case .usual = output.report.fitMeasures {
      output.report.fitMeasures = .none
    }
  }
}

/// The source of starting values that the text does not give.
package enum StartSource {
  /// The sample.
  case sample
  /// Fixed sizes.
  case simple
  /// The JSON of another fit, by its path.
  case fit(String)

  /// The file, if there is one.
  package var file: String? {
    if case .fit(let path) = self { path } else { nil }
  }
}
