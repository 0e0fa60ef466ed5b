import Foundation
import TestSupport
import Testing

@Suite struct FitCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  @Test func aConvergedFitPrintsAReportAndEndsWithZero() throws {
    let run = try scratch.run("fit", "model.lav", "data.csv")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.hasPrefix("Latent "))
    #expect(run.output.contains("Chi-square(24, N = 301)    85.31, p < .001"))
    #expect(run.output.contains("fnv1a64:"))
  }

  @Test func jsonHoldsThePublishedFigures() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json["converged"] as? Bool == true)
    let measures = try #require(json["fit"] as? [String: Any])
    // Rosseel (2012), section 5.
    let chiSquare = try #require(measures["chisq"] as? Double)
    #expect(abs(chiSquare - 85.306) <= 0.0005)
    #expect(measures["df"] as? Int == 24)
    let rows = try #require(json["parameters"] as? [[String: Any]])
    let loading = try #require(
      rows.first { $0["rhs"] as? String == "x2" }?["est"] as? Double)
    #expect(abs(loading - 0.554) <= 0.0005)
    let data = try #require(json["data"] as? [String: Any])
    #expect(data["file"] as? String == "data.csv")
    #expect((data["hash"] as? String)?.hasPrefix("fnv1a64:") == true)
    #expect(json["version"] is String)
  }

  @Test func aFitThatDoesNotConvergeEndsWithOne() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--iter-max", "1", "--format", "json")
    #expect(run.status == 1)
    #expect(try run.json()["converged"] as? Bool == false)
    #expect(run.errors.contains("did not converge"))
  }

  @Test func optionsReachTheFit() throws {
    let run = try scratch.run(
      "fit", "model.lav", "--data", "data.csv", "--likelihood", "wishart",
      "--std-lv", "TRUE", "--meanstructure", "no", "--level", "0.9",
      "--residuals", "raw,cor", "--implied", "1", "--vcov", "yes",
      "--format", "JSON")
    #expect(run.status == 0)
    let json = try run.json()
    let measures = try #require(json["fit"] as? [String: Any])
    // The figure of LISREL, EQS and AMOS, 300 / 301 of the usual one.
    let chiSquare = try #require(measures["chisq"] as? Double)
    #expect(abs(chiSquare - 85.022) <= 0.0005)
    let rows = try #require(json["parameters"] as? [[String: Any]])
    #expect(rows[0]["free"] as? Int == 1)
    let estimate = try #require(rows[0]["est"] as? Double)
    let error = try #require(rows[0]["se"] as? Double)
    let upper = try #require(rows[0]["ci_upper"] as? Double)
    #expect(abs(upper - estimate - 1.6448536269514722 * error) < 1e-9)
    let residuals = try #require(json["residuals"] as? [String: Any])
    #expect(Set(residuals.keys) == ["raw", "cor"])
    #expect(json["implied"] is [String: Any])
    #expect(json["vcov"] is [String: Any])
  }

  @Test func groupsAreKeyedByTheirLabels() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--group", "school", "--group-equal",
      "loadings, intercepts", "--group-label", "Grant-White,Pasteur",
      "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json["nobs"] as? [Int] == [145, 156])
    let squares = try #require(json["r2"] as? [String: Any])
    #expect(Set(squares.keys) == ["Grant-White", "Pasteur"])
  }

  @Test func csvAndOutputFile() throws {
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--format", "csv", "--output",
      "rows.csv")
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    let text = try String(
      contentsOf: scratch.url("rows.csv"), encoding: .utf8)
    #expect(text.hasPrefix("lhs,op,rhs,"))
    #expect(text.split(separator: "\n").count == 25)
  }

  @Test func modelAndDataFromStandardInput() throws {
    let fromModel = try scratch.run(
      "fit", "-", "data.csv", "--format", "csv", input: Scratch.model)
    #expect(fromModel.status == 0)
    let data = try String(
      contentsOf: scratch.url("data.csv"), encoding: .utf8)
    let fromData = try scratch.run(
      "fit", "model.lav", "-", "--format", "csv", input: data)
    #expect(fromData.status == 0)
    #expect(fromModel.output == fromData.output)
    #expect(try scratch.run("fit", "-", "-").status == 2)
  }

  @Test func covariancesOfSeveralGroups() throws {
    try scratch.write("x1,x2,x3\n2,,\n1,3,\n0.8,0.9,2.5\n", to: "a.csv")
    try scratch.write("x1,x2,x3\n2.2,,\n1,3,\n0.8,0.9,2.5\n", to: "b.csv")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "one.lav")
    let run = try scratch.run(
      "fit", "one.lav", "--cov", "a.csv,b.csv", "--nobs", "100,120",
      "--group-label", "A,B", "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json["nobs"] as? [Int] == [100, 120])
    #expect(Set(try #require(json["r2"] as? [String: Any]).keys) == ["A", "B"])
  }

  @Test func missingValuesAreCounted() throws {
    var lines = try String(
      contentsOf: scratch.url("data.csv"), encoding: .utf8
    ).split(separator: "\n").map(String.init)
    let names = lines[0].split(separator: ",")
    let column = try #require(
      names.firstIndex { $0.filter { $0 != "\"" } == "x1" })
    for row in 1...2 {
      var cells = lines[row].split(separator: ",").map(String.init)
      cells[column] = "-999"
      lines[row] = cells.joined(separator: ",")
    }
    try scratch.write(lines.joined(separator: "\n"), to: "holes.csv")
    let run = try scratch.run(
      "fit", "model.lav", "holes.csv", "--missing-codes", "-999")
    #expect(run.status == 0)
    #expect(run.output.contains("299 used of 301 read"))
    #expect(run.output.contains("x1 2"))
  }

  @Test func aReaderThatStopsReadingMakesNoNoise() throws {
    let process = Process()
    let command = try CommandRun.command().path
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "'\(command)' fit model.lav data.csv --vcov true --implied true "
        + "2>errors | true",
    ]
    process.currentDirectoryURL = scratch.folder
    try process.run()
    process.waitUntilExit()
    let errors = try String(
      contentsOf: scratch.url("errors"), encoding: .utf8)
    #expect(errors.isEmpty)
  }

  @Test func missingDataAreDescribed() throws {
    let model = repositoryURL.appendingPathComponent(
      "Validation/fiml-groups-configural/model.lav")
    let run = try scratch.run(
      "fit", model.path, "--format", "json", "--allow-outside", "true")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json["information"] as? String == "observed")
    let missing = try #require(json["missing_data"] as? [String: Any])
    #expect(missing["treatment"] as? String == "fiml")
    let groups = try #require(missing["groups"] as? [[String: Any]])
    #expect(groups.map { $0["complete"] as? Int } == [63, 75])
    let patterns = try #require(groups[0]["patterns"] as? [[String: Any]])
    #expect(
      patterns.reduce(0) { $0 + ($1["nobs"] as? Int ?? 0) } == 155)
    let text = try scratch.run(
      "fit", model.path, "--allow-outside", "true")
    #expect(text.output.contains("60 patterns of missing values"))
    #expect(text.output.contains("Coverage"))
  }
}
