extension Setting {
  /// The options for the simulation of data; the command reads them itself.
  package static let simulationSettings: [Setting] =
    [
      ofCommand(
        "nobs", "N", .text,
        "The number of cases; with commas between, one of each group."
      ).required,
      ofCommand(
        "seed", "S", .text,
        "The seed; the same one gives the same data everywhere.",
        default: .value("1")),
      ofCommand(
        "replicates", "R", .text,
        "How many samples are drawn, under a column named replicate if several.",
        default: .value("1")),
      ofCommand(
        "population", "scale", .choice(["as-written", "standardized"]),
        "Are residual variances those of the text, or what is left of "
          + "variances of 1?", default: .value("as-written")),
      ofCommand(
        "from", "file", .input,
        "A fit of the model, written as JSON, whose estimates are the values "
          + "that the text leaves open."),
      ofCommand(
        "group", "name", .text, "The column of groups, if there are several.",
        default: .value("group")),
      ofCommand(
        "group-label", "a,b", .text, "The groups' labels.",
        default: .words("1, 2 and so on")),
      ofCommand(
        "output", "file", .output, "The file of data to write, as CSV.",
        default: .words("stdout")),
      ofCommand(
        "values", "file", .output,
        "A file for the values of all parameters, as CSV."),
    ] + populationSettings

  /// The options for what data have beside the moments of a population.
  package static let populationSettings: [Setting] = [
    ofCommand(
      "distribution", "kind",
      .choice(["normal", "vale-maurelli", "independent"]),
      "How values are drawn: normal, as polynomials of normal ones, or by "
        + "independent generators.", default: .value("normal")),
    ofCommand(
      "skewness", "x=1", .text,
      "The skewness of all variables, or of some: `x1=1,x2=0.5`.",
      default: .value("0")),
    ofCommand(
      "kurtosis", "x=1", .text,
      "The kurtosis of all variables, or of some; 0 of a normal one.",
      default: .value("0")),
    ofCommand(
      "categories", "u=a/b", .text,
      "Cuts variables into categories of shares: `u1=0.2/0.3/0.5`."),
    ofCommand(
      "missing-share", "x=s", .text,
      "The share of values that go missing completely at random, of all "
        + "variables or of some."),
    ofCommand(
      "missing-by", "x=z/s", .text,
      "A share of x goes missing the likelier, the higher z is; a slope of the "
        + "probit may follow: `x=z/0.3/2`."),
    ofCommand(
      "forms", "x,y/z", .text,
      "Planned missingness: sets of variables, of which each form leaves one "
        + "out."),
    ofCommand(
      "waves", "x,y/z", .text, "The variables of each wave of a panel."),
    ofCommand(
      "attrition", "share", .text,
      "The share of cases that a panel loses before each wave but the first."),
    ofCommand(
      "cluster-size", "N", .text,
      "Cases in clusters of so many, under a column named cluster."),
    ofCommand(
      "intraclass", "share", .text,
      "The share of all variances that lies between clusters.",
      default: .value("0")),
    ofCommand(
      "contamination", "share", .text,
      "The share of cases whose distances from the means are multiplied.",
      default: .value("0")),
    ofCommand(
      "contamination-scale", "k", .text, "The factor of these distances.",
      default: .value("3")),
  ]

  /// An option that the command reads itself.
  static func ofCommand(
    _ name: String, _ placeholder: String, _ kind: ValueKind,
    _ meaning: String, default usual: Default? = nil
  ) -> Setting {
    Setting(name, placeholder, kind, meaning, default: usual) { _, _, _ in }
  }
}
