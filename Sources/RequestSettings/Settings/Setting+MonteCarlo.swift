extension Setting {
  /// The options for a Monte Carlo study; the command reads them itself.
  package static let monteCarloSettings: [Setting] = [
    ofCommand(
      "format", "name", .choice(OutputFormat.allCases.map(\.rawValue)),
      "The format of the results: a report, json with everything, or csv with a "
        + "line a parameter and condition.",
      default: .words("what the ending of `output` says, else `text`")),
    ofCommand(
      "output", "file", .output, "The file of results to write.",
      default: .words("stdout")),
    ofCommand(
      "plot", "file", .output,
      "A file for a curve over the numbers of cases, as SVG."),
    ofCommand(
      "plot-of", "name", .text, "The parameter whose curve is drawn.",
      default: .words("the only one")),
    ofCommand(
      "plot-figure", "name", .choice(["power", "coverage"]),
      "The figure that is drawn.", default: .value("power")),
    ofCommand(
      "replicates-file", "file", .output,
      "A file for the estimates of every replicate, as CSV; a run that was "
        + "stopped goes on from it."),
    ofCommand(
      "shard", "i/K", .text,
      "The part of the replicates that is drawn, the i-th of K.",
      default: .words("all")),
    ofCommand(
      "merge", "a,b", .input,
      "Files of replicates of all shards, in any order, that are summed up."),
    ofCommand(
      "threads", "N", .text, "The number of workers.",
      default: .words("one a core")),
  ]
}
