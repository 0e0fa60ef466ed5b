internal import Estimation
package import FitSettings
internal import Messages
internal import MomentInformation

/// A bootstrap as it is asked for: what rules look at.
package struct RequestedBootstrap: Sendable {
  /// The fit whose sample is drawn from.
  package var fit: RequestedFit
  /// The statistics that are drawn.
  package var draws: BootstrapOptions

  /// Asks for a bootstrap.
  package init(_ fit: RequestedFit, _ draws: BootstrapOptions) {
    self.fit = fit
    self.draws = draws
  }
}

/// The rules of what a bootstrap goes with: a replicate would compute other
/// things from the wrong cases.
package enum BootstrapRules {
  /// Every rule; where several apply, the first one speaks.
  package static let all = CombinationRules<RequestedBootstrap>([
    CombinationRule(
      .bootstrapDependentCases,
      when: [
        Condition("`bootstrap-kind: bollen.stine` or `parametric`") {
          [.bollenStine, .parametric].contains($0.draws.kind)
        },
        Condition("`cluster` or `sampling-weights`") {
          $0.fit.options.cluster != nil || $0.fit.options.samplingWeights != nil
        },
      ],
      message: {
        "The \($0.draws.kind.rawValue) bootstrap makes independent cases that "
          + "count once, which clusters and sampling weights do not allow."
      },
      remedy: { _ in "Use the nonparametric bootstrap." }),
    CombinationRule(
      .testStandardStatistic,
      when: [
        bootstrap,
        Condition("`standard-test` but `standard`") {
          $0.fit.options.standardStatistic != .standard
        },
      ],
      message: { _ in
        "Replicates have the standard statistic, which `standard-test` "
          + "replaces."
      },
      remedy: { _ in "Leave `standard-test` out." }),
    CombinationRule(
      .bootstrapOrdered,
      when: [
        Condition("`bootstrap-kind: bollen.stine` or `parametric`") {
          [.bollenStine, .parametric].contains($0.draws.kind)
        }, ordered,
      ],
      message: {
        "The \($0.draws.kind.rawValue) bootstrap makes continuous values, and "
          + "there are ordered variables."
      },
      remedy: { _ in "Use the nonparametric bootstrap." }),
    CombinationRule(
      .bootstrapWeightedWls,
      when: [
        bootstrap,
        Condition("`estimator: WLS` or `DWLS`") {
          $0.fit.options.estimation.estimator.weighsByMoments
        },
        Condition("`sampling-weights`") {
          $0.fit.options.samplingWeights != nil
        },
      ],
      message: { _ in
        "The bootstrap of WLS or DWLS with sampling weights is not supported: "
          + "the weight of every replicate would need them."
      },
      remedy: {
        $0.fit.hasOrdered ? "Use ULSMV or PML." : "Use ML, GLS or ULS."
      }),
    CombinationRule(
      .bootstrapConditionalWls,
      when: [
        bootstrap,
        Condition("`estimator: WLS` or `DWLS`") {
          $0.fit.options.estimation.estimator.weighsByMoments
        },
        Condition("`conditional-x: true`") { $0.fit.conditionsOnExogenous },
      ], unless: [ordered],
      message: { _ in
        "The bootstrap of WLS or DWLS given exogenous variables is not "
          + "supported: its replicates would need weights of their own."
      },
      remedy: { _ in "Use ML or ULS, or leave `conditional-x` out." }),
    CombinationRule(
      .bootstrapStandardErrors,
      when: [
        Condition("studentized intervals") { $0.draws.includesStandardErrors },
        Condition(
          "robust or two-stage standard errors or `information: first.order`"
        ) { $0.fit.looksAtCases },
      ],
      message: {
        "Standard errors of every replicate, as studentized intervals need "
          + "them, are not supported with standard errors that look at the "
          + "cases (\($0.fit.options.standardErrors.rawValue))."
      },
      remedy: { _ in
        "Use another interval, or standard errors from the expected or "
          + "observed information."
      }),
    CombinationRule(
      .bootstrapTests,
      when: [
        Condition("fit measures of every replicate") {
          $0.draws.includesFitMeasures
        }
      ],
      unless: [
        Condition("`test: standard` alone") {
          $0.fit.options.tests == [.standard]
        }
      ],
      message: { _ in
        "Fit measures of every replicate are not supported beside other tests "
          + "than the standard one."
      },
      remedy: { _ in
        "Fit with `estimator: ML`, GLS or ULS, without `test`."
      }),
    CombinationRule(
      .bootstrapPairwise,
      when: [
        Condition("`bootstrap-kind: bollen.stine`") {
          $0.draws.kind == .bollenStine
        },
        Condition("`missing: pairwise`") {
          $0.fit.options.missing == .pairwise
        },
      ],
      message: { _ in
        "Cases whose pairwise moments are those of the model cannot be made: "
          + "the Bollen-Stine bootstrap is not supported with "
          + "`missing: pairwise`."
      },
      remedy: { _ in "Use the parametric bootstrap, or `missing: fiml`." }),
  ])

  private static var ordered: Condition<RequestedBootstrap> {
    Condition("`ordered`") { $0.fit.hasOrdered }
  }

  private static var bootstrap: Condition<RequestedBootstrap> {
    Condition("a bootstrap") { _ in true }
  }
}

extension RequestedFit {
  /// Whether standard errors look at the cases, not only at their moments.
  fileprivate var looksAtCases: Bool {
    let errors = options.standardErrors
    return errors.isFromScores || errors.isFromMoments || errors.isTwoStage
      || options.informationKind == .firstOrder
  }
}
