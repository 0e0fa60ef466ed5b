/// Options and arguments of lavaan that are not options here, each with the
/// reason and with what serves instead.
package struct ForeignOption: Sendable {
  /// lavaan's name, with dashes.
  package let name: String
  /// The reason why the option does not exist here, the end of a sentence.
  let reason: String
  /// The option or step that serves instead; options stand in backticks.
  let remedy: String

  init(_ name: String, _ reason: String, _ remedy: String) {
    self.name = name
    self.reason = reason
    self.remedy = remedy
  }

  /// The refusal.
  var refusal: InputError {
    InputError(
      message: "The option `\(name)` of lavaan \(reason).", help: remedy,
      code: .optionLater)
  }

  /// The option of a name with dashes, capitals ignored; `nil` if lavaan has
  /// none that is refused.
  package static func named(_ name: String) -> ForeignOption? {
    let name = name.lowercased()
    if let known = byName[name] { return known }
    // lavaan's groups of options.
    return families.first { name.hasPrefix($0.name) }.map {
      ForeignOption(name, $0.reason, $0.remedy)
    }
  }

  private static let byName = Dictionary(
    (renamed + ordered + computing + inference + modelling + functions).map {
      ($0.name, $0)
    }, uniquingKeysWith: { first, _ in first })

  /// Options that are refused alike.
  static func all(
    _ names: [String], _ reason: String, _ remedy: String
  ) -> [ForeignOption] {
    names.map { ForeignOption($0, reason, remedy) }
  }

  /// Options that have another name here, each with it.
  static func renames(_ names: [(String, String)]) -> [ForeignOption] {
    names.map { name, own in
      ForeignOption(name, "has another name", "Use the option `\(own)`.")
    }
  }

  private static let families: [ForeignOption] = [
    ForeignOption(
      "check-", "has no use: everything is always checked",
      "Leave it out; problems are warnings or errors."),
    ForeignOption(
      "optim-", "belongs to its optimizers",
      "Leave it out; use `iter-max` or `rstarts`, or starting values in the "
        + "text."),
    ForeignOption(
      "omega-", "chooses the information inside of robust tests",
      "Use `information`, `h1-information` or `observed-information`, whose "
        + "second element is that of tests."),
    ForeignOption(
      "slot", "hands over objects of R",
      "Give the model text and the data."),
  ]

  /// The options that have another name here.
  private static let renamed: [ForeignOption] = {
    var list = renames([
      ("iseed", "seed"), ("boot-ci-type", "boot-ci"), ("sample-cov", "cov"),
      ("sample-mean", "means"), ("sample-nobs", "nobs"), ("aux", "auxiliary"),
      ("model-type", "kind"), ("cmd", "kind"), ("ncpus", "threads"),
      ("parallel", "threads"), ("cl", "threads"),
    ])
    list += [
      ForeignOption(
        "model", "is an argument of R's functions",
        "The model is the first argument of the command."),
      ForeignOption(
        "representation", "chooses its matrices",
        "Leave it out: the model is in LISREL's matrices here too."),
      ForeignOption(
        "parser", "chooses its parsers", "Leave it out: there is one."),
    ]
    return list
  }()

  /// The options that only models of ordered variables have, and others that
  /// are not supported yet.
  private static let ordered: [ForeignOption] = {
    var list: [ForeignOption] = []
    list +=
      all(
        [
          "allow-empty-cell", "cat-wls-w", "integration-ngh", "link",
          "sample-th",
        ],
        "is a choice about ordered variables that is not supported",
        "Leave it out: lavaan's defaults hold.")
      + [
        ForeignOption(
          "categorical", "has another name", "Use the option `ordered`.")
      ]
      + all(
        ["rotation-args"], "is a list of options that have names of their own",
        "Use `geomin-epsilon`, `rotation-orthogonal`, `row-weights`, `target`, "
          + "`rotation-starts` and the like.")
      + all(
        ["rotation-se"],
        "chooses between two computations of what has one value here",
        "Leave it out: standard errors are those of the delta method through "
          + "the rotation, with the scales of the indicators estimated.")
      + all(
        [
          "mg-agreement", "mg-agreement-algorithm", "mg-agreement-method",
          "mg-agreement-weight",
        ],
        "is about rotations of several groups toward each other, which are not "
          + "supported",
        "Leave it out, or hold loadings equal by `group-equal: loadings`, which "
          + "gives all groups one rotation.")
      + all(
        ["gpa-tol", "jac-init-rot"],
        "is about how the search for a rotation begins and ends",
        "Leave it out: it begins from the unrotated loadings and as many random "
          + "ones as the option `rotation-starts` says, and goes on to ten digits."
      )
      + [
        ForeignOption(
          "order-lv-by", "has another name", "Use the option `factor-order`."),
        ForeignOption(
          "target-mask", "says which cells of a target count",
          "Leave the others empty in the table of the option `target`."),
      ]
      + all(
        ["composites-cov"],
        "chooses whether the moments of composites' parts are estimated; they "
          + "always are",
        "Leave it out: estimates, \u{3c7}\u{b2} and degrees of freedom are the "
          + "same, as a rule.")
      + all(
        ["fit-by-level", "level-label"],
        "is about models of two levels, which are not supported yet",
        "Use the option `cluster` for standard errors and tests.")
    return list
  }()

  /// The options about choices that the method of computation does not leave.
  private static let computing: [ForeignOption] = {
    var list: [ForeignOption] = []
    list +=
      all(
        ["h1", "loglik", "samplestats", "store-vcov"],
        "keeps results out of R's objects",
        "Leave it out; `se: none` and `test: none` save time.")
      + all(
        ["em-args", "em-h1-args", "h1-missing-method"],
        "tunes the EM algorithm",
        "Leave it out: the saturated moments of incomplete cases are found "
          + "to full precision.")
    list += [
      ForeignOption(
        "control", "tunes its optimizers",
        "Use `iter-max`, or starting values in the text."),
      ForeignOption(
        "gn-args", "tunes its Gauss-Newton steps",
        "Leave it out, or use `iter-max`."),
      ForeignOption(
        "estimator-args", "tunes estimators that there are not here",
        "Use the option `estimator` alone."),
      ForeignOption(
        "estimator-orig", "is set by lavaan itself",
        "Use the option `estimator`."),
      ForeignOption(
        "ceq-simple", "chooses how equal parameters are computed",
        "Leave it out: linear constraints are always substituted."),
      ForeignOption(
        "rescale-data", "scales variables for its optimizers",
        "Leave it out: the optimizer here does not depend on the scale."),
      ForeignOption(
        "ridge", "adds a constant to the variances of the sample",
        "Leave out variables that others determine; missing values are "
          + "treated by `missing: fiml`."),
      ForeignOption(
        "ridge-constant", "adds a constant to the variances of the sample",
        "Leave out variables that others determine."),
      ForeignOption(
        "ug2-old-approach", "chooses how traces of tests are computed",
        "Leave it out: they are exact."),
      ForeignOption(
        "sample-icov", "keeps the inverse of the sample's covariances",
        "Leave it out: it is computed where it is needed."),
      ForeignOption(
        "wls-v", "is a weight matrix of R's memory",
        "Use `estimator: WLS`, GLS or ULS, which make their own."),
      ForeignOption(
        "nacov", "is a covariance matrix of moments of R's memory",
        "Give the cases, from which it is made."),
      ForeignOption(
        "ov-order", "orders the variables",
        "Leave it out: they come in the order of the model."),
    ]
    return list
  }()

  /// The options about standard errors, tests and measures that are not
  /// available.
  private static let inference: [ForeignOption] = {
    var list: [ForeignOption] = []
    list +=
      all(
        [
          "gamma-vcov-mplus", "gamma-wls-mplus", "gls-v11-mplus",
          "information-expected-mplus", "rmsea-scaled-mplus",
        ],
        "imitates a detail of Mplus",
        "Leave it out; `mimic: Mplus` sets what ML and MLR have in common "
          + "with Mplus.")
      + all(
        ["gamma-n-minus-one", "gamma-unbiased"],
        "is another divisor of the moments' covariances",
        "Leave it out: they are divided by N; in small samples use a "
          + "bootstrap.")
      + all(
        [
          "information-meat", "h1-information-meat",
          "observed-information-meat",
        ],
        "chooses the inner part of sandwiches",
        "Leave it out: `se: robust.huber.white` has the scores, "
          + "`se: robust.sem` the moments' covariances.")
    list += [
      ForeignOption(
        "baseline", "leaves the baseline model out",
        "Name the measures that are wanted: `fit-measures: chisq,df,rmsea`."),
      ForeignOption(
        "baseline-type", "chooses the baseline model",
        "Leave it out: it is the independence model; a null model of your "
          + "own is compared by the analysis `compare`."),
      ForeignOption(
        "baseline-conditional-x-free-slopes",
        "chooses slopes of the baseline model",
        "Leave it out: given exogenous variables they are free."),
      ForeignOption(
        "sample-cov-robust", "takes covariances from robust means",
        "Leave it out; `estimator: MLR` allows for non-normal data."),
    ]
    return list
  }()

  /// The options about models that are not available.
  private static let modelling: [ForeignOption] = [
    ForeignOption(
      "auto-cov-x", "lets latent variables covary with observed exogenous ones",
      "Write these covariances: `f ~~ x`."),
    ForeignOption(
      "bad-marker-crit", "replaces markers that correlate little",
      "Name the marker in the text: `f =~ NA*x1 + 1*x2`, or use "
        + "`std-lv: true`."),
  ]
}
