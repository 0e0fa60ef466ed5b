import Clusters
import Messages
import ReportRendering
import RequestSettings
import Resampling

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `latent cluster`: what there is to do with a folder of shards.
struct ClusterCommand {
  private let action: String
  private let folder: ClusterFolder
  private let shard: Int?
  private let isJSON: Bool

  /// The most shards that a text names one by one.
  private static let mostLines = 20

  /// Reads the arguments: an action, a folder, and of `run` a shard.
  ///
  /// - Throws: `InputError` for what they cannot be.
  init(_ arguments: CommandArguments) throws {
    action = arguments.words[0]
    let actions = ["status", "resume", "merge", "run"]
    guard actions.contains(action) else {
      throw InputError.unknown("action", action, among: actions)
    }
    guard arguments.words.count > 1 else {
      throw InputError(
        message: "No folder is named.",
        help: "Give the folder: `latent cluster \(action) FOLDER`.")
    }
    folder = try ClusterFolder(arguments.words[1])
    isJSON = arguments["format"] == "json"
    let manifest = folder.manifest
    shard = try arguments.words.dropFirst(2).first.map { text in
      guard let number = Int(text), 1...manifest.shards ~= number else {
        throw InputError(
          message: "`\(text)` is no shard of this folder.",
          help: "Give a number from 1 to \(manifest.shards).")
      }
      return number
    }
    if (shard != nil) != (action == "run") {
      throw InputError(
        message: shard == nil
          ? "No shard is named." : "The action `\(action)` is of all shards.",
        help: shard == nil
          ? "Give its number: `latent cluster run FOLDER 3`."
          : "Leave the number out.")
    }
  }

  /// Runs the command.
  ///
  /// - Parameter run: Runs a command line of `latent`.
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the folder, or what its work throws.
  func run(
    _ run: (_ arguments: [String]) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    if action == "status" { return try status() }
    try folder.requireUnchanged()
    if action == "resume" { return try resume() }
    guard let shard else {
      try requireDone()
      try enter()
      let status = try await run(folder.manifest.mergeCommand)
      if status == .success {
        StandardStreams.state(
          "latent: Merged \(counted(folder.manifest.shards, "shard")): "
            + "\(folder.path)/\(folder.manifest.output).")
      }
      return status
    }
    try enter()
    let file = folder.manifest.file(of: shard)
    let end = ShardEnd(file, of: folder.manifest, shard: shard)
    if end.isWhole {
      StandardStreams.state(
        "latent: Shard \(shard) is done: \(file) holds its "
          + "\(counted(end.kept, "replicate")).")
      return .success
    }
    do {
      return try await run(folder.manifest.command(of: shard))
    } catch let error as LatentError where error.code == .bootstrapTooFewDraws {
      // Intervals are the merge's, which has more draws.
      guard ShardEnd(file, of: folder.manifest, shard: shard).isWhole else {
        throw error
      }
      return .success
    }
  }

  /// Makes the folder the one that relative paths start from.
  private func enter() throws {
    guard FileManager.default.changeCurrentDirectoryPath(folder.path) else {
      throw InputError(
        message: "The folder `\(folder.path)` cannot be entered.",
        help: "Check its permissions.")
    }
  }

  // MARK: States

  private func status() throws -> ExitStatus {
    var tasks: SlurmTasks?
    do {
      tasks = try folder.slurmTasks()
    } catch let error as InputError {
      StandardStreams.state(
        "latent: note: Slurm says nothing of the shards. \(error.message)")
    }
    let standings = folder.standings(tasks)
    try StandardStreams.write(isJSON ? json(standings) : text(standings))
    return standings.allSatisfy { $0.state == .done } ? .success : .failure
  }

  private func counts(_ standings: [ClusterFolder.Standing]) -> [(
    word: String, count: Int
  )] {
    ShardState.words.map { word in
      (word, standings.count { $0.state.word == word })
    }
  }

  private func text(_ standings: [ClusterFolder.Standing]) -> String {
    let manifest = folder.manifest
    let kept = standings.reduce(0) { $0 + $1.kept }
    let counts = counts(standings).filter { $0.count > 0 }
      .map { "\($0.count) \($0.word)" }
    let hasResults = FileStatus("\(folder.path)/\(manifest.output)") != nil
    var lines = [
      "Work        \(manifest.work.rawValue), latent \(manifest.version)",
      "Shards      \(manifest.shards): \(listing(counts))",
      "Replicates  \(kept) of \(manifest.replicates * manifest.sets)",
      "Results     "
        + (hasResults ? "\(folder.path)/\(manifest.output)" : "none yet"),
    ]
    let rest = standings.filter { $0.state != .done }
    if !rest.isEmpty { lines += ["", "Shard       State       Replicates"] }
    for own in rest.prefix(Self.mostLines) {
      let reason =
        if case .failed(let reason) = own.state { "  \(reason)" } else { "" }
      lines.append(
        Self.padded("\(own.shard)") + Self.padded(own.state.word)
          + "\(own.kept) of \(manifest.count(of: own.shard))\(reason)")
    }
    if rest.count > Self.mostLines {
      lines.append("and \(rest.count - Self.mostLines) more")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(1, 12 - text.count))
  }

  private func json(_ standings: [ClusterFolder.Standing]) -> String {
    let manifest = folder.manifest
    return JSONValue.object([
      ("version", .string(manifest.version)),
      ("work", .string(manifest.work.rawValue)),
      (
        "counts",
        .object(counts(standings).map { ($0.word, .integer($0.count)) })
      ),
      (
        "shards",
        .array(
          standings.map { own in
            var members: [(String, JSONValue)] = [
              ("shard", .integer(own.shard)),
              ("state", .string(own.state.word)),
              ("kept", .integer(own.kept)),
              ("replicates", .integer(manifest.count(of: own.shard))),
            ]
            if case .failed(let reason) = own.state {
              members.append(("reason", .string(reason)))
            }
            return .object(members)
          })
      ),
    ]).text + "\n"
  }

  // MARK: Going on

  private func requireDone() throws {
    let left = folder.standings(nil).filter { $0.state != .done }
    guard !left.isEmpty else { return }
    let names = listing(left.map { "\($0.shard)" }, limit: 12)
    throw InputError(
      message: left.count == 1
        ? "Shard \(names) of \(folder.manifest.shards) is not done."
        : "Shards \(names) of \(folder.manifest.shards) are not done.",
      help: "Submit them again by `latent cluster resume \(folder.path)`, or "
        + "carry them out here by `sh \(folder.path)/local.sh`.",
      place: folder.path)
  }

  private func resume() throws -> ExitStatus {
    _ = try SystemProgram("sbatch")
    let standings = folder.standings(try folder.slurmTasks())
    let work = standings.filter(\.state.needsWork).map(\.shard)
    guard !work.isEmpty else {
      let isDone = standings.allSatisfy { $0.state == .done }
      StandardStreams.state(
        isDone
          ? "latent: All shards are done. `latent cluster merge "
            + "\(folder.path)` makes the results."
          : "latent: Nothing to submit: all other shards run or wait.")
      return .success
    }
    let groups = TaskGroups.groups(
      work, limit: folder.manifest.resources.arrayLimit)
    // What sbatch says is to be seen where it fails.
    _ = try SystemProgram("sh").output(
      ["-c", "exec sh \"$0\" \"$@\" 2>&1", "\(folder.path)/submit.sh"] + groups)
    StandardStreams.state(
      "latent: Submitted \(counted(work.count, "shard")) again: "
        + "\(TaskGroups.list(work)).")
    return .success
  }
}
