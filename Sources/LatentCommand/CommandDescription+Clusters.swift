import RequestSettings

extension CommandDescription {
  /// The options of runs by shards, as a section of a command's help.
  static let clusterSection = Section(
    title: "Shards on a cluster", settings: Setting.clusterSettings)

  static var cluster: CommandDescription {
    CommandDescription(
      name: "cluster",
      abstract: "Shards on a cluster: their states, going on, the merge.",
      discussion: """
        Examples:

          latent montecarlo study.yaml --slurm run --shards 100
          latent bootstrap model.lav data.csv --slurm run --shards 20
          latent cluster status run
          latent cluster resume run
          latent cluster merge run

        status tells which shards are done, run, wait, failed, stopped or are \
        missing. resume submits those to Slurm that nothing works at, and no \
        others. merge makes the results, bit for bit those of one machine. \
        run carries out one shard, as the scripts of the folder do. \
        Documentation/Cluster.md describes it.

        Exit codes: 0 all shards are done; 1 status finds some that are not; 2 \
        something is wrong.
        """,
      arguments: [
        Argument(
          name: "action", help: "status, resume, merge or run.",
          kind: .choice(["status", "resume", "merge", "run"])),
        Argument(name: "folder", help: "The folder that --slurm made."),
        Argument(
          name: "shard", help: "The number of the shard to run.",
          isOptional: true),
      ],
      sections: [Section(title: nil, settings: Setting.clusterStateSettings)])
  }
}
