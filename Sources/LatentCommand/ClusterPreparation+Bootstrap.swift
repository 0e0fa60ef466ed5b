import Clusters
import Latent
import Messages
import RequestSettings
import Requests
import Resampling

extension ClusterPreparation {
  /// Makes the folder of a bootstrap.
  ///
  /// One replicate is drawn before, so that what is wrong is said now and not by
  /// every shard.
  ///
  /// - Parameter arguments: The command line.
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the bootstrap, its files, or the folder.
  static func bootstrap(_ arguments: CommandArguments) async throws
    -> ExitStatus
  {
    let merging = ["format", "draws", "boot-ci"]
    let preparation = try ClusterPreparation(
      arguments, merging: merging,
      excluded: ["replicates", "checkpoint", "from-draws", "threads", "plot"])
    try preparation.requireNew()
    guard !arguments.words.contains("-"), arguments["data"] != "-" else {
      throw InputError(
        message: "Shards read the model and the data from files.",
        help: "Give files.", option: "slurm")
    }
    let own = Set(Setting.clusterSettings.map(\.name))
      .union(["output", "bootstrap", "format", "draws"])
    var command = arguments
    command.options = arguments.options.filter { !own.contains($0.name) }
    let probe = try await probe(command, count: arguments["bootstrap"])
    // Words and options name files from the current folder, the model's front
    // matter from the model's.
    let copied = try Copies(command, model: arguments.words[0], probe.inputs)
    var shared = copied.words
    for option in command.options {
      // Intervals are the merge's; of studentized ones replicates have errors.
      if option.name == "boot-ci", !option.value.hasPrefix("stud") { continue }
      shared += [
        "--\(option.name)", copied.names[option.value] ?? option.value,
      ]
    }
    var made = preparation
    if arguments["boot-ci"]?.hasPrefix("stud") == true {
      made = try ClusterPreparation(
        arguments, merging: ["format", "draws"], excluded: [])
    }
    if let draws = arguments["draws"], draws.contains("/") {
      throw InputError(
        message: "Draws are a file in the folder.",
        help: "Give a name without a folder: `draws.csv`.", option: "draws")
    }
    return try made.make(
      .bootstrap, shared, replicates: probe.replicates, sets: 1,
      files: copied.files)
  }

  /// Draws one replicate.
  ///
  /// - Returns: How many replicates are asked for, and the files that are read.
  private static func probe(
    _ arguments: CommandArguments, count: String?
  ) async throws -> (replicates: Int, inputs: [String]) {
    var one = arguments
    one.options.removeAll {
      $0.name == "boot-ci" && !$0.value.hasPrefix("stud")
    }
    if let count { one.options.append(.init("bootstrap", count)) }
    one.options.append(.init("replicates", "1-1"))
    let request = try AnalysisCommand(.bootstrap, one).request
    let job = try AnalysisJob(
      request,
      context: AnalysisContext(
        files: AnalysisCommand.files, warn: { _ in }, progress: { _ in },
        draws: nil, command: nil, sourceName: { "--\($0)" }))
    let replicates = job.replicateCount
    let inputs = job.inputs
    do {
      _ = try await SignalCancellation.run { try await job.run() }
    } catch let error as LatentError where error.code == .bootstrapTooFewDraws {
      // One is enough to see that they can be drawn.
    } catch let error as NoConvergence {
      throw InputError(
        message: "There is nothing to bootstrap: \(error.message)",
        help: "Look at `latent fit` first.")
    }
    return (replicates, inputs)
  }

  /// The files of a bootstrap and their names in the folder.
  private struct Copies {
    /// The names in the folder of paths as the command line has them.
    var names: [String: String] = [:]
    var words: [String] = []
    var files: [File] = []
    /// The path of each file by its name in the folder.
    private var sources: [String: String] = [:]

    init(
      _ arguments: CommandArguments, model: String, _ inputs: [String]
    ) throws {
      let given = Set(
        arguments.words
          + arguments.options.flatMap {
            [$0.value] + $0.value.split(separator: ",").map(String.init)
          })
      let folder = FolderPath.folder(of: model)
      for path in inputs {
        var name: String
        if given.contains(path) {
          name = FolderPath.name(of: path)
          names[path] = name
        } else {
          let prefix = folder == "." ? "" : "\(folder)/"
          name = try ClusterPreparation.inner(
            path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
          )
        }
        if let other = sources.updateValue(path, forKey: name) {
          guard other != path else { continue }
          throw InputError(
            message: "`\(other)` and `\(path)` have one name, and would be one "
              + "file in the folder.", help: "Rename one of them.",
            option: "slurm")
        }
        files.append(File(name: name, bytes: try Self.bytes(path)))
      }
      for option in arguments.options where names[option.value] == nil {
        let parts = option.value.split(separator: ",").map(String.init)
        if parts.count > 1, parts.allSatisfy({ names[$0] != nil }) {
          names[option.value] =
            parts.compactMap { names[$0] }.joined(separator: ",")
        }
      }
      words = arguments.words.map { names[$0] ?? $0 }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
      try FileAccess.disk(root: nil, patience: nil).read(path, "file")
    }
  }
}
