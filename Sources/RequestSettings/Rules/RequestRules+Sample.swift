import FitSettings

extension RequestRules {
  /// The rules of where the sample comes from.
  static let sample: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionContradiction, when: [fitted, .cases, .moments],
      message: { _ in "There are both a table of cases and covariances." },
      remedy: { _ in "Give either the option `data` or the option `cov`." }),
    CombinationRule(
      .optionNoData, when: [fitted],
      unless: [
        .cases, .moments,
        .asks("the model of a codebook") { $0.codebookAction == .model },
      ],
      message: { _ in "There are no data." },
      remedy: { _ in
        "Give a table of cases by the option `data`, or covariances by "
          + "`cov: FILE` and `nobs: N`."
      }),
    .refusing(
      [
        LookedAtOption("nobs") { !$0.data.counts.isEmpty },
        LookedAtOption("means") { !$0.data.means.isEmpty },
        LookedAtOption("sds") { !$0.data.deviations.isEmpty },
      ], .optionWithoutObject, when: [fitted, .cases],
      message: {
        "The option `\($0)` belongs to `cov`, not to a table of cases."
      },
      remedy: { _ in
        "Leave it out, or give the option `cov` instead of `data`."
      }),
    .refusing(
      [LookedAtOption("group") { $0.data.group != nil }],
      .optionWithoutObject, when: [fitted, .moments],
      message: { "The option `\($0)` needs a table of cases." },
      remedy: { _ in
        "Several groups of covariances are several files: `cov: a.csv,b.csv`."
      }),
    .refusing(
      [LookedAtOption("center") { !$0.data.centered.isEmpty }],
      .optionWithoutObject, when: [fitted, .moments],
      message: { "The option `\($0)` needs a table of cases." },
      remedy: { _ in
        "Products of centred variables are not known from covariances."
      }),
    .refusing(
      [
        LookedAtOption("missing-codes") { !$0.data.missingCodes.isEmpty },
        LookedAtOption("categories") { !$0.data.categories.isEmpty },
      ],
      .optionWithoutObject, when: [.moments],
      message: {
        "The option `\($0)` belongs to a table of cases, not to `cov`."
      },
      remedy: { _ in "Leave it out." }),
  ]

  private static var fitted: Condition<RequestedAnalysis> {
    Condition("a fit") { $0.fits }
  }
}
