package import ModelCriticism

extension Setting {
  /// The tested restrictions.
  static let testSettings: [Setting] =
    [
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
      Setting(
        "power", "0.1", .choice(["0.1", "standardized"]),
        "Judge each added parameter by the power to find such a change, in its "
          + "unit, or standardized: loadings of 0.4, regressions and correlations "
          + "of 0.1, intercepts of 0.2.",
        default: .words("none")
      ) { value, _, settings in
        settings.tests.misspecification = try readTarget(value)
      },
      truth(
        "cumulative",
        "Test the restrictions one after the other too, the largest first?"
      ) { $1.tests.isCumulative = $0 },
      truth(
        "equivalence",
        "Test whether RMSEA and CFI are good enough, by their T-size values?"
      ) { $1.tests.isEquivalence = $0 },
      truth(
        "epc", "Print the expected changes of all parameters?",
        without: .words("`false`; the JSON always has them")
      ) { $1.tests.showsChanges = $0 },
    ] + resultOptions(records: nil)

  private static func readTarget(
    _ value: String
  ) throws -> MisspecificationOptions {
    var options = MisspecificationOptions()
    if value.lowercased() == "standardized" {
      options.target = .standardized()
    } else if let size = Double(value), size > 0, size.isFinite {
      options.target = .raw(size)
    } else {
      throw InputError(
        message: "`\(value)` is not a change of a parameter.",
        help: "Expected a number above 0, such as 0.1, or standardized.")
    }
    return options
  }
}

/// The tested restrictions.
package struct TestSettings {
  /// Equalities to test, as text.
  package var equalities: String?
  /// Whether every equality constraint is tested.
  var testsEveryConstraint = false
  /// The constraints that are tested, by their numbers from 1.
  package var released: [Int]?
  /// Parameters to test, as text.
  package var added: String?
  /// The judgment of added parameters by the power of their tests.
  package var misspecification: MisspecificationOptions?
  /// Whether restrictions are tested one after the other too.
  package var isCumulative = false
  /// Whether the fit is tested for equivalence.
  package var isEquivalence = false
  /// Whether expected changes of all parameters are shown.
  package var showsChanges = false

  /// Whether score tests of constraints are asked for.
  package var isScored: Bool { testsEveryConstraint || released != nil }
}
