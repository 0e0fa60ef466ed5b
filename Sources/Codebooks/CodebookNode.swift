internal import Messages
internal import ModelSyntax
internal import Yams

/// A part of a codebook's text with its place: the part of YAML without
/// anchors, aliases and tags.
struct CodebookNode {
  enum Content {
    /// A text, and whether it stands in quotes.
    case scalar(String, isQuoted: Bool)
    /// Elements in their order.
    case list([CodebookNode])
    /// Members in their order.
    case members([(key: CodebookNode, value: CodebookNode)])
  }

  var content: Content
  var range: SourceRange

  /// How Yams shows a name that is a list or members.
  private static let nameOfNoText = "<uncovertable>"

  /// Reads a text.
  ///
  /// - Parameter source: The text.
  /// - Returns: Its one document; `nil` if it is empty.
  /// - Throws: `ModelSyntaxError` with the place.
  static func read(_ source: SourceText) throws(ModelSyntaxError)
    -> CodebookNode?
  {
    let lines = LineOffsets(source)
    let marks = ReferenceMarks(source.text)
    do {
      let parser = try Parser(
        yaml: marks.text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return nil }
      return try CodebookNodeBuilder(lines: lines, marks: marks).node(root)
    } catch let error as CodebookNodeBuilder.Fault {
      throw failure(error.message, error.remedy, error.range, in: source)
    } catch let error as YamlError {
      throw failure(of: error, lines, marks, in: source)
    } catch {
      throw failure("This is not YAML.", "", nil, in: source)
    }
  }

  private static func failure(
    of error: YamlError, _ lines: LineOffsets, _ marks: ReferenceMarks,
    in source: SourceText
  ) -> ModelSyntaxError {
    let remedy = "Write `name: value`, with members further in than their name."
    switch error {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = lines.offset(mark)
      if let own = marks.first(before: start) {
        let fault = CodebookNodeBuilder.Fault.reference(at: own)
        return failure(fault.message, fault.remedy, fault.range, in: source)
      }
      guard !problem.hasPrefix("Maximum nesting") else {
        let fault = CodebookNodeBuilder.Fault.depth(at: start)
        return failure(fault.message, fault.remedy, fault.range, in: source)
      }
      return failure(
        "This is not YAML: \(problem).", remedy,
        SourceRange(start, start + 1), in: source)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let start = lines.offset(context.mark)
      let texts = duplicates.filter { $0 != Self.nameOfNoText }
      let names = texts.map { "`\(marks.restored($0))`" }
      return failure(
        names.isEmpty
          ? "A list or members cannot be a name."
          : "\(listing(names, limit: 8)) "
            + "\(names.count == 1 ? "stands" : "stand") twice here.",
        names.isEmpty ? remedy : "Give each name once.",
        SourceRange(start, start + 1), in: source)
    case .reader(let problem, _, _, _):
      return failure(
        "This is not YAML: \(problem).", "Save the file as plain text.", nil,
        in: source)
    default:
      return failure("This is not YAML.", remedy, nil, in: source)
    }
  }

  private static func failure(
    _ message: String, _ remedy: String, _ range: SourceRange?,
    in source: SourceText
  ) -> ModelSyntaxError {
    ModelSyntaxError(
      diagnostics: [
        Diagnostic(
          code: .codebookSyntax, message: message, remedy: remedy, range: range)
      ], source: source)
  }
}
