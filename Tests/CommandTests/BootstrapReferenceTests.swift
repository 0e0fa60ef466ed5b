import Foundation
import TestSupport
import Testing

@testable import LatentCommand

/// Bootstraps by lavaan, which share no random numbers with ours; see
/// Fixtures/bootstrap.R.
@Suite struct BootstrapReferenceTests {
  struct Fixture: Decodable {
    struct Row: Decodable {
      var lhs: String
      var op: String
      var rhs: String
      var est: Double
      var se: Double
      var lower: Double
      var upper: Double
    }
    struct Test: Decodable {
      var p: Double
      var draws: Int
    }
    var draws: Int
    var bollenStine: Test
    var rows: [Row]
  }

  private func reference() throws -> Fixture {
    try loadFixture(Fixture.self, "bootstrap.json")
  }

  @Test func standardErrorsAgreeWithinMonteCarloError() throws {
    let expected = try reference()
    let scratch = try Scratch()
    try scratch.addExample()
    try FileManager.default.copyItem(
      at: fixtureURL("mediation.lav"), to: scratch.url("mediation.lav"))
    let run = try scratch.run(
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "1000",
      "--draws", "draws.csv", "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let table = try Draws(scratch.url("draws.csv"))
    let statistics = try #require(
      try run.json()["statistics"] as? [[String: Any]])
    #expect(expected.rows.count == 23)
    for row in expected.rows {
      let own = try #require(
        statistics.first {
          $0["statistic"] as? String == "est"
            && $0["lhs"] as? String == row.lhs
            && $0["op"] as? String == row.op
            && (row.op == ":=" || $0["rhs"] as? String == row.rhs)
        })
      let estimate = try #require(own["est"] as? Double)
      expectClose(estimate, row.est, relative: 1e-5)
      let error = try #require(own["se"] as? Double)
      let name = try #require(own["name"] as? String)
      // The relative error of a standard deviation from R draws, twice.
      let spread =
        ((table.kurtosis(name) - 1) / 4).squareRoot()
        * (1 / Double(expected.draws) + 1 / 1000).squareRoot()
      #expect(
        abs(log(error / row.se)) < 4 * spread,
        "\(name): \(error), lavaan \(row.se), spread \(spread)")
    }
  }

  @Test func bollenStinePAgreesWithinMonteCarloError() throws {
    let expected = try reference().bollenStine
    let run = try CommandRun(
      [
        "bootstrap", "Models/political-democracy/model.lav",
        "--bootstrap-kind", "bollen.stine", "--bootstrap", "1000", "--format",
        "json",
      ], in: repositoryURL)
    #expect(run.status == 0, "\(run.errors)")
    let test = try #require(try run.json()["bollen_stine"] as? [String: Any])
    let p = try #require(test["pvalue"] as? Double)
    let error = try #require(test["mc_error"] as? Double)
    let draws = try #require(test["draws"] as? Int)
    expectClose(
      error, (p * (1 - p) / Double(draws)).squareRoot(), relative: 1e-12)
    let own = expected.p * (1 - expected.p) / Double(expected.draws)
    #expect(
      abs(p - expected.p) < 4 * (error * error + own).squareRoot(),
      "\(p), lavaan \(expected.p)")
  }
}

/// The usable rows of a file of draws.
private struct Draws {
  private var columns: [String: [Double]] = [:]

  init(_ file: URL) throws {
    let lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    for row in lines.dropFirst(2)
    where row[1] == "converged" || row[1] == "retried" {
      for (name, cell) in zip(lines[0], row) {
        if let value = Double(cell) {
          columns[String(name), default: []].append(value)
        }
      }
    }
  }

  func kurtosis(_ name: String) -> Double {
    let values = columns[name] ?? []
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let second = values.reduce(0) { $0 + pow($1 - mean, 2) } / n
    let fourth = values.reduce(0) { $0 + pow($1 - mean, 4) } / n
    return fourth / (second * second)
  }
}
