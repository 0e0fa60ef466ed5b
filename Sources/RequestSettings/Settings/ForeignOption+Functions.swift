/// Arguments of lavaan's functions other than those that say how a model is
/// fitted: of results, predictions, tests, simulations and lists of fits.
extension ForeignOption {
  /// The arguments of functions, by what they are about.
  static let functions: [ForeignOption] =
    printing + indices + predictions + covariances + others

  /// The arguments about what is printed and returned.
  private static let printing: [ForeignOption] = {
    var list: [ForeignOption] = []
    list +=
      all(
        ["verbose", "debug"], "prints the steps of the search",
        "Leave it out: reports name the number of iterations, and what went "
          + "wrong where a search fails.")
      + all(
        ["warn", "em-h1-warn"], "silences warnings",
        "Leave it out: warnings are always shown.")
      + all(
        ["show-progress"], "shows how far a computation is",
        "Leave it out: a terminal shows it.")
      + all(
        [
          "estimates", "header", "pvalue", "zstat", "nsep", "nd",
          "add-attributes", "add-class", "add-labels", "add-type",
          "drop-list-single-group", "list-by-group", "return-type",
          "as-data-frame", "as-data-frame-", "plabel", "label",
        ],
        "chooses what is printed, or the form of R's objects",
        "Leave it out; `format: json` and `format: csv` hold everything.")
      + all(
        ["rsquare"], "asks for the explained variances",
        "Leave it out: reports hold them.")
      + all(
        ["summary", "what"], "chooses a part of the results",
        "Leave it out: reports hold everything; `implied`, `residuals`, "
          + "`vcov` and `modindices` add more.")
      + all(
        ["fmi-options"], "tunes the fraction of missing information",
        "Use the option `fmi` alone.")
      + all(
        ["std-nox", "std-all"], "asks for a standardized solution",
        "Use the option `standardized`; JSON holds all three solutions.")
      + all(
        [
          "remove-aux", "remove-def", "remove-eq", "remove-ineq",
          "remove-nonfree", "remove-step1", "remove-system-eq",
          "remove-unused", "na-remove",
        ],
        "leaves rows out of R's tables",
        "Leave it out, and choose among the rows of `format: csv`.")
    return list
  }()

  /// The arguments of modification indices and measures of fit.
  private static let indices: [ForeignOption] =
    renames([
      ("minimum-value", "modindices-minimum"),
      ("maximum-number", "modindices-top"), ("op", "modindices-op"),
      ("free-remove", "modindices-free"),
      ("high-power", "modindices-high-power"),
      ("delta", "modindices-delta"),
    ])
    + all(
      ["sort", "sort-"], "sorts modification indices",
      "Leave it out: the largest stand first.")
    + [
      ForeignOption(
        "baseline-model", "is a fitted baseline model of R's memory",
        "Compare a model with a null model of your own by the analysis "
          + "`compare`.")
    ]
    + all(
      ["fm-args", "h0-rmsea", "custom-rmr"],
      "tunes measures of fit",
      "Leave it out; `fit-measures` names the measures that are shown.")
    + all(
      ["usrmr-ci-level", "usrmr-close-h0", "n-largest"],
      "tunes the summary of residuals",
      "Leave it out; `residual-tests` has lavaan's defaults.")

  /// The arguments of factor scores.
  private static let predictions: [ForeignOption] =
    all(
      [
        "acov", "append-data", "assemble", "eta", "fsm", "mdist",
        "mdist-draws", "rel", "transform", "elementwise", "h1-acov",
      ],
      "chooses what R's functions of factor scores return",
      "Use the analysis `predict` with `type`, `method` and "
        + "`standard-errors`.")
    + all(
      ["univariate", "scaled-shifted", "a-method"],
      "tunes a test of restrictions or of nested models",
      "Use the analysis `test`, or `compare` with its option `method`.")

  /// The arguments that hand over matrices, or tune the search for them.
  private static let covariances: [ForeignOption] =
    all(
      ["dls-a", "dls-gammant"],
      "tunes the estimator DLS, which is not available",
      "Leave it out, and use `estimator: GLS`.")
    + all(
      [
        "em-dx-tol", "em-fx-tol", "em-h1-tol", "em-h1-iter-max",
        "em-iter-max", "em-zerovar-offset",
      ],
      "tunes the EM algorithm",
      "Leave it out: the saturated moments of incomplete cases are found to "
        + "full precision.")
    + all(
      ["cor-smooth", "cor-smooth-tol"],
      "smooths correlations that are not positive definite",
      "Leave out the variables that cause it; `latent correlations` shows "
        + "them.")
    + all(
      ["cov-std"], "chooses between covariances and correlations",
      "Leave it out: `residuals` asks for either.")
    + all(
      ["ordered-center", "allow-composites", "composites-cov-free"],
      "is about models that are not supported", "Leave it out.")
    + [
      ForeignOption(
        "cluster-sampling", "says how clusters were drawn",
        "Use the option `cluster` alone."),
      ForeignOption(
        "correlation-delta-free", "frees scales of correlation structures",
        "Leave it out; `correlation: true` has them free."),
      ForeignOption(
        "cluster-idx", "hands over clusters of R's memory",
        "Use the option `cluster`, the name of a column."),
    ]

  /// The arguments of simulations, of lists of fits and of other functions.
  private static let others: [ForeignOption] =
    renames([("r", "bootstrap")])
    + [
      ForeignOption(
        "bootstrap-args", "is a list of a bootstrap's arguments",
        "Use the options `bootstrap`, `bootstrap-kind`, `boot-ci` and `seed`."
      ),
      ForeignOption(
        "alpha-correction", "corrects Yuan's rotation of a bootstrap",
        "Leave it out, and use `bootstrap-kind: bollen.stine`."),
      ForeignOption(
        "auto", "switches several default rules at once",
        "Use the options that begin with `auto`, or `kind`."),
      ForeignOption(
        "check", "has no use: everything is always checked",
        "Leave it out; problems are warnings or errors."),
      ForeignOption(
        "model-syntax", "is an argument of R's functions",
        "The model is the first argument of the command."),
      ForeignOption(
        "object", "is a fit of R's memory",
        "Give the model file and the data, which are fitted anew."),
    ]
    + all(
      ["nfactors", "orthogonal-efa"],
      "is about exploratory factors, which are not supported yet in a model",
      "Use the analysis `efa`, or a confirmatory model.")
    + all(
      [
        "fun", "data-function", "data-function-args", "data-list", "ndat",
        "datafunction", "datafunction-args", "datalist", "vartable",
        "store-failed", "store-slots", "return-fit", "keep-idx", "empirical",
        "kurtosis", "skewness", "mass", "global-options", "local-options",
        "mm-args", "mm-list", "sam-method", "struc-args", "marker",
        "model-names", "combine", "partable", "glist", "var-table",
        "ov-names", "ov-names-x", "ov-var", "ngroups", "nthresholds", "est",
      ],
      "belongs to functions for simulations, lists of fits, two-step "
        + "estimation or R's objects, which have no counterpart",
      "Leave it out.")
}
