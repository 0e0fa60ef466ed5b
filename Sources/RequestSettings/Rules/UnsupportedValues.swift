package import FitSettings
internal import Messages

/// An option with a value, as it is asked for.
package struct RequestedValue: Sendable {
  /// The option's name, with dashes.
  package let option: String
  /// The value; empty where the option itself is meant.
  package let value: String

  /// Asks for an option.
  package init(_ option: String, _ value: String = "") {
    self.option = option
    self.value = value
  }

  /// Whether one of the value's elements is one of some, capitals ignored.
  fileprivate func hasElement(of values: [String]) -> Bool {
    value.split(separator: ",").contains {
      values.contains(SettingValue.trimmed($0).lowercased())
    }
  }
}

/// Values of lavaan's options that Latent does not have, with what serves
/// instead; `ForeignOption` has the options.
package enum UnsupportedValues {
  /// Every rule; each is about one option.
  package static let all = CombinationRules<RequestedValue>(valueRules)

  /// Values that options do not take.
  private static let valueRules: [CombinationRule<RequestedValue>] = [
    values("estimator", ["fiml", "fml", "miiv", "iv"], "Use ML."),
    values("estimator", ["dls", "ntrls"], "Use GLS."),
    values(
      "estimator",
      [
        "js", "jsa", "fabin", "fabin2", "fabin3", "mgm", "multgroup",
        "guttman", "guttman1952", "bentler1982",
      ],
      "Use ML, or ULS.",
      because: "is an estimator without iterations, none of which is "
        + "available"),
    values(
      "estimator", ["rbm"], "Use ML, with a bootstrap for small samples.",
      because: "reduces the bias of ML, and is not available"),
    values(
      "estimator", ["mml", "catml"], "Use WLSMV.",
      because: "is a likelihood of ordered variables, and is not available"),
    values(
      "effect-coding",
      [
        "mg.lv.variances", "mg.lv.efa.variances", "mg.lv.means",
        "mg.lv.intercepts",
      ], "Write the constraint between the groups' parameters with labels.",
      because: "constrains latent parameters over the groups, for which "
        + "there is no option"),
    values(
      "bounds", ["user"],
      "Write bounds in the model text, as in `upper(1)*x2`; they hold with "
        + "every value of `bounds`.",
      because: "takes bounds from an argument in R"),
    values(
      "missing", ["doubly.robust"],
      "Use available.cases with `estimator: PML`, or pairwise.",
      because: "needs probabilities of unobserved pairs that R takes from an "
        + "argument"),
    values(
      "se", ["external", "two.step"],
      "Use standard, robust.sem, robust.huber.white, bootstrap or none."),
    values(
      "test", ["bollen.stine", "bootstrap"],
      "Use the analysis `bootstrap` with `bootstrap-kind: bollen.stine`.",
      because: "is drawn by an analysis of its own"),
  ]

  /// Refuses a value that is not supported.
  ///
  /// - Parameter request: The option with its value.
  /// - Throws: `InputError` with what serves instead.
  static func check(_ request: RequestedValue) throws(InputError) {
    guard let index = all.firstRefusal(of: request) else { return }
    let error = all.rules[index].error(request)
    throw InputError(
      message: error.message, help: error.remedy, code: error.code)
  }

  private static func values(
    _ option: String, _ values: [String], _ remedy: String,
    because reason: String = "comes in a later version"
  ) -> CombinationRule<RequestedValue> {
    CombinationRule(
      .optionLater,
      when: [
        Condition(Condition<RequestedValue>.optionWords(option, values)) {
          $0.option == option && $0.hasElement(of: values)
        }
      ],
      message: { "`\(option): \($0.value)` \(reason)." },
      remedy: { _ in remedy })
  }
}
