import Messages
import SampleStatistics
import TableReading
import TestSupport
import Testing

@Suite("Definiteness")
struct CovarianceDiagnosisTests {
  private func data(_ rows: [[Double]], _ names: [String]) throws -> GroupedData
  {
    let columns = names.indices.map { j in
      (name: names[j], numbers: rows.map { $0[j] })
    }
    return try GroupedData(
      DataTable(columns: columns), selecting: SampleSelection(variables: names))
  }

  private func randomRows(_ n: Int, _ p: Int) -> [[Double]] {
    var generator = SeededGenerator(seed: 3)
    return (0..<n).map { _ in
      (0..<p).map { _ in Double.random(in: -1...1, using: &generator) }
    }
  }

  @Test func ordinaryDataPass() throws {
    let data = try data(randomRows(40, 5), ["a", "b", "c", "d", "e"])
    try data.requirePositiveDefinite()
    #expect(data.groups[0].moments.definiteness() == .positiveDefinite)
  }

  @Test("A sum is named with its parts, wherever it stands")
  func collinear() throws {
    let rows = randomRows(40, 4).map { row in
      [row[0], row[1] * 100, row[2], row[3], row[0] + row[2] / 8]
    }
    let data = try data(rows, ["a", "b", "c", "d", "total"])
    let error = dataError { try data.requirePositiveDefinite() }
    #expect(error?.code == .collinearVariables)
    #expect(
      error?.message == "total is a linear combination of a and c.")
  }

  @Test func copiesAreNamed() throws {
    let rows = randomRows(40, 2).map { [$0[0], $0[1], 3 - 2 * $0[0]] }
    let data = try data(rows, ["a", "b", "c"])
    let error = dataError { try data.requirePositiveDefinite() }
    #expect(error?.message == "c is a linear combination of a.")
  }

  @Test("No more cases than variables", arguments: [3, 4, 5])
  func fewCases(n: Int) throws {
    let data = try data(randomRows(n, 5), ["a", "b", "c", "d", "e"])
    let error = dataError { try data.requirePositiveDefinite() }
    #expect(error?.code == .tooFewCases)
    #expect(error?.message.contains("n = \(n) ") == true)
    #expect(error?.message.contains("p = 5 ") == true)
  }

  @Test func indefiniteMatricesAreNamed() throws {
    let moments = try SampleMoments(
      variableNames: ["a", "b", "c"], observationCount: 100,
      covariance: [1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1])
    let error = dataError {
      try moments.requirePositiveDefinite(group: "east")
    }
    #expect(error?.code == .notPositiveDefinite)
    #expect(error?.message.contains("in group east") == true)
    guard case .indefinite(_, let variance, let given) = moments.definiteness()
    else {
      Issue.record("not found indefinite")
      return
    }
    #expect(variance < -0.01 && !given.isEmpty)
  }

  @Test func nearlyCollinearScoresPass() throws {
    let rows = randomRows(60, 2).map { row in
      [row[0], row[1], ((row[0] + row[1]) * 1000).rounded() / 1000]
    }
    try data(rows, ["a", "b", "c"]).requirePositiveDefinite()
  }
}
