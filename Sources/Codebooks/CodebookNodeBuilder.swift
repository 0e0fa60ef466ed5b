internal import ModelSyntax
internal import Yams

/// Makes parts of a codebook of YAML's nodes.
struct CodebookNodeBuilder {
  /// Where the text's lines begin.
  let lines: LineOffsets
  /// The marks that stand for characters of anchors and aliases.
  let marks: ReferenceMarks

  /// A part of YAML that a codebook does not have.
  struct Fault: Error {
    var message: String
    var remedy: String
    var range: SourceRange

    /// An anchor or an alias.
    static func reference(at start: Int) -> Fault {
      Fault(
        message: "Anchors (`&`) and aliases (`*`) are not understood.",
        remedy: "Write out what they stand for; a text that begins with the "
          + "character stands in quotes.",
        range: SourceRange(start, start + 1))
    }

    /// Parts within parts within parts.
    static func depth(at start: Int) -> Fault {
      Fault(
        message: "This lies deeper than \(CodebookNodeBuilder.deepest) levels.",
        remedy: "A codebook has constructs and items.",
        range: SourceRange(start, start + 1))
    }
  }

  /// The deepest nesting that a codebook may have.
  fileprivate static let deepest = 16

  /// A node and all that lies in it.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - depth: The number of nodes that it lies in.
  /// - Returns: The part of the codebook.
  /// - Throws: `Fault` for anchors, aliases and deep nesting.
  func node(_ node: Node, depth: Int = 0) throws(Fault) -> CodebookNode {
    let start = node.mark.map(lines.offset) ?? 0
    let own = SourceRange(start, start + 1)
    guard depth <= Self.deepest else {
      throw .depth(at: start)
    }
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      guard isQuoted || !marks.begin(scalar.string) else {
        throw .reference(at: start)
      }
      let text = marks.restored(scalar.string)
      return CodebookNode(
        content: .scalar(text, isQuoted: isQuoted),
        range: lines.range(from: start, of: text))
    case .sequence(let sequence):
      var elements: [CodebookNode] = []
      for element in sequence {
        elements.append(try self.node(element, depth: depth + 1))
      }
      return CodebookNode(content: .list(elements), range: own)
    case .mapping(let mapping):
      var members: [(key: CodebookNode, value: CodebookNode)] = []
      for (key, value) in mapping {
        members.append(
          (
            try self.node(key, depth: depth + 1),
            try self.node(value, depth: depth + 1)
          ))
      }
      return CodebookNode(content: .members(members), range: own)
    case .alias:
      throw .reference(at: start)
    }
  }
}
