import EffectAnalysis
import FitSettings
import Foundation
import Latent
import ModelFit
import Probability
import Resampling

/// How often intervals of an indirect effect cover it: many samples of known
/// populations, each with a bootstrap of its own.
enum CoverageStudy {
  /// A population in which x acts on y through m, and a little directly.
  struct Population: Sendable {
    /// x -> m.
    var a: Double
    /// m -> y.
    var b: Double
    /// x -> y.
    var direct = 0.1
    /// Whether each of the three is measured by three indicators.
    var isLatent: Bool

    /// The effect that the intervals should cover.
    var indirect: Double { a * b }

    /// The model's text.
    var text: String {
      let measurement = ["x", "m", "y"].map { name in
        "\(name) =~ \((1...3).map { "\(name)\($0)" }.joined(separator: " + "))"
      }
      let structure = ["m ~ x", "y ~ m + x"]
      return ((isLatent ? measurement : []) + structure).joined(separator: "\n")
    }

    /// Cases in which x, m and y have the variance 1; indicators load by .8
    /// and have the variance 1, so that the effects are the same in the
    /// metric of the first ones.
    func sample(count: Int, seed: UInt64, stream: UInt64) throws -> DataTable {
      var draws = RandomStream(seed: seed, stream: stream)
      var columns: [(name: String, values: [Double])] = []
      for name in ["x", "m", "y"] {
        for item in 1...(isLatent ? 3 : 1) {
          columns.append((isLatent ? "\(name)\(item)" : name, []))
        }
      }
      let residual = (
        m: (1 - a * a).squareRoot(),
        y: (1 - b * b - direct * direct - 2 * a * b * direct).squareRoot()
      )
      for _ in 0..<count {
        let x = draws.normal()
        let m = a * x + residual.m * draws.normal()
        let y = b * m + direct * x + residual.y * draws.normal()
        let values = isLatent ? [x, x, x, m, m, m, y, y, y] : [x, m, y]
        for (index, value) in values.enumerated() {
          columns[index].values.append(
            isLatent ? 0.8 * value + 0.6 * draws.normal() : value)
        }
      }
      return try DataTable(
        columns: columns.map { DataColumn(name: $0.name, numbers: $0.values) })
    }

    /// The fit of a sample.
    func fit(count: Int, seed: UInt64, stream: UInt64) throws -> Fit {
      var options = FitOptions()
      options.keepsCases = true
      return try Model(text: text).fit(
        to: sample(count: count, seed: seed, stream: stream), options: options)
    }
  }

  /// The kinds of intervals, in the order of their columns.
  static let kinds = ["percentile", "BCa", "delta", "Monte Carlo"]

  /// The numbers of one kind's intervals that the effect lay below and above.
  private struct Misses {
    var below = 0
    var above = 0
    var intervals = 0

    mutating func add(_ other: Misses) {
      below += other.below
      above += other.above
      intervals += other.intervals
    }

    mutating func count(
      _ lower: Double?, _ upper: Double?, truth: Double
    ) {
      guard let lower, let upper else { return }
      intervals += 1
      if truth < lower { below += 1 }
      if truth > upper { above += 1 }
    }
  }

  private static let selection: EffectSelection = {
    var options = EffectOptions()
    options.monteCarloDraws = 1000
    return EffectSelection(from: ["x"], to: ["y"], options: options)
  }()
  private static let effect = EffectDefinition(
    kind: .specificIndirect, from: "x", to: "y", path: ["x", "m", "y"])

  /// Prints a line a population and kind of interval, then the standard
  /// errors in a large sample.
  ///
  /// - Parameters:
  ///   - samples: Samples of each population.
  ///   - draws: Bootstrap draws of each sample.
  /// - Throws: The errors of fits and bootstraps.
  static func run(samples: Int, draws: Int) async throws {
    let populations = [false, true].flatMap { isLatent in
      [(0.3, 0.3), (0.5, 0.5)].map {
        Population(a: $0.0, b: $0.1, isLatent: isLatent)
      }
    }
    let start = ContinuousClock.now
    print(
      "\(samples) samples of 128 cases, \(draws) bootstrap draws each, "
        + "95% intervals of a*b")
    print(
      "variables      a    b  interval      covered  below  above  without")
    for (number, population) in populations.enumerated() {
      let misses = try await cover(
        population, seed: UInt64(2012 + number), samples: samples, draws: draws)
      for (kind, own) in zip(kinds, misses) {
        let n = Double(own.intervals)
        print(
          (population.isLatent ? "latent" : "observed").padded(9),
          String(format: "%6.1f %4.1f ", population.a, population.b),
          kind.padded(12),
          String(
            format: "%8.2f%% %5.2f%% %5.2f%% %8d",
            100 * (1 - Double(own.below + own.above) / n),
            100 * Double(own.below) / n, 100 * Double(own.above) / n,
            samples - own.intervals))
      }
    }
    print("run time \(seconds(since: start)) s")
    try await compareErrors(populations)
  }

