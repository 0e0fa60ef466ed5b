import Foundation
import Latent
import Messages

/// Draws, or reads draws, as a request asks for, and summarizes them.
struct BootstrapRunner {
  let fit: Fit
  let request: FitRequest
  /// The number of replicates where the request names none.
  let usualCount: Int
  /// The effects to draw beside parameters.
  var effects: EffectSelection?

  /// Draws and summarizes.
  ///
  /// - Returns: The figures.
  /// - Throws: What is wrong with request or files; `ExitStatus` where a
  ///   signal ended the drawing.
  func run() throws -> BootstrapResults {
    let options = try options()
    let file = try DrawsFile(
      fit, options: options, version: LatentVersion.current)
    let isComplete: Bool
    let draws: BootstrapDraws
    if bootstrap.sources.isEmpty {
      (draws, isComplete) = try draw(options, file)
    } else {
      draws = try read(file)
      isComplete = true
    }
    if let path = bootstrap.draws, !draws.replicates.isEmpty {
      try TextFile.write(to: path) { write throws(InputError) in
        try file.write(draws, to: write)
      }
    }
    guard isComplete else { throw interruption(draws, options) }
    return try BootstrapResults(
      draws, interval: bootstrap.interval,
      level: request.options.confidenceLevel, jackknife: jackknife(options),
      groupSizes: fit.sample.map(\.observationCount))
  }

  private var bootstrap: BootstrapRequest { request.bootstrap }

  /// What is drawn.
  ///
  /// - Throws: What is wrong with the request.
  func options() throws -> BootstrapOptions {
    var options = BootstrapOptions()
    options.kind = bootstrap.kind
    options.seed = bootstrap.seed
    options.threads = bootstrap.threads
    options.effects = effects
    options.includesStandardErrors = bootstrap.interval == .studentized
    options.includesFitMeasures =
      switch request.output.report.fitMeasures {
      case .all: true
      case .named(let names): names != ["chisq"]
      case .usual, .none: false
      }
    if let range = bootstrap.replicates {
      if let count = bootstrap.count, range.upperBound > count {
        throw InputError(
          message: "There are \(count) replicates; the range "
            + "\(range.lowerBound)-\(range.upperBound) goes beyond.",
          help: "Raise --bootstrap, or end the range at \(count).")
      }
      options.replicates = range
    } else {
      options.replicates = 1...(bootstrap.count ?? usualCount)
    }
    if bootstrap.interval == .biasCorrectedAccelerated, !hasCases {
      throw InputError(
        message: "BCa intervals need a table of cases.",
        help: "Use --boot-ci perc or bc.")
    }
    return options
  }

  private var hasCases: Bool { request.data.table != nil }

  private func read(_ file: DrawsFile) throws -> BootstrapDraws {
    for (name, isGiven) in [
      ("checkpoint", bootstrap.checkpoint != nil),
      ("replicates", bootstrap.replicates != nil),
      ("bootstrap", bootstrap.count != nil),
    ] where isGiven {
      throw InputError(
        message: "With from-draws nothing is drawn, but there is also "
          + "`\(name)`.", help: "Give one of the two.")
    }
    let parts = try bootstrap.sources.map { path in
      let data = try TextFile.bytes(of: path, what: "file of draws")
      return try file.draws(data.span, name: path)
    }
    return try BootstrapDraws.merge(parts)
  }

  private func draw(_ options: BootstrapOptions, _ file: DrawsFile) throws
    -> (BootstrapDraws, isComplete: Bool)
  {
    let checkpoint = try bootstrap.checkpoint.map {
      try BootstrapCheckpoint(path: $0, file: file)
    }
    let known = checkpoint?.known ?? []
    let progress = ProgressLine(
      noun: "replicates",
      known: known.count { options.replicates.contains($0.number) })
    defer { progress.clear() }
    let fit = fit
    let draws = try Interruptible.run { stop in
      var sink: (@Sendable (BootstrapReplicate) -> Void)?
      if let checkpoint {
        sink = { replicate in
          if !checkpoint.keep(replicate) { stop() }
        }
      }
      return try await fit.bootstrap(
        options, known: known,
        progress: { progress.show($0.done, of: $0.total) }, sink: sink)
    }
    if let failure = checkpoint?.failure { throw failure }
    return (draws, draws.count == options.replicates.count)
  }

  private func jackknife(_ options: BootstrapOptions) throws
    -> BootstrapDraws?
  {
    guard bootstrap.interval == .biasCorrectedAccelerated else { return nil }
    let fit = fit
    let draws = try Interruptible.run { _ in try await fit.jackknife(options) }
    guard draws.count == fit.observationCount else {
      StandardStreams.complain("latent: Stopped while leaving cases out.")
      throw Interruptible.status
    }
    return draws
  }

  /// Says what is kept and how to go on.
  private func interruption(
    _ draws: BootstrapDraws, _ options: BootstrapOptions
  ) -> ExitStatus {
    let done =
      "Stopped after \(draws.count) of \(options.replicates.count) "
      + "replicates"
    let rest =
      switch (bootstrap.checkpoint, bootstrap.draws) {
      case (let path?, _):
        "; they are kept in \(path). Run the same command again to go on."
      case (nil, let path?) where draws.count > 0:
        "; they are kept in \(path). Add `--checkpoint \(path)` to go on."
      default:
        "; none are kept. With `--checkpoint FILE` they would be."
      }
    StandardStreams.complain("latent: \(done)\(rest)")
    return Interruptible.status
  }
}
