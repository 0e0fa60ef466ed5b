import Foundation
import Testing

@Suite struct RobustCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  private func json(_ options: String...) throws -> [String: Any] {
    let run = try scratch.run(
      arguments: ["fit", "model.lav", "data.csv", "--format", "json"] + options)
    #expect(run.status == 0, "\(run.errors)")
    return try run.json()
  }

  @Test func namesDecideErrorsTestsAndInformation() throws {
    let mlr = try json("--estimator", "MLR")
    #expect(mlr["estimator"] as? String == "MLR")
    #expect(mlr["se"] as? String == "robust.huber.white")
    #expect(mlr["information"] as? String == "observed")
    let measures = try #require(mlr["fit"] as? [String: Any])
    // lavaan 0.6-14: 87.132 and 0.979.
    let chiSquare = try #require(measures["chisq_scaled"] as? Double)
    #expect(abs(chiSquare - 87.132) < 0.0005)
    #expect(measures["df_scaled"] as? Int == 24)
  }

  @Test func explicitOptionsWinInAnyOrder() throws {
    for options in [
      ["--se", "standard", "--estimator", "MLM"],
      ["--estimator", "MLM", "--se", "standard"],
    ] {
      let run = try scratch.run(
        arguments: ["fit", "model.lav", "data.csv", "--format", "json"]
          + options)
      let json = try run.json()
      #expect(json["se"] as? String == "standard")
      let tests = try #require(json["tests"] as? [[String: Any]])
      #expect(tests.count == 2)
    }
  }

  @Test func testsJoinThoseOfTheName() throws {
    let fit = try json(
      "--estimator", "MLM", "--test", "scaled.shifted,browne.residual.nt")
    let tests = try #require(fit["tests"] as? [[String: Any]])
    #expect(
      tests.compactMap { $0["test"] as? String } == [
        "standard", "satorra.bentler", "scaled.shifted", "browne.residual.nt",
      ])
    #expect(tests[2]["shift_parameter"] is Double)
    #expect(try json("--test", "none")["tests"] as? [Any] != nil)
  }

  @Test func theReportStaysWithin80Columns() throws {
    for estimator in ["MLR", "MLM", "MLMV", "MLMVS"] {
      let run = try scratch.run(
        "fit", "model.lav", "data.csv", "--estimator", estimator, "--test",
        "browne.residual.adf")
      #expect(run.status == 0)
      #expect(run.output.contains("Scaled"))
      #expect(run.output.contains("browne.residual.adf"))
      for line in run.output.split(separator: "\n") {
        #expect(line.count <= 80, "\(line)")
      }
    }
  }

  /// Studentizing by robust standard errors would need them of every draw.
  @Test func studentizedIntervalsOfMLRAreRefused() throws {
    let run = try scratch.run(
      "bootstrap", "model.lav", "data.csv", "--estimator", "MLR", "--boot-ci",
      "stud", "--bootstrap", "5")
    #expect(run.status == 2)
    #expect(run.errors.contains("robust.huber.white"))
    let other = try scratch.run(
      "bootstrap", "model.lav", "data.csv", "--estimator", "MLR",
      "--bootstrap", "60")
    #expect(other.status == 0, "\(other.errors)")
  }

  /// Standard errors that ignore clusters are refused by name;
  /// without any the scaled test stays.
  @Test func clustersWithStandardErrorsOrNone() throws {
    try scratch.write(
      "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\n", to: "two.lav")
    let arguments = [
      "fit", "two.lav", "data.csv", "--format", "json", "--cluster", "agemo",
    ]
    for options in [
      ["--se", "standard"], ["--se", "standard", "--estimator", "MLR"],
      ["--estimator", "MLF"],
    ] {
      let run = try scratch.run(arguments: arguments + options)
      #expect(run.status == 2, "\(options)")
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("cluster"), "\(run.errors)")
    }
    let usual = try scratch.run(arguments: arguments)
    let none = try scratch.run(arguments: arguments + ["--se", "none"])
    #expect(none.status == 0, "\(none.errors)")
    let first = try usual.json()
    let second = try none.json()
    #expect(second["se"] as? String == "none")
    for name in ["chisq_scaled", "chisq_scaling_factor", "cfi_robust"] {
      let values = [first, second].map {
        ($0["fit"] as? [String: Any])?[name] as? Double
      }
      #expect(values[0] != nil && values[0] == values[1], "\(name)")
    }
  }

  private func refused(_ data: String, _ words: String, _ options: String...)
    throws
  {
    try scratch.write(data, to: "bad.csv")
    try scratch.write("y ~ x\n", to: "bad.lav")
    let run = try scratch.run(
      arguments: ["fit", "bad.lav", "bad.csv"] + options)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  private func table(_ last: [String]) -> String {
    var lines = ["y,x,z"]
    for (i, value) in last.enumerated() {
      lines.append("\((i * i) % 7),\((3 * i) % 5),\(value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func unusableWeightsAndClusters() throws {
    let good = [String](repeating: "1", count: 11)
    try refused(
      table(good + ["-1"]), "negative in row 12", "--sampling-weights", "z")
    try refused(
      table(good + ["NA"]), "missing in row 12", "--sampling-weights", "z")
    try refused(
      table([String](repeating: "0", count: 12)), "are zero",
      "--sampling-weights", "z")
    try refused(table(good + ["1"]), "in one cluster", "--cluster", "z")
    try refused(table(good + ["NA"]), "no value in row 12", "--cluster", "z")
    try refused(
      table(good + ["2"]), "needs ML", "--cluster", "z", "--estimator", "GLS")
  }

  @Test func covariancesHaveNoCases() throws {
    try scratch.write("y,x\n2,1\n1,3\n", to: "cov.csv")
    try scratch.write("y ~ x\n", to: "two.lav")
    for option in [
      ["--cluster", "z"], ["--sampling-weights", "z"], ["--estimator", "MLR"],
    ] {
      let run = try scratch.run(
        arguments: ["fit", "two.lav", "--cov", "cov.csv", "--nobs", "50"]
          + option)
      #expect(run.status == 2)
      #expect(run.errors.contains("cases") || run.errors.contains("raw data"))
    }
  }

  @Test func compareTakesAMethod() throws {
    try scratch.write(
      "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\n"
        + "speed =~ x7 + x8 + x9\nvisual ~~ 0*speed\n", to: "less.lav")
    let run = try scratch.run(
      "compare", "model.lav", "less.lav", "data.csv", "--estimator", "MLM",
      "--method", "satorra.2000", "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let json = try run.json()
    #expect(json["method"] as? String == "satorra.2000")
    #expect(json["test"] as? String == "satorra.bentler")
    let wrong = try scratch.run(
      "compare", "model.lav", "less.lav", "data.csv", "--method",
      "satorra.2000")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("scaled"))
  }
}
