import Foundation
import Messages
import ModelSyntax
import Testing

/// A model text of a fixture folder.
struct Fixture: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  var testDescription: String { name }
  var source: SourceText { SourceText(text, name: "\(name).lav") }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// The fixtures of a folder, by name; at least one, or tests would be empty.
  static func all(_ folder: String) -> [Fixture] {
    let directory = self.folder.appending(path: folder)
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: directory, includingPropertiesForKeys: nil)) ?? []
    let fixtures =
      files
      .filter { $0.pathExtension == "lav" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .compactMap { file -> Fixture? in
        guard let data = try? Data(contentsOf: file) else { return nil }
        return Fixture(
          name: file.deletingPathExtension().lastPathComponent,
          text: String(decoding: data, as: UTF8.self))
      }
    precondition(!fixtures.isEmpty, "no fixtures in \(directory.path())")
    return fixtures
  }
}

/// A text without its markers, and the UTF-8 offsets at which they stood.
func unmarked(_ marked: String) -> (text: String, offsets: [Int]) {
  var text = ""
  var offsets: [Int] = []
  for character in marked {
    if ["1️⃣", "2️⃣", "3️⃣"].contains(character) {
      offsets.append(text.utf8.count)
    } else {
      text.append(character)
    }
  }
  return (text, offsets)
}

/// The errors of a text; records an issue if there are none.
func errors(
  in text: String, location: SourceLocation = #_sourceLocation
) -> [Diagnostic] {
  do {
    _ = try SyntaxTree.parse(text: text)
    Issue.record("no error in \(text)", sourceLocation: location)
    return []
  } catch {
    return error.diagnostics
  }
}

/// Expects errors with these codes where the markers stand, in this order.
func expectErrors(
  _ marked: String, _ codes: String..., remedy: String? = nil,
  location: SourceLocation = #_sourceLocation
) {
  let (text, offsets) = unmarked(marked)
  let found = errors(in: text, location: location)
  #expect(
    found.map(\.code.rawValue) == codes.map { "syntax.\($0)" }, "\(text)",
    sourceLocation: location)
  #expect(
    found.map { $0.range?.lowerBound } == offsets, "\(text)",
    sourceLocation: location)
  #expect(
    found.allSatisfy { $0.message.hasSuffix(".") && !$0.remedy.isEmpty },
    sourceLocation: location)
  if let remedy {
    #expect(
      found.contains { $0.remedy.contains(remedy) },
      "\(found.map(\.remedy))", sourceLocation: location)
  }
}

/// The formulas of a text that must parse.
func formulas(_ text: String) throws -> [Formula] {
  try SyntaxTree.parse(text: text).statements.compactMap {
    if case .formula(let formula) = $0 { formula } else { nil }
  }
}

/// The modifiers of the only term right of a text's only formula.
func modifiers(_ text: String) throws -> [ModifierSyntax.Kind] {
  let formula = try #require(try formulas(text).first)
  return try #require(formula.terms.first).modifiers.map(\.kind)
}

/// The right side of a text's only constraint.
func rightSide(_ text: String) throws -> ExpressionSyntax {
  guard
    case .constraint(let constraint)? =
      try SyntaxTree.parse(text: text).statements.first
  else {
    throw ModelSyntaxError(diagnostics: [], source: SourceText(text))
  }
  return constraint.rhs
}
