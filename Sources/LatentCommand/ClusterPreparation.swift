import Clusters
import Messages
import RequestSettings
import Requests
import TableReading

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The making of a folder in which work is carried out by shards.
///
/// It gets copies of the files, scripts and a manifest; nothing is carried out.
struct ClusterPreparation {
  /// A file to copy.
  struct File {
    /// Its path in the folder.
    var name: String
    var bytes: [UInt8]
  }

  private let path: String
  private let shards: Int
  private let resources: ClusterResources
  private let output: String
  private let merging: [String]

  /// Whether a command line asks for a folder.
  ///
  /// - Throws: `InputError` for options of one that does not.
  static func isAsked(_ arguments: CommandArguments) throws -> Bool {
    if arguments["slurm"] != nil { return true }
    let names = Set(Setting.clusterSettings.map(\.name))
    if let option = arguments.options.first(where: { names.contains($0.name) })
    {
      throw InputError(
        message: "The option belongs to the folder that `slurm` names, and "
          + "none is named.",
        help: "Add `--slurm FOLDER`, or leave it out.", option: option.name)
    }
    return false
  }

  /// Reads the options of a folder.
  ///
  /// - Parameters:
  ///   - arguments: The command line.
  ///   - merging: Options that only the merge has.
  ///   - excluded: Options that the folder's shards have of their own.
  /// - Throws: `InputError` for values that they cannot have.
  init(
    _ arguments: CommandArguments, merging: [String], excluded: [String]
  ) throws {
    path = Self.trimmed(arguments["slurm"] ?? "")
    if let option = arguments.options.first(where: {
      excluded.contains($0.name)
    }) {
      throw InputError(
        message: "The shards of a folder have this option of their own.",
        help: "Leave it out.", option: option.name)
    }
    shards = try Self.whole(arguments, "shards", 10, to: 1_000_000)
    var resources = ClusterResources()
    resources.cores = try Self.whole(arguments, "cores", 1, to: 1024)
    resources.arrayLimit = try Self.whole(
      arguments, "array-limit", 1000, to: 4_000_000)
    resources.time =
      try Self.text(
        arguments, "time", ClusterResources.isTime,
        "a time", "Write hours, minutes and seconds: `02:30:00`.")
      ?? resources.time
    resources.memory =
      try Self.text(
        arguments, "memory", ClusterResources.isMemory,
        "an amount of memory", "Write a number and K, M, G or T: `2G`.")
      ?? resources.memory
    resources.partition = try Self.text(
      arguments, "partition", ClusterResources.isName,
      "the name of a partition", "`sinfo` lists them.")
    resources.account = try Self.text(
      arguments, "account", ClusterResources.isName,
      "the name of an account", "Ask the cluster's help for yours.")
    self.resources = resources
    output = arguments["output"] ?? "results.json"
    guard !output.isEmpty, !output.contains("/"), output != "-",
      output != ClusterManifest.name
    else {
      throw InputError(
        message: "Results are a file in the folder.",
        help: "Give a name without a folder: `results.json`.",
        option: "output")
    }
    self.merging = arguments.options.filter { merging.contains($0.name) }
      .flatMap { ["--\($0.name)", $0.value] }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  private static func whole(
    _ arguments: CommandArguments, _ name: String, _ usual: Int, to most: Int
  ) throws -> Int {
    guard let text = arguments[name] else { return usual }
    guard let value = Int(text), 1...most ~= value else {
      throw InputError(
        message: "`\(ShortenedText.beginning(of: text, to: 40))` is no number "
          + "from 1 to \(most).", help: "Give a whole number.", option: name)
    }
    return value
  }

  private static func text(
    _ arguments: CommandArguments, _ name: String, _ isSound: (String) -> Bool,
    _ what: String, _ help: String
  ) throws -> String? {
    guard let text = arguments[name] else { return nil }
    guard isSound(text) else {
      throw InputError(
        message: "`\(ShortenedText.beginning(of: text, to: 40))` is not "
          + "\(what).", help: help, option: name)
    }
    return text
  }

  // MARK: Making

  /// Refuses a folder in which something stands.
  ///
  /// - Throws: `InputError` that says what it is.
  func requireNew() throws {
    guard let status = FileStatus(path) else { return }
    guard status.isFolder else {
      throw InputError(
        message: "`\(path)` is a file.", help: "Name a new folder.",
        option: "slurm")
    }
    if let folder = try? ClusterFolder(path) {
      throw InputError(
        message: "`\(path)` holds \(folder.manifest.shards) shards already.",
        help: "`latent cluster resume \(path)` goes on with them; name a new "
          + "folder for others.", option: "slurm")
    }
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [""]
    guard names.isEmpty else {
      throw InputError(
        message: "`\(path)` is not empty.", help: "Name a new folder.",
        option: "slurm")
    }
  }

  /// Makes the folder.
  ///
  /// - Parameters:
  ///   - work: The work.
  ///   - arguments: The words and options of shards and the merge, from the
  ///     folder.
  ///   - replicates: The replicates of each set.
  ///   - sets: The number of sets.
  ///   - files: The files that the work reads.
  /// - Returns: How it ends.
  /// - Throws: `InputError` where there are more shards than replicates, two
  ///   files have one name, or the folder cannot be written.
  func make(
    _ work: ClusterManifest.Work, _ arguments: [String], replicates: Int,
    sets: Int, files: [File]
  ) throws -> ExitStatus {
    guard shards <= replicates else {
      throw InputError(
        message: "There are \(counted(replicates, "replicate")) and "
          + "\(shards) shards.", help: "Ask for fewer shards.",
        option: "shards")
    }
    try requireNew()
    let manifest = ClusterManifest(
      version: LatentVersion.current, work: work, arguments: arguments,
      merging: merging, replicates: replicates, sets: sets, shards: shards,
      output: output, resources: resources,
      files: files.map { .init(name: $0.name, bytes: $0.bytes) })
    let scripts = ClusterScripts(
      manifest, program: ExternalProgram.ownPath ?? "latent"
    ).files
    try requireDifferentNames(
      files.map(\.name) + scripts.map(\.name)
        + [ClusterManifest.name, "jobs.txt", output])
    for folder in [path, "\(path)/shards", "\(path)/logs"] {
      try Self.makeFolder(folder)
    }
    for file in files {
      var folder = path
      for part in file.name.split(separator: "/").dropLast() {
        folder += "/\(part)"
        try Self.makeFolder(folder)
      }
      try write(file.bytes, to: file.name)
    }
    for (name, text) in scripts { try write(Array(text.utf8), to: name) }
    // The last file: a folder without it is not whole.
    try write(manifest.bytes, to: ClusterManifest.name)
    try StandardStreams.write(
      """
      \(path) holds \(counted(shards, "shard")) of \
      \(counted(replicates * sets, "replicate")).
        sh \(path)/submit.sh          submits them to Slurm
        sh \(path)/local.sh 4         carries them out here, four at a time
        latent cluster status \(path)  tells how far they are

      """)
    return .success
  }

  private func requireDifferentNames(_ names: [String]) throws {
    var seen: Set<String> = []
    for name in names
    where !seen.insert(name).inserted || name.hasPrefix("shards/")
      || name.hasPrefix("logs/")
    {
      throw InputError(
        message: "The folder would have two files named `\(name)`, or one "
          + "among its own.", help: "Rename one of the files.",
        option: "slurm")
    }
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try OutputFile(file: WrittenFile("\(path)/\(name)")).write(bytes)
  }

  private static func makeFolder(_ path: String) throws {
    guard FileStatus(path)?.isFolder != true else { return }
    guard unsafe mkdir(path, 0o777) == 0 else {
      let reason = RawFile.Failure(number: errno).message
      throw InputError(
        message: "The folder `\(path)` cannot be made: \(reason).",
        help: "Is there the folder above it, and may you write there?",
        option: "slurm")
    }
  }

  // MARK: Names

  /// The path in the folder of a file that another file names.
  ///
  /// - Parameter name: The path as that file has it.
  /// - Returns: The same path.
  /// - Throws: `InputError` for one that leads out of the folder.
  static func inner(_ name: String) throws -> String {
    let parts = name.split(separator: "/")
    guard !name.hasPrefix("/"), !parts.contains("..") else {
      throw InputError(
        message: "`\(name)` lies outside the folder of the file that names it, "
          + "and is not copied.",
        help: "Put it beside that file, and name it from there.",
        option: "slurm")
    }
    return parts.filter { $0 != "." }.joined(separator: "/")
  }
}
