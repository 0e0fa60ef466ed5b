internal import Estimation
internal import Messages
internal import MomentInformation

extension FitRules {
  /// Rules of the pairwise likelihood of ordered variables.
  static let pairwiseLikelihood: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .estimatorPairwise, when: [.estimator(.pml)], unless: [.ordered],
      message: { _ in
        "The estimator PML is the pairwise likelihood of ordered variables, "
          + "and there are none."
      },
      remedy: { _ in "Name them with `ordered`, or use ML." }),
    CombinationRule(
      .missingAvailableCases, when: [.missing([.availableCases])],
      unless: [.estimator(.pml)],
      message: {
        "`missing: \($0.missing)` belongs to the pairwise likelihood; the "
          + "estimator is \($0.options.estimatorName)."
      },
      remedy: {
        $0.hasOrdered
          ? "Use `estimator: PML`, or `missing: pairwise`."
          : "Use `missing: fiml` with ML, or `missing: pairwise`."
      }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .estimator(.pml),
        .standardErrors(
          StandardErrorKind.allCases.filter {
            ![.standard, .robustHuberWhite, .robustCluster, .bootstrap, .none]
              .contains($0)
          }),
      ],
      message: {
        "The \($0.standardErrors) standard errors are those of moments, and "
          + "PML is a likelihood."
      },
      remedy: { _ in "Use `se: robust.huber.white`." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .estimator(.pml), .test(.all(but: .standard, .meanVarAdjusted)),
      ],
      message: {
        let test = $0.test(in: .all(but: .standard, .meanVarAdjusted))
        return "The test \(test) is not one of the ratio of pairwise "
          + "likelihoods."
      },
      remedy: { _ in "Leave `test` out: PML has mean.var.adjusted." }),
    CombinationRule(
      .orderedUnsupported,
      when: [.estimator(.pml), .information(.firstOrder)],
      message: { _ in
        "The first-order information of a pairwise likelihood is not the "
          + "variance of its estimates."
      },
      remedy: { _ in "Use `information: observed` or expected." }),
  ]
}
