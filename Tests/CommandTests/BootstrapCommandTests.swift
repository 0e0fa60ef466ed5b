import Foundation
import Testing

@testable import LatentCommand

/// `latent bootstrap`: shards, threads, checkpoints, refusals.
@Suite struct BootstrapCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.addMediation()
  }

  private func bootstrap(_ arguments: String...) throws -> CommandRun {
    try CommandRun(
      ["bootstrap", "mediation.lav", "data.csv"] + arguments,
      in: scratch.folder)
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: scratch.url(name))
  }

  /// Draws of one process, which all others must repeat.
  private func drawWhole(_ count: Int = 90) throws -> CommandRun {
    let run = try bootstrap("--bootstrap", "\(count)", "--draws", "whole.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    return run
  }

  @Test(arguments: ["1", "2", "3"])
  func drawsAreTheSameOnAnyNumberOfThreads(threads: String) throws {
    let whole = try drawWhole()
    let run = try bootstrap(
      "--bootstrap", "90", "--draws", "own.csv", "--threads", threads)
    #expect(run.output == whole.output)
    #expect(try bytes("own.csv") == bytes("whole.csv"))
  }

  @Test func shardsMergeToTheWhole() throws {
    let whole = try drawWhole()
    for (range, file) in [("1-40", "a.csv"), ("41-90", "b.csv")] {
      let run = try bootstrap("--replicates", range, "--draws", file)
      #expect(run.status == 0, "\(run.errors)")
    }
    let merged = try bootstrap(
      "--from-draws", "b.csv,a.csv", "--draws", "merged.csv")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(merged.output == whole.output)
    #expect(try bytes("merged.csv") == bytes("whole.csv"))
    let twice = try bootstrap("--from-draws", "a.csv,a.csv")
    #expect(twice.status == 2)
    #expect(twice.errors.contains("Replicate 1 stands in two of the parts"))
    let both = try bootstrap(
      "--from-draws", "a.csv", "--replicates", "1-2")
    #expect(both.status == 2)
    #expect(both.errors.contains("nothing is drawn"))
  }

  @Test func aCheckpointGoesOnAfterATornLine() throws {
    let whole = try drawWhole()
    _ = try bootstrap("--bootstrap", "50", "--checkpoint", "run.csv")
    // As a process that is killed while it writes leaves the file.
    let text = try String(contentsOf: scratch.url("run.csv"), encoding: .utf8)
    try scratch.write(String(text.dropLast(40)), to: "run.csv")
    let resumed = try bootstrap(
      "--bootstrap", "90", "--checkpoint", "run.csv", "--draws", "own.csv")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.output == whole.output)
    #expect(try bytes("own.csv") == bytes("whole.csv"))
    // The checkpoint itself is a file of draws now, in the order of arrival.
    let read = try bootstrap("--from-draws", "run.csv", "--draws", "own.csv")
    #expect(read.output == whole.output)
    #expect(try bytes("own.csv") == bytes("whole.csv"))
  }

  @Test func aTornFileIsNoFileOfDraws() throws {
    _ = try drawWhole(50)
    let text = try String(contentsOf: scratch.url("whole.csv"), encoding: .utf8)
    try scratch.write(String(text.dropLast(30)), to: "torn.csv")
    let run = try bootstrap("--from-draws", "torn.csv")
    #expect(run.status == 2)
    #expect(run.errors.contains("torn.csv:58"))
    #expect(run.errors.contains("breaks off"))
  }

  @Test func aCheckpointOfAHeaderCutShortBeginsAnew() throws {
    let whole = try drawWhole(50)
    let text = try String(contentsOf: scratch.url("whole.csv"), encoding: .utf8)
    try scratch.write(String(text.prefix(60)), to: "run.csv")
    let run = try bootstrap("--bootstrap", "50", "--checkpoint", "run.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == whole.output)
  }

  @Test func aCheckpointOfAnotherBootstrapIsRefused() throws {
    _ = try bootstrap("--bootstrap", "50", "--checkpoint", "run.csv")
    let before = try bytes("run.csv")
    try scratch.write(
      Scratch.model + "speed ~ textual\ntextual ~ visual\n", to: "other.lav")
    let rows = try String(contentsOf: scratch.url("data.csv"), encoding: .utf8)
    try scratch.write(
      String(
        rows.dropLast(
          rows.reversed().dropFirst().prefix { $0 != "\n" }
            .count + 1)), to: "fewer.csv")
    for (arguments, reason) in [
      (["other.lav", "data.csv"], "another model"),
      (["mediation.lav", "fewer.csv"], "another data"),
      (
        ["mediation.lav", "data.csv", "--seed", "2"], "another seed: 1, here 2"
      ),
      (
        ["mediation.lav", "data.csv", "--bootstrap-kind", "parametric"],
        "another kind"
      ),
      (
        ["mediation.lav", "data.csv", "--boot-ci", "stud"], "other columns"
      ),
    ] {
      let run = try CommandRun(
        ["bootstrap"] + arguments
          + ["--bootstrap", "50", "--checkpoint", "run.csv"],
        in: scratch.folder)
      #expect(run.status == 2)
      #expect(run.errors.contains(reason), "\(run.errors)")
    }
    #expect(try bytes("run.csv") == before)
    let table = try bytes("fewer.csv")
    let run = try bootstrap("--checkpoint", "fewer.csv")
    #expect(run.status == 2)
    #expect(run.errors.contains("is not a file of bootstrap draws"))
    #expect(try bytes("fewer.csv") == table)
  }

  @Test func anEditedLineIsNamed() throws {
    _ = try drawWhole(50)
    var lines = try String(
      contentsOf: scratch.url("whole.csv"), encoding: .utf8
    ).split(separator: "\n")
    lines[10] += ",1"
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "edited.csv")
    let run = try bootstrap("--from-draws", "edited.csv")
    #expect(run.status == 2)
    #expect(run.errors.contains("edited.csv:11"))
  }

  @Test(arguments: [SIGHUP, SIGINT, SIGQUIT, SIGTERM])
  func aSignalKeepsWhatIsDone(number: Int32) throws {
    let process = Process()
    process.executableURL = try CommandRun.command()
    process.arguments = [
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "1000000",
      "--replicates", "1-1000000", "--checkpoint", "run.csv",
    ]
    process.currentDirectoryURL = scratch.folder
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let limit = Date.now + 600
    while lineCount("run.csv") < 20, Date.now < limit {
      Thread.sleep(forTimeInterval: 0.02)
    }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 128 + number)
    let said = try #require(
      String(data: errors.fileHandleForReading.availableData, encoding: .utf8))
    #expect(said.contains("of 1000000 replicates; they are kept in run.csv"))
    #expect(said.contains("same command again"))
    // Its kept replicates are used.
    let read = try bootstrap(
      "--from-draws", "run.csv", "--boot-ci", "norm", "--draws", "own.csv")
    #expect(read.status == 0, "\(read.errors)")
    let drawn = try bootstrap(
      "--replicates", "1-12", "--draws", "few.csv",
      "--boot-ci", "norm")
    #expect(drawn.status == 0, "\(drawn.errors)")
    // All but the line that counts them.
    let end = Data("# end: 12 replicates\n".utf8).count
    #expect(
      try bytes("own.csv").starts(with: bytes("few.csv").dropLast(end)))
  }

  private func lineCount(_ name: String) -> Int {
    let data = (try? Data(contentsOf: scratch.url(name))) ?? Data()
    return data.count { $0 == UInt8(ascii: "\n") }
  }
}
