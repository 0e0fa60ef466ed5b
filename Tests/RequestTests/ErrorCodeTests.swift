import DocumentTestSupport
import Foundation
import TestSupport
import Testing

/// Every code of errors and warnings is a constant with a comment, and
/// Documentation/ErrorCodes.md lists them.
///
/// `LATENT_WRITE_DOCUMENTS=1 swift test --filter ErrorCodeTests` writes it.
@Suite struct ErrorCodeTests {
  /// A constant in the sources.
  private struct Constant {
    let name: String
    let code: String
    let meaning: String
  }

  /// The lines of each source file, by its path below Sources.
  private static let files: [(path: String, lines: [String])] = {
    let root = repositoryURL.appending(path: "Sources")
    let paths =
      (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return paths.sorted().filter { $0.hasSuffix(".swift") }.map { path in
      let text =
        (try? String(
          contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      return (path, lines)
    }
  }()

  private static let constants: [Constant] = files.flatMap {
    path, lines -> [Constant] in
    guard path.hasSuffix("/LatentError+Codes.swift") else { return [] }
    var found: [Constant] = []
    var meaning = ""
    // A long constant has its text on the next line.
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("/// ") {
        meaning += (meaning.isEmpty ? "" : " ") + line.dropFirst(4)
      }
      let whole =
        line.hasSuffix("=") && number + 1 < lines.count
        ? line + " " + lines[number + 1] : line
      if let match = whole.firstMatch(
        of: /static let (\w+): Self = "([^"]+)"/)
      {
        found.append(
          Constant(
            name: String(match.1), code: String(match.2), meaning: meaning))
      }
      if !line.hasPrefix("///"), !line.hasSuffix("=") { meaning = "" }
    }
    return found
  }

  @Test func everyCodeStandsOnce() {
    #expect(Self.constants.count > 250)
    let codes = Dictionary(grouping: Self.constants, by: \.code)
    for (code, constants) in codes {
      #expect(constants.count == 1, "\(code)")
    }
    let names = Dictionary(grouping: Self.constants, by: \.name)
    for (name, constants) in names {
      #expect(constants.count == 1, "\(name)")
    }
    for constant in Self.constants {
      #expect(constant.meaning.hasSuffix("."), "\(constant.code)")
      #expect(
        constant.code.wholeMatch(of: /[a-z0-9-]+\.[a-z0-9-]+/) != nil,
        "\(constant.code)")
    }
  }

  /// Errors and warnings are made with constants, not with texts.
  @Test func codesAreConstants() {
    let known = Set(Self.constants.map(\.code))
    let maker =
      /(code: |(CombinationRule|fail|warn|report|diagnostic|\.data)\()"[a-z0-9.-]+"/
    for (path, lines) in Self.files {
      if path.hasSuffix("/LatentError+Codes.swift") { continue }
      for (number, line) in lines.enumerated()
      where line.utf8.contains(UInt8(ascii: "\"")) || line.hasSuffix("(") {
        if line.hasPrefix("//") { continue }
        let place = "\(path):\(number + 1): \(line)"
        // The first argument may stand on the next line.
        let whole =
          line.hasSuffix("(") && number + 1 < lines.count
          ? line + lines[number + 1] : line
        guard whole.utf8.contains(UInt8(ascii: "\"")) else { continue }
        #expect(!line.contains("Code(rawValue: \""), "\(place)")
        // The parts between quotes; a regular expression for each line would
        // take minutes.
        for literal in line.split(separator: "\"") where literal.contains(".") {
          #expect(!known.contains(String(literal)), "\(place)")
        }
        guard whole.contains("(\"") || whole.contains(": \"") else { continue }
        #expect(!whole.contains(maker), "\(place)")
      }
    }
  }

  @Test func documentListsThem() throws {
    let table = GeneratedText.table(
      ["Code", "Means"],
      Self.constants.sorted { $0.code < $1.code }.map {
        "| `\($0.code)` | \($0.meaning) |"
      })
    #expect(
      try GeneratedText("codes", in: "ErrorCodes.md").agrees(with: table))
  }

  /// `latent explain` says what the document says.
  @Test(arguments: [("CodeMeanings", true), ("CodeMeanings+FromK", false)])
  func explanationsKnowThem(file: String, isFirst: Bool) throws {
    let url = repositoryURL.appending(
      path: "Sources/Explanations/\(file).swift")
    let text = try String(contentsOf: url, encoding: .utf8)
    let begin = try #require(text.range(of: "#\"\"\"\n")?.upperBound)
    let end = try #require(text.range(of: "\n    \"\"\"#\n")?.lowerBound)
    let made = Self.constants.filter { ($0.code < "k") == isFirst }
      .sorted { $0.code < $1.code }.map {
        "    \($0.code) \($0.meaning)\n"
      }.joined()
    guard GeneratedText.writes else {
      #expect(text[begin..<end] == made)
      return
    }
    try text.replacingCharacters(in: begin..<end, with: made)
      .write(to: url, atomically: true, encoding: .utf8)
  }
}
