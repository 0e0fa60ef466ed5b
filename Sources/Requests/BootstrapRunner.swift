import EffectAnalysis
internal import Latent
package import Messages
import Reporting
package import RequestSettings
package import Resampling

/// Keeps replicates as they end.
package protocol ReplicateStore: Sendable {
  /// The replicates that were kept before.
  var known: [BootstrapReplicate] { get }
  /// The faults of the replicates kept before, for a note; `nil` if they had
  /// none.
  var fault: String? { get }
  /// Keeps a replicate; called from any thread.
  ///
  /// - Parameter replicate: A replicate that has ended.
  /// - Throws: `LatentError` if it cannot be kept.
  func keep(_ replicate: BootstrapReplicate) throws(LatentError)
  /// Notes that no replicate follows for now.
  ///
  /// - Throws: `LatentError` if that cannot be written.
  func finish() throws(LatentError)
}

/// The files that a bootstrap writes to.
package protocol DrawsStore: Sendable {
  /// Opens a file that keeps replicates as they end, or makes one.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - format: The bootstrap that it belongs to.
  /// - Returns: The file, with the replicates that it held.
  /// - Throws: `LatentError` if it belongs to another bootstrap, `InputError` if
  ///   it cannot be read or written, or another process writes to it.
  func checkpoint(
    at file: WrittenFile, of format: DrawsFile
  ) throws -> any ReplicateStore

  /// Refuses a file that a model file names and that holds what would be
  /// lost.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - format: The bootstrap whose draws will be written to it.
  ///   - isDrawn: Whether a replicate is among them.
  /// - Throws: `InputError` that says what it holds.
  func requireReplaceable(
    _ file: WrittenFile, by format: DrawsFile, isDrawn: (Int) -> Bool
  ) throws

  /// Writes all draws of a bootstrap.
  ///
  /// - Parameters:
  ///   - draws: The draws.
  ///   - format: The bootstrap that they belong to.
  ///   - file: The file.
  /// - Throws: `InputError` if it cannot be written.
  func write(
    _ draws: BootstrapDraws, of format: DrawsFile, to file: WrittenFile
  ) throws
}

/// A bootstrap that ended before all replicates were drawn.
package struct BootstrapInterruption: Error {
  /// The draws during which a bootstrap ended.
  package enum Phase: Sendable {
    /// Replicates, with how many were drawn of how many.
    case replicates(done: Int, of: Int)
    /// The jackknife of BCa intervals.
    case jackknife
  }

  /// The draws during which it ended.
  package let phase: Phase
  /// The file that keeps replicates as they end.
  package let checkpoint: String?
  /// The file that draws are written to.
  package let draws: String?
}

/// Draws, or reads draws, as settings ask for, and summarizes them.
struct BootstrapRunner {
  let fit: Fit
  let settings: AnalysisSettings
  let context: AnalysisContext
  /// The number of replicates where the settings name none.
  let usualCount: Int
  /// The effects to draw beside parameters.
  var effects: EffectSelection?

  /// Draws and summarizes.
  ///
  /// - Returns: The figures.
  /// - Throws: What is wrong with settings or files; `BootstrapInterruption`
  ///   where the task was cancelled.
  nonisolated(nonsending) func run() async throws -> BootstrapResults {
    let options = options()
    if bootstrap.draws != nil { _ = try store(for: "draws") }
    let file = try DrawsFile(
      fit, options: options, version: LatentVersion.current)
    if bootstrap.sources.isEmpty {
      try requireReplaceable(file, isDrawn: options.replicates.contains)
    }
    let draws =
      bootstrap.sources.isEmpty
      ? try await draw(options, file) : try read(file)
    let isWhole =
      !bootstrap.sources.isEmpty || draws.count == options.replicates.count
    let isKept = try keep(draws, file, isWhole: isWhole)
    guard isWhole else {
      throw interruption(
        .replicates(done: draws.count, of: options.replicates.count),
        keepsDraws: isKept)
    }
    return try BootstrapResults(
      draws, interval: bootstrap.interval,
      level: settings.options.confidenceLevel,
      jackknife: try await jackknife(options),
      groupSizes: fit.drawnUnitCounts)
  }

  private var bootstrap: BootstrapSettings { settings.bootstrap }

