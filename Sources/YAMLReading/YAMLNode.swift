package import Messages
package import ModelSyntax
internal import Yams

/// A part of a text of YAML with its place: YAML without anchors, aliases and
/// tags.
package struct YAMLNode: Sendable {
  /// A part's contents.
  package enum Content: Sendable {
    /// A text, and whether it stands in quotes.
    case scalar(String, isQuoted: Bool)
    /// Elements in their order.
    case list([YAMLNode])
    /// Members in their order.
    case members([(key: YAMLNode, value: YAMLNode)])
  }

  /// The contents.
  package var content: Content
  /// The place.
  package var range: SourceRange

  /// How Yams shows a name that is a list or members.
  private static let nameOfNoText = "<uncovertable>"

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - code: The code of errors.
  ///   - shape: The levels that such a text has, for errors of deep nesting.
  /// - Returns: Its one document; `nil` if it is empty.
  /// - Throws: `ModelSyntaxError` with the place.
  package static func read(
    _ source: SourceText, code: LatentError.Code, shape: String
  ) throws(ModelSyntaxError) -> YAMLNode? {
    do throws(YAMLFailure) {
      return try read(source, shape: shape)
    } catch {
      throw ModelSyntaxError(
        diagnostics: [
          Diagnostic(
            code: code, message: error.message, remedy: error.remedy,
            range: error.range)
        ], source: source)
    }
  }

  private static func read(
    _ source: SourceText, shape: String
  ) throws(YAMLFailure) -> YAMLNode? {
    let lines = LineOffsets(source)
    let marks = ReferenceMarks(source.text)
    do {
      let parser = try Parser(
        yaml: marks.text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return nil }
      return try YAMLNodeBuilder(
        lines: lines, marks: marks, shape: shape
      ).node(root)
    } catch let error as YAMLFailure {
      throw error
    } catch let error as YamlError {
      throw failure(of: error, lines, marks, shape)
    } catch {
      throw YAMLFailure("This is not YAML.", "", nil)
    }
  }

  private static func failure(
    of error: YamlError, _ lines: LineOffsets, _ marks: ReferenceMarks,
    _ shape: String
  ) -> YAMLFailure {
    let remedy = "Write `name: value`, with members further in than their name."
    switch error {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = lines.offset(mark)
      if let own = marks.first(before: start) {
        return .reference(at: own)
      }
      guard !problem.hasPrefix("Maximum nesting") else {
        return .depth(at: start, shape)
      }
      return YAMLFailure(
        "This is not YAML: \(problem).", remedy,
        SourceRange(start, start + 1))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let start = lines.offset(context.mark)
      let texts = duplicates.filter { $0 != Self.nameOfNoText }
      let names = texts.map { "`\(marks.restored($0))`" }
      return YAMLFailure(
        names.isEmpty
          ? "A list or members cannot be a name."
          : "\(listing(names, limit: 8)) "
            + "\(names.count == 1 ? "stands" : "stand") twice here.",
        names.isEmpty ? remedy : "Give each name once.",
        SourceRange(start, start + 1))
    case .reader(let problem, _, _, _):
      return YAMLFailure(
        "This is not YAML: \(problem).", "Save the file as plain text.", nil)
    default:
      return YAMLFailure("This is not YAML.", remedy, nil)
    }
  }
}
