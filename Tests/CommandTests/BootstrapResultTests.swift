import Foundation
import TestSupport
import Testing

@testable import LatentCommand

/// The output of `latent bootstrap` and `latent fit --se bootstrap`.
@Suite struct BootstrapResultTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.addMediation()
  }

  private func run(_ arguments: [String]) throws -> CommandRun {
    try CommandRun(arguments, in: scratch.folder)
  }

  private func statistics(_ run: CommandRun) throws -> [[String: Any]] {
    try #require(run.json()["statistics"] as? [[String: Any]])
  }

  @Test func effectsComeFirst() throws {
    let run = try run([
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "60",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let defined = try #require(run.output.range(of: "\nDefined parameters\n"))
    let paths = try #require(run.output.range(of: "\nRegressions\n"))
    let loadings = try #require(run.output.range(of: "\nLatent variables\n"))
    #expect(defined.lowerBound < paths.lowerBound)
    #expect(paths.lowerBound < loadings.lowerBound)
    #expect(run.output.contains("Defined parameters, Std.all"))
    #expect(run.output.contains("Effect  BootSE"))
    #expect(run.output.contains("Seed        1"))
    #expect(run.output.contains("Replicates  60, "))
    // No progress where stderr is a file.
    #expect(run.errors.isEmpty)
    #expect(
      run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func figuresFollowFromTheDraws() throws {
    let run = try run([
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "99",
      "--draws", "draws.csv", "--format", "json", "--level", "0.9",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = try String(
      contentsOf: scratch.url("draws.csv"), encoding: .utf8
    ).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(lines[0].firstIndex(of: "ab"))
    let original = try #require(Double(lines[1][column]))
    let usable = lines.dropFirst(2).filter {
      $0[1] == "converged" || $0[1] == "retried"
    }.compactMap { Double($0[column]) }
    let statistic = try #require(
      try statistics(run).first { $0["name"] as? String == "ab" })
    // Foundation reads JSON's numbers with an error in the last digit.
    let estimate = try #require(statistic["est"] as? Double)
    #expect(abs(estimate - original) < 1e-15)
    #expect(statistic["draws"] as? Int == usable.count)
    let mean = usable.reduce(0, +) / Double(usable.count)
    let squares = usable.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(usable.count - 1)).squareRoot()
    let se = try #require(statistic["se"] as? Double)
    let bias = try #require(statistic["bias"] as? Double)
    #expect(abs(se - error) < 1e-12)
    #expect(abs(bias - (mean - original)) < 1e-12)
    // Of 99 draws the 5th and the 95th are the limits.
    if usable.count == 99 {
      let sorted = usable.sorted()
      let lower = try #require(statistic["ci_lower"] as? Double)
      let upper = try #require(statistic["ci_upper"] as? Double)
      #expect(abs(lower - sorted[4]) < 1e-9)
      #expect(abs(upper - sorted[94]) < 1e-9)
    }
    let header = try #require(try run.json()["bootstrap"] as? [String: Any])
    #expect(header["draws"] as? Int == 99)
    #expect(header["usable"] as? Int == usable.count)
    #expect(header["seed"] as? String == "1")
    #expect(header["ci"] as? String == "perc")
  }

  @Test(arguments: ["perc", "bc", "bca", "norm", "basic", "stud"])
  func everyKindOfIntervalIsPrinted(kind: String) throws {
    let run = try run([
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "80",
      "--boot-ci", kind, "--format", "csv",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(
      lines[0] == [
        "name", "statistic", "lhs", "op", "rhs", "group", "label", "est",
        "se", "bias", "ci_lower", "ci_upper", "draws",
      ])
    let effect = try #require(lines.first { $0[0] == "ab" })
    let lower = try #require(Double(effect[10]))
    let upper = try #require(Double(effect[11]))
    #expect(lower < upper)
  }

  @Test func fitTakesErrorsFromTheDraws() throws {
    let fit = try run([
      "fit", "mediation.lav", "data.csv", "--se", "bootstrap", "--bootstrap",
      "60", "--format", "json",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    let boot = try run([
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "60",
      "--format", "json",
    ])
    let json = try fit.json()
    #expect(json["se"] as? String == "bootstrap")
    #expect((json["bootstrap"] as? [String: Any])?["draws"] as? Int == 60)
    let rows = try #require(json["parameters"] as? [[String: Any]])
    var compared = 0
    for statistic in try statistics(boot)
    where statistic["statistic"] as? String == "est" {
      let row = try #require(
        rows.first { row in
          ["lhs", "op", "rhs"].allSatisfy {
            row[$0] as? String == statistic[$0] as? String
          }
        })
      for key in ["est", "se", "ci_lower", "ci_upper"] {
        #expect(row[key] as? Double == statistic[key] as? Double)
      }
      let z = try #require(row["z"] as? Double)
      let estimate = try #require(row["est"] as? Double)
      let error = try #require(row["se"] as? Double)
      #expect(abs(z - estimate / error) < 1e-12)
      compared += 1
    }
    #expect(compared == 21)
    let text = try run([
      "fit", "mediation.lav", "data.csv", "--se", "bootstrap", "--bootstrap",
      "60",
    ])
    #expect(text.output.contains("bootstrap, nonparametric"))
  }

  @Test func parametricReplicatesNeedNoCases() throws {
    let covariances = repositoryURL.appendingPathComponent(
      "Models/wheaton/covariance.csv")
    let model = repositoryURL.appendingPathComponent(
      "Models/wheaton/model.lav")
    for (from, to) in [(covariances, "covariance.csv"), (model, "w.lav")] {
      try FileManager.default.copyItem(at: from, to: scratch.url(to))
    }
    let parametric = try run([
      "bootstrap", "w.lav", "--bootstrap-kind", "parametric", "--bootstrap",
      "200", "--format", "json",
    ])
    #expect(parametric.status == 0, "\(parametric.errors)")
    let fit = try run(["fit", "w.lav", "--format", "json"])
    let rows = try #require(try fit.json()["parameters"] as? [[String: Any]])
    let own = try statistics(parametric)
    // Where the model holds and variables are normal, the bootstrap's errors
    // are the information's; 200 draws know them to 5%.
    var compared = 0
    for row in rows where (row["free"] as? Int ?? 0) > 0 {
      let statistic = try #require(
        own.first { statistic in
          statistic["statistic"] as? String == "est"
            && ["lhs", "op", "rhs"].allSatisfy {
              row[$0] as? String == statistic[$0] as? String
            }
        })
      let expected = try #require(row["se"] as? Double)
      let found = try #require(statistic["se"] as? Double)
      #expect(abs(found / expected - 1) < 0.25, "\(row)")
      compared += 1
    }
    #expect(compared == 17)
    let cases = try run(["bootstrap", "w.lav", "--bootstrap", "50"])
    #expect(cases.status == 2)
    #expect(cases.errors.contains("bootstrap.needs-raw-data"))
  }

  @Test(arguments: [
    (["--bootstrap", "20"], "need at least 39"),
    (["--bootstrap", "0"], "not a number of replicates"),
    (["--bootstrap", "50", "--replicates", "40-60"], "goes beyond"),
    (["--replicates", "5-1"], "not a range of replicates"),
    (["--boot-ci", "percentile"], "Unknown kind of interval"),
    (["--bootstrap-kind", "jackknife"], "Unknown kind of bootstrap"),
    (["--seed", "-1"], "not a seed"),
    (["--from-draws", "none.csv"], "no file of draws `none.csv`"),
    (["--checkpoint", "no/such/run.csv"], "cannot be written"),
    (["--bootstrap", "50", "--draws", "no/such/d.csv"], "cannot be written"),
    (["--residuals", "raw"], "does not print"),
  ])
  func wrongInputEndsWithTwo(arguments: [String], reason: String) throws {
    let run = try run(["bootstrap", "mediation.lav", "data.csv"] + arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(reason), "\(run.errors)")
  }

  @Test func bootstrapOptionsOfAFitNeedABootstrap() throws {
    let run = try run(["fit", "mediation.lav", "data.csv", "--seed", "3"])
    #expect(run.status == 2)
    #expect(run.errors.contains("--se bootstrap"))
  }

  @Test func theProgressLineSaysRateAndTimeLeft() {
    #expect(
      ProgressLine.line(
        done: 1500, total: 5000, known: 500, noun: "replicates", seconds: 2)
        == "1500 of 5000 replicates, 30%, 500 a second, 0:07 left")
    #expect(
      ProgressLine.line(
        done: 2, total: 100_000, known: 0, noun: "replicates", seconds: 1)
        == "2 of 100000 replicates, 0%, 2.0 a second, 13:53:19 left")
  }
}
