import Foundation
import TestSupport
import Testing

/// One run of the built command in a separate folder.
struct CommandRun {
  var status: Int32
  var output: String
  var errors: String

  /// The built command: beside the test bundle, where SwiftPM puts both.
  static func command() throws -> URL {
    let environment = ProcessInfo.processInfo.environment
    let places =
      [
        environment["LATENT_COMMAND"].map { URL(fileURLWithPath: $0) },
        Bundle.main.executableURL?.deletingLastPathComponent()
          .appendingPathComponent("latent"),
        repositoryURL.appendingPathComponent(".build/debug/latent"),
      ].compactMap { $0 }
    return try #require(
      places.first {
        FileManager.default.isExecutableFile(atPath: $0.path)
      }, "build the product latent first")
  }

  /// Runs the command.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - folder: The current folder.
  ///   - input: The contents of stdin.
  /// - Throws: If the command cannot be run.
  init(_ arguments: [String], in folder: URL, input: Data = Data()) throws {
    // Files, not pipes: nothing blocks however much is written.
    let run = try Scratch()
    let outputFile = run.url("output")
    let errorFile = run.url("errors")
    let inputFile = run.url("input")
    try input.write(to: inputFile)
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = try Self.command()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try String(contentsOf: outputFile, encoding: .utf8)
    errors = try String(contentsOf: errorFile, encoding: .utf8)
  }

  /// The output as a JSON object.
  func json() throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(output.utf8))
        as? [String: Any])
  }
}

/// A folder that vanishes with its owner.
final class Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("latent-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  func write(_ data: Data, to name: String) throws {
    let file = url(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// Runs the command in the folder.
  func run(_ arguments: String..., input: String = "") throws -> CommandRun {
    try run(arguments: arguments, input: input)
  }

  func run(arguments: [String], input: String = "") throws -> CommandRun {
    try CommandRun(arguments, in: folder, input: Data(input.utf8))
  }

  /// Holzinger and Swineford's data as `data.csv`, and a model of them as
  /// `model.lav`.
  func addExample() throws {
    let data = repositoryURL.appendingPathComponent(
      "Validation/data/holzinger-swineford-1939.csv")
    try FileManager.default.copyItem(at: data, to: url("data.csv"))
    try write(Self.model, to: "model.lav")
  }

  /// The example's model with an indirect effect, as `mediation.lav`.
  func addMediation() throws {
    try write(
      Self.model + "speed ~ b*textual\ntextual ~ a*visual\nab := a*b\n",
      to: "mediation.lav")
  }

  static let model = """
    visual  =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    speed   =~ x7 + x8 + x9

    """
}

/// Expects exit code 2, nothing on stdout, and parts of the message.
func expectRefusal(
  _ run: CommandRun, _ messages: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(run.status == 2, sourceLocation: sourceLocation)
  #expect(run.output.isEmpty, sourceLocation: sourceLocation)
  for message in messages {
    #expect(
      run.errors.contains(message), "\(run.errors)",
      sourceLocation: sourceLocation)
  }
}
