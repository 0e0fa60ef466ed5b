import FitSettings
import Latent

extension RequestRules {
  /// The rules of confidence intervals and of standard errors of defined
  /// parameters.
  static let intervals: [CombinationRule<RequestedAnalysis>] = [
    .refusing(
      [LookedAtOption(inRequest: "plot")], .optionWithoutObject,
      when: [.analysis(.fit)], unless: [profile],
      message: { _ in "The picture of a fit is the profile of a likelihood." },
      remedy: { _ in "Add `ci: profile`, or leave the option `plot` out." }),
    .refusing(
      [LookedAtOption(inRequest: "plot-scale")], .optionWithoutObject,
      when: [.analysis(.fit)],
      unless: [.asks("`plot`") { $0.plot.file != nil }],
      message: { "The option `\($0)` belongs to the picture of a profile." },
      remedy: { _ in
        "Add `ci: profile` and `plot: FILE.svg`, or leave it out."
      }),
    CombinationRule(
      .optionContradiction,
      when: [.analysis(.fit, .effects), profile, errors(.none)],
      message: { _ in
        "Profile-likelihood intervals stand beside standard errors, which "
          + "`se: none` leaves out."
      },
      remedy: { _ in "Leave `se: none` out, or `ci: profile`." }),
    CombinationRule(
      .optionContradiction,
      when: [
        .analysis(.effects), profile,
        .asks("a bootstrap") { $0.usualReplicateCount(for: .effects) != nil },
      ],
      message: { _ in
        "A bootstrap has intervals of its own: `ci: profile` would replace "
          + "them."
      },
      remedy: { _ in "Leave `ci: profile` or the bootstrap's options out." }),
    CombinationRule(
      .optionContradiction,
      when: [.analysis(.fit), profile, errors(.bootstrap)],
      message: { _ in
        "A bootstrap has intervals of its own: `ci: profile` would replace "
          + "them."
      },
      remedy: { _ in "Leave `se: bootstrap` out, or `ci: profile`." }),
    .refusing(
      [LookedAtOption("monte-carlo") { $0.intervals.drawCount != nil }],
      .optionWithoutObject, when: [.analysis(.fit)], unless: [drawn],
      message: {
        "The option `\($0)` is the number of draws for "
          + "`se-def: monte.carlo`."
      },
      remedy: { _ in "Add `se-def: monte.carlo`, or leave it out." }),
    .refusing(
      [
        LookedAtOption("se-delta-second-order") { $0.intervals.hasSecondOrder }
      ], .optionContradiction, when: [.analysis(.fit), drawn],
      message: {
        "The option `\($0)` is about the delta method, which "
          + "`se-def: monte.carlo` replaces."
      },
      remedy: { _ in "Leave one of the two out." }),
    .refusing(
      [
        LookedAtOption("se-def") { $0.intervals.drawsDefinitions },
        LookedAtOption("se-delta-second-order") {
          $0.intervals.hasSecondOrder
        },
      ], .optionContradiction,
      when: [
        .analysis(.fit),
        .asks("`se: none` or `bootstrap`") {
          [.none, .bootstrap].contains($0.options.standardErrors)
        },
      ],
      message: {
        "The option `\($0)` needs the covariances of the estimates, which "
          + "`se: none` and `se: bootstrap` do not make."
      },
      remedy: { "Leave the option `\($0)` or the option `se` out." }),
    .refusing(
      [LookedAtOption("fmi") { $0.output.showsMissingInformation }],
      .optionWithoutObject,
      unless: [
        .asks("`missing: fiml` or `fiml.x`") {
          $0.options.missing.isFullInformation
        }
      ],
      message: {
        "The option `\($0)` needs a likelihood of incomplete cases."
      },
      remedy: { _ in "Add `missing: fiml`, or leave it out." }),
  ]

  /// The rules of what weights are.
  static let weights: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionContradiction,
      when: [
        .asks("`sampling-weights-type: frequency`") { $0.data.areFrequencies },
        .asks("`sampling-weights-normalization`") {
          $0.given.contains("sampling-weights-normalization")
        },
      ],
      message: { _ in
        "Frequencies are numbers of cases, which nothing normalizes."
      },
      remedy: { _ in
        "Leave the option `sampling-weights-normalization` out."
      }),
    CombinationRule(
      .optionWithoutObject,
      when: [
        .asks("`sampling-weights-type: frequency`") { $0.data.areFrequencies }
      ],
      unless: [
        .asks("`sampling-weights`") { $0.options.samplingWeights != nil }
      ],
      message: { _ in
        "The option `sampling-weights-type` needs `sampling-weights`."
      },
      remedy: { _ in
        "Name the variable with the frequencies, or leave it out."
      }),
  ]

  private static var profile: Condition<RequestedAnalysis> {
    .asks("`ci: profile`") { $0.intervals.kind == .profile }
  }

  private static var drawn: Condition<RequestedAnalysis> {
    .asks("`se-def: monte.carlo`") { $0.intervals.drawsDefinitions }
  }

  private static func errors(_ kind: StandardErrorKind)
    -> Condition<RequestedAnalysis>
  {
    .asks("`se: \(kind.rawValue)`") { $0.options.standardErrors == kind }
  }
}
