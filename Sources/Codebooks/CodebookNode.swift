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

  /// The deepest nesting that a codebook may have.
  private static let deepest = 16

  /// Reads a text.
  ///
  /// - Parameter source: The text.
  /// - Returns: Its one document; `nil` if it is empty.
  /// - Throws: `ModelSyntaxError` with the place.
  static func read(_ source: SourceText) throws(ModelSyntaxError)
    -> CodebookNode?
  {
    let lines = LineOffsets(source)
    do {
      let parser = try Parser(yaml: source.text, resolver: .basic)
      guard let root = try parser.singleRoot() else { return nil }
      return try node(root, lines, depth: 0)
    } catch let error as Fault {
      throw failure(error.message, error.remedy, error.range, in: source)
    } catch let error as YamlError {
      throw failure(of: error, lines, in: source)
    } catch {
      throw failure("\(error)", "", nil, in: source)
    }
  }

  private struct Fault: Error {
    var message: String
    var remedy: String
    var range: SourceRange
  }

  private static func node(
    _ node: Node, _ lines: LineOffsets, depth: Int
  ) throws -> CodebookNode {
    let start = node.mark.map(lines.offset) ?? 0
    let own = SourceRange(start, start + 1)
    guard node.anchor == nil else {
      throw Fault(
        message: "Anchors (`&`) and aliases (`*`) are not understood.",
        remedy: "Write out what they stand for.", range: own)
    }
    guard depth <= deepest else {
      throw Fault(
        message: "This lies deeper than \(deepest) levels.",
        remedy: "A codebook has constructs and items.", range: own)
    }
    switch node {
    case .scalar(let scalar):
      return CodebookNode(
        content: .scalar(
          scalar.string,
          isQuoted: scalar.style != .plain && scalar.style != .any),
        range: lines.range(from: start, of: scalar.string))
    case .sequence(let sequence):
      var elements: [CodebookNode] = []
      for element in sequence {
        elements.append(try self.node(element, lines, depth: depth + 1))
      }
      return CodebookNode(content: .list(elements), range: own)
    case .mapping(let mapping):
      var members: [(key: CodebookNode, value: CodebookNode)] = []
      for (key, value) in mapping {
        members.append(
          (
            try self.node(key, lines, depth: depth + 1),
            try self.node(value, lines, depth: depth + 1)
          ))
      }
      return CodebookNode(content: .members(members), range: own)
    case .alias:
      throw Fault(
        message: "Anchors (`&`) and aliases (`*`) are not understood.",
        remedy: "Write out what they stand for.", range: own)
    }
  }

  private static func failure(
    of error: YamlError, _ lines: LineOffsets, in source: SourceText
  ) -> ModelSyntaxError {
    let remedy = "Write `name: value`, with members further in than their name."
    switch error {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = lines.offset(mark)
      return failure(
        "This is not YAML: \(problem).", remedy,
        SourceRange(start, start + 1), in: source)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let start = lines.offset(context.mark)
      let names = duplicates.map { "`\($0)`" }.joined(separator: ", ")
      return failure(
        "\(names) \(duplicates.count == 1 ? "stands" : "stand") twice here.",
        "Give each name once.", SourceRange(start, start + 1), in: source)
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

/// The offsets at which lines of a text begin, in bytes.
private struct LineOffsets {
  private let bytes: [UInt8]
  private var starts: [Int] = [0]

  init(_ source: SourceText) {
    bytes = Array(source.text.utf8)
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      starts.append(index + 1)
    }
  }

  /// The offset of a mark, whose columns count scalars from 1.
  func offset(_ mark: Mark) -> Int {
    guard mark.line >= 1, mark.line <= starts.count else { return bytes.count }
    var offset = starts[mark.line - 1]
    var rest = mark.column - 1
    while rest > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset
  }

  /// The place of a text, its quotes aside.
  func range(from start: Int, of text: String) -> SourceRange {
    var start = start
    if start < bytes.count, bytes[start] == 0x22 || bytes[start] == 0x27 {
      start += 1
    }
    let own = text.utf8.prefix { $0 != 0x0A }
    let length =
      bytes[min(start, bytes.count)...].starts(with: own)
      ? max(1, own.count) : 1
    return SourceRange(start, min(start + length, max(bytes.count, start)))
  }
}
