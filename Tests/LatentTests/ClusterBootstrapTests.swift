import FitSettings
import Foundation
import Latent
import ModelFit
import Probability
import Resampling
import TestSupport
import Testing

/// Replicates of clusters and of weighted cases against fits of tables that
/// hold the drawn cases.
struct ClusterBootstrapTests {
  private static let text = "f =~ x1 + x2 + x3\nx7 ~ f"
  private static let names = ["x1", "x2", "x3", "x7"]

  /// Cases in clusters of unequal size, with weights, in groups.
  private struct Cases {
    var values: [[Double]]
    var cluster: [Int]
    var weight: [Double]
    var group: [Int]

    func table(_ rows: [Int]) throws -> DataTable {
      try DataTable(
        columns: ClusterBootstrapTests.names.enumerated().map { j, name in
          (name: name, numbers: rows.map { values[j][$0] })
        } + [
          (name: "cluster", numbers: rows.map { Double(cluster[$0]) }),
          (name: "weight", numbers: rows.map { weight[$0] }),
          (name: "group", numbers: rows.map { Double(group[$0]) }),
        ])
    }

    func rows(ofGroup number: Int) -> [Int] {
      group.indices.filter { group[$0] == number }
    }
  }

  private func cases(
    _ table: String = "holzinger-swineford-1939.csv"
  ) throws -> Cases {
    let data = try HolzingerModel.table(table)
    let values = try Self.names.map { try data.numbers(named: $0) }
    let n = values[0].count
    return Cases(
      values: values, cluster: (0..<n).map { $0 * $0 / 1500 },
      weight: (0..<n).map { 0.5 + Double($0 * 7 % 11) / 5 },
      group: (0..<n).map { $0 % 120 < 50 ? 1 : 2 })
  }

  /// The rows of a replicate by the stream of its number: clusters, or cases,
  /// of one group after the other.
  private func drawn(
    _ cases: Cases, number: Int, groups: [[Int]], byCluster: Bool
  ) -> [Int] {
    var stream = RandomStream(seed: 1, stream: UInt64(number))
    var rows: [Int] = []
    for group in groups {
      guard byCluster else {
        for _ in group.indices {
          rows.append(group[stream.integer(below: group.count)])
        }
        continue
      }
      var order: [Int] = []
      for row in group where !order.contains(cases.cluster[row]) {
        order.append(cases.cluster[row])
      }
      for _ in order.indices {
        let cluster = order[stream.integer(below: order.count)]
        rows += group.filter { cases.cluster[$0] == cluster }
      }
    }
    return rows
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var isClustered = false
    var isWeighted = false
    var hasGroups = false
  }

  @Test(arguments: [
    Kind(testDescription: "clusters", isClustered: true),
    Kind(
      testDescription: "clusters in groups", isClustered: true, hasGroups: true),
    Kind(testDescription: "weights", isWeighted: true),
    Kind(
      testDescription: "weights in groups", isWeighted: true, hasGroups: true),
    Kind(
      testDescription: "weighted clusters", isClustered: true,
      isWeighted: true),
  ])
  func replicatesAreFits(_ kind: Kind) async throws {
    let cases = try cases()
    var options = FitOptions()
    options.model.meanStructure = true
    options.keepsCases = true
    if kind.isClustered { options.cluster = "cluster" }
    if kind.isWeighted { options.samplingWeights = "weight" }
    if kind.hasGroups { options.model.groupEqual = [.loadings] }
    let group = kind.hasGroups ? "group" : nil
    let model = try Model(text: Self.text)
    let all = Array(cases.group.indices)
    let fit = try model.fit(
      to: cases.table(all), group: group, options: options)
    var draws = BootstrapOptions()
    draws.replicates = 1...3
    let replicates = try await fit.bootstrap(draws)
    // The labels stand in the order in which the data show them.
    let groups =
      kind.hasGroups
      ? [cases.group[0], 3 - cases.group[0]].map(cases.rows(ofGroup:)) : [all]
    for number in 1...3 {
      let rows = drawn(
        cases, number: number, groups: groups, byCluster: kind.isClustered)
      var own = options
      own.cluster = nil
      let other = try model.fit(
        to: cases.table(rows), group: group,
        groupLabels: kind.hasGroups ? fit.groups.map(\.label) : nil,
        options: own)
      for (index, row) in fit.parameters.enumerated() where row.isFree {
        let column = try #require(replicates.column(.estimate(row: index)))
        expectClose(
          replicates.value(number - 1, column),
          other.parameters[index].estimate,
          relative: 1e-6, absolute: 1e-7, "\(row.key) \(number)")
      }
      if let column = replicates.column(.measure("chisq")) {
        expectClose(
          replicates.value(number - 1, column),
          try #require(other.measures["chisq"]), relative: 1e-6,
          absolute: 1e-6)
      }
    }
  }