  /// The misses of each kind, samples spread over all cores.
  private static func cover(
    _ population: Population, seed: UInt64, samples: Int, draws: Int
  ) async throws -> [Misses] {
    let workers = ProcessInfo.processInfo.activeProcessorCount
    return try await withThrowingTaskGroup(of: [Misses].self) { group in
      for worker in 0..<workers {
        group.addTask {
          var misses = [Misses](repeating: Misses(), count: kinds.count)
          for sample in stride(from: worker, to: samples, by: workers) {
            let limits = try await intervals(
              population, seed: seed, sample: UInt64(sample), draws: draws)
            for (kind, own) in limits.enumerated() {
              misses[kind].count(
                own?.lower, own?.upper, truth: population.indirect)
            }
          }
          return misses
        }
      }
      var total = [Misses](repeating: Misses(), count: kinds.count)
      for try await part in group {
        for kind in kinds.indices { total[kind].add(part[kind]) }
      }
      return total
    }
  }

  /// One sample's intervals; `nil` where there is none.
  private static func intervals(
    _ population: Population, seed: UInt64, sample: UInt64, draws: Int
  ) async throws -> [(lower: Double, upper: Double)?] {
    let fit = try population.fit(count: 128, seed: seed, stream: sample)
    guard fit.isConverged else { return kinds.map { _ in nil } }
    var options = BootstrapOptions()
    options.effects = selection
    options.replicates = 1...draws
    options.seed = sample
    options.threads = 1
    let drawn = try await fit.bootstrap(options)
    let left = try await fit.jackknife(options)
    guard let column = drawn.column(.effect(effect, .unstandardized)),
      let own = try fit.effects(selection).effects.effect(along: effect.path)?
        .unstandardized
    else { preconditionFailure("the effect was drawn") }
    let summary = drawn.summary(column)
    let acceleration = BootstrapSummary.acceleration(
      jackknife: left.usable(column))
    func pair(_ lower: Double?, _ upper: Double?) -> (Double, Double)? {
      guard let lower, let upper else { return nil }
      return (lower, upper)
    }
    return [
      try? summary.interval(.percentile, level: 0.95),
      try? summary.interval(
        .biasCorrectedAccelerated, level: 0.95, acceleration: acceleration),
      pair(own.lower, own.upper),
      pair(own.monteCarlo?.lower, own.monteCarlo?.upper),
    ]
  }

  /// Standard errors of one large sample by all three ways.
  private static func compareErrors(_ populations: [Population]) async throws {
    print("\nStandard errors of a*b in 5000 cases, 4000 bootstrap draws")
    print("variables      a    b  bootstrap    delta  Monte Carlo")
    for population in populations {
      let fit = try population.fit(count: 5000, seed: 4711, stream: 0)
      var own = selection
      own.options.monteCarloDraws = 20_000
      var options = BootstrapOptions()
      options.effects = own
      options.replicates = 1...4000
      let results = try BootstrapResults(try await fit.bootstrap(options))
      let value = try fit.effects(own, bootstrap: results).effects
        .effect(along: effect.path)?.unstandardized
      let bootstrap = value?.bootstrap?.standardError ?? .nan
      let delta = value?.standardError ?? .nan
      let monteCarlo = value?.monteCarlo?.standardError ?? .nan
      print(
        (population.isLatent ? "latent" : "observed").padded(9),
        String(
          format: "%6.1f %4.1f %10.5f %8.5f %12.5f  ratios %.3f %.3f",
          population.a, population.b, bootstrap, delta, monteCarlo,
          delta / bootstrap, monteCarlo / bootstrap))
    }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> String {
    let elapsed = ContinuousClock.now - start
    return String(
      format: "%.1f",
      Double(elapsed.components.seconds)
        + Double(elapsed.components.attoseconds) * 1e-18)
  }
}

extension String {
  /// The text with blanks up to a width.
  fileprivate func padded(_ width: Int) -> String {
    padding(toLength: max(width, count), withPad: " ", startingAt: 0)
  }
}
