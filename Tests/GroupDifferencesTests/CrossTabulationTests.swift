import Foundation
import GroupDifferences
import Messages
import TableReading
import TestSupport
import Testing

/// Tables of counts against R's stats, letters of groups against multcompView:
/// Fixtures/tables.R.
struct CrossTabulationTests {
  private struct References: Decodable {
    struct Table: Decodable {
      var counts: [[Int]]
      var chisq, df, p, g, gp, exact, v, least: Double
    }
    struct Letters: Decodable {
      var count: Int
      var first, second: [Int]
      var differs: [Bool]
      var columns: [[Int]]
    }
    var stageByDistrict: Table
    var two: [Table]
    var letters: [Letters]
  }

  private let references: References
  private let table: DataTable

  init() throws {
    references = try loadFixture(References.self, "tables.json")
    let path = "Models/cluster-growth/firms.csv"
    table = try CSVReader().read(
      bytes: Array(Data(contentsOf: repositoryURL.appending(path: path))),
      name: path)
  }

  private func expect(_ own: CrossTabulation, _ reference: References.Table)
    throws
  {
    #expect(own.counts == reference.counts)
    #expect(Double(own.degreesOfFreedom) == reference.df)
    expectClose(own.chiSquare, reference.chisq, relative: 1e-12)
    expectClose(own.probability, reference.p, relative: 1e-10)
    expectClose(own.likelihoodRatio, reference.g, relative: 1e-12)
    expectClose(own.likelihoodProbability, reference.gp, relative: 1e-10)
    expectClose(own.cramersV, reference.v, relative: 1e-12)
    expectClose(own.leastExpected, reference.least, relative: 1e-12)
    if reference.exact >= 0 {
      // fisher.test finds the odds ratio's distribution to about 1e-9.
      expectClose(
        try #require(own.exactProbability), reference.exact, relative: 1e-7)
    } else {
      #expect(own.exactProbability == nil)
    }
  }

  @Test func countsAreThoseOfR() throws {
    let groups = try CaseGroups("district", of: table)
    try expect(
      CrossTabulation("stage", of: table, between: groups),
      references.stageByDistrict)
    for reference in references.two {
      try expect(
        CrossTabulation(
          name: "x", label: "", categories: ["a", "b"],
          counts: reference.counts), reference)
    }
  }

  @Test func groupsAndCategoriesThatDoNotMeet() throws {
    let data = try CSVReader().read(
      text: "by,x,y\na,u,\na,v,\nb,u,r\nb,u,s\n")
    let groups = try CaseGroups("by", of: data)
    let empty = #expect(throws: LatentError.self) {
      try CrossTabulation("y", of: data, between: groups)
    }
    #expect(empty?.message.contains("`a` of `by` has no case") == true)
    let own = try CrossTabulation("x", of: data, between: groups)
    #expect(own.counts == [[1, 2], [1, 0]] && own.sparseShare == 1)
  }

  @Test func lettersAreThoseOfMultcompView() throws {
    for own in references.letters {
      var differs: Set<[Int]> = []
      for (pair, isOne) in zip(zip(own.first, own.second), own.differs)
      where isOne {
        differs.insert([pair.0, pair.1])
      }
      let letters = LetterDisplay.letters(
        (0..<own.count).map { Double(-$0) }
      ) { differs.contains([min($0, $1), max($0, $1)]) }
      let names = Set(letters.joined())
      let columns = names.map { name in
        letters.indices.filter { letters[$0].contains(name) }
      }
      #expect(Set(columns) == Set(own.columns), "\(own)")
      #expect(letters[0].contains("a"))
    }
  }
}
