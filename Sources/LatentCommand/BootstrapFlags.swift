import ArgumentParser

/// How a bootstrap is drawn, and where its draws are kept.
struct BootstrapFlags: ParsableArguments {
  @Option(
    help: .init(
      "The number of replicates: 5000 if not given, with --se bootstrap "
        + "1000.", valueName: "n"))
  var bootstrap: String?

  @Option(
    help: .init(
      "nonparametric (if not given), bollen.stine or parametric.",
      valueName: "kind"))
  var bootstrapKind: String?

  @Option(
    help: .init(
      "Intervals: perc (if not given), bc, bca, norm, basic or stud.",
      valueName: "kind"))
  var bootCi: String?

  @Option(
    parsing: .unconditional,
    help: .init("The seed (1 if not given).", valueName: "n"))
  var seed: String?

  @Option(
    help: .init(
      "Only these of the replicates, such as 1-2500: a shard.",
      valueName: "a-b"))
  var replicates: String?

  @Option(help: .init("The file to write all draws to.", valueName: "file"))
  var draws: String?

  @Option(
    help: .init(
      "Files that --draws wrote, to merge instead of drawing.",
      valueName: "a,b"))
  var fromDraws: String?

  @Option(
    help: .init(
      "The file that keeps each replicate as it ends, and from which a "
        + "bootstrap that was stopped goes on.", valueName: "file"))
  var checkpoint: String?

  var values: [(name: String, value: String)] {
    givenFlags([
      ("bootstrap", bootstrap), ("bootstrap-kind", bootstrapKind),
      ("boot-ci", bootCi), ("seed", seed), ("replicates", replicates),
      ("draws", draws), ("from-draws", fromDraws), ("checkpoint", checkpoint),
    ])
  }
}
