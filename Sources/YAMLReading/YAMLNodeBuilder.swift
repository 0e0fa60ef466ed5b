internal import ModelSyntax
internal import Yams

/// Makes parts with places of Yams's nodes.
struct YAMLNodeBuilder {
  /// Where the text's lines begin.
  let lines: LineOffsets
  /// The marks that stand for characters of anchors and aliases.
  let marks: ReferenceMarks

  /// The levels that such a text has, for errors of deep nesting.
  let shape: String

  /// The deepest nesting that a text may have.
  static let deepest = 16

  /// A node and all that lies in it.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - depth: The number of nodes that it lies in.
  /// - Returns: The part.
  /// - Throws: `YAMLFailure` for anchors, aliases and deep nesting.
  func node(_ node: Node, depth: Int = 0) throws(YAMLFailure) -> YAMLNode {
    let start = node.mark.map(lines.offset) ?? 0
    let own = SourceRange(start, start + 1)
    guard depth <= Self.deepest else {
      throw .depth(at: start, shape)
    }
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      guard isQuoted || !marks.begin(scalar.string) else {
        throw .reference(at: start)
      }
      let text = marks.restored(scalar.string)
      return YAMLNode(
        content: .scalar(text, isQuoted: isQuoted),
        range: lines.range(from: start, of: text))
    case .sequence(let sequence):
      var elements: [YAMLNode] = []
      for element in sequence {
        elements.append(try self.node(element, depth: depth + 1))
      }
      return YAMLNode(content: .list(elements), range: own)
    case .mapping(let mapping):
      var members: [(key: YAMLNode, value: YAMLNode)] = []
      for (key, value) in mapping {
        members.append(
          (
            try self.node(key, depth: depth + 1),
            try self.node(value, depth: depth + 1)
          ))
      }
      return YAMLNode(content: .members(members), range: own)
    case .alias:
      throw .reference(at: start)
    }
  }
}
