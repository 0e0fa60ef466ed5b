import Estimation
import FitSettings
import Reporting

extension RequestRules {
  /// The rules of models that stay at their starting values.
  static let start: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionOtherAnalysis, when: [.notFitted],
      unless: [.analysis(.fit, .parse)],
      message: {
        "`do-fit: false` leaves no estimates for the analysis "
          + "`\($0.analysis.rawValue)`."
      },
      remedy: { _ in "Use the analysis `fit`, or leave it out." }),
    .refusing(
      [
        LookedAtOption("rstarts") { $0.options.estimation.randomStarts > 0 },
        LookedAtOption("se") { $0.inference.standardErrors.isWanted },
        LookedAtOption("test") { $0.inference.tests?.isEmpty == false },
        LookedAtOption("modindices") {
          $0.output.modification.isWanted == true
        },
        LookedAtOption("residual-tests") {
          !$0.output.residualTests.isEmpty
        },
      ], .optionContradiction, when: [.notFitted],
      message: {
        "The option `\($0)` needs estimates, which `do-fit: false` leaves out."
      },
      remedy: { _ in "Leave one of the two out." }),
  ]

  /// The rules of other programs' defaults.
  static let mimic: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionContradiction,
      when: [
        .asks("`mimic: Mplus`") { $0.mimic == .mplus },
        .asks("`estimator: GLS`, `ULS`, `WLS`, `MLM` or its like") {
          !$0.options.estimation.estimator.hasCaseLikelihood
            || $0.options.standardErrors.isFromMoments
        },
      ],
      message: {
        "The weights by which Mplus differs from lavaan with the estimator "
          + "\($0.settings.options.estimatorName) are not computed."
      },
      remedy: { _ in
        "Use ML or MLR with `mimic: Mplus`, or leave `mimic: Mplus` out."
      })
  ]
}

extension InferenceSettings.Errors? {
  /// Whether standard errors are asked for.
  fileprivate var isWanted: Bool {
    switch self {
    case nil, .kind(.none): false
    case .kind, .robust, .usual: true
    }
  }
}

extension Condition where Subject == RequestedAnalysis {
  /// The model stays at its starting values.
  fileprivate static var notFitted: Condition {
    .asks("`do-fit: false`") { $0.options.estimation.staysAtStart }
  }
}
