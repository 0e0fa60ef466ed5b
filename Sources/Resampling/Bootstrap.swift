internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import Optimization
internal import Probability
internal import SampleStatistics
internal import Specification
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The progress of a bootstrap.
public struct BootstrapProgress: Sendable, Hashable {
  /// The replicates done.
  public var done: Int
  /// The replicates asked for.
  public var total: Int
}

/// A replicate's outcome, as passed to the `sink`.
public struct BootstrapReplicate: Sendable, Codable {
  /// The replicate's number.
  public var number: Int
  /// The outcome.
  public var status: ReplicateStatus
  /// Its values, one for each column; NaN where it has none.
  public var values: [Double]

  /// Makes a replicate's outcome.
  public init(number: Int, status: ReplicateStatus, values: [Double]) {
    self.number = number
    self.status = status
    self.values = values
  }
}

extension Fit {
  /// The values of every column with each case, or cluster, left out once.
  ///
  /// - Parameter options: The bootstrap whose columns are wanted.
  /// - Returns: Draws of kind `.jackknife`, one replicate for each case or
  ///   cluster.
  /// - Throws: `LatentError` as `bootstrap` does.
  public nonisolated(nonsending) func jackknife(
    _ options: BootstrapOptions
  ) async throws(LatentError) -> BootstrapDraws {
    var own = options
    own.kind = .jackknife
    own.replicates = 1...max(1, drawnUnitCounts.reduce(0, +))
    return try await bootstrap(own)
  }

  /// The number of cases, or of clusters, of each group that a bootstrap draws.
  package var drawnUnitCounts: [Int] {
    sample.map { group in
      group.cases?.clusters.map { ($0.max() ?? -1) + 1 }
        ?? group.observationCount
    }
  }

  /// The columns that a bootstrap of this fit draws.
  ///
  /// - Parameter options: What to draw.
  /// - Returns: The columns in their order.
  /// - Throws: `LatentError` if the fit does not have the effects asked for.
  public func bootstrapColumns(_ options: BootstrapOptions) throws(LatentError)
    -> [BootstrapColumn]
  {
    try ReplicateRecipe(self, options: options).columns
  }

  /// Draws replicates of the fit on all cores.
  ///
  /// Replicate k draws from its own random stream and sets out from the
  /// original estimates, so that draws are the same bit for bit on any number
  /// of threads and in any shards. A replicate that does not converge, or ends
  /// inadmissible, is fitted once more from fresh starting values and kept with
  /// its status. Its threads are not those of tasks, which go on meanwhile.
  /// Cancelling the task ends the bootstrap early; the replicates done by then
  /// are returned.
  ///
  /// - Parameters:
  ///   - options: What to draw.
  ///   - known: Replicates that are known already, such as a checkpoint's;
  ///     they are not drawn again.
  ///   - progress: Called now and then from any thread.
  ///   - sink: Called once for every new replicate from any thread; an error
  ///     that it throws ends the bootstrap.
  /// - Returns: The draws, ascending by replicate.
  /// - Throws: `LatentError` if the fit did not converge, has no cases, or not
  ///   the effects asked for; what `sink` throws.
  public nonisolated(nonsending) func bootstrap(
    _ options: BootstrapOptions, known: [BootstrapReplicate] = [],
    progress: (@Sendable (BootstrapProgress) -> Void)? = nil,
    sink: (@Sendable (BootstrapReplicate) throws(LatentError) -> Void)? = nil
  ) async throws(LatentError) -> BootstrapDraws {
    let run = try bootstrapRun(options)
    run.take(known)
    let team = WorkTeam(threads: options.threads ?? WorkTeam.coreCount)
    try await team.run(
      atMost: options.replicates.count,
      start: { () throws(LatentError) in try run.makeWorker() },
      step: { (worker: inout ReplicateWorker) throws(LatentError) in
        try run.drawNext(&worker, progress: progress, sink: sink)
      })
    return run.draws
  }

