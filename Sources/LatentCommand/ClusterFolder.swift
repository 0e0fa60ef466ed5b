import Clusters
import Messages
import RequestSettings
import TableReading

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder that `--slurm` made, on this disk.
struct ClusterFolder {
  /// Its path.
  let path: String
  /// What it says of itself.
  let manifest: ClusterManifest

  /// Reads a folder's manifest.
  ///
  /// - Parameter path: The folder.
  /// - Throws: `InputError` for a folder that `--slurm` did not make.
  init(_ path: String) throws {
    self.path = path
    let name = "\(path)/\(ClusterManifest.name)"
    guard let bytes = try? FileBytes.read(name, atMost: 1 << 26) else {
      throw InputError(
        message: FileStatus(path) == nil
          ? "There is no folder `\(path)`."
          : "`\(path)` has no manifest: it is no folder of shards.",
        help: "Name a folder that `--slurm` made.")
    }
    guard let manifest = ClusterManifest(bytes) else {
      throw InputError(
        message: "The manifest cannot be read.",
        help: "Make a folder anew by `--slurm`.", place: name)
    }
    self.manifest = manifest
  }

  /// Refuses to go on with another version, or with files that changed.
  ///
  /// - Throws: `InputError` that says which.
  func requireUnchanged() throws {
    guard manifest.version == LatentVersion.current else {
      throw InputError(
        message: "The folder is of latent \(manifest.version), and this is "
          + "\(LatentVersion.current): numbers could differ.",
        help: "Set LATENT in \(path)/settings.sh to that version, or make a "
          + "folder anew.", place: "\(path)/\(ClusterManifest.name)")
    }
    for file in manifest.files {
      let name = "\(path)/\(file.name)"
      guard let bytes = try? FileBytes.read(name) else {
        throw InputError(
          message: "A file of the folder is no longer there.",
          help: "Put it back, or make a folder anew.", place: name)
      }
      guard ClusterManifest.File.hash(bytes) == file.hash else {
        throw InputError(
          message: "The file has changed since the folder was made.",
          help: "Put it back as it was, or make a folder anew.", place: name)
      }
    }
  }

  // MARK: States

  /// A shard as it stands.
  struct Standing {
    var shard: Int
    var state: ShardState
    /// How many of its replicates are kept.
    var kept: Int
  }

  /// The states of all shards.
  ///
  /// - Parameter tasks: What Slurm says; `nil` without it.
  /// - Returns: The states, by shard.
  func standings(_ tasks: SlurmTasks?) -> [Standing] {
    let names = Set(
      (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/shards"))
        ?? [])
    let locked = Self.lockedFiles
    return (1...manifest.shards).map { shard in
      var signs = ShardState.Signs()
      var kept = 0
      if names.contains("\(shard).csv") {
        let file = "\(path)/\(manifest.file(of: shard))"
        let end = ShardEnd(file, of: manifest, shard: shard)
        signs.isWhole = end.isWhole
        signs.isBegun = end.size > 0
        signs.isWritten =
          FileStatus(file).map { locked.contains($0.identity.inode) } ?? false
        kept = end.kept
      }
      if names.contains("\(shard).exit") {
        let text = try? FileBytes.read("\(path)/shards/\(shard).exit")
        signs.exitCode = text.flatMap {
          Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber))
        }
      }
      signs.task = tasks?.state(of: shard)
      return Standing(shard: shard, state: ShardState(signs), kept: kept)
    }
  }

  /// The files that processes of this machine hold locks on, by their numbers;
  /// none where the system does not tell.
  private static var lockedFiles: Set<Int> {
    guard let bytes = try? FileBytes.read("/proc/locks") else { return [] }
    var result: Set<Int> = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    where line.contains("FLOCK") && line.contains("WRITE") {
      for part in line.split(separator: " ") {
        let numbers = part.split(separator: ":")
        if numbers.count == 3, let inode = Int(numbers[2]) {
          result.insert(inode)
        }
      }
    }
    return result
  }

  // MARK: Slurm

  /// Asks Slurm about what was submitted; `nil` where nothing was.
  ///
  /// - Throws: `InputError` where Slurm is not there or does not answer.
  func slurmTasks() throws -> SlurmTasks? {
    guard let bytes = try? FileBytes.read("\(path)/jobs.txt") else {
      return nil
    }
    var tasks = SlurmTasks(String(decoding: bytes, as: UTF8.self))
    guard !tasks.jobs.isEmpty else { return nil }
    let queue = try SystemProgram("squeue").output([
      "--noheader", "--array", "--format=%F %K %T",
    ])
    tasks.takeQueue(queue)
    let jobs = tasks.jobs.map(String.init)
    // Without accounts the controller knows of what ended minutes ago.
    if let accounts = try? SystemProgram("sacct").output([
      "--noheader", "--parsable2", "--allocations", "--format=JobID,State",
      "--jobs=\(jobs.joined(separator: ","))",
    ]) {
      tasks.takeAccounts(accounts)
    }
    for job in jobs {
      if let text = try? SystemProgram("scontrol").output([
        "show", "job", "--oneliner", job,
      ]) {
        tasks.takeJobs(text)
      }
    }
    return tasks
  }
}
