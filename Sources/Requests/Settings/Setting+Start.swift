import Estimation
import Latent
import Reporting

extension Setting {
  /// Where the estimation starts, and whether it searches at all.
  static let startSettings: [Setting] = [
    Setting(
      "start", "file.json", .input,
      "Starting values: those of another fit, by the JSON that `format: json` "
        + "writes; or default (from the sample, if not given) or simple. "
        + "Values in the model text come before them."
    ) { value, scope, settings in
      settings.start = try readStart(value, scope)
    },
    Setting(
      "rstarts", "n", .text,
      "The number of further searches, from random starting values (by the "
        + "seed); the best result is kept."
    ) { value, _, settings in
      settings.options.estimation.randomStarts = try SettingValue.whole(
        value, "number of random starting values", from: 0, to: 100_000)
    },
    truth(
      "do-fit",
      "Is the model fitted? Else it is shown at its starting values.",
      default: true
    ) { $1.options.estimation.staysAtStart = !$0 },
  ]

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
  /// - Parameter analysis: The analysis.
  /// - Throws: `InputError` for what needs estimates where there are none.
  mutating func resolveSearch(for analysis: Analysis) throws {
    if case .simple = start { options.estimation.starts = .plain }
    options.estimation.seed = bootstrap.seed
    guard options.estimation.staysAtStart else { return }
    guard analysis == .fit else {
      throw InputError(
        message: "`do-fit: false` leaves no estimates for the analysis "
          + "`\(analysis.rawValue)`.",
        help: "Use the analysis `fit`, or leave it out.")
    }
    for (name, isGiven) in [
      ("rstarts", options.estimation.randomStarts > 0),
      ("se", isRead("se") && options.standardErrors != .none),
      ("test", isRead("test") && !options.tests.isEmpty),
      ("modindices", output.modification.options(for: .json) != nil),
      ("residual-tests", !output.residualTests.isEmpty),
    ] where isGiven {
      throw InputError(
        message: "The option `\(name)` needs estimates, which "
          + "`do-fit: false` leaves out.",
        help: "Leave one of the two out.")
    }
    options.standardErrors = .none
    options.tests = []
    if !isRead("fit-measures") { output.report.fitMeasures = .none }
  }
}

/// The source of starting values that the text does not give.
enum StartSource {
  /// The sample.
  case sample
  /// Fixed sizes.
  case simple
  /// The JSON of another fit, by its path.
  case fit(String)

  /// The file, if there is one.
  var file: String? {
    if case .fit(let path) = self { path } else { nil }
  }
}
