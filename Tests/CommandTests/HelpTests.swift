import Foundation
import Testing

@testable import RequestSettings
@testable import Requests

@Suite struct HelpTests {
  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(
      arguments, in: FileManager.default.temporaryDirectory)
  }

  @Test func versionAndHelpEndWithZero() throws {
    let version = try run("--version")
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("latent "))
    for arguments in [["--help"], ["help", "fit"], ["fit", "--help"], []] {
      let help = try CommandRun(
        arguments, in: FileManager.default.temporaryDirectory)
      #expect(help.status == 0)
      #expect(help.output.contains("latent fit"))
      #expect(help.errors.isEmpty)
    }
  }

  @Test func everySettingIsAFlagOfFit() throws {
    let help = try run("help", "fit").output
    for setting in Setting.all {
      #expect(help.contains("--\(setting.name) <"), "\(setting.name)")
    }
  }

  @Test func helpListsTheStandardErrorsThatCanBeAskedFor() throws {
    let help = try run("help", "fit").output
    let text = help.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(text.contains("robust.cluster or robust.cluster.sem"))
  }

  @Test func helpFitsATerminal() throws {
    let help = try run("help", "fit").output
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    (nil, "a.csv", "a.csv"), ("m", "a.csv", "m/a.csv"),
    ("m/n", "../a.csv", "m/a.csv"), ("m", "../../a.csv", "../a.csv"),
    ("/m", "a.csv", "/m/a.csv"), ("m", "/a.csv", "/a.csv"),
    ("..", "../a.csv", "../../a.csv"),
  ])
  func pathsStartAtTheModelFile(
    folder: String?, path: String, expected: String
  ) {
    #expect(SettingScope(folder: folder).resolve(path) == expected)
  }

  // R 4.2: as.character() of the number.
  @Test(arguments: [
    (0.0, "0"), (1, "1"), (0.5, "0.5"), (1.0 / 3, "0.333333333333333"),
    (100_000, "1e+05"), (123_456, "123456"), (1e-10, "1e-10"),
    (0.0001, "1e-04"), (0.00012, "0.00012"), (-2.5, "-2.5"),
    (1e15, "1e+15"), (.infinity, "Inf"),
  ])
  func numbersAsRWritesThem(value: Double, expected: String) {
    #expect(RNumber.text(value) == expected)
  }
}
