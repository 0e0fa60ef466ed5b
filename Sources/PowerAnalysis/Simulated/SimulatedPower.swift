internal import Estimation
internal import FitSettings
internal import LinearAlgebra
package import Messages
internal import MonteCarlo
package import Populations
internal import Probability

/// Power by simulated samples.
///
/// Sample k of N cases is a pure function of the seed, N and k: no result
/// depends on the threads, or on what else was looked at.
package struct SimulatedPower {
  private let model: PowerModel
  private let data: PopulationOptions
  private let options: PowerOptions
  private let test: PowerOptions.Test
  private let generator: DataGenerator
  private let shares: CaseShares
  private let threads: Int?
  private let hasCurve: Bool

  /// Makes an analysis.
  ///
  /// - Parameters:
  ///   - model: The population with its effects.
  ///   - data: What data have beside the population's moments.
  ///   - options: What is asked for.
  ///   - threads: The number of workers; `nil` for one a core.
  ///   - hasCurve: Whether samples are drawn for a curve, too.
  /// - Throws: `LatentError` for options that do not go together.
  package init(
    _ model: PowerModel, _ data: PopulationOptions, _ options: PowerOptions,
    threads: Int?, hasCurve: Bool
  ) throws(LatentError) {
    self.model = model
    self.data = data
    self.options = options
    self.threads = threads
    self.hasCurve = hasCurve
    generator = try DataGenerator(model.population.groups, data)
    shares = CaseShares(options)
    func refuse(_ option: String, _ message: String, _ remedy: String)
      -> LatentError
    {
      PowerOptionText(name: option, text: "").refusal(message, remedy)
    }
    let usual: PowerOptions.Test =
      model.effects.isEmpty
      ? .fit : model.effects.contains(where: \.isProduct) ? .joint : .wald
    test = options.test ?? usual
    guard test == .fit || !model.effects.isEmpty else {
      throw refuse(
        "test", "Nothing is named that could be tested.",
        "Name parameters or a path by `effect`.")
    }
    guard test != .fit || options.effects.isEmpty else {
      throw refuse(
        "test", "The test of the model is not that of an effect.",
        "Leave `effect` out, or take another test.")
    }
    guard options.null == .zero, options.restriction == nil else {
      throw refuse(
        "method", "Samples are tested against 0.",
        "Take `method: likelihood-ratio`, or define a difference in the "
          + "population, `d := a - b`, as the effect.")
    }
    guard !options.isDetectable else {
      throw refuse(
        "detectable", "An effect's value is not looked for by simulation.",
        "Take `method: likelihood-ratio` or `method: wald`.")
    }
    let needed = max(
      model.population.groups.map { $0.variables.count + 1 }.reduce(0, +),
      4 * generator.groups.count)
    if let total = options.counts.isEmpty ? nil : options.counts.reduce(0, +),
      total < needed
    {
      throw refuse(
        "nobs", "Fits need at least \(needed) cases.", "Give more.")
    }
    if let range = options.range, range.lowerBound < needed {
      throw refuse(
        "nobs-range", "Fits need at least \(needed) cases.",
        "Begin the range there.")
    }
    range = options.range ?? max(needed, 10)...max(10_000, 2 * needed)
  }

  private let range: ClosedRange<Int>

  /// Whether a sample takes long.
  private var isSlow: Bool {
    test.isBootstrap || !generator.isPlain
      || model.options.estimation.estimator != .ml
  }

  /// Draws, and looks for the number of cases where that is wanted.
  ///
  /// - Parameters:
  ///   - isStopped: Whether to end, asked between lots.
  ///   - progress: Told how many samples are done, and how many are likely.
  /// - Returns: The result; `nil` where drawing ended early.
  /// - Throws: `LatentError` where no number of cases gives the power, or no
  ///   fit can be made.
  package func result(
    isStopped: @escaping () -> Bool,
    progress: @escaping (_ done: Int, _ total: Int) -> Void
  ) throws -> PowerResult? {
    let source = SampleSource(
      isStopped: isStopped, lot: test.isBootstrap ? 32 : 512
    ) { cases throws(LatentError) in try self.drawing(cases) }
    var result = PowerResult(
      model.effects.isEmpty
        ? .misfit : .effects(options.effects, isEquality: false),
      .simulation, options)
    result.test = test
    result.seed = options.seed
    if test.isBootstrap { result.draws = draws }
    if test == .monteCarlo { result.draws = options.draws ?? 20_000 }
    let final = options.replicates ?? (isSlow ? 1_000 : 10_000)
    let tolerance = options.tolerance ?? (isSlow ? 0.05 : 0.02)
    // What a z test needs, and the lots around it.
    let likely = Int(4.2 / (tolerance * tolerance)) + 2 * final
    source.told = { progress($0, max($0, likely)) }
    var points: [Int: SampleTally] = [:]
    if !options.counts.isEmpty {
      let total = options.counts.reduce(0, +)
      guard let tally = try source.draw(total, final) else { return nil }
      try requireFits(tally, total)
      result.given = tally.figure(cases: total)
      points[total] = tally
    }
    if options.counts.isEmpty || options.power != nil {
      var search = SampleSizeSearch(
        power: options.wantedPower, tolerance: tolerance, range: range,
        firstLot: test.isBootstrap ? 100 : 250, draw: source.draw)
      for (cases, tally) in points where range.contains(cases) {
        search.add(tally, cases: cases)
      }
      guard let needed = try needed(&search, source, final) else { return nil }
      result.needed = needed
      for (cases, tally) in search.tallies { points[cases] = tally }
    }
    if hasCurve,
      let center = result.needed?.cases ?? result.given?.cases
    {
      for step in 1...9 {
        let cases = min(
          max(center * (2 * step) / 10, range.lowerBound), range.upperBound)
        if (points[cases]?.count ?? 0) >= final / 5 { continue }
        guard let tally = try source.draw(cases, max(final / 5, 100)) else {
          return nil
        }
        points[cases, default: SampleTally()] += tally
      }
    }
    result.curve = points.sorted { $0.key < $1.key }.compactMap {
      $0.value.count > 0 ? $0.value.figure(cases: $0.key) : nil
    }
    result.smooth = smoothed(points)
    result.sampleCount = source.drawn.drawn
    result.unusableCount = source.drawn.drawn - source.drawn.count
    return result
  }

  private var draws: Int { options.draws ?? 1_000 }

  /// The number of cases, confirmed by samples that the search did not see; a
  /// number that they contradict is looked for again with them.
  private func needed(
    _ search: inout SampleSizeSearch, _ source: SampleSource, _ final: Int
  ) throws -> NeededCases? {
    var start = self.start
    for attempt in 1...4 {
      guard let found = try search.found(from: start) else { return nil }
      guard let tally = try source.draw(found.cases, final) else { return nil }
      var needed = NeededCases(
        cases: found.cases, counts: shares.counts(total: found.cases),
        power: options.wantedPower, interval: found.interval,
        reached: tally.figure(cases: found.cases),
        isAtLowerEnd: found.isAtLowerEnd)
      if found.isAtLowerEnd { needed.interval = nil }
      let share = tally.share
      let spread = (share * (1 - share) / Double(max(tally.count, 1)))
        .squareRoot()
      // The power of a z test grows by φ(z_p) (z_p + z) / 2 with log N.
      let goal = NormalDistribution.quantile(options.wantedPower)
      let z = NormalDistribution.quantile(0.975)
      let slope = 0.5 * NormalDistribution.density(goal) * (goal + z)
      let own =
        slope * 0.5 * Double(found.interval.count)
        / (z * Double(found.cases))
      let isFar =
        abs(share - options.wantedPower)
        > 2.5 * (spread * spread + own * own).squareRoot()
      search.add(tally, cases: found.cases)
      if found.isAtLowerEnd || !isFar || attempt == 4 { return needed }
      start = found.cases
    }
    return nil
  }

  /// Where the search begins: what the Wald test needs by noncentrality, where
  /// that can be told.
  private var start: Int {
    var own = options
    own.counts = []
    own.shares =
      options.counts.count > 1
      ? options.counts.map(Double.init) : options.shares
    let least: Int?
    do throws(LatentError) {
      guard !model.effects.isEmpty, generator.ordered.isEmpty else {
        throw LatentError(code: .powerNoFits, message: "", remedy: "")
      }
      least = try NoncentralityPower(model, own, .wald).test()
        .leastCases(power: options.wantedPower)
    } catch {
      least = nil
    }
    let middle = Int(
      (Double(range.lowerBound) * Double(range.upperBound)).squareRoot())
    return min(max(least ?? middle, range.lowerBound), range.upperBound)
  }

  // MARK: Samples

  /// Draws of samples of a number of cases: the replicates' outcomes.
  private func drawing(_ cases: Int) throws(LatentError)
    -> (Range<Int>) -> SampleTally
  {
    var condition = try SimulationCondition(
      model.model, options: fitOptions, population: model.population,
      generator: generator, counts: shares.counts(total: cases),
      streams: SimulationStreams(seed: options.seed, condition: cases))
    if test.isBootstrap {
      condition.bootstrap = ReplicateBootstrap(
        draws: draws,
        interval: test == .percentile ? .percentile : .biasCorrected,
        level: 1 - options.alpha)
    }
    let decision = try SampleDecision(model, condition, test, options)
    let batch = try ReplicateBatch(condition, threads: threads)
    return { replicates in
      let rows = batch.rows(replicates)
      var tally = SampleTally(drawn: replicates.count)
      for row in 0..<replicates.count {
        guard let rejects = decision.rejects(condition, { rows[row, $0] })
        else { continue }
        tally.count += 1
        if rejects { tally.rejected += 1 }
      }
      return tally
    }
  }

  private var fitOptions: FitOptions { model.options }

  private func requireFits(_ tally: SampleTally, _ cases: Int)
    throws(LatentError)
  {
    guard tally.count == 0 else { return }
    throw LatentError(
      kind: .request, code: .powerNoFits,
      message: "No sample of \(cases) cases could be fitted and tested.",
      remedy: "Give more cases, or look at the model.")
  }

  /// The curve of all samples, with its 95% band.
  private func smoothed(_ points: [Int: SampleTally]) -> [PowerFigure] {
    let own = points.sorted { $0.key < $1.key }.map {
      ProbitCurve.Point(
        cases: $0.key, rejected: $0.value.rejected, count: $0.value.count)
    }
    guard own.count > 3, let first = own.first, let last = own.last,
      let curve = ProbitCurve(own, degree: 2)
    else { return [] }
    let z = NormalDistribution.quantile(0.975)
    return (0...60).map { step in
      let cases =
        first.cases + (last.cases - first.cases) * step / 60
      let (value, error) = curve.probit(Double(cases))
      return PowerFigure(
        cases: cases, power: NormalDistribution.cumulative(value),
        interval: NormalDistribution.cumulative(
          value - z * error)...NormalDistribution
          .cumulative(value + z * error))
    }
  }
}
