import Messages
import MonteCarlo
import ReportRendering
import RequestSettings
import Requests

/// `latent montecarlo`: carries out a Monte Carlo study, one shard of it, or
/// merges shards.
struct MonteCarloCommand {
  private let arguments: CommandArguments
  private let path: String
  private let shard: Shard
  private let threads: Int?

  /// Reads the arguments: the study file, and options.
  ///
  /// - Throws: `InputError` for values that options cannot have.
  init(_ arguments: CommandArguments) throws {
    self.arguments = arguments
    path = arguments.words[0]
    shard = try Self.shard(arguments["shard"])
    threads = try arguments["threads"].map { text in
      guard let count = Int(text), 1...1024 ~= count else {
        throw InputError(
          message: "`\(text)` is no number of workers.",
          help: "Give a whole number from 1.", option: "threads")
      }
      return count
    }
    if shard.count > 1, arguments["replicates-file"] == nil {
      throw InputError(
        message: "A shard keeps its replicates in a file, and none is named.",
        help: "Add the option `replicates-file`; the option `merge` puts the "
          + "files of all shards together.", option: "shard")
    }
    if arguments["merge"] != nil, shard.count > 1 {
      throw InputError(
        message: "Files are merged whole.", help: "Leave `shard` out.",
        option: "merge")
    }
  }

  /// Runs the command.
  ///
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the study or its files.
  func run() async throws -> ExitStatus {
    let files = FileAccess.disk(root: nil, patience: ProgressLine.patience)
    let text = try files.studyText(path)
    let study = try MonteCarloStudy(text: text, name: path)
    let folder = FolderPath.folder(of: path)
    let conditions = try ConditionPlanner(study) { name in
      let bytes = try files.read(
        SettingScope(folder: folder).resolve(name), "model file")
      return String(decoding: bytes, as: UTF8.self)
    }.conditions()
    for output in try ["output", "replicates-file"].compactMap(file) {
      try output.requireWritable()
    }
    if let merged = arguments["merge"] {
      return try write(try merge(merged, study, conditions, files))
    }
    return try await simulate(study, conditions)
  }

  // MARK: Drawing

  private func simulate(
    _ study: MonteCarloStudy, _ conditions: [SimulationCondition]
  ) async throws -> ExitStatus {
    let run = MonteCarloRun(
      conditions, replicates: study.replicates, shard: shard, threads: threads)
    let replicates = try file("replicates-file")
    let shard = shard
    let outcome = try await SignalCancellation.run {
      try Self.carryOut(run, study, conditions, shard, replicates)
    }
    guard let results = outcome else {
      StandardStreams.state(
        "latent: Stopped; nothing is kept. Shards, `--shard 1/10`, keep what "
          + "is done.")
      return SignalCancellation.status
    }
    return try shard.count > 1 ? .success : write(results)
  }

  /// Draws, fits and writes replicates.
  ///
  /// - Returns: The results; `nil` where the task was cancelled.
  private static func carryOut(
    _ run: MonteCarloRun, _ study: MonteCarloStudy,
    _ conditions: [SimulationCondition], _ shard: Shard,
    _ output: OutputFile?
  ) throws -> MonteCarloResults? {
    let progress = ProgressLine(noun: "replicates")
    defer { progress.clear() }
    var results = MonteCarloResults(study, conditions)
    let layout = ReplicateFile(study, conditions)
    struct Stopped: Error {}
    func draw(_ write: (([UInt8]) throws -> Void)?) throws {
      try write?(layout.head(shard))
      let isDone = try run.run(
        isStopped: { Task.isCancelled },
        progress: {
          progress.show(AnalysisProgress(done: $0, total: run.total))
        },
        take: { condition, first, count, rows in
          results.add(condition, count: count, rows)
          try write?(
            layout.lines(condition, first: first, count: count, rows))
        })
      if !isDone { throw Stopped() }
    }
    do {
      if let output {
        try output.write(inPieces: { write in
          try withoutActuallyEscaping(write) { try draw($0) }
        })
      } else {
        try draw(nil)
      }
    } catch is Stopped {
      return nil
    }
    return results
  }

  // MARK: Merging

  private func merge(
    _ list: String, _ study: MonteCarloStudy,
    _ conditions: [SimulationCondition], _ files: FileAccess
  ) throws -> MonteCarloResults {
    let layout = ReplicateFile(study, conditions)
    var results = MonteCarloResults(study, conditions)
    let paths = list.split(separator: ",").map(String.init)
    for (index, path) in paths.enumerated() {
      let shard = try layout.read(
        files.read(path, "file of replicates"), name: path
      ) { condition, value in results.add(condition, value) }
      guard shard == Shard(index + 1, of: paths.count) else {
        throw InputError(
          message: "This is shard \(shard.number) of \(shard.count); shard "
            + "\(index + 1) of \(paths.count) belongs here.",
          help: "Name all shards in their order, each once.", place: path)
      }
    }
    return results
  }

  // MARK: Writing

  private func write(_ results: MonteCarloResults) throws -> ExitStatus {
    let output = try file("output")
    let format = try format()
    var writer = DocumentWriter()
    writer.isWhole = true
    let bytes = writer.data(
      of: ReportedMonteCarlo(results), figure: nil, as: format)
    try StandardStreams.write(
      bytes, to: output?.file, isForPeople: format == .text)
    return .success
  }

  private func format() throws -> OutputFormat {
    guard let name = arguments["format"] else {
      return arguments["output"].flatMap { OutputFormat(ending: $0) } ?? .text
    }
    return try InputError.naming("format") {
      guard let format = OutputFormat(rawValue: name) else {
        throw InputError.unknown(
          "format", name, among: OutputFormat.allCases.map(\.rawValue))
      }
      return format
    }
  }

  private func file(_ option: String) throws -> OutputFile? {
    guard let path = arguments[option], path != "-" else { return nil }
    return OutputFile(
      file: WrittenFile(path, .result, isNamedByModel: false))
  }

  private static func shard(_ text: String?) throws -> Shard {
    guard let text else { return Shard() }
    let parts = text.split(separator: "/").compactMap { Int($0) }
    guard parts.count == 2, parts[1] > 0, parts[1] <= 1_000_000,
      1...parts[1] ~= parts[0]
    else {
      throw InputError(
        message: "`\(text)` is no shard.",
        help: "Write its number and how many there are: `2/10`.",
        option: "shard")
    }
    return Shard(parts[0], of: parts[1])
  }
}
