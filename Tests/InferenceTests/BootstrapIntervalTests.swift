import FitSettings
import Foundation
import Messages
import ModelFit
import Resampling
import TestSupport
import Testing

/// Intervals from draws against `boot.ci`; see Fixtures/intervals.R.
@Suite struct BootstrapIntervalTests {
  struct Fixture: Decodable {
    struct Interval: Decodable {
      var level: Double
      var kind: String
      var ends: [Double]
    }
    struct Case: Decodable {
      /// The statistic and its variance.
      var original: [Double]
      var draws: [Double]
      var variances: [Double]
      var jackknife: [Double]
      var influence: [Double]
      var acceleration: Double
      var intervals: [Interval]
    }
    var cases: [Case]
  }

  private let cases: [Fixture.Case]

  init() throws {
    cases = try loadFixture(Fixture.self, "intervals.json").cases
    try #require(cases.count == 2)
  }

  /// The fixture's draws as a bootstrap of one statistic.
  private func draws(_ item: Fixture.Case) -> BootstrapDraws {
    let count = item.draws.count
    return BootstrapDraws(
      columns: [
        BootstrapColumn(
          statistic: .estimate(row: 0), name: "ratio",
          estimate: item.original[0]),
        BootstrapColumn(
          statistic: .standardError(row: 0), name: "se: ratio",
          estimate: item.original[1].squareRoot()),
      ], kind: .nonparametric, seed: 1, replicates: Array(1...count),
      statuses: [ReplicateStatus](repeating: .converged, count: count),
      values: zip(item.draws, item.variances).flatMap {
        [$0, $1.squareRoot()]
      })
  }

  private func jackknife(_ item: Fixture.Case) -> BootstrapDraws {
    let count = item.jackknife.count
    return BootstrapDraws(
      columns: [
        BootstrapColumn(
          statistic: .estimate(row: 0), name: "ratio",
          estimate: item.original[0])
      ], kind: .jackknife, seed: 1, replicates: Array(1...count),
      statuses: [ReplicateStatus](repeating: .converged, count: count),
      values: item.jackknife)
  }

  @Test func intervalsAgreeWithBoot() throws {
    for item in cases {
      let draws = draws(item)
      #expect(item.intervals.count == 18)
      for expected in item.intervals {
        let kind = try #require(BootstrapIntervalKind(rawValue: expected.kind))
        let results = try BootstrapResults(
          draws, interval: kind, level: expected.level,
          jackknife: jackknife(item))
        let drawn = try #require(results.statistic(.estimate(row: 0)))
        expectClose(
          try [#require(drawn.lower), #require(drawn.upper)],
          expected.ends, relative: 1e-8, "\(kind) \(expected.level)")
      }
    }
  }

  @Test func accelerationAgreesWithTheInfluenceOfBoot() {
    for item in cases {
      expectClose(
        BootstrapSummary.acceleration(jackknife: item.jackknife),
        item.acceleration, relative: 1e-8)
      // empinf's centred values are those differences, times n - 1.
      let n = Double(item.jackknife.count)
      let mean = item.jackknife.reduce(0, +) / n
      expectClose(
        item.jackknife.map { (n - 1) * (mean - $0) }, item.influence,
        relative: 1e-8, absolute: 1e-10)
    }
  }

  @Test func tooFewDrawsAreRefusedWithTheirCounts() throws {
    var statuses = [ReplicateStatus](repeating: .converged, count: 40)
    statuses[3] = .notConverged
    statuses[5] = .inadmissible
    let draws = BootstrapDraws(
      columns: [
        BootstrapColumn(
          statistic: .estimate(row: 0), name: "a", estimate: 20)
      ], kind: .nonparametric, seed: 1, replicates: Array(1...40),
      statuses: statuses, values: (1...40).map(Double.init))
    do throws(LatentError) {
      _ = try BootstrapResults(draws)
      Issue.record("38 draws do not make a 95% interval")
    } catch {
      #expect(error.code == "bootstrap.too-few-draws")
      #expect(
        error.message == "38 of 40 replicates are usable (1 inadmissible, "
          + "1 not.converged); 95% intervals (perc) need at least 39.")
    }
    let lower = try BootstrapResults(draws, level: 0.9)
    #expect(lower.statistics.count == 1)
    let normal = try BootstrapResults(draws, interval: .normal)
    #expect(normal.statistics.count == 1)
  }

  @Test func drawsOnOneSideHaveNoBiasCorrectedInterval() throws {
    let draws = BootstrapDraws(
      columns: [
        BootstrapColumn(
          statistic: .estimate(row: 0), name: "a~~a", estimate: 0),
        BootstrapColumn(
          statistic: .estimate(row: 1), name: "b", estimate: 30.5),
      ], kind: .nonparametric, seed: 1, replicates: Array(1...60),
      statuses: [ReplicateStatus](repeating: .converged, count: 60),
      values: (1...60).flatMap { [Double($0), Double($0)] })
    let results = try BootstrapResults(draws, interval: .biasCorrected)
    #expect(results.statistics[0].lower == nil)
    #expect(results.statistics[0].standardError != nil)
    #expect(results.statistics[1].lower != nil)
    let warning = try #require(
      results.warnings.first { $0.code == "bootstrap.one-sided" })
    #expect(warning.message.contains("a~~a"))
    #expect(!warning.message.contains(" b"))
  }

  @Test func intervalsThatLackWhatTheyNeedAreRefused() throws {
    let item = try #require(cases.first)
    do throws(LatentError) {
      _ = try BootstrapResults(
        draws(item), interval: .biasCorrectedAccelerated)
      Issue.record("BCa needs the jackknife")
    } catch {
      #expect(error.code == "bootstrap.needs-jackknife")
    }
  }

  /// A correction that leads beyond the draws is the cause, not their number.
  @Test func correctionBeyondTheDraws() throws {
    let draws = (1...200).map(Double.init)
    // 3 of 200 draws lie below the estimate: w = -2.17.
    let summary = BootstrapSummary(estimate: 3.5, draws: draws)
    let error = #expect(throws: LatentError.self) {
      try summary.interval(.biasCorrected, level: 0.95)
    }
    #expect(error?.code == "bootstrap.correction-beyond-draws")
    let few = BootstrapSummary(estimate: 3.5, draws: Array(draws.prefix(20)))
    let other = #expect(throws: LatentError.self) {
      try few.interval(.biasCorrected, level: 0.95)
    }
    #expect(other?.code == "bootstrap.too-few-draws")
  }
}