  /// The jackknife of BCa intervals leaves whole clusters out, of one group
  /// after the other.
  @Test(arguments: [false, true])
  func jackknifeLeavesClustersOut(hasGroups: Bool) async throws {
    let cases = try cases()
    var options = FitOptions()
    options.keepsCases = true
    options.cluster = "cluster"
    let group = hasGroups ? "group" : nil
    let model = try Model(text: Self.text)
    let all = Array(cases.group.indices)
    let fit = try model.fit(
      to: cases.table(all), group: group, options: options)
    let draws = try await fit.jackknife(BootstrapOptions())
    let groups =
      hasGroups
      ? [cases.group[0], 3 - cases.group[0]].map(cases.rows(ofGroup:)) : [all]
    var units: [(group: Int, cluster: Int)] = []
    for (index, rows) in groups.enumerated() {
      for row in rows
      where !units.contains(where: {
        $0.group == index && $0.cluster == cases.cluster[row]
      }) {
        units.append((index, cases.cluster[row]))
      }
    }
    #expect(draws.count == units.count)
    options.cluster = nil
    options.model.meanStructure = true
    for number in [0, units.count - 1] {
      let omitted = units[number]
      let kept = groups.enumerated().flatMap { index, rows in
        rows.filter {
          index != omitted.group || cases.cluster[$0] != omitted.cluster
        }
      }
      let other = try model.fit(
        to: cases.table(kept), group: group,
        groupLabels: hasGroups ? fit.groups.map(\.label) : nil,
        options: options)
      for (index, row) in fit.parameters.enumerated() where row.isFree {
        let column = try #require(draws.column(.estimate(row: index)))
        expectClose(
          draws.value(number, column), other.parameters[index].estimate,
          relative: 1e-6, absolute: 1e-7, "\(row.key) \(number)")
      }
    }
    let replicates = try await fit.bootstrap(
      {
        var own = BootstrapOptions()
        own.replicates = 1...200
        return own
      }())
    let results = try BootstrapResults(
      replicates, interval: .biasCorrectedAccelerated, jackknife: draws,
      groupSizes: fit.drawnUnitCounts)
    #expect(!results.statistics.isEmpty)
  }

  /// Clusters of one case each are cases.
  @Test func clustersOfOneAreCases() async throws {
    var cases = try cases()
    cases.cluster = Array(cases.cluster.indices)
    let data = try cases.table(Array(cases.group.indices))
    var options = FitOptions()
    options.keepsCases = true
    options.model.meanStructure = true
    let model = try Model(text: Self.text)
    var draws = BootstrapOptions()
    draws.replicates = 1...5
    let plain = try await model.fit(to: data, options: options)
      .bootstrap(draws)
    options.cluster = "cluster"
    let clustered = try await model.fit(to: data, options: options)
      .bootstrap(draws)
    for replicate in 0..<5 {
      expectClose(
        clustered.value(replicate, 0), plain.value(replicate, 0),
        relative: 1e-9)
    }
  }

  @Test func incompleteClustersAreDrawnWhole() async throws {
    let cases = try cases("holzinger-swineford-missing.csv")
    let rows = cases.group.indices.filter { row in
      cases.values.contains { !$0[row].isNaN }
    }
    var options = FitOptions()
    options.keepsCases = true
    options.missing = .fullInformation
    options.cluster = "cluster"
    let model = try Model(text: Self.text)
    let fit = try model.fit(to: cases.table(rows), options: options)
    var draws = BootstrapOptions()
    draws.replicates = 1...2
    let replicates = try await fit.bootstrap(draws)
    // Clusters are numbered in the order of the sample's cases.
    let sampled = try #require(fit.sample[0].incompleteCases)
    var order = cases
    order.cluster = sampled.rowNumbers.map { cases.cluster[rows[$0 - 1]] }
    order.values =
      order.cluster.isEmpty
      ? []
      : cases.values.map { column in
        sampled.rowNumbers.map { column[rows[$0 - 1]] }
      }
    order.weight = order.cluster.map { _ in 1 }
    order.group = order.cluster.map { _ in 1 }
    options.cluster = nil
    for number in 1...2 {
      let chosen = drawn(
        order, number: number, groups: [Array(order.cluster.indices)],
        byCluster: true)
      let other = try model.fit(to: order.table(chosen), options: options)
      for (index, row) in fit.parameters.enumerated() where row.isFree {
        let column = try #require(replicates.column(.estimate(row: index)))
        expectClose(
          replicates.value(number - 1, column),
          other.parameters[index].estimate,
          relative: 1e-5, absolute: 1e-6, "\(row.key) \(number)")
      }
    }
  }
}
