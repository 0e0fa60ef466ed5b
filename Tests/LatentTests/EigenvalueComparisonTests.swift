import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Difference tests by eigenvalues against those of lavaan 0.7-2, which 0.6-14
/// does not have; the fixture's script shows the commands.
struct EigenvalueComparisonTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Row: Decodable, Sendable {
      var test: String
      var dfDiff: Int
      var pvalueDiff: Double
    }
    var name: String
    var data: String
    var group: String?
    var models: [ComparisonCaseModel]
    var rows: [Row]

    var testDescription: String { name }
  }

  static let cases =
    (try? loadFixture(
      [Case].self, "eigenvalue-comparisons.json", keys: .convertFromSnakeCase))
    ?? []

  @Test func theFixtureIsThere() {
    #expect(Self.cases.count == 5)
    #expect(Self.cases.allSatisfy { $0.rows.count == 8 })
  }

  private func fits(_ item: Case, _ test: TestKind) throws -> [Fit] {
    let data = try HolzingerModel.table(item.data)
    return try item.models.map { model in
      var options = FitOptions()
      options.tests = [.standard, test]
      return try model.fit(to: data, group: item.group, options: options)
    }
  }

  @Test(arguments: cases)
  func differenceTests(_ item: Case) throws {
    for row in item.rows {
      let kind = try #require(TestKind(rawValue: row.test))
      let comparison = try compare(fits(item, kind))
      #expect(comparison.differenceTest == kind)
      #expect(comparison.method == .satorra2000)
      let pair = try #require(comparison.pair(0, 1))
      let test = try #require(pair.test, "\(row)")
      #expect(test.degreesOfFreedom == row.dfDiff)
      expectClose(test.pValue, row.pvalueDiff, relative: 1e-6, absolute: 2e-12)
    }
  }

  /// With equal eigenvalues all of the family is one number, and with one
  /// restriction the test is Satorra's (2000).
  @Test func oneRestrictionIsScaled() throws {
    let item = try #require(Self.cases.first { $0.name == "factors" })
    let data = try HolzingerModel.table(item.data)
    func difference(_ test: TestKind) throws -> ChiSquareDifference {
      let fits = try ["x4 ~~ x5", "x4 ~~ 0*x5"].map { line in
        var options = FitOptions()
        options.model.kind = .cfa
        options.tests = [.standard, test]
        return try Model(text: "\(HolzingerModel.text)\n\(line)").fit(
          to: data, options: options)
      }
      return try #require(
        compare(fits, method: .satorra2000).pair(0, 1)?.test)
    }
    let scaled = try difference(.satorraBentler)
    for name in ["all", "pall", "peba4", "pols3"] {
      let own = try difference(try #require(TestKind(rawValue: name)))
      expectClose(own.pValue, scaled.pValue, relative: 1e-9)
      expectClose(own.chiSquare, scaled.chiSquare, relative: 1e-8)
    }
  }

  @Test func methodsOfOneFactorAreRefused() throws {
    let item = try #require(Self.cases.first)
    let own = try fits(item, try #require(TestKind(rawValue: "peba4")))
    for method in [
      DifferenceMethod.standard, .satorraBentler2001, .satorraBentler2010,
    ] {
      #expect {
        try compare(own, method: method)
      } throws: {
        ($0 as? LatentError)?.code == "comparison.method"
      }
    }
    let other = try fits(item, try #require(TestKind(rawValue: "pall")))
    #expect {
      try compare([own[0], other[1]])
    } throws: {
      ($0 as? LatentError)?.code == "comparison.different-tests"
    }
  }
}
