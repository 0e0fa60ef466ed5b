import Codebooks
import Foundation
import ItemAnalysis
import Messages
import TableReading
import TestSupport
import Testing

/// Items and scales against psych, semTools and lavaan; the numbers are made by
/// Fixtures/references.R.
@Suite struct ItemAnalysisTests {
  private struct References: Decodable {
    struct Items: Decodable {
      var mean: [Double]
      var sd: [Double]
      var skew: [Double]
      var kurtosis: [Double]
    }
    struct Scale: Decodable {
      var names: [String]
      var n: Int
      var mean, sd, alpha, stdAlpha, lambda2, lambda6, meanR: Double
      var feldt: [Double]
      var splitR, splitSb, splitGuttman, splitUnequal: Double
      var rDrop, smc, meanDrop, varDrop: [Double]
      var alphaDrop: [Double]?
      var omega, cr, ave: Double
      var omegaCi, loadings: [Double]
    }
    struct Mardia: Decodable {
      var b1p, skew, pSkew, b2p, z: Double
    }
    struct Distances: Decodable {
      var row: [Int]
      var d2, p: [Double]
    }
    struct Bifactor: Decodable {
      var parts: [[String]]
      var oh, ot, ecv: Double
      var ohCi: [Double]
    }
    struct Ordered: Decodable {
      var names: [String]
      var omega, alpha: Double
      var loadings: [Double]
    }
    struct Correlations: Decodable {
      var mean, sd, r, p: [Double]
    }
    var items: Items
    var scales: [Scale]
    var mardia: Mardia
    var distances: Distances
    var bifactor: Bifactor
    var ordered: [Ordered]
    var cut4: [String: [Double]]
    var correlations: Correlations
  }

  private let references: References
  private let school: DataTable
  private let firms: DataTable

  init() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    references = try decoder.decode(
      References.self,
      from: Data(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Fixtures/references.json")))
    func table(_ path: String) throws -> DataTable {
      let url = repositoryURL.appending(path: path)
      return try CSVReader().read(
        bytes: Array(Data(contentsOf: url)), name: path)
    }
    school = try table("Models/holzinger-swineford/data.csv")
    firms = try table("Models/cluster-growth/firms.csv")
  }

  private static let items = (1...9).map { "x\($0)" }

  @Test func momentsOfItemsAreThoseOfSPSS() throws {
    let analysis = try ItemAnalysis(school, scales: [], others: Self.items)
    let own = references.items
    expectClose(analysis.items.map(\.mean), own.mean, relative: 1e-12)
    expectClose(
      analysis.items.map { $0.standardDeviation ?? .nan }, own.sd)
    expectClose(
      analysis.items.map { $0.skewness ?? .nan }, own.skew, relative: 1e-10)
    expectClose(
      analysis.items.map { $0.kurtosis ?? .nan }, own.kurtosis, relative: 1e-10)
    // Those that SPSS prints for the 200 students of UCLA's hsb2.
    let many = try DataTable(columns: [
      (name: "write", numbers: (0..<200).map { Double($0 % 13) })
    ])
    let item = try ItemAnalysis(many, scales: [], others: ["write"]).items[0]
    expectClose(item.skewnessError ?? .nan, 0.172, absolute: 5e-4)
    expectClose(item.kurtosisError ?? .nan, 0.342, absolute: 5e-4)
  }

  @Test(arguments: 0..<4) func scalesAreThoseOfPsychAndLavaan(place: Int) throws
  {
    let own = references.scales[place]
    let table = own.names[0].hasPrefix("x") ? school : firms
    let analysis = try ItemAnalysis(
      table, scales: [ScaleDefinition(name: "s", items: own.names)])
    let scale = try #require(analysis.scales.first)
    #expect(scale.count == own.n)
    expectClose(scale.mean, own.mean)
    expectClose(scale.standardDeviation, own.sd)
    let reliability = try #require(scale.reliability)
    expectClose(reliability.alpha.estimate, own.alpha, relative: 1e-11)
    let limits = try #require(reliability.alpha.limits)
    expectClose(
      [limits.lowerBound, limits.upperBound], own.feldt, relative: 1e-8)
    expectClose(reliability.standardizedAlpha, own.stdAlpha, relative: 1e-11)
    expectClose(reliability.lambda2, own.lambda2, relative: 1e-11)
    expectClose(reliability.lambda6 ?? .nan, own.lambda6, relative: 1e-10)
    expectClose(reliability.meanCorrelation, own.meanR, relative: 1e-11)
    let half = try #require(scale.splitHalf)
    expectClose(half.correlation, own.splitR, relative: 1e-11)
    expectClose(half.spearmanBrown, own.splitSb, relative: 1e-11)
    expectClose(half.guttman, own.splitGuttman, relative: 1e-11)
    expectClose(
      half.unequalSpearmanBrown, own.splitUnequal, relative: 1e-10)
    expectClose(
      scale.items.map(\.correctedCorrelation), own.rDrop, relative: 1e-10)
    expectClose(
      scale.items.map { $0.squaredMultipleCorrelation ?? .nan }, own.smc,
      relative: 1e-10)
    expectClose(scale.items.map(\.meanIfDeleted), own.meanDrop)
    expectClose(
      scale.items.map(\.varianceIfDeleted), own.varDrop, relative: 1e-11)
    if let dropped = own.alphaDrop, !dropped.isEmpty {
      expectClose(
        scale.items.map { $0.alphaIfDeleted ?? .nan }, dropped,
        relative: 1e-10)
    } else {
      #expect(scale.items.allSatisfy { $0.alphaIfDeleted == nil })
    }
    let factor = try #require(scale.factor)
    expectClose(factor.omega.estimate, own.omega, relative: 1e-6)
    let omega = try #require(factor.omega.limits)
    expectClose(
      [omega.lowerBound, omega.upperBound], own.omegaCi, relative: 1e-5)
    expectClose(factor.loadings, own.loadings, absolute: 1e-6)
    expectClose(factor.compositeReliability, own.cr, relative: 1e-6)
    expectClose(factor.averageVarianceExtracted, own.ave, relative: 1e-6)
  }

  @Test func hierarchicalOmegaIsThatOfABifactorModel() throws {
    let own = references.bifactor
    let scale = ScaleDefinition(
      name: "climate",
      dimensions: own.parts.enumerated().map { ("d\($0)", $1) })
    let statistics = try #require(
      ItemAnalysis(firms, scales: [scale]).scales.first)
    let omega = try #require(statistics.hierarchical)
    expectClose(omega.hierarchical.estimate, own.oh, relative: 1e-6)
    let limits = try #require(omega.hierarchical.limits)
    expectClose(
      [limits.lowerBound, limits.upperBound], own.ohCi, relative: 1e-5)
    expectClose(omega.total.estimate, own.ot, relative: 1e-6)
    expectClose(omega.explainedCommonVariance, own.ecv, relative: 1e-6)
    #expect(statistics.factor == nil)
  }

