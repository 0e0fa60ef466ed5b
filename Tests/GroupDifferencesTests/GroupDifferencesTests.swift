import Foundation
import GroupDifferences
import Messages
import Probability
import TableReading
import TestSupport
import Testing

/// Differences of groups against R's stats: Fixtures/references.R.
struct GroupDifferencesTests {
  private struct References: Decodable {
    struct Ratio: Decodable { var f, df1, df2, p: Double }
    struct Pair: Decodable {
      var first, second: Int
      var difference, t, p, welchT, welchDf, welchP, tukeyP, gamesP, d,
        g: Double
      var ci, welchCi, tukeyCi, gamesCi, dCi: [Double]
    }
    struct Comparison: Decodable {
      var by: String
      var labels: [String]
      var count: [Int]
      var mean, sd: [Double]
      var fisher, welch, levene, brown: Ratio
      var eta, omega: Double
      var etaCi: [Double]
      var pairs: [Pair]
    }
    struct Range: Decodable {
      var q: Double
      var k: Int
      var df, p, ptukey: Double
    }
    var range: [Range]
    var growthByStage, growthByDistrict, trustByStage, trustByTwo: Comparison
  }

  private let references: References
  private let table: DataTable

  init() throws {
    references = try loadFixture(References.self, "references.json")
    let path = "Models/cluster-growth/firms.csv"
    table = try CSVReader().read(
      bytes: Array(Data(contentsOf: repositoryURL.appending(path: path))),
      name: path)
  }

  private func scale(_ name: String, _ count: Int) throws -> ComparedVariable {
    let columns = try (1...count).map {
      try table.numbers(named: "\(name)\($0)")
    }
    return ComparedVariable(
      name: name,
      values: (0..<table.rowCount).map { row in
        columns.reduce(0) { $0 + $1[row] } / Double(count)
      })
  }

  private func expect(
    _ own: VarianceRatio?, _ reference: References.Ratio, _ label: String
  ) throws {
    let own = try #require(own, "\(label)")
    expectClose(own.statistic, reference.f, relative: 1e-10, label)
    expectClose(own.numerator, reference.df1, relative: 1e-12, label)
    expectClose(own.denominator, reference.df2, relative: 1e-10, label)
    expectClose(own.probability, reference.p, relative: 1e-9, label)
  }

  private func limits(_ range: ClosedRange<Double>?) -> [Double] {
    range.map { [$0.lowerBound, $0.upperBound] } ?? []
  }

