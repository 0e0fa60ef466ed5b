import Foundation
import Testing

@Suite struct CriticismCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write(
      """
      visual  =~ x1 + a*x2 + b*x3
      textual =~ x4 + c*x5 + d*x6
      a == b
      """, to: "labelled.lav")
  }

  @Test func textShowsTheLargestIndices() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--modindices", "true")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    let title = try #require(lines.firstIndex(of: "Modification indices"))
    #expect(lines[title + 2].hasPrefix("  visual =~ x9   36.41  <.001   0.577"))
    #expect(lines.allSatisfy { $0.count <= 80 })
    let few = try scratch.run(
      "fit", "model.lav", "data.csv", "--modindices-top", "2",
      "--modindices-op", "~~")
    #expect(few.output.contains("x7 ~~ x8"))
    #expect(!few.output.contains("visual =~ x9  "))
    let none = try scratch.run(
      "fit", "model.lav", "data.csv", "--modindices-minimum", "1000")
    #expect(none.output.contains("None above 1000.00."))
  }

  @Test func jsonHoldsAllIndicesInTheirOrder() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--modindices", "true", "--format",
      "json")
    let rows = try #require(
      try run.json()["modindices"] as? [[String: Any]])
    #expect(rows.count == 54)
    #expect(rows[0]["rhs"] as? String == "x4")
    let plain = try scratch.run(
      "fit", "model.lav", "data.csv", "--format", "json")
    #expect(try plain.json()["modindices"] == nil)
  }

  @Test func residualTestsArePrinted() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--residual-tests", "true")
    #expect(run.status == 0)
    #expect(run.output.contains("SRMR with sampling error"))
    #expect(run.output.contains("x7 ~~ x8     0.075  0.016   4.82"))
    let json = try scratch.run(
      "fit", "model.lav", "data.csv", "--residual-tests", "cor,raw",
      "--format", "json", "--group", "school")
    let object = try json.json()
    let tests = try #require(object["residual_tests"] as? [String: Any])
    #expect(Set(tests.keys) == ["cor", "raw"])
    let groups = try #require(tests["cor"] as? [String: Any])
    #expect(Set(groups.keys) == ["Pasteur", "Grant-White"])
    let summary = try #require(object["residual_summary"] as? [String: Any])
    #expect(Set(summary.keys) == ["crmr", "rmr"])
  }

  @Test func testsOfAllKinds() throws {
    let run = try scratch.run(
      "test", "labelled.lav", "data.csv", "--wald", "c == d; c == 1",
      "--score", "true", "--add", "visual =~ x5; x1 ~~ x4", "--epc", "true")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    for part in [
      "Wald test", "c == d", "Score tests of constraints", "a == b",
      "Score tests of added parameters", "visual =~ x5", "All at once",
      "Expected parameter changes, all released",
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
    let json = try scratch.run(
      "test", "labelled.lav", "data.csv", "--release", "1", "--format",
      "json")
    let score = try #require(try json.json()["score"] as? [String: Any])
    let total = try #require(score["test"] as? [String: Any])
    #expect(total["df"] as? Int == 1)
  }

  @Test func scoresStandInTheOrderOfTheRows() throws {
    let data = try String(
      contentsOf: scratch.url("data.csv"), encoding: .utf8)
    var lines = data.split(separator: "\n").map(String.init)
    let header = lines[0].split(separator: ",").map(String.init)
    let place = try #require(header.firstIndex(of: "x2"))
    var cells = lines[3].split(separator: ",").map(String.init)
    cells[place] = "NA"
    lines[3] = cells.joined(separator: ",")
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "gap.csv")
    let run = try scratch.run(
      "predict", "model.lav", "gap.csv", "--standard-errors", "true",
      "--group", "school")
    #expect(run.status == 0)
    let rows = run.output.split(
      separator: "\n", omittingEmptySubsequences: true)
    #expect(rows.count == lines.count)
    #expect(
      rows[0]
        == "row,school,visual,textual,speed,se_visual,se_textual,se_speed")
    #expect(rows[3] == "3,,,,,,,")
    #expect(rows[4].hasPrefix("4,Pasteur,"))
    let json = try scratch.run(
      "predict", "model.lav", "gap.csv", "--type", "ov", "--method", "ml",
      "--format", "json")
    let object = try json.json()
    #expect(object["method"] as? String == "bartlett")
    let values = try #require(object["rows"] as? [[String: Any]])
    #expect(values.count == lines.count - 1)
    #expect(values[2]["x1"] is NSNull)
    #expect(values[3]["x1"] is Double)
  }

  @Test(arguments: [
    (["test", "model.lav", "data.csv"], "There is nothing to test."),
    (
      ["test", "model.lav", "data.csv", "--score", "true"],
      "no equality constraints"
    ),
    (
      ["test", "labelled.lav", "data.csv", "--release", "2"],
      "There is no constraint 2"
    ),
    (
      ["test", "labelled.lav", "data.csv", "--wald", "a == q"],
      "--wald:1:6: error: `q` is neither"
    ),
    (
      ["test", "labelled.lav", "data.csv", "--wald", "a == b"],
      "do not vary independently"
    ),
    (
      [
        "test", "labelled.lav", "data.csv", "--wald", "a == 0", "--format",
        "csv",
      ], "This command does not write csv."
    ),
    (
      ["predict", "model.lav", "data.csv", "--format", "sav"],
      "Unknown format `sav`."
    ),
    (
      ["predict", "model.lav", "data.csv", "--type", "fy"],
      "Unknown type of prediction"
    ),
    (
      [
        "predict", "model.lav", "data.csv", "--type", "ov",
        "--standard-errors", "true",
      ], "Predicted values have no standard errors"
    ),
    (
      ["fit", "model.lav", "data.csv", "--modindices-op", ":="],
      "Unknown operator"
    ),
    (
      [
        "fit", "model.lav", "data.csv", "--modindices", "false",
        "--modindices-top", "3",
      ], "With --modindices false"
    ),
    (
      [
        "fit", "model.lav", "data.csv", "--modindices", "true", "--format",
        "csv",
      ], "holds the parameters only"
    ),
    (
      ["fit", "model.lav", "data.csv", "--residual-tests", "srmrr"],
      "Unknown scale of residuals"
    ),
  ])
  func wrongInputIsExplained(arguments: [String], message: String) throws {
    let run = try CommandRun(arguments, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func scoresNeedCases() throws {
    try scratch.write(
      "x1,x2,x3\n2,1,1\n1,2,1\n1,1,2\n", to: "cov.csv")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "one.lav")
    let run = try scratch.run(
      "predict", "one.lav", "--cov", "cov.csv", "--nobs", "100")
    #expect(run.status == 2)
    #expect(run.errors.contains("[scores.no-cases]"))
  }
}
