extension Setting {
  /// The options of a power analysis; the command reads them itself.
  package static let powerSettings: [Setting] = [
    ofCommand(
      "effect", "a -> b", .text,
      "What is to be detected: a path `x -> m -> y`, a parameter `y ~ x`, or the "
        + "name of a defined one; several with commas between."),
    ofCommand(
      "method", "name",
      .choice(["simulation", "likelihood-ratio", "wald", "rmsea"]),
      "The way to the power: simulated samples, the noncentrality of the "
        + "likelihood ratio or of the Wald test, or that of a RMSEA.",
      default: .words("simulation, without an effect rmsea")),
    ofCommand(
      "test", "name",
      .choice([
        "wald", "joint", "monte-carlo", "percentile", "bias-corrected", "fit",
      ]),
      "The test of simulated samples: z, z of every path, the product's Monte "
        + "Carlo or bootstrap interval, or the model's chi-square.",
      default: .words("wald, of products joint")),
    ofCommand(
      "nobs", "N", .text,
      "The number of cases whose power is wanted; with commas between, one of "
        + "each group."),
    ofCommand(
      "power", "share", .text, "The power whose number of cases is wanted.",
      default: .value("0.8")),
    ofCommand(
      "detectable", "bool", .truth,
      "Is the value of the effect looked for that has this power with `nobs` "
        + "cases?", default: .value("false")),
    ofCommand(
      "nobs-range", "A-B", .text,
      "The numbers of cases that simulation looks through.",
      default: .words("from what fits need to 10,000")),
    ofCommand(
      "tolerance", "share", .text,
      "Half the width of the number's 95% interval, as a share of it.",
      default: .words("0.02; 0.05 where samples take long")),
    ofCommand(
      "replicates", "R", .text, "The samples of the final run.",
      default: .words("10,000; 1,000 where samples take long")),
    ofCommand(
      "draws", "R", .text, "The draws of intervals within each sample.",
      default: .words("1,000 of bootstraps, 20,000 of Monte Carlo intervals")),
    ofCommand(
      "seed", "S", .text,
      "The seed; the same one gives the same result everywhere.",
      default: .value("1")),
    ofCommand(
      "threads", "N", .text, "The number of workers.",
      default: .words("one a core")),
    ofCommand(
      "alpha", "share", .text, "The level of the test.",
      default: .value("0.05")),
    ofCommand(
      "null", "name", .choice(["zero", "equal-groups"]),
      "The null hypothesis: the parameters are 0, or equal in all groups.",
      default: .value("zero")),
    ofCommand(
      "restriction", "a == b", .text,
      "What the null hypothesis says of labels, with semicolons between."),
    ofCommand(
      "model", "file", .input,
      "The model that is fitted, if it is another one than the population's."),
    ofCommand(
      "group-shares", "1,2", .text,
      "The groups' shares of the cases, as many as there are groups."),
    ofCommand(
      "group-label", "a,b", .text, "The groups' labels.",
      default: .words("1, 2 and so on")),
    ofCommand(
      "population", "scale", .choice(["as-written", "standardized"]),
      "Are residual variances those of the text, or what is left of "
        + "variances of 1?", default: .value("as-written")),
    ofCommand(
      "df", "d", .text,
      "The degrees of freedom of a test by RMSEA; of nested models the "
        + "restricted one's, a comma and the other's.",
      default: .words("the model's")),
    ofCommand(
      "rmsea", "e", .text,
      "The RMSEA, of nested models the restricted one's, a comma and the "
        + "other's.", default: .value("0.08")),
    ofCommand(
      "rmsea-null", "e", .text,
      "The RMSEA of the null hypothesis: 0 of exact fit.",
      default: .value("0.05")),
    ofCommand(
      "groups", "G", .text, "The number of groups of a test by RMSEA.",
      default: .value("1")),
    ofCommand(
      "plot", "file", .output, "The file of the curve of power, as SVG."),
    ofCommand(
      "format", "name", .choice(OutputFormat.allCases.map(\.rawValue)),
      "The format of the result.",
      default: .words("what the ending of `output` says, else `text`")),
    ofCommand(
      "output", "file", .output, "The file of the result to write.",
      default: .words("stdout")),
  ]

  /// The options of fits that simulated samples take: those of models and
  /// estimation.
  package static let replicateSettings: [Setting] = {
    let others: Set = ["start", "verbose"]
    let named: Set = ["missing", "cluster", "auxiliary", "ordered"]
    var seen: Set<String> = []
    return
      (Section.model.settings + Section.estimation.settings
      + all.filter { named.contains($0.name) })
      .filter { !others.contains($0.name) && seen.insert($0.name).inserted }
  }()
}
