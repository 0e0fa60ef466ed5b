import Foundation
import Testing

/// The files that --output may replace, and the way it does.
@Suite struct OutputFileTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: scratch.url(name), encoding: .utf8)
  }

  private func fit(to name: String) throws -> CommandRun {
    try scratch.run("fit", "model.lav", "data.csv", "--output", name)
  }

  private func attributes(_ name: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: scratch.url(name).path)
  }

  /// Before the fit, which here would fail.
  @Test func whatCannotBeWrittenIsRefusedFirst() throws {
    for (option, path, message) in [
      ("output", "nowhere/out.txt", "Is there a folder"),
      ("output", ".", "`.` is a folder, not a file to write."),
      ("draws", "nowhere/draws.csv", "Is there a folder"),
    ] {
      let run = try scratch.run(
        "bootstrap", "model.lav", "data.csv", "--iter-max", "1",
        "--\(option)", path)
      #expect(run.status == 2)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test func drawsGoToADeviceAsItIs() throws {
    let run = try scratch.run(
      "bootstrap", "model.lav", "data.csv", "--bootstrap", "40", "--draws",
      "/dev/null")
    #expect(run.status == 0, "\(run.errors)")
    let type =
      try FileManager.default.attributesOfItem(
        atPath: "/dev/null")[.type] as? FileAttributeType
    #expect(type == .typeCharacterSpecial)
  }

  @Test func aFileKeepsItsMode() throws {
    try scratch.write("old", to: "out.txt")
    try FileManager.default.setAttributes(
      [.posixPermissions: NSNumber(value: 0o640)],
      ofItemAtPath: scratch.url("out.txt").path)
    #expect(try fit(to: "out.txt").status == 0)
    #expect(try text("out.txt").contains("Latent"))
    let mode = try attributes("out.txt")[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o640)
    // Nothing temporary is left.
    let names = try FileManager.default.contentsOfDirectory(
      atPath: scratch.folder.path)
    #expect(names.sorted() == ["data.csv", "model.lav", "out.txt"])
  }

  @Test(arguments: [true, false])
  func symbolicLinksAreFollowed(exists: Bool) throws {
    if exists { try scratch.write("old", to: "target.txt") }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("link.txt").path,
      withDestinationPath: "target.txt")
    #expect(try fit(to: "link.txt").status == 0)
    #expect(try text("target.txt").contains("Latent"))
    let type = try attributes("link.txt")[.type] as? FileAttributeType
    #expect(type == .typeSymbolicLink)
  }

  @Test func hardLinksStayOneFile() throws {
    try scratch.write("old", to: "one.txt")
    try FileManager.default.linkItem(
      at: scratch.url("one.txt"), to: scratch.url("two.txt"))
    #expect(try fit(to: "one.txt").status == 0)
    #expect(try text("two.txt").contains("Latent"))
    #expect(try text("two.txt") == text("one.txt"))
  }

  @Test func aPipeIsWrittenTo() throws {
    let pipe = scratch.url("pipe").path
    try #require(unsafe mkfifo(pipe, 0o600) == 0)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/bin/sh")
    reader.arguments = ["-c", "cat pipe > got.txt"]
    reader.currentDirectoryURL = scratch.folder
    try reader.run()
    #expect(try fit(to: "pipe").status == 0)
    reader.waitUntilExit()
    #expect(try text("got.txt").contains("Latent"))
    let type = try attributes("pipe")[.type] as? FileAttributeType
    #expect(type != .typeRegular)
  }

  @Test(arguments: ["model.lav", "data.csv", "link.csv", "hard.csv"])
  func inputsAreNotReplaced(name: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("link.csv").path, withDestinationPath: "data.csv")
    try FileManager.default.linkItem(
      at: scratch.url("data.csv"), to: scratch.url("hard.csv"))
    let before = try (text("model.lav"), text("data.csv"))
    let run = try fit(to: name)
    #expect(run.status == 2)
    #expect(run.errors.contains("which is read"), "\(run.errors)")
    #expect(try text("model.lav") == before.0)
    #expect(try text("data.csv") == before.1)
    if name == "model.lav" {
      #expect(
        try scratch.run("parse", name, "--output", name).status == 2)
    }
  }

  @Test(arguments: ["model.lav", "other.lav", "data.csv"])
  func inputsOfAComparisonAreNotReplaced(name: String) throws {
    try scratch.write(Scratch.model + "x1 ~~ x2\n", to: "other.lav")
    let before = try text(name)
    let run = try scratch.run(
      "compare", "model.lav", "other.lav", "data.csv", "--output", name)
    #expect(run.status == 2)
    #expect(run.errors.contains("which is read"), "\(run.errors)")
    #expect(try text(name) == before)
  }

  @Test func aFolderThatIsNotThere() throws {
    let run = try fit(to: "nowhere/out.txt")
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot be written"))
  }
}