  /// Writes draws where that is asked for.
  ///
  /// - Returns: Whether they are written; a part does not take the place of
  ///   more.
  private func keep(
    _ draws: BootstrapDraws, _ file: DrawsFile, isWhole: Bool
  ) throws -> Bool {
    guard let target = bootstrap.draws, !draws.replicates.isEmpty else {
      return false
    }
    let numbers = Set(draws.replicates)
    do {
      try requireReplaceable(file, isDrawn: numbers.contains)
    } catch {
      if isWhole { throw error }
      return false
    }
    let store = try store(for: "draws")
    do {
      try store.write(draws, of: file, to: target)
    } catch let error as InputError where isWhole {
      // What took the night is shown all the same.
      context.warn(
        "latent: error: The draws are not kept: \(error.message)"
          + (error.help.isEmpty ? "" : "\nhelp: \(error.help)"))
      context.found.fail()
      return false
    }
    return true
  }

  private func requireReplaceable(
    _ file: DrawsFile, isDrawn: (Int) -> Bool
  ) throws {
    guard let target = bootstrap.draws, target.isNamedByModel else { return }
    try store(for: "draws").requireReplaceable(
      target, by: file, isDrawn: isDrawn)
  }

  /// The options of the draws.
  func options() -> BootstrapOptions {
    var options = BootstrapOptions()
    options.kind = bootstrap.kind
    options.seed = bootstrap.seed
    options.threads = bootstrap.threads
    options.effects = effects
    options.includesStandardErrors = bootstrap.interval == .studentized
    options.includesFitMeasures =
      switch settings.output.report.fitMeasures {
      case .all: true
      case .named(let names): names != ["chisq"]
      case .usual, .none: false
      }
    if let range = bootstrap.replicates {
      options.replicates = range
    } else {
      options.replicates = 1...(bootstrap.count ?? usualCount)
    }
    return options
  }

  private func read(_ file: DrawsFile) throws -> BootstrapDraws {
    let parts = try bootstrap.sources.map { path in
      let bytes = try context.files.read(path, "file of draws")
      let contents = try file.read(bytes.span, name: path)
      if let note = DrawsFile.note(onDifferenceIn: contents) {
        context.warn(TerminalText.line("latent: note: \(path) \(note)"))
      }
      return file.draws(contents)
    }
    return try BootstrapDraws.merge(parts)
  }

  private nonisolated(nonsending) func draw(
    _ options: BootstrapOptions, _ file: DrawsFile
  ) async throws -> BootstrapDraws {
    let checkpoint = try bootstrap.checkpoint.map {
      try store(for: "checkpoint").checkpoint(at: $0, of: file)
    }
    let known = checkpoint?.known ?? []
    if let fault = checkpoint?.fault {
      context.warn("latent: note: \(fault)")
    }
    let progress = context.progress
    let notice = DurationNotice(
      .replicates(
        isOfModelFile: !settings.given.contains("bootstrap")
          && bootstrap.count != nil,
        isKept: bootstrap.checkpoint != nil), warn: context.warn)
    let knownCount = known.count { options.replicates.contains($0.number) }
    var sink: (@Sendable (BootstrapReplicate) throws(LatentError) -> Void)?
    if let checkpoint {
      sink = { (replicate) throws(LatentError) in
        try checkpoint.keep(replicate)
      }
    }
    let draws = try await fit.bootstrap(
      options, known: known,
      progress: {
        let state = AnalysisProgress($0, known: knownCount)
        notice.take(state)
        progress(state)
      },
      sink: sink)
    try checkpoint?.finish()
    return draws
  }

  private nonisolated(nonsending) func jackknife(
    _ options: BootstrapOptions
  ) async throws -> BootstrapDraws? {
    guard bootstrap.interval == .biasCorrectedAccelerated else { return nil }
    let draws = try await fit.jackknife(options)
    guard draws.count == fit.drawnUnitCounts.reduce(0, +) else {
      throw interruption(.jackknife)
    }
    return draws
  }

  private func interruption(
    _ phase: BootstrapInterruption.Phase, keepsDraws: Bool = true
  ) -> BootstrapInterruption {
    BootstrapInterruption(
      phase: phase, checkpoint: bootstrap.checkpoint?.path,
      draws: keepsDraws ? bootstrap.draws?.path : nil)
  }

  private func store(for option: String) throws -> any DrawsStore {
    guard let store = context.draws else {
      throw InputError(
        message: "Files cannot be written here, as the option `\(option)` asks "
          + "for.",
        help: "Leave it out.")
    }
    return store
  }
}
