import Latent

extension Setting {
  /// The tested restrictions.
  static let testSettings: [Setting] = [
    Setting(
      "wald", "text", .text,
      "Equalities between labels, defined parameters and numbers.",
      default: .words("no Wald test")
    ) { value, _, settings in
      settings.tests.equalities = value
    },
    truth("score", "Test every equality constraint?") {
      $1.tests.testsEveryConstraint = $0
    },
    Setting(
      "release", "n,m", .text,
      "Test these constraints only, by their numbers from 1.",
      default: .words("all")
    ) { value, _, settings in
      settings.tests.released = try SettingValue.counts(
        value, "number of a constraint")
    },
    Setting(
      "add", "text", .text, "Test parameters that the model does not have.",
      default: .words("none")
    ) { value, _, settings in
      settings.tests.added = value
    },
    truth(
      "epc", "Print the expected changes of all parameters?",
      without: .words("`false`; the JSON always has them")
    ) { $1.tests.showsChanges = $0 },
    format([.text, .json], "text or json."),
    outputFile,
  ]
}

/// The tested restrictions.
struct TestSettings {
  /// Equalities to test, as text.
  var equalities: String?
  /// Whether every equality constraint is tested.
  var testsEveryConstraint = false
  /// The constraints that are tested, by their numbers from 1.
  var released: [Int]?
  /// Parameters to test, as text.
  var added: String?
  /// Whether expected changes of all parameters are shown.
  var showsChanges = false

  /// Whether score tests of constraints are asked for.
  var isScored: Bool { testsEveryConstraint || released != nil }
}
