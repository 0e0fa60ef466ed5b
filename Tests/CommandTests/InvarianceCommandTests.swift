import Foundation
import Testing

@testable import LatentCommand

@Suite struct InvarianceCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(
      ["invariance", "model.lav", "data.csv"] + arguments, in: scratch.folder)
  }

  @Test func theStandardLadder() throws {
    let run = try run("--group", "school", "--kind", "cfa")
    #expect(run.status == 0 && run.errors.isEmpty)
    for line in [
      "  metric        configural    8.19   6   .224  -.002  -.004  .004  holds",
      "  scalar        metric       40.06   6  <.001  -.038   .015  .011  fails",
      "  x3~1       19.19   1  <.001    2.487        1.949",
    ] {
      #expect(run.output.contains(line + "\n"))
    }
    #expect(run.output.contains("metric invariance\n  holds and scalar does"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func releasesAreLogged() throws {
    let run = try run(
      "--group", "school", "--partial", "true", "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    let released = try #require(json["released"] as? [[String: Any]])
    let names = released.compactMap {
      ($0["release"] as? [String: Any])?["parameter"] as? String
    }
    #expect(names == ["x3~1", "x7~1"])
    let steps = try #require(json["steps"] as? [[String: Any]])
    #expect(steps[3]["step"] as? String == "partial scalar")
    #expect(steps[3]["against"] as? String == "metric")
  }

  @Test func tablesOfNumbers() throws {
    let run = try run(
      "--group", "school", "--steps", "loadings,intercepts+residuals",
      "--format", "csv")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[3].hasPrefix("intercepts + residuals,"))
  }

  @Test(arguments: [
    (["--steps", "loadings"], "the sample is one"),
    (["--group", "shool"], "school"),
    (["--group", "school", "--steps", "loading"], "loadings"),
    (["--group", "school", "--steps", "loadings,loadings"], "equal twice"),
    (["--group", "school", "--steps", ""], "empty element"),
    (["--group", "school", "--criterion", "cli"], "cfi"),
    (["--group", "school", "--alpha", "5"], "level of significance"),
    (["--group", "school", "--keep", "0"], "number of indicators"),
    (["--group", "school", "--partial", "maybe"], "true or false"),
    (
      ["--group", "school", "--group-equal", "loadings"], "equal across groups"
    ),
  ])
  func mistakes(_ arguments: [String], _ words: String) throws {
    let run = try CommandRun(
      ["invariance", "model.lav", "data.csv"] + arguments, in: scratch.folder)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains(words))
  }
}
