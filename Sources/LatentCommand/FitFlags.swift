import ArgumentParser

// The flags of a fit. Each is only a name and its help here: what a value
// means is read in one place for flags and front matter, `Setting`.

/// Names without dashes, with the values that were given.
func givenFlags(
  _ flags: [(name: String, value: String?)]
) -> [(name: String, value: String)] {
  flags.compactMap { flag in flag.value.map { (flag.name, $0) } }
}

/// Where the sample comes from.
struct DataFlags: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: .init("The table of cases.", valueName: "file"))
  var table: String?

  @Option(
    help: .init(
      "Covariances instead of cases: full or lower-triangular, with a header "
        + "row; several groups: a,b.", valueName: "file"))
  var cov: String?

  @Option(
    help: .init(
      "The number of cases behind --cov; several groups: n,n.",
      valueName: "n"))
  var nobs: String?

  @Option(help: .init("The means beside --cov.", valueName: "file"))
  var means: String?

  @Option(
    help: .init(
      "Standard deviations, if --cov holds correlations.",
      valueName: "file"))
  var sds: String?

  @Option(
    help: .init("The variable that names each case's group."))
  var group: String?

  @Option(
    help: .init("The groups to use, in this order.", valueName: "a,b"))
  var groupLabel: String?

  @Option(
    help: .init(
      "Variables to centre at their means before products x:z are made.",
      valueName: "x,z"))
  var center: String?

  @Option(
    help: .init(
      "What happens to cases with missing values: listwise (they are left "
        + "out), fiml or ml (each has its own likelihood), fiml.x (with "
        + "missing values of fixed exogenous variables too), two.stage, "
        + "robust.two.stage (saturated moments first), pairwise.",
      valueName: "how"))
  var missing: String?

  @Option(
    help: .init(
      "Variables beside the model that tell about missing values: saturated "
        + "correlates, with --missing fiml.", valueName: "a,b"))
  var auxiliary: String?

  @Option(
    parsing: .unconditional,
    help: .init(
      "Codes of missing values beside NA, such as -999.",
      valueName: "a,b"))
  var missingCodes: String?

  @Option(help: .init("Ordered variables (a later version).", valueName: "x,y"))
  var ordered: String?

  @Option(
    help: .init(
      "The variable that names each case's cluster, for standard errors and "
        + "tests that allow for dependence within clusters.", valueName: "x"))
  var cluster: String?

  @Option(
    help: .init("The variable with the sampling weights.", valueName: "x"))
  var samplingWeights: String?

  @Option(
    help: .init(
      "What the weights sum to: total (the number of cases), group (that of "
        + "each group) or none (as they are).", valueName: "name"))
  var samplingWeightsNormalization: String?

  @Option(
    help: .init(
      "utf-8, gb18030, utf-16 or windows-1252; found by itself.",
      valueName: "name"))
  var encoding: String?

  @Option(
    parsing: .unconditional,
    help: .init(
      "comma, tab, semicolon or blank; found by itself.", valueName: "name"))
  var delimiter: String?

  var values: [(name: String, value: String)] {
    givenFlags([
      ("data", table), ("cov", cov), ("nobs", nobs), ("means", means),
      ("sds", sds), ("group", group), ("group-label", groupLabel),
      ("center", center), ("missing", missing), ("auxiliary", auxiliary),
      ("missing-codes", missingCodes),
      ("ordered", ordered), ("cluster", cluster),
      ("sampling-weights", samplingWeights),
      ("sampling-weights-normalization", samplingWeightsNormalization),
      ("encoding", encoding),
      ("delimiter", delimiter),
    ])
  }
}

/// How the text becomes a parameter table.
struct ModelFlags: ParsableArguments {
  @Option(
    help: .init(
      "The defaults of lavaan's function of this name: sem (if not given), "
        + "cfa, growth or lavaan.", valueName: "name"))
  var kind: String?

  @Option(help: .init("Are means in the model?", valueName: "bool"))
  var meanstructure: String?

  @Option(
    help: .init("Are observed intercepts free?", valueName: "bool"))
  var intOvFree: String?

  @Option(help: .init("Are latent intercepts free?", valueName: "bool"))
  var intLvFree: String?

  @Option(
    help: .init(
      "Scale latent variables by their variance, not by a loading?",
      valueName: "bool"))
  var stdLv: String?

  @Option(
    help: .init(
      "Scale by effect coding: loadings, intercepts.", valueName: "which"))
  var effectCoding: String?

  @Option(
    help: .init(
      "Are the moments of exogenous observed variables fixed to the "
        + "sample's?", valueName: "bool"))
  var fixedX: String?

  @Option(
    help: .init(
      "Is the model one of the moments given exogenous observed variables?",
      valueName: "bool"))
  var conditionalX: String?

  @Option(
    help: .init("Are latent variables uncorrelated?", valueName: "bool"))
  var orthogonal: String?

  @Option(
    help: .init("Are exogenous latent ones uncorrelated?", valueName: "bool"))
  var orthogonalX: String?

  @Option(
    help: .init("Are endogenous latent ones uncorrelated?", valueName: "bool"))
  var orthogonalY: String?

  @Option(
    help: .init("Is the first loading fixed to 1?", valueName: "bool"))
  var autoFixFirst: String?

  @Option(
    help: .init(
      "Is a single indicator's residual variance fixed to 0?",
      valueName: "bool"))
  var autoFixSingle: String?

  @Option(help: .init("Are variances added?", valueName: "bool"))
  var autoVar: String?

  @Option(
    help: .init(
      "Are covariances of exogenous latent variables added?",
      valueName: "bool"))
  var autoCovLvX: String?

  @Option(
    help: .init(
      "Are covariances of endogenous variables' residuals added?",
      valueName: "bool"))
  var autoCovY: String?

  @Option(
    help: .init(
      "Which products of indicators measure a product of latent variables: "
        + "matched (if they are equally many) or all.", valueName: "which"))
  var products: String?

  @Option(
    help: .init(
      "How these are centred: double (if not given), single or none.",
      valueName: "how"))
  var productCentering: String?

  @Option(
    help: .init(
      "What groups have in common: loadings, intercepts, residuals, means, "
        + "lv.variances, lv.covariances, residual.covariances, regressions.",
      valueName: "a,b"))
  var groupEqual: String?

  @Option(
    help: .init(
      "Exceptions from --group-equal, such as 'x2~1,visual=~x3'.",
      valueName: "a,b"))
  var groupPartial: String?

  var values: [(name: String, value: String)] {
    givenFlags([
      ("kind", kind), ("meanstructure", meanstructure),
      ("int-ov-free", intOvFree), ("int-lv-free", intLvFree),
      ("std-lv", stdLv), ("effect-coding", effectCoding),
      ("fixed-x", fixedX), ("conditional-x", conditionalX),
      ("orthogonal", orthogonal), ("orthogonal-x", orthogonalX),
      ("orthogonal-y", orthogonalY), ("auto-fix-first", autoFixFirst),
      ("auto-fix-single", autoFixSingle), ("auto-var", autoVar),
      ("auto-cov-lv-x", autoCovLvX), ("auto-cov-y", autoCovY),
      ("products", products), ("product-centering", productCentering),
      ("group-equal", groupEqual), ("group-partial", groupPartial),
    ])
  }
}
