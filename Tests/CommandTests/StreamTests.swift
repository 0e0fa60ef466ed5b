import Foundation
import Testing

/// Input and output other than plain files, and the messages beside it.
@Suite struct StreamTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  private func shell(_ command: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = scratch.folder
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LATENT": try CommandRun.command().path]) { $1 }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: scratch.url(name), encoding: .utf8)
  }

  /// The data's hash, and the number of cases.
  private func origin(_ name: String) throws -> [Substring] {
    try text(name).split(separator: "\n").compactMap { line in
      line.contains("Cases")
        ? line
        : line.firstRange(of: "fnv1a64")
          .map { line[$0.lowerBound...] }
    }
  }

  @Test(arguments: [
    "\"$LATENT\" fit model.lav <(cat data.csv) > got.txt",
    "cat data.csv | \"$LATENT\" fit model.lav /dev/stdin > got.txt",
    "cat data.csv | \"$LATENT\" fit model.lav - > got.txt",
    "mkfifo p; cat data.csv > p & \"$LATENT\" fit model.lav p > got.txt",
    "\"$LATENT\" fit <(cat model.lav) data.csv > got.txt",
  ])
  func pipesAreReadOnce(command: String) throws {
    #expect(try shell("\"$LATENT\" fit model.lav data.csv > want.txt") == 0)
    #expect(try shell(command) == 0)
    #expect(try origin("want.txt").count == 2)
    #expect(try origin("got.txt") == origin("want.txt"))
  }

  @Test func matricesComeFromPipesToo() throws {
    try scratch.write(
      "x1,x2,x3\n1.2,.4,.3\n.4,1.1,.5\n.3,.5,1.3\n", to: "cov.csv")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "one.lav")
    let status = try shell(
      "\"$LATENT\" fit one.lav --cov <(cat cov.csv) --nobs 90 > got.txt; "
        + "\"$LATENT\" fit one.lav --cov cov.csv --nobs 90 > want.txt")
    #expect(status == 0)
    let want = try text("want.txt").split(separator: "\n").dropFirst(3)
    #expect(
      try text("got.txt").split(separator: "\n").dropFirst(3) == want)
    #expect(want.count > 10)
  }

  @Test func encodingHoldsForStandardInput() throws {
    let text = "gr\u{FC}n,x2,x3\n1,2,4\n2,3,1\n4,1,3\n5,5,2\n7,3,9\n"
    let bytes = try #require(text.data(using: .windowsCP1252))
    try scratch.write("f =~ gr\u{FC}n + x2 + x3\n", to: "one.lav")
    let run = try CommandRun(
      ["fit", "one.lav", "-", "--encoding", "windows-1252"],
      in: scratch.folder, input: bytes)
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(!run.output.isEmpty)
  }

  @Test func aBrokenPipeHidesNoFailure() throws {
    let fit = "(sleep 0.3; \"$LATENT\" fit model.lav data.csv"
    let failed = try shell(
      fit + " --iter-max 1 2> errors.txt; echo $? > status.txt) | true")
    #expect(failed == 0)
    #expect(try text("status.txt") == "1\n")
    #expect(try text("errors.txt").contains("did not converge"))
    #expect(try shell(fit + "; echo $? > status.txt) | true") == 0)
    #expect(try text("status.txt") == "0\n")
  }

  /// Writes the data without the school of three cases.
  private func dropSchools() throws {
    var lines = try text("data.csv").split(separator: "\n").map(String.init)
    for index in [4, 9, 200] {
      lines[index] = lines[index].replacing(",Pasteur,", with: ",,")
        .replacing(",Grant-White,", with: ",,")
    }
    try scratch.write(lines.joined(separator: "\n"), to: "cases.csv")
  }

  @Test func rowsWithoutAGroupAreCounted() throws {
    try dropSchools()
    let run = try scratch.run(
      "fit", "model.lav", "cases.csv", "--group", "school")
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        "298 used of 301 read; 3 without a value of school left out"))
    #expect(run.output.contains("data.group-missing"))
  }

  @Test func csvSendsWarningsToStandardError() throws {
    try dropSchools()
    let run = try scratch.run(
      "fit", "model.lav", "cases.csv", "--group", "school", "--format", "csv")
    #expect(run.status == 0)
    #expect(run.errors.contains("data.group-missing"))
    #expect(run.output.hasPrefix("lhs,op,rhs"))
  }

  @Test func decimalCommasAreNoted() throws {
    let commas = try text("data.csv").split(separator: "\n").map {
      $0.replacing(",", with: ";").replacing(".", with: ",")
    }
    try scratch.write(commas.joined(separator: "\n"), to: "commas.csv")
    let run = try scratch.run("fit", "model.lav", "commas.csv")
    #expect(run.status == 0)
    #expect(run.output.contains("data.decimal-commas"))
    #expect(run.output.contains("at line 2"))
    let plain = try scratch.run("fit", "model.lav", "data.csv")
    #expect(!plain.output.contains("data.decimal-commas"))
    try scratch.write("x1;x2;x3\n1;0,4;0,3\n0,4;1;0,5\n0,3;0,5;1\n", to: "c")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "one.lav")
    let matrix = try scratch.run("fit", "one.lav", "--cov", "c", "--nobs", "90")
    #expect(matrix.output.contains("data.decimal-commas"))
  }
}
