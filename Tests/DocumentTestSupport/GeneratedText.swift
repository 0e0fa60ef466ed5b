package import Foundation
import TestSupport

/// A part of a document that tests make: between the lines `<!-- NAME -->` and
/// `<!-- end of NAME -->` of a file in Documentation.
///
/// With `LATENT_WRITE_DOCUMENTS=1` in the environment tests write the parts
/// that they otherwise compare.
package struct GeneratedText {
  private let url: URL
  private let text: String
  private let range: Range<String.Index>

  /// A mark that a document lacks.
  struct MissingMark: Error {
    let name: String
  }

  /// Finds a part.
  ///
  /// - Parameters:
  ///   - name: The name in its marks.
  ///   - document: The file's name in Documentation.
  /// - Throws: An error if the file or its marks are missing.
  package init(_ name: String, in document: String) throws {
    url = Self.documentation.appending(path: document)
    text = try String(contentsOf: url, encoding: .utf8)
    guard let begin = text.range(of: "<!-- \(name) -->\n")?.upperBound,
      let end = text.range(of: "<!-- end of \(name) -->\n")?.lowerBound
    else { throw MissingMark(name: name) }
    range = begin..<end
  }

  /// Whether the part is a text; writes it if the environment says so.
  ///
  /// - Parameter made: The text as it should be.
  /// - Returns: Whether it is.
  /// - Throws: An error if the document cannot be written.
  package func agrees(with made: String) throws -> Bool {
    guard Self.writes else { return text[range] == made }
    try text.replacingCharacters(in: range, with: made)
      .write(to: url, atomically: true, encoding: .utf8)
    return true
  }

  /// Whether documents are written instead of compared.
  package static var writes: Bool {
    ProcessInfo.processInfo.environment["LATENT_WRITE_DOCUMENTS"] != nil
  }

  /// The folder of the documents.
  package static var documentation: URL {
    repositoryURL.appending(path: "Documentation")
  }

  /// A table in Markdown.
  ///
  /// - Parameters:
  ///   - heads: The columns' heads.
  ///   - rows: The rows, as lines.
  /// - Returns: The table.
  package static func table(_ heads: [String], _ rows: [String]) -> String {
    let head = [
      "| \(heads.joined(separator: " | ")) |",
      "|" + String(repeating: " --- |", count: heads.count),
    ]
    return (head + rows).map { $0 + "\n" }.joined()
  }
}
