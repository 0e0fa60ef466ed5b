import Clusters
import Messages
import MonteCarlo
import Plots
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
    if arguments["replicates-file"] == "-" {
      throw InputError(
        message: "Replicates cannot be kept in stdout.",
        help: "Give the name of a file.", option: "replicates-file")
    }
  }

  /// Runs the command.
  ///
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the study or its files.
  func run() async throws -> ExitStatus {
    let plan = try MonteCarloPlan(path)
    let (study, conditions) = (plan.study, plan.conditions)
    for output in ["output", "plot"].compactMap(arguments.outputFile) {
      try output.requireWritable()
    }
    let curve = try curve(conditions)
    let layout = plan.layout
    if let merged = arguments["merge"] {
      let paths = merged.split(separator: ",").map(String.init)
      return try write(
        try merge(paths, study, conditions, layout), curve)
    }
    return try await simulate(study, conditions, layout, curve)
  }

  // MARK: Drawing

  /// What came of drawing.
  private enum Outcome {
    /// All replicates are drawn.
    case results(MonteCarloResults)
    /// A signal came; how many are kept, and in which file.
    case stopped(kept: (count: Int, path: String)?)
  }

  private func simulate(
    _ study: MonteCarloStudy, _ conditions: [SimulationCondition],
    _ layout: ReplicateFile, _ curve: MonteCarloCurve?
  ) async throws -> ExitStatus {
    let run = MonteCarloRun(
      conditions, replicates: study.replicates, shard: shard, threads: threads)
    let path = arguments["replicates-file"]
    let shard = shard
    let outcome = try await SignalCancellation.run {
      try Self.carryOut(
        run, MonteCarloResults(study, conditions), layout, shard, path)
    }
    switch outcome {
    case .results(let results):
      return try shard.count > 1 ? .success : write(results, curve)
    case .stopped(let kept):
      StandardStreams.state(
        kept.map {
          "latent: Stopped after \($0.count) of \(run.total) replicates; they "
            + "are kept in \($0.path). Run the same command again to go on."
        }
          ?? "latent: Stopped; nothing is kept. With `--replicates-file FILE` "
          + "it would be.")
      return SignalCancellation.status
    }
  }

  /// Draws, fits and keeps replicates.
  private static func carryOut(
    _ run: MonteCarloRun, _ nothing: MonteCarloResults,
    _ layout: ReplicateFile, _ shard: Shard, _ path: String?
  ) throws -> Outcome {
    var results = nothing
    var kept: KeptReplicates?
    if let path {
      // A shard has no results of its own.
      let made = try KeptReplicates(
        path, layout, shard,
        take: shard.count > 1 ? nil : { results.add($0, $1) })
      if let note = made.note { StandardStreams.state("latent: \(note)") }
      if made.isFinished { return .results(results) }
      kept = made
    }
    let known = kept?.count ?? 0
    let progress = ProgressLine(noun: "replicates")
    defer { progress.clear() }
    let isDone = try run.run(
      after: known,
      isStopped: { Task.isCancelled },
      progress: {
        progress.show(
          AnalysisProgress(done: $0, total: run.total, known: known))
      },
      take: { condition, first, count, rows in
        if shard.count == 1 { results.add(condition, count: count, rows) }
        try kept?.keep(condition, first: first, count: count, rows)
      })
    guard isDone else {
      return .stopped(kept: kept.map { ($0.count, $0.path) })
    }
    try kept?.finish()
    return .results(results)
  }

  // MARK: Merging

  private func merge(
    _ paths: [String], _ study: MonteCarloStudy,
    _ conditions: [SimulationCondition], _ layout: ReplicateFile
  ) throws -> MonteCarloResults {
    let output = arguments.outputFile("replicates-file")
    if let output {
      try output.requireWritable()
      let own = FileStatus(output.file.path)?.identity
      if own != nil, paths.contains(where: { FileStatus($0)?.identity == own })
      {
        throw InputError(
          message: "This is one of the files that are merged.",
          help: "Name another file.", option: "replicates-file")
      }
    }
    var merge = try ReplicateMerge(
      layout,
      paths.map { path in
        ReplicateMerge.File(name: path) { place, most in
          try Self.bytes(of: path, at: place, atMost: most)
        }
      })
    var results = MonteCarloResults(study, conditions)
    if let output {
      try output.write(inPieces: { write in
        try withoutActuallyEscaping(write) { write in
          try merge.run(take: { results.add($0, $1) }, write: write)
        }
      })
    } else {
      try merge.run(take: { results.add($0, $1) }, write: nil)
    }
    return results
  }

  /// Bytes of a file that is open for no longer than they are read: there may be
  /// more shards than a process may have files.
  private static func bytes(
    of path: String, at place: Int, atMost most: Int
  ) throws -> [UInt8] {
    do throws(RawFile.Failure) {
      let file = try RawFile(path, .reading)
      defer { try? file.close() }
      return try file.bytes(at: place, atMost: most)
    } catch {
      throw InputError(
        message: "The file of replicates cannot be read: \(error.message).",
        help: "Name the files that the shards wrote.", place: path)
    }
  }

  // MARK: Writing

  /// The curve to draw; `nil` for none.
  private func curve(_ conditions: [SimulationCondition]) throws
    -> MonteCarloCurve?
  {
    guard arguments["plot"] != nil else {
      for option in ["plot-of", "plot-figure"] where arguments[option] != nil {
        throw InputError(
          message: "Nothing is drawn.", help: "Name a file by `plot`.",
          option: option)
      }
      return nil
    }
    guard shard.count == 1 else {
      throw InputError(
        message: "A shard has no results to draw.",
        help: "Draw them with the option `merge`.", option: "plot")
    }
    let figure = try InputError.naming("plot-figure") {
      let name = arguments["plot-figure"] ?? "power"
      guard let figure = MonteCarloCurve.Figure(rawValue: name) else {
        throw InputError.unknown(
          "figure", name,
          among: MonteCarloCurve.Figure.allCases.map(\.rawValue))
      }
      return figure
    }
    do {
      return try MonteCarloCurve(
        arguments["plot-of"], figure, of: conditions)
    } catch {
      throw InputError(
        message: error.message, help: error.remedy,
        option: error.option ?? "plot")
    }
  }

  private func write(_ results: MonteCarloResults, _ curve: MonteCarloCurve?)
    throws -> ExitStatus
  {
    let plot = curve?.plot(results)
    if let plot, let file = arguments.outputFile("plot") {
      try file.write(SVGRenderer().render(plot))
    }
    let output = arguments.outputFile("output")
    let format = try arguments.outputFormat()
    var writer = DocumentWriter()
    writer.isWhole = true
    let bytes = writer.data(
      of: ReportedMonteCarlo(results),
      figure: plot.map { ReportFigure(plot: $0) }, as: format)
    try StandardStreams.write(
      bytes, to: output?.file, isForPeople: format == .text)
    return .success
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
