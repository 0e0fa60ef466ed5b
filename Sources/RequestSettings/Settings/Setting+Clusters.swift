extension Setting {
  /// The options of commands whose work a cluster can share; the command reads
  /// them itself.
  package static let clusterSettings: [Setting] = [
    ofCommand(
      "slurm", "folder", .output,
      "A new folder for the scripts, the files and the results of a run by "
        + "shards, under Slurm or on one machine."),
    ofCommand(
      "shards", "N", .text, "How many shards there are.", default: .value("10")
    ),
    ofCommand(
      "time", "h:m:s", .text, "The longest time of a shard.",
      default: .value("01:00:00")),
    ofCommand(
      "memory", "size", .text, "The memory of a shard.", default: .value("1G")),
    ofCommand(
      "cores", "N", .text, "The cores of a shard.", default: .value("1")),
    ofCommand("partition", "name", .text, "The cluster's partition."),
    ofCommand("account", "name", .text, "The account that pays."),
    ofCommand(
      "array-limit", "N", .text,
      "The most tasks of an array: Slurm's MaxArraySize less one.",
      default: .value("1000")),
  ]

  /// The options of `latent cluster`.
  package static let clusterStateSettings: [Setting] = [
    ofCommand(
      "format", "name", .choice(["text", "json"]),
      "The format of the states: text or json.", default: .value("text"))
  ]
}
