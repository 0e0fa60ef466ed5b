import Foundation
import Testing

@Suite struct EffectsCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write("x4 ~ x1\nx7 ~ x4 + x1\n", to: "mediation.lav")
    try scratch.write(
      "x4 ~ x1 + x2 + x1:x2\nx7 ~ x4 + x1\n", to: "moderated.lav")
  }

  @Test func textSpellsEveryPath() throws {
    let run = try scratch.run(
      "effects", "mediation.lav", "data.csv", "--from", "x1", "--to", "x7",
      "--monte-carlo", "200")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    for part in [
      "x1 -> x7", "direct", "via x4", "total indirect", "Monte Carlo",
      "Effects, completely standardized", "(seed 1)",
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func jsonAndCSVHoldTheSameRows() throws {
    let arguments = [
      "effects", "moderated.lav", "data.csv", "--from", "x1", "--to", "x7",
      "--monte-carlo", "200", "--at", "x2=1,2", "--center", "x1,x2", "--format",
    ]
    let json = try CommandRun(arguments + ["json"], in: scratch.folder)
    #expect(json.status == 0)
    let object = try json.json()
    func rows(_ key: String) throws -> [[String: Any]] {
      try #require(object[key] as? [[String: Any]])
    }
    #expect(try rows("index").count == 3)
    let all = try rows("effects") + rows("conditional") + rows("index")
    let csv = try CommandRun(arguments + ["csv"], in: scratch.folder)
    let lines = csv.output.split(separator: "\n")
    #expect(lines.count == all.count + 1)
    let header = lines[0].split(separator: ",").map(String.init)
    #expect(Set(header) == Set(all[0].keys))
    let atOne = try #require(
      rows("conditional").first { $0["at"] as? String == "x2=1.0" })
    let atTwo = try #require(
      rows("conditional").first { $0["at"] as? String == "x2=2.0" })
    let index = try #require(rows("index").first)
    func estimate(_ row: [String: Any]) throws -> Double {
      try #require(row["est"] as? Double)
    }
    #expect(
      abs(try estimate(atTwo) - estimate(atOne) - estimate(index)) < 1e-12)
  }

  @Test func percentilesComeFromTheCases() throws {
    let run = try scratch.run(
      "effects", "moderated.lav", "data.csv", "--from", "x1", "--to", "x7",
      "--monte-carlo", "0", "--at", "percentiles")
    #expect(run.status == 0)
    // R: quantile(HolzingerSwineford1939$x2, c(.16, .5, .84))
    #expect(run.output.contains("5.000 (16th percentile)"))
    #expect(run.output.contains("6.000 (50th percentile)"))
    #expect(run.output.contains("7.250 (84th percentile)"))
  }

  @Test(arguments: [
    (["--from", "x1", "--to", "x9"], "no variable x9"),
    (["--from", "x7", "--to", "x1"], "exchange the two"),
    (["--from", "x1", "--to", "x7", "--monte-carlo", "-1"], "--monte-carlo"),
    (["--from", "x1", "--to", "x7", "--draws", "200"], "--monte-carlo 200"),
    (["--from", "x1", "--to", "x7", "--threads", "0"], "threads"),
    (["--from", "x1", "--to", "x7", "--draws", "data.csv"], "--draws"),
    (["--from", "x1", "--to", "x7", "--bootstrap", "20"], "at least 39"),
    (["--from", "x1", "--to", "x7", "--seed", "a"], "--seed"),
    (["--from", "x1", "--to", "x7", "--at", "x9=1"], "x9"),
    (["--from", "x1", "--to", "x7", "--at", "x2=one"], "x2"),
    (["--from", "x1", "--to", "x7", "--at", "x2=1;x2=2"], "twice"),
    (["--from", "x1", "--to", "x7", "--at", "x2=inf"], "inf"),
    (["--from", "x1", "--to", "x7", "--center", "x9"], "x9"),
    (["--from", "x1", "--to", "x7", "--max-paths", "0"], "--max-paths"),
  ])
  func wrongInput(_ arguments: [String], _ part: String) throws {
    let run = try CommandRun(
      ["effects", "moderated.lav", "data.csv"] + arguments,
      in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(part), "\(run.errors)")
  }

  @Test func valuesWithoutAModeratorAreRefused() throws {
    let run = try scratch.run(
      "effects", "mediation.lav", "data.csv", "--from", "x1", "--to", "x7",
      "--at", "percentiles")
    #expect(run.status == 2)
    #expect(run.errors.contains("No path is moderated"))
  }

  @Test func centringNeedsCases() throws {
    try scratch.write("x1,x4,x7\n1,.3,.2\n.3,1,.3\n.2,.3,1\n", to: "cov.csv")
    let run = try scratch.run(
      "effects", "mediation.lav", "--cov", "cov.csv", "--nobs", "100",
      "--from", "x1", "--to", "x7", "--center", "x1")
    #expect(run.status == 2)
    #expect(run.errors.contains("needs a table of cases"))
  }
}
