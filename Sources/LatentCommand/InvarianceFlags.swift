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
      "The level of chi-square difference and score tests (.05).",
      valueName: "p"))
  var alpha: String?

  @Option(
    help: .init(
      "Are equalities of a step that does not hold released one at a time?",
      valueName: "bool"))
  var partial: String?

  @Option(
    help: .init(
      "How many indicators of a factor stay equal whatever is released (2).",
      valueName: "n"))
  var keep: String?

  func options() throws -> InvarianceOptions {
    var options = InvarianceOptions()
    if let steps {
      options.steps = try SettingValue.list(steps).map { step in
        InvarianceStep(
          try step.split(separator: "+", omittingEmptySubsequences: false).map {
            try SettingValue.choice(
              String($0).trimmingCharacters(in: .whitespaces),
              "set of parameters", of: GroupEquality.self)
          })
      }
    }
    if let criterion {
      options.criterion = try SettingValue.choice(criterion, "criterion")
    }
    if let alpha {
      guard let level = Double(alpha), level > 0, level < 1 else {
        throw InputError(
          message: "`\(alpha)` is no level of significance.",
          help: "Expected a number between 0 and 1, such as 0.05.")
      }
      options.significance = level
    }
    if let partial {
      options.releases = try SettingValue.bool(partial, default: false)
    }
    if let keep {
      guard let count = Int(keep), count >= 1 else {
        throw InputError(
          message: "`\(keep)` is no number of indicators.",
          help: "Expected a whole number from 1.")
      }
      options.minimumInvariant = count
    }
    return options
  }
}
