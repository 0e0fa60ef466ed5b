import Foundation
import Testing

/// `latent effects` with intervals from bootstrap draws.
@Suite struct EffectsBootstrapTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write(
      "x4 ~ x1 + x2 + x1:x2\nx7 ~ x4 + x1\n", to: "moderated.lav")
  }

  private func effects(_ arguments: String...) throws -> CommandRun {
    try CommandRun(
      ["effects", "moderated.lav", "data.csv", "--from", "x1", "--to", "x7"]
        + arguments, in: scratch.folder)
  }

  @Test func textHasTheBootstrapsColumns() throws {
    let run = try effects("--bootstrap", "60", "--center", "x1,x2")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    for part in [
      "Replicates  60, ", "Intervals   95% percentile", "BootSE", "LLCI",
      "Index of moderated mediation", "One set of draws serves",
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
    #expect(!run.output.contains("Monte Carlo"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let both = try effects("--bootstrap", "60", "--monte-carlo", "200")
    #expect(both.output.contains("Monte Carlo"))
    #expect(both.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["perc", "bc", "bca", "norm", "basic", "stud"])
  func everyKindIsInEveryRow(kind: String) throws {
    let run = try effects(
      "--bootstrap", "300", "--boot-ci", kind, "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let json = try run.json()
    let origin = try #require(json["bootstrap"] as? [String: Any])
    #expect(origin["ci"] as? String == kind)
    let usable = try #require(origin["usable"] as? Int)
    for key in ["effects", "conditional", "index"] {
      let rows = try #require(json[key] as? [[String: Any]])
      #expect(!rows.isEmpty)
      for row in rows {
        let lower = try #require(row["boot_ci_lower"] as? Double)
        let upper = try #require(row["boot_ci_upper"] as? Double)
        #expect(lower < upper)
        #expect(row["boot_draws"] as? Int == usable)
        #expect(row["boot_se"] is Double)
        #expect(row["boot_bias"] is Double)
      }
    }
  }

  @Test func drawsAreReadBackAndResumed() throws {
    let whole = try effects(
      "--bootstrap", "60", "--draws", "whole.csv", "--threads", "1")
    #expect(whole.status == 0, "\(whole.errors)")
    let read = try effects("--from-draws", "whole.csv")
    #expect(read.output == whole.output)
    for (range, file) in [("1-25", "a.csv"), ("26-60", "b.csv")] {
      _ = try effects(
        "--replicates", range, "--draws", file, "--boot-ci", "norm")
    }
    let merged = try effects("--from-draws", "b.csv,a.csv")
    #expect(merged.output == whole.output)
    let part = try effects(
      "--bootstrap", "40", "--checkpoint", "run.csv", "--threads", "3")
    #expect(part.status == 0, "\(part.errors)")
    let resumed = try effects("--bootstrap", "60", "--checkpoint", "run.csv")
    #expect(resumed.output == whole.output)
    // Other values of the moderator are other effects.
    let other = try effects("--from-draws", "whole.csv", "--at", "x2=1")
    #expect(other.status == 2)
    #expect(other.errors.contains("Ask for the same effects"))
  }

  @Test func aModelFileAsksForABootstrap() throws {
    try scratch.write(
      """
      ---
      se: bootstrap
      bootstrap: 50
      seed: 7
      ---
      x4 ~ x1
      x7 ~ x4 + x1

      """, to: "asking.lav")
    let run = try scratch.run(
      "effects", "asking.lav", "data.csv", "--from", "x1", "--to", "x7",
      "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let json = try run.json()
    let origin = try #require(json["bootstrap"] as? [String: Any])
    #expect(origin["draws"] as? Int == 50)
    #expect(origin["seed"] as? String == "7")
    #expect(json["seed"] as? String == "7")
  }
}
