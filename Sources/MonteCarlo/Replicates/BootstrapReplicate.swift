package import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import Populations
internal import Resampling
internal import Specification

/// The bootstrap of every replicate.
package struct ReplicateBootstrap: Sendable, Hashable {
  /// The draws.
  package var draws: Int
  /// The kind of intervals.
  package var interval: BootstrapIntervalKind
  /// Their level.
  package var level: Double

  /// Makes a bootstrap.
  package init(draws: Int, interval: BootstrapIntervalKind, level: Double) {
    self.draws = draws
    self.interval = interval
    self.level = level
  }
}

/// Replicates that are fitted as `latent fit` fits a table of cases, and
/// bootstrapped: their standard errors and intervals are those of the draws.
final class BootstrapReplicate: ReplicateFitting {
  private let condition: SimulationCondition
  private let bootstrap: ReplicateBootstrap
  private let general: GeneralReplicate

  init(_ condition: SimulationCondition, _ bootstrap: ReplicateBootstrap) {
    self.condition = condition
    self.bootstrap = bootstrap
    general = GeneralReplicate(condition)
  }

  func fit(replicate: Int, into rows: SharedRows, row: Int) {
    guard let fit = general.fitted(replicate: replicate, into: rows, row: row)
    else { return }
    var options = BootstrapOptions()
    options.replicates = 1...bootstrap.draws
    options.threads = 1
    var stream = condition.streams.stream(replicate: replicate, .bootstrap)
    options.seed = stream.next()
    let results: BootstrapResults
    do throws(LatentError) {
      results = try BootstrapResults(
        fit.bootstrapHere(options), interval: bootstrap.interval,
        level: bootstrap.level)
    } catch {
      // Too few of the draws could be fitted.
      general.clear(rows, row, .unusableData)
      return
    }
    let places = Dictionary(
      fit.table.rows.enumerated().map { ($1.key, $0) },
      uniquingKeysWith: { first, _ in first })
    for (place, parameter) in condition.parameters.enumerated() {
      guard let own = places[parameter.key],
        let drawn = results.statistic(.estimate(row: own))
      else { continue }
      rows[row, condition.errorPlace(place)] = drawn.standardError ?? .nan
      rows[row, condition.lowerPlace(place)] = drawn.lower ?? .nan
      rows[row, condition.upperPlace(place)] = drawn.upper ?? .nan
    }
  }
}
