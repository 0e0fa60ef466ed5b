import Foundation
import ItemAnalysis
import TableReading
import TestSupport
import Testing

/// Printed outputs of SPSS, and parcels dealt out by hand.
@Suite struct PublishedTests {
  /// Nine tests by their loadings on one factor, which lavaan has as .848 (x4),
  /// .841, .838, .438 (x1), .307, .223, .220, .201 and .180, are dealt forth and
  /// back.
  @Test(arguments: [
    (
      3,
      [["x4", "x3", "x2"], ["x5", "x9", "x8"], ["x6", "x1", "x7"]]
    ),
    (
      4,
      [["x4", "x8", "x7"], ["x5", "x2"], ["x6", "x3"], ["x1", "x9"]]
    ),
  ])
  func parcelsAreBalanced(count: Int, expected: [[String]]) throws {
    let path = "Models/holzinger-swineford/data.csv"
    let table = try CSVReader().read(
      bytes: Array(Data(contentsOf: repositoryURL.appending(path: path))),
      name: path)
    let analysis = try ItemAnalysis(
      table,
      scales: [ScaleDefinition(name: "s", items: (1...9).map { "x\($0)" })])
    #expect(
      try Parcels(analysis.scales[0], count: count).items == expected)
  }

  /// The command RELIABILITY of five items and ten persons.
  ///
  /// With `/STATISTICS=DESCRIPTIVE SCALE CORR /SUMMARY=TOTAL`, from Denis
  /// (2021), Applied univariate, bivariate, and multivariate statistics, 2nd
  /// ed., Wiley.
  @Test func reliabilityOfSPSS() throws {
    let rows: [[Double]] = [
      [10, 12, 15, 11, 12], [12, 18, 12, 12, 1], [8, 16, 14, 14, 4],
      [6, 8, 16, 8, 6], [4, 7, 8, 7, 5], [6, 6, 3, 7, 3], [3, 4, 6, 5, 8],
      [7, 3, 7, 9, 9], [8, 9, 4, 10, 10], [9, 5, 6, 11, 12],
    ]
    let names = (1...5).map { "item\($0)" }
    let table = try DataTable(
      columns: names.enumerated().map { place, name in
        (name: name, numbers: rows.map { $0[place] })
      })
    let analysis = try ItemAnalysis(
      table, scales: [ScaleDefinition(name: "s", items: names)])
    let own = try #require(analysis.scales.first)
    let reliability = try #require(own.reliability)
    // Half the last printed digit.
    expectClose(reliability.alpha.estimate, 0.633, absolute: 5e-4)
    expectClose(reliability.standardizedAlpha, 0.691, absolute: 5e-4)
    expectClose(
      analysis.items.map(\.mean), [7.3, 8.8, 9.1, 9.4, 7], absolute: 5e-5)
    expectClose(
      analysis.items.map { $0.standardDeviation ?? .nan },
      [2.71006, 5.05085, 4.74810, 2.71621, 3.80058], absolute: 5e-6)
    let first = own.items[0]
    expectClose(first.meanIfDeleted, 34.3, absolute: 5e-5)
    expectClose(first.varianceIfDeleted, 108.9, absolute: 5e-4)
    expectClose(first.correctedCorrelation, 0.712, absolute: 5e-4)
    expectClose(
      first.squaredMultipleCorrelation ?? .nan, 0.726, absolute: 5e-4)
    // The mean of the printed correlations between items.
    let printed = [
      0.679, 0.351, 0.827, 0.022, 0.612, 0.743, -0.463, 0.462, -0.129, -0.011,
    ]
    expectClose(
      reliability.meanCorrelation, printed.reduce(0, +) / 10, absolute: 5e-4)
  }
}