  @Test(arguments: 0..<2) func orderedOmegaIsThatOfSemTools(place: Int) throws {
    let own = references.ordered[place]
    let table = try DataTable(
      columns: own.names.map { (name: $0, numbers: references.cut4[$0] ?? []) })
    var options = ItemAnalysisOptions()
    options.ordered = Set(own.names)
    let scale = try #require(
      ItemAnalysis(
        table, scales: [ScaleDefinition(name: "s", items: own.names)],
        options: options
      ).scales.first)
    let ordered = try #require(scale.ordered)
    expectClose(ordered.omega, own.omega, relative: 1e-6)
    // lavaan's polychoric correlations stop at 1e-7 or so.
    expectClose(ordered.alpha, own.alpha, relative: 1e-6)
    expectClose(ordered.loadings, own.loadings, relative: 1e-6)
  }

  @Test func normalityIsMardias() throws {
    let analysis = try ItemAnalysis(
      school, scales: [ScaleDefinition(name: "s", items: Self.items)])
    let normality = try #require(analysis.normality)
    let own = references.mardia
    // psych takes covariances with n - 1, Mardia (1970) those with n.
    let share = 300.0 / 301
    expectClose(
      normality.skewness * share * share * share, own.b1p, relative: 1e-10)
    expectClose(
      normality.skewnessStatistic * share * share * share, own.skew,
      relative: 1e-10)
    #expect(normality.skewnessDegreesOfFreedom == 165)
    expectClose(normality.kurtosis * share * share, own.b2p, relative: 1e-10)
    let error = (8 * 99 / 301.0).squareRoot()
    expectClose(
      (normality.kurtosisZ * error + 99) * share * share, own.z * error + 99,
      relative: 1e-10)
    let far = references.distances
    let named = zip(far.row, zip(far.d2, far.p)).filter { $1.1 < 0.001 }
    #expect(!named.isEmpty)
    #expect(normality.outliers.prefix(5).map(\.row) == named.map(\.0))
    expectClose(
      normality.outliers.prefix(5).map(\.distance), named.map(\.1.0),
      relative: 1e-10)
    expectClose(
      normality.outliers.prefix(5).map(\.pValue), named.map(\.1.1),
      relative: 1e-8)
  }

  /// Third moments and pairs of cases are two ways to one number.
  @Test func skewnessOfFewCasesIsThatOfMany() throws {
    let names = ["x1", "x2", "x3"]
    let columns = try names.map { try school.numbers(named: $0) }
    // Every case many times changes no moment with the divisor n.
    let few = try DataTable(
      columns: zip(names, columns).map {
        (name: $0, numbers: Array($1.prefix(9)))
      }
    )
    let many = try DataTable(
      columns: zip(names, columns).map { name, own in
        (name: name, numbers: (0..<8).flatMap { _ in own.prefix(9) })
      })
    let scale = ScaleDefinition(name: "s", items: names)
    let first = try #require(ItemAnalysis(few, scales: [scale]).normality)
    let second = try #require(ItemAnalysis(many, scales: [scale]).normality)
    expectClose(first.skewness, second.skewness, relative: 1e-11)
    expectClose(first.kurtosis, second.kurtosis, relative: 1e-11)
  }

  @Test func correlationsOfScores() throws {
    let scales = [
      ScaleDefinition(name: "visual", items: ["x1", "x2", "x3"]),
      ScaleDefinition(name: "textual", items: ["x4", "x5", "x6"]),
      ScaleDefinition(name: "speed", items: ["x7", "x8", "x9"]),
    ]
    let analysis = try ItemAnalysis(school, scales: scales)
    let correlations = try #require(analysis.correlations)
    let own = references.correlations
    expectClose(correlations.means, own.mean)
    expectClose(correlations.standardDeviations, own.sd)
    let order = correlations.pairs.sorted {
      ($0.second, $0.first) < ($1.second, $1.first)
    }
    expectClose(order.map(\.correlation), own.r, relative: 1e-11)
    expectClose(order.map { $0.pValue ?? .nan }, own.p, relative: 1e-9)
  }

  @Test func scoresAndParcels() throws {
    let table = try DataTable(columns: [
      (name: "a1", numbers: [1, 2, .nan, 4, 5, 3, 2]),
      (name: "a2", numbers: [1, 3, 2, 4, 4, 3, 1]),
      (name: "a3", numbers: [2, 2, 2, 5, 5, 2, 2]),
      (name: "a4", numbers: [1, 2, 3, 4, .nan, 4, 1]),
    ])
    let scale = ScaleDefinition(name: "a", items: ["a1", "a2", "a3", "a4"])
    var options = ScoreOptions()
    #expect(try scale.scores(of: table)[2].isNaN)
    options.leastAnswered = 0.75
    options.kind = .sum
    let sums = try scale.scores(of: table, options)
    #expect(sums[0] == 5)
    expectClose(sums[2], 28.0 / 3)
    let analysis = try ItemAnalysis(table, scales: [scale])
    let made = try analysis.adding(
      to: table, scores: ScoreOptions(), parcels: 2)
    #expect(made.columnNames.suffix(3) == ["a", "a_p1", "a_p2"])
    let parcels = try Parcels(analysis.scales[0], count: 2)
    #expect(Set(parcels.items.flatMap(\.self)) == Set(scale.items))
    #expect(parcels.items.map(\.count) == [2, 2])
    let error = #expect(throws: LatentError.self) {
      try Parcels(analysis.scales[0], count: 3)
    }
    #expect(error?.message.contains("too few") == true)
  }

  @Test func saysWhatGoesAgainstTheOthers() throws {
    let values = (0..<50).map { Double($0 % 5) }
    let noise = (0..<50).map { Double(($0 * 7) % 5) }
    let table = try DataTable(columns: [
      (name: "a", numbers: values),
      (name: "b", numbers: zip(values, noise).map { $0 + $1 }),
      (name: "c", numbers: zip(values, noise).map { 4 - $0 + $1 / 4 }),
      (name: "constant", numbers: values.map { _ in 1 }),
      (name: "none", numbers: values.map { _ in .nan }),
    ])
    let scale = ScaleDefinition(name: "s", items: ["a", "b", "c"])
    let analysis = try ItemAnalysis(table, scales: [scale])
    #expect(
      analysis.warnings.contains { $0.message.contains("c goes against") })
    for (items, message) in [
      (["a", "constant"], "same answer"), (["a", "none"], "no answers"),
      (["a", "a"], "twice"), (["a", "d"], "d"),
    ] {
      let error = #expect(throws: LatentError.self) {
        try ItemAnalysis(
          table, scales: [ScaleDefinition(name: "s", items: items)])
      }
      #expect(error?.message.contains(message) == true, "\(error!)")
    }
    let single = try ItemAnalysis(
      table, scales: [ScaleDefinition(name: "s", items: ["a"])])
    #expect(single.scales[0].reliability == nil)
    #expect(single.warnings.contains { $0.message.contains("one item") })
  }

  /// Programs read results by the names of their members.
  @Test func resultsAreWritten() throws {
    let analysis = try ItemAnalysis(
      school,
      scales: [
        ScaleDefinition(name: "visual", items: ["x1", "x2", "x3"]),
        ScaleDefinition(name: "textual", items: ["x4", "x5", "x6"]),
      ])
    let object = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(analysis))
        as? [String: Any])
    #expect(object["caseCount"] as? Int == 301)
    let scales = try #require(object["scales"] as? [[String: Any]])
    let reliability = try #require(scales[0]["reliability"] as? [String: Any])
    let alpha = try #require(reliability["alpha"] as? [String: Any])
    let estimate = try #require(alpha["estimate"] as? Double)
    expectClose(
      [estimate],
      [try #require(analysis.scales[0].reliability).alpha.estimate],
      relative: 1e-14)
  }
}