  /// Draws replicates of the fit on the calling thread, for callers that have
  /// many fits to bootstrap and a thread for each; the draws are those of
  /// `bootstrap`.
  ///
  /// - Parameter options: What to draw.
  /// - Returns: The draws.
  /// - Throws: `LatentError` as `bootstrap` does.
  package func bootstrapHere(_ options: BootstrapOptions) throws(LatentError)
    -> BootstrapDraws
  {
    let run = try bootstrapRun(options)
    var worker = try run.makeWorker()
    while try run.drawNext(&worker, progress: nil, sink: nil) {}
    return run.draws
  }

  private func bootstrapRun(_ options: BootstrapOptions) throws(LatentError)
    -> BootstrapRun
  {
    guard isConverged else {
      throw LatentError(
        code: .bootstrapNotConverged,
        message: "The model did not converge in the original sample; there "
          + "is nothing to bootstrap.",
        remedy: convergenceMessage)
    }
    try requireDefinitionsWithoutWeights("bootstrap standard errors")
    try BootstrapRules.all.check(
      RequestedBootstrap(
        RequestedFit(
          self.options,
          conditionsOnExogenous: model.groups.indices.contains {
            MomentWeights.isConditional(model, $0)
          }, hasOrdered: table.hasOrdered), options))
    guard options.replicates.lowerBound >= 1 else {
      throw LatentError(
        code: .bootstrapReplicateNumbers,
        message: "Replicates are numbered from 1.",
        remedy: "Ask for a range such as 1-5000.")
    }
    let recipe = try ReplicateRecipe(self, options: options)
    try DrawLimit.check(
      options.replicates.count, values: recipe.columns.count,
      option: "bootstrap")
    return BootstrapRun(
      fit: self, options: options, recipe: recipe,
      source: try ReplicateSource(self, kind: options.kind))
  }
}

/// One bootstrap: what its workers share.
private final class BootstrapRun: Sendable {
  private let fit: Fit
  private let options: BootstrapOptions
  private let recipe: ReplicateRecipe
  private let source: ReplicateSource
  private let storage: SharedRows
  private let cursor = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let statuses: Mutex<[ReplicateStatus?]>

  init(
    fit: Fit, options: BootstrapOptions, recipe: ReplicateRecipe,
    source: ReplicateSource
  ) {
    self.fit = fit
    self.options = options
    self.recipe = recipe
    self.source = source
    storage = SharedRows(
      rows: options.replicates.count, columns: recipe.columns.count)
    statuses = Mutex(
      [ReplicateStatus?](repeating: nil, count: options.replicates.count))
  }

  /// Takes replicates that are known already.
  func take(_ known: [BootstrapReplicate]) {
    for replicate in known where options.replicates.contains(replicate.number) {
      let row = replicate.number - options.replicates.lowerBound
      guard replicate.values.count == recipe.columns.count else { continue }
      for (column, value) in replicate.values.enumerated() {
        storage[row, column] = value
      }
      statuses.withLock { $0[row] = replicate.status }
      done.add(1, ordering: .relaxed)
    }
  }

  /// Makes a worker with a fitter of its own.
  func makeWorker() throws(LatentError) -> ReplicateWorker {
    // The workers have all cores.
    var own = fit.options
    own.estimation.threads = 1
    let fitter = try Fitter(
      fit.model, sample: source.samples, options: own)
    fitter.keepWarmStart(fit.estimates.theta)
    fitter.endStalledSearches()
    return ReplicateWorker(
      fitter: fitter, drawing: ReplicateDrawing(source),
      scratch: recipe.makeScratch(), fit: fit, options: options)
  }