  private func compare(
    _ variable: ComparedVariable, _ groups: CaseGroups,
    _ reference: References.Comparison
  ) throws {
    let all = try GroupDifferences(of: [variable], between: groups)
    let own = all.variables[0]
    #expect(Set(groups.labels) == Set(reference.labels))
    // R's levels are in the order of the alphabet.
    let order = try reference.labels.map { label in
      try #require(groups.labels.firstIndex(of: label))
    }
    #expect(order.map { own.groups[$0].count } == reference.count)
    expectClose(
      order.map { own.groups[$0].mean }, reference.mean, relative: 1e-12)
    expectClose(
      order.map { own.groups[$0].standardDeviation }, reference.sd,
      relative: 1e-12)
    try expect(own.analysis.fisher, reference.fisher, "fisher")
    try expect(own.analysis.welch, reference.welch, "welch")
    try expect(own.levene, reference.levene, "levene")
    try expect(own.brownForsythe, reference.brown, "brown")
    expectClose(own.analysis.etaSquared, reference.eta, relative: 1e-10)
    expectClose(
      own.analysis.omegaSquared, reference.omega, relative: 1e-9,
      absolute: 1e-12)
    expectClose(
      limits(own.analysis.etaSquaredLimits), reference.etaCi, absolute: 1e-9)
    for expected in reference.pairs {
      let (first, second) = (order[expected.first], order[expected.second])
      let pair = try #require(
        own.pairs.first {
          Set([$0.first, $0.second]) == Set([first, second])
        })
      let sign = pair.first == first ? 1.0 : -1
      func turned(_ range: ClosedRange<Double>?) -> [Double] {
        let ends = limits(range).map { sign * $0 }
        return sign > 0 ? ends : ends.reversed()
      }
      expectClose(sign * pair.difference, expected.difference, absolute: 1e-12)
      expectClose(sign * pair.student.statistic, expected.t, absolute: 1e-10)
      expectClose(pair.student.probability, expected.p, relative: 1e-9)
      expectClose(turned(pair.student.limits), expected.ci, absolute: 1e-9)
      expectClose(
        pair.welch?.probability ?? .nan, expected.welchP, relative: 1e-9)
      expectClose(
        pair.welch?.degreesOfFreedom ?? .nan, expected.welchDf,
        relative: 1e-10)
      expectClose(turned(pair.welch?.limits), expected.welchCi, absolute: 1e-9)
      // R's ptukey is good to 1e-8 here, qtukey to about 1e-4.
      expectClose(pair.tukey.probability, expected.tukeyP, absolute: 1e-8)
      expectClose(turned(pair.tukey.limits), expected.tukeyCi, absolute: 1e-3)
      expectClose(
        pair.gamesHowell?.probability ?? .nan, expected.gamesP, absolute: 1e-8)
      expectClose(
        turned(pair.gamesHowell?.limits), expected.gamesCi, absolute: 1e-3)
      expectClose(sign * pair.d, expected.d, absolute: 1e-10)
      expectClose(turned(pair.dLimits), expected.dCi, absolute: 1e-8)
      expectClose(sign * pair.g, expected.g, absolute: 1e-10)
    }
  }

  @Test func comparisonsAgreeWithR() throws {
    let growth = try scale("cg", 4)
    let trust = try scale("tr", 3)
    let stages = try CaseGroups("stage", of: table)
    try compare(growth, stages, references.growthByStage)
    try compare(
      growth, try CaseGroups("district", of: table),
      references.growthByDistrict)
    try compare(trust, stages, references.trustByStage)
    let two = CaseGroups(
      name: "two", labels: ["1", "2"],
      places: stages.places.map { $0.map { min($0, 1) } })
    try compare(trust, two, references.trustByTwo)
  }

  @Test func studentizedRangesAgreeWithR() {
    for own in references.range {
      let found = StudentizedRangeDistribution(
        count: own.k, degreesOfFreedom: own.df
      ).upperTail(own.q)
      let place = "\(own.q) \(own.k) \(own.df)"
      expectClose(found, own.p, relative: 1e-9, place)
      expectClose(found, own.ptukey, absolute: 2e-4, place)
    }
  }

  @Test func rangesOfTwoAreThoseOfStudent() {
    for (q, freedom) in [(1.0, 2.0), (3, 5), (12, 20), (4, 1e300), (2, 1)] {
      let found = StudentizedRangeDistribution(
        count: 2, degreesOfFreedom: freedom
      ).upperTail(q)
      let exact = StudentTDistribution(degreesOfFreedom: freedom)
        .twoSidedTail(q / 2.0.squareRoot())
      expectClose(found, exact, relative: 1e-11, "\(q) \(freedom)")
    }
  }

  @Test func quantilesOfRangesTurnTailsBack() {
    for p in [0.5, 0.05, 1e-4, 1e-9] {
      let range = StudentizedRangeDistribution(count: 5, degreesOfFreedom: 20)
      expectClose(range.upperTail(range.upperQuantile(p)), p, relative: 1e-8)
    }
  }

  @Test func lettersAreThoseOfGroupsFarApart() throws {
    let values: [Double] = [1, 1.1, 0.9, 1.05, 5, 5.1, 4.9, 5, 9, 9.1, 9, 8.9]
    let groups = CaseGroups(
      name: "g", labels: ["low", "middle", "high"],
      places: (0..<12).map { $0 / 4 })
    let own = try GroupDifferences(
      of: [ComparedVariable(name: "y", values: values)], between: groups)
    #expect(own.variables[0].letters == ["c", "b", "a"])
    let same = try GroupDifferences(
      of: [
        ComparedVariable(
          name: "y", values: [1, 2, 3, 4, 1.1, 2, 3, 4, 1, 2.1, 3, 4])
      ], between: groups)
    #expect(same.variables[0].letters == ["a", "a", "a"])
  }

  @Test func earlyAndLateAreTheFirstAndTheLast() throws {
    let groups = try CaseGroups(
      earlyAndLate: 0.25, by: [8, 7, 6, 5, .nan, 4, 3, 2, 1])
    #expect(
      groups.places == [1, 1, nil, nil, nil, nil, nil, 0, 0])
    let error = #expect(throws: LatentError.self) {
      _ = try CaseGroups(earlyAndLate: 0.1, by: [1, 2, 3, 4])
    }
    #expect(error?.code == "groups.too-small")
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let one = #expect(throws: LatentError.self) {
      _ = try CaseGroups("firm", of: table)
    }
    #expect(one?.code == "groups.none")
    let groups = CaseGroups(
      name: "g", labels: ["a", "b"], places: [0, 0, 0, 1])
    let small = #expect(throws: LatentError.self) {
      _ = try GroupDifferences(
        of: [ComparedVariable(name: "y", values: [1, 2, 3, 4])],
        between: groups)
    }
    #expect(small?.code == "groups.too-small")
    let constant = #expect(throws: LatentError.self) {
      _ = try GroupDifferences(
        of: [ComparedVariable(name: "y", values: [1, 1, 2, 2])],
        between: CaseGroups(
          name: "g", labels: ["a", "b"], places: [0, 0, 1, 1]))
    }
    #expect(constant?.code == "groups.outcome")
  }
}
