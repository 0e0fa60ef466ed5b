import Latent
import RequestSettings
import Requests
import TableReading

/// A command that carries out an analysis: reads the files, writes the result.
struct AnalysisCommand {
  let request: AnalysisRequest
  /// The command as a shell would read it.
  private let command: String

  /// The files of this machine; a line on a terminal says what is waited for.
  static let files = {
    var files = FileAccess.disk(root: nil, patience: ProgressLine.patience)
    files.readForeign = { try DataFileProcess.read($0) }
    files.rasterize = PictureProcess.rasterize
    return files
  }()

  /// Makes the request that arguments stand for.
  ///
  /// - Parameters:
  ///   - analysis: The analysis.
  ///   - arguments: The command's arguments.
  /// - Throws: `InputError` for files that are missing or given twice.
  init(_ analysis: Analysis, _ arguments: CommandArguments) throws {
    command = arguments.commandLine
    var paths = arguments.words
    var options = arguments.options
    if analysis == .codebook { Self.takeCodebook(&paths, &options) }
    if let table = Self.takeTable(analysis, &paths) {
      if arguments["data"] != nil {
        throw InputError(
          message: "The data file is given twice, as an argument and as "
            + "--data.", help: "Give it once.")
      }
      options.append(.init("data", table))
    }
    if analysis == .compare { try Self.refuseTables(paths, options) }
    request = AnalysisRequest(
      analysis,
      models: try paths.map {
        try ModelDocument(contentsOf: $0, patience: ProgressLine.patience)
      },
      options: options, files: Self.files)
  }

  /// Runs the command.
  ///
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the input.
  func run() async throws -> ExitStatus {
    let progress = ProgressLine(
      noun: request.analysis == .invariance ? "models" : "replicates")
    let job = try AnalysisJob(
      request,
      context: AnalysisContext(
        files: Self.files,
        warn: { StandardStreams.complain(CommandText.warning($0)) },
        progress: progress.show, draws: DrawsOnDisk(), command: command,
        sourceName: { "--\($0)" }))
    try refuseOneStdin(job)
    try OutputPaths(job).requireUsable()
    if let format = try job.diagramFormat() {
      try PictureProcess.requireProgram(for: format)
    }
    let result: AnalysisResult
    do {
      defer { progress.clear() }
      result =
        job.drawsReplicates
        ? try await SignalCancellation.run { try await job.run() }
        : try await job.run()
    } catch let error as NoConvergence {
      StandardStreams.state("latent: \(error.message)")
      return .failure
    } catch let error as BootstrapInterruption {
      StandardStreams.state("latent: \(Self.message(error))")
      return SignalCancellation.status
    } catch is CancellationError {
      StandardStreams.complain("latent: Stopped.")
      return SignalCancellation.status
    }
    try write(result, of: job)
    guard let failure = result.failure else { return .success }
    if !failure.isEmpty {
      StandardStreams.state("latent: \(failure)")
    }
    return .failure
  }

  private func write(_ result: AnalysisResult, of job: AnalysisJob) throws {
    do {
      if let format = try job.diagramFormat() {
        let text = result.rendered()
        try StandardStreams.write(
          PictureProcess.bytes(text, as: format) ?? Array(text.utf8),
          to: job.outputFile, isForPeople: false)
      } else {
        try StandardStreams.write(
          result.data(as: job.format), to: job.outputFile,
          isForPeople: job.format == .text)
      }
    } catch let error as BrokenPipe {
      // A reader that goes away does not make a failed fit a good one.
      if result.failure == nil { throw error }
    }
    if let picture = result.picture, let file = job.pictureFile {
      try OutputFile(file: file).write(picture)
    }
    if let table = result.table, let file = job.tableFile {
      try OutputFile(file: file).write(table)
    }
    if let places = result.places, let file = job.placesFile {
      try OutputFile(file: file).write(places)
    }
  }

  /// Says what is kept of a bootstrap and how to go on.
  private static func message(_ error: BootstrapInterruption) -> String {
    guard case .replicates(let done, let count) = error.phase else {
      return "Stopped while leaving cases out."
    }
    let rest =
      switch (error.checkpoint, error.draws) {
      case (let path?, _):
        "they are kept in \(path). Run the same command again to go on."
      case (nil, let path?) where done > 0:
        "they are kept in \(path). Add `--checkpoint \(path)` to go on."
      default: "none are kept. With `--checkpoint FILE` they would be."
      }
    return "Stopped after \(done) of \(count) replicates; \(rest)"
  }

  // MARK: Arguments

  /// Takes the table of cases from the words that name files.
  private static func takeTable(
    _ analysis: Analysis, _ paths: inout [String]
  ) -> String? {
    if analysis == .compare {
      return paths.last.map(isTable) == true ? paths.removeLast() : nil
    }
    let models = analysis.takesModel ? 1 : 0
    return paths.count > models ? paths.removeLast() : nil
  }

  /// Takes the action and the files of a codebook.
  private static func takeCodebook(
    _ paths: inout [String], _ options: inout [AnalysisRequest.Option]
  ) {
    func add(_ name: String, _ value: String) {
      options.append(.init(name, value))
    }
    guard !paths.isEmpty else { return }
    let action = paths.removeFirst()
    add("action", action)
    if !paths.isEmpty {
      add(action == "new" ? "data" : "codebook", paths.removeFirst())
    }
    // The data of a check stay to be taken like any table.
  }

  private static func isTable(_ path: String) -> Bool {
    let lowercased = path.lowercased()
    return lowercased.hasSuffix(".csv") || lowercased.hasSuffix(".tsv")
      || DataFileFormat(ending: path) != nil
  }

  /// Refuses data between the models that are compared, and data that can be
  /// read only once.
  private static func refuseTables(
    _ paths: [String], _ options: [AnalysisRequest.Option]
  ) throws {
    if let table = paths.first(where: isTable) {
      throw InputError(
        message: "`\(table)` is a data file between model files.",
        help: "Give one data file, as the last argument.")
    }
    try AnalysisJob.requireModels(paths, of: .compare)
    if options.contains(where: { $0.name == "data" && $0.value == "-" }) {
      throw InputError(
        message: "The data of several fits cannot come from stdin.",
        help: "Give them as a file.")
    }
  }

  private func refuseOneStdin(_ job: AnalysisJob) throws {
    guard job.inputs.contains("-"),
      request.models.contains(where: { $0.name == "<stdin>" })
    else { return }
    throw InputError(
      message: "Model and data cannot both come from stdin.",
      help: "Give one of them as a file.")
  }
}