  /// Draws the next replicate that is not known.
  ///
  /// - Returns: Whether there was one.
  func drawNext(
    _ worker: inout ReplicateWorker,
    progress: (@Sendable (BootstrapProgress) -> Void)?,
    sink: (@Sendable (BootstrapReplicate) throws(LatentError) -> Void)?
  ) throws(LatentError) -> Bool {
    let total = options.replicates.count
    var row: Int
    repeat {
      row = cursor.add(1, ordering: .relaxed).oldValue
      if row >= total { return false }
    } while statuses.withLock({ $0[row] != nil })
    let number = options.replicates.lowerBound + row
    let status = worker.fit(replicate: number)
    if status != .notConverged, status != .singularSample {
      let extras = worker.extras()
      recipe.read(
        worker.fitter, scratch: &worker.scratch, extras: extras,
        centres: worker.drawing.centres
      ) {
        storage[row, $0] = $1
      }
      worker.drawing.forHeldThresholds { group, threshold in
        for column in recipe.columnsOfThresholds[group][threshold] {
          storage[row, column] = .nan
        }
      }
    }
    statuses.withLock { $0[row] = status }
    let count = done.add(1, ordering: .relaxed).newValue
    if let sink {
      try sink(
        BootstrapReplicate(
          number: number, status: status,
          values: recipe.columns.indices.map { storage[row, $0] }))
    }
    // Slow replicates are told of from the first on.
    let isTold = count % 64 == 0 || count & (count - 1) == 0 || count == total
    if let progress, isTold {
      progress(BootstrapProgress(done: count, total: total))
    }
    return true
  }

  /// The replicates drawn so far.
  var draws: BootstrapDraws {
    let ended = statuses.withLock { $0 }
    let rows = ended.indices.filter { ended[$0] != nil }
    var draws = BootstrapDraws(
      columns: recipe.columns, kind: options.kind, seed: options.seed,
      replicates: rows.map { $0 + options.replicates.lowerBound },
      statuses: rows.compactMap { ended[$0] }, storage: storage, rows: rows)
    draws.tolerance = DrawsFile.tolerance(fit)
    return draws
  }
}

/// Draws and fits one replicate after the other.
private struct ReplicateWorker {
  let fitter: Fitter
  let drawing: ReplicateDrawing
  var scratch: ReplicateScratch
  let fit: Fit
  let options: BootstrapOptions
  private let checker: AdmissibilityCheck

  init(
    fitter: Fitter, drawing: ReplicateDrawing, scratch: ReplicateScratch,
    fit: Fit, options: BootstrapOptions
  ) {
    self.fitter = fitter
    self.drawing = drawing
    self.scratch = scratch
    self.fit = fit
    self.options = options
    checker = AdmissibilityCheck(fitter)
  }

  func fit(replicate number: Int) -> ReplicateStatus {
    var stream = RandomStream(seed: options.seed, stream: UInt64(number))
    guard drawing.draw(number, &stream, into: fitter) else {
      return .singularSample
    }
    let warm = fitter.refitWarm()
    let isConverged = warm.status == .converged
    if isConverged, isAdmissible { return .converged }
    let again = isConverged ? fitter.refitCold() : fitter.refitFresh()
    guard again.status == .converged else { return .notConverged }
    return isAdmissible ? .retried : .inadmissible
  }

  private var isAdmissible: Bool {
    checker.isAdmissible { drawing.isHeld(group: $0, threshold: $1) }
  }

  /// Measures and standard errors of the replicate just fitted, if wanted.
  func extras() -> ReplicateExtras? {
    guard options.includesFitMeasures || options.includesStandardErrors else {
      return nil
    }
    var analysis = FitAnalysis(replicate: fitter, options: fit.options)
    var extras = ReplicateExtras(measures: FitMeasures(), standardErrors: [])
    if options.includesFitMeasures {
      extras.measures = analysis.measures().measures
    }
    if options.includesStandardErrors {
      extras.covariance = try? analysis.parameterCovariance()
      extras.standardErrors = analysis.standardErrors(
        covariance: extras.covariance)
    }
    return extras
  }
}
