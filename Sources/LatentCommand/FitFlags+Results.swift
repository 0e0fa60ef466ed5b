import ArgumentParser

/// How parameters are estimated.
struct EstimationFlags: ParsableArguments {
  @Option(
    help: .init(
      "ML (if not given), MLR, MLM, MLMV, MLMVS, MLF, GLS, ULS, ULSM, ULSMV, "
        + "ULSMVS or WLS.", valueName: "name"))
  var estimator: String?

  @Option(
    help: .init(
      "normal (if not given) or wishart, the numbers of AMOS and LISREL.",
      valueName: "name"))
  var likelihood: String?

  @Option(
    help: .init(
      "What standard errors come from: expected (if the estimator's name does "
        + "not say otherwise), observed or first.order.", valueName: "name"))
  var information: String?

  @Option(
    help: .init(
      "Where the expected information is taken: structured (at the implied "
        + "moments) or unstructured.", valueName: "name"))
  var h1Information: String?

  @Option(
    help: .init(
      "The observed information: hessian or h1.", valueName: "name"))
  var observedInformation: String?

  @Option(
    help: .init(
      "Standard errors: standard, robust, robust.sem, robust.huber.white, "
        + "robust.cluster or robust.cluster.sem (with --cluster), bootstrap "
        + "or none.",
      valueName: "name"))
  var se: String?

  @Option(
    help: .init(
      "Tests: satorra.bentler, yuan.bentler, yuan.bentler.mplus, "
        + "mean.var.adjusted, scaled.shifted, browne.residual.adf, "
        + "browne.residual.nt, or none.", valueName: "a,b"))
  var test: String?

  @Option(
    help: .init(
      "Bounds on variances: none, pos.var, pos.ov.var, pos.lv.var, standard "
        + "or wide.", valueName: "name"))
  var bounds: String?

  @Option(
    help: .init("The level of confidence intervals.", valueName: "0.95"))
  var level: String?

  @Option(help: .init("The most iterations.", valueName: "n"))
  var iterMax: String?

  @Option(
    help: .init(
      "The number of threads: one a core if not given; the result is the "
        + "same for any.", valueName: "n"))
  var threads: String?

  var values: [(name: String, value: String)] {
    givenFlags([
      ("estimator", estimator), ("likelihood", likelihood),
      ("information", information), ("h1-information", h1Information),
      ("observed-information", observedInformation), ("se", se),
      ("test", test),
      ("bounds", bounds), ("level", level), ("iter-max", iterMax),
      ("threads", threads),
    ])
  }
}

/// What is printed, and where.
struct OutputFlags: ParsableArguments {
  @Option(
    help: .init(
      "text (if not given), json, or csv (the parameters).",
      valueName: "name"))
  var format: String?

  @Option(
    help: .init(
      "all, none, or names such as cfi,rmsea.", valueName: "which"))
  var fitMeasures: String?

  @Option(
    help: .init(
      "Standardized columns of the text: all (if not given), lv, nox or none.",
      valueName: "a,b"))
  var standardized: String?

  @Option(
    help: .init(
      "Residuals: raw, cor, standardized, normalized or all.",
      valueName: "a,b"))
  var residuals: String?

  @Option(help: .init("Print the implied moments?", valueName: "bool"))
  var implied: String?

  @Option(
    help: .init("Print the parameters' covariances?", valueName: "bool"))
  var vcov: String?

  @Option(
    help: .init(
      "Groups in the text: in-turn (if not given) or side-by-side.",
      valueName: "name"))
  var groupLayout: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  var values: [(name: String, value: String)] {
    givenFlags([
      ("format", format), ("fit-measures", fitMeasures),
      ("standardized", standardized), ("residuals", residuals),
      ("implied", implied), ("vcov", vcov), ("group-layout", groupLayout),
      ("output", output),
    ])
  }
}
