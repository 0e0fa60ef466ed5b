package import FitSettings
internal import Messages
import Reporting
internal import SampleStatistics
internal import Specification

/// The rules of what an analysis may be asked for at once, beside those of its
/// fit: options that contradict each other, or that nothing would use.
package enum RequestRules {
  /// Every rule; where several apply, the first one speaks.
  package static let all = CombinationRules<RequestedAnalysis>(
    own + factors + tables + sample + weights + objects + standardErrors
      + intervals
      + start
      + mimic + publication + output + replicates + picture)

  /// The rules of options that front matter cannot have: where they are wrong,
  /// no model matters.
  package static let own = tests + predictions + parsing

  private static let tests: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionWithoutObject,
      when: [
        .analysis(.test),
        .asks("`power`") { $0.tests.misspecification != nil },
      ],
      unless: [.asks("`add`") { $0.tests.added != nil }],
      message: { _ in
        "The option `power` judges added parameters; there are none."
      },
      remedy: { _ in "Name them by `add: x1 ~~ x2`, or leave it out." }),
    CombinationRule(
      .optionWithoutObject,
      when: [
        .analysis(.test), .asks("`cumulative`") { $0.tests.isCumulative },
      ],
      unless: [
        .asks("`score`, `release` or `add`") {
          $0.tests.isScored || $0.tests.added != nil
        }
      ],
      message: { _ in
        "The option `cumulative` is about score tests; there are none."
      },
      remedy: { _ in
        "Add `score: true` or `add: x1 ~~ x2`, or leave it out."
      }),
    CombinationRule(
      .optionNothingToTest, when: [.analysis(.test)],
      unless: [
        .asks("`wald`, `score`, `release`, `add` or `equivalence`") {
          $0.tests.equalities != nil || $0.tests.isScored
            || $0.tests.added != nil || $0.tests.isEquivalence
        }
      ],
      message: { _ in "There is nothing to test." },
      remedy: { _ in
        "Give `wald: a == b`, `score: true`, `release: 1`, `add: x1 ~~ x2` or "
          + "`equivalence: true`."
      }),
  ]

  private static let predictions: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionWithoutObject,
      when: [
        .analysis(.predict),
        .asks("`standard-errors: true`") { $0.prediction.hasErrors },
        .asks("`type: ov`, `yhat`, `probabilities` or `cases`") {
          $0.prediction.type != .factors || $0.prediction.showsDiagnostics
        },
      ],
      message: { _ in "Predicted values have no standard errors." },
      remedy: { _ in
        "Leave the option `standard-errors` out, or use `type: lv`."
      }),
    CombinationRule(
      .optionContradiction,
      when: [
        .analysis(.predict),
        .asks("`type: cases`") { $0.prediction.showsDiagnostics },
        .asks("`newdata`") { $0.prediction.newData != nil },
      ],
      message: { _ in
        "Diagnostics are of the cases that the fit uses, not of `newdata`."
      },
      remedy: { _ in
        "Leave the option `newdata` out, or use `type: lv` or ov."
      }),
    CombinationRule(
      .optionContradiction,
      when: [
        .analysis(.predict),
        .asks("`center`") { !$0.data.centered.isEmpty },
        .asks("`newdata`") { $0.prediction.newData != nil },
      ],
      message: { _ in
        "The option `center` shifts the columns of the data that are fitted, "
          + "not those of `newdata`."
      },
      remedy: { _ in
        "Centre the columns in both files, or leave one out."
      }),
  ]

  /// The rules of groups, weights and covariances that other options need.
  static let objects: [CombinationRule<RequestedAnalysis>] = [
    .refusing(
      [
        LookedAtOption("group-equal") { !$0.options.model.groupEqual.isEmpty },
        LookedAtOption("group-partial") {
          !$0.options.model.groupPartial.isEmpty
        },
      ], .optionWithoutObject,
      unless: [
        .asks("`group` or several files in `cov`") {
          $0.data.group != nil || $0.data.covariances.count > 1
        }
      ],
      message: { "The option `\($0)` needs groups." },
      remedy: { _ in
        "Name the grouping variable with the option `group`, or leave it out."
      }),
    .refusing(
      [LookedAtOption("vcov") { $0.output.report.showsParameterCovariance }],
      .optionWithoutObject,
      when: [.asks("`se: none`") { $0.options.standardErrors == .none }],
      message: { "The option `\($0)` needs standard errors." },
      remedy: { "Leave `se: none` out, or the option `\($0)`." }),
    .refusing(
      [
        LookedAtOption("sampling-weights-normalization") {
          $0.options.weightNormalization != .group
        }
      ], .optionWithoutObject,
      unless: [
        .asks("`sampling-weights`") { $0.options.samplingWeights != nil }
      ],
      message: { "The option `\($0)` needs `sampling-weights`." },
      remedy: { _ in
        "Name the variable with the weights, or leave it out."
      }),
    .refusing(
      [LookedAtOption("group-label") { $0.data.groupLabels != nil }],
      .optionWithoutObject,
      unless: [
        .asks("`group` or `cov`") {
          $0.data.group != nil || !$0.data.covariances.isEmpty
        }
      ],
      message: { "The option `\($0)` needs `group`." },
      remedy: {
        "Name the grouping variable with the option `group`, or leave out the "
          + "option `\($0)`."
      }),
  ]

  /// The rules of standard errors that the data or the analysis do not allow.
  static let standardErrors: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionDependenceIgnored,
      when: [
        .asks("`se: standard`") { $0.inference.standardErrors.isStandard },
        .asks("`cluster` or `sampling-weights`") {
          $0.options.cluster != nil || $0.options.samplingWeights != nil
        },
      ],
      message: { _ in
        "The standard errors `standard` ignore clusters and "
          + "sampling weights."
      },
      remedy: { _ in "Leave the option `se` out, or use `se: none`." }),
    CombinationRule(
      .optionOtherAnalysis,
      when: [
        .analysis(.compare, .invariance, .test, .predict),
        .asks("`se: bootstrap`") { $0.options.standardErrors == .bootstrap },
      ],
      message: { _ in
        "Bootstrap standard errors are drawn by the analysis `fit` and the "
          + "analysis `bootstrap`."
      },
      remedy: { _ in "Leave `se: bootstrap` out here." }),
  ]

  /// Refuses what a rule refuses.
  ///
  /// - Parameters:
  ///   - rules: The rules.
  ///   - subject: The requested analysis.
  /// - Throws: `InputError` with the code of the first rule that applies.
  package static func check(
    _ rules: [CombinationRule<RequestedAnalysis>],
    _ subject: RequestedAnalysis
  ) throws(InputError) {
    guard let rule = rules.first(where: { $0.refuses(subject) }) else {
      return
    }
    let error = rule.error(subject)
    throw InputError(
      message: error.message, help: error.remedy, code: error.code)
  }
}

extension InferenceSettings.Errors? {
  /// Whether the usual standard errors are asked for by name.
  fileprivate var isStandard: Bool {
    if case .kind(.standard) = self { true } else { false }
  }
}
