import Foundation
import Testing

@Suite struct FrontMatterTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  private func write(_ options: String) throws {
    try scratch.write(
      "---\n\(options)\n---\n\(Scratch.model)", to: "folder/model.lav")
  }

  @Test func optionsComeFromTheModelFileWithPathsRelativeToIt() throws {
    try write("kind: cfa\ndata: ../data.csv\nestimator: GLS\nformat: json")
    let run = try scratch.run(
      "fit", "folder/model.lav", "--allow-outside", "true")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json["estimator"] as? String == "GLS")
    let data = try #require(json["data"] as? [String: Any])
    #expect(data["file"] as? String == "data.csv")
  }

  @Test func flagsWin() throws {
    try write("data: missing.csv\nestimator: GLS\nstd-lv: true")
    let run = try scratch.run(
      "fit", "folder/model.lav", "data.csv", "--estimator", "ml",
      "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json["estimator"] as? String == "ML")
    let rows = try #require(json["parameters"] as? [[String: Any]])
    #expect(rows[0]["free"] as? Int == 1)
  }

  @Test func aSampleOnTheCommandLineReplacesTheFiles() throws {
    try write("cov: cov.csv\nnobs: 100")
    let run = try scratch.run("fit", "folder/model.lav", "data.csv")
    #expect(run.status == 0)
  }

  @Test func listsMayBeYAMLSequences() throws {
    try write(
      "data: ../data.csv\ngroup: school\n"
        + "group-equal: [loadings, intercepts]\nformat: json")
    let run = try scratch.run(
      "fit", "folder/model.lav", "--allow-outside", "true")
    #expect(run.status == 0)
    let measures = try #require(try run.json()["fit"] as? [String: Any])
    #expect(measures["df"] as? Int == 60)
  }

  @Test func everyErrorIsShownAtItsPlace() throws {
    try write("estimatr: GLS\nkind: cfa\nlikelihood: wishhart\nstd-lv: maybe")
    let run = try scratch.run("fit", "folder/model.lav", "data.csv")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("folder/model.lav:2:1: error:"))
    #expect(run.errors.contains("Did you mean `estimator`?"))
    #expect(run.errors.contains("folder/model.lav:4:13: error:"))
    #expect(run.errors.contains("Did you mean `wishart`?"))
    #expect(run.errors.contains("folder/model.lav:5:9: error:"))
  }

  @Test func linesEndAsInOtherSystems() throws {
    try scratch.write(
      "---\r\nkind: cfa\r\nestimatr: GLS\r\n---\r\n" + Scratch.model,
      to: "folder/model.lav")
    let run = try scratch.run("fit", "folder/model.lav", "data.csv")
    #expect(run.errors.contains("folder/model.lav:3:1: error:"))
    #expect(run.errors.contains("\nestimatr: GLS\n^~~~~~~~\n"))
  }

  @Test(arguments: [
    ("estimator: [GLS", "not YAML"), ("- a\n- b", "not a list of options"),
    ("kind: cfa\nestimator: GLS\nestimator: ML", "model.lav:4:1"),
    ("std-lv: true\nstd.lv: true", "model.lav:3:1"),
    ("std-lv: true\nstd.lv: true", "stands twice"),
    ("estimator:", "has no value"), ("ordered: q7", "`q7`"),
  ])
  func malformedFrontMatter(options: String, message: String) throws {
    try write(options)
    let run = try scratch.run("fit", "folder/model.lav", "data.csv")
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
