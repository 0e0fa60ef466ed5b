import ArgumentParser
import Foundation
import Latent

/// What a ladder consists of.
struct InvarianceFlags: ParsableArguments {
  @Option(
    help: .init(
      "What each step holds equal beside those before: sets of parameters as "
        + "--group-equal has them; + joins several in one step. If not given: "
        + "loadings,intercepts,residuals,means.", valueName: "a,b+c"))
  var steps: String?

  @Option(
    help: .init(
      "What decides whether a step holds: cfi (if not given: a fall of at most "
        + ".010), chen or chisq.", valueName: "name"))
  var criterion: String?

  @Option(
    help: .init(
      "The level of chi-square difference and score tests: .05 if not given.",
      valueName: "p"))
  var alpha: String?

  @Option(
    help: .init(
      "Are equalities of a step that does not hold released one at a time?",
      valueName: "bool"))
  var partial: String?

  @Option(
    help: .init(
      "How many indicators of a factor stay equal whatever is released: 2 if "
        + "not given.",
      valueName: "n"))
  var keep: String?

  func options() throws -> InvarianceOptions {
    var options = InvarianceOptions()
    if let steps {
      options.steps = try InputError.naming("steps") {
        try SettingValue.list(steps).map(Self.step)
      }
    }
    if let criterion {
      options.criterion = try InputError.naming("criterion") {
        try SettingValue.choice(criterion, "criterion")
      }
    }
    if let alpha {
      options.significance = try InputError.naming("alpha") {
        try SettingValue.level(alpha, "level of significance", such: 0.05)
      }
    }
    options.releases = try SettingValue.flag("partial", partial)
    if let keep {
      options.minimumInvariant = try InputError.naming("keep") {
        try SettingValue.whole(keep, "number of indicators")
      }
    }
    return options
  }

  /// Sets of parameters with `+` between them.
  private static func step(_ text: String) throws -> InvarianceStep {
    InvarianceStep(
      try text.split(separator: "+", omittingEmptySubsequences: false).map {
        try SettingValue.choice(
          String($0).trimmingCharacters(in: .whitespaces),
          "set of parameters", of: GroupEquality.self)
      })
  }
}
