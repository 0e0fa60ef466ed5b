import Plots

/// The sizes of nodes, labels and what is attached to nodes, points.
struct NodeSizes {
  struct Size: Hashable {
    var width: Double
    var height: Double

    /// The extent along the sides that a side's items are spread on.
    func spread(_ side: DiagramSide) -> Double {
      side.isHorizontal ? height : width
    }

    /// The extent away from a side.
    func depth(_ side: DiagramSide) -> Double {
      side.isHorizontal ? width : height
    }
  }

  private let graph: DiagramGraph
  private(set) var nodes: [Size] = []

  /// Measures the nodes of a graph.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - skeleton: Its structure.
  init(_ graph: DiagramGraph, _ skeleton: DiagramSkeleton) {
    self.graph = graph
    nodes = graph.nodes.map(Self.least)
    func unify(_ isChosen: (Int) -> Bool) {
      let chosen = nodes.indices.filter(isChosen)
      let width = chosen.map { nodes[$0].width }.max() ?? 0
      let height = chosen.map { nodes[$0].height }.max() ?? 0
      for node in chosen { nodes[node] = Size(width: width, height: height) }
    }
    func isIndicator(_ node: Int) -> Bool {
      graph.nodes[node].shape == .rectangle && skeleton.parent[node] != nil
    }
    unify(isIndicator)
    unify { graph.nodes[$0].shape == .ellipse }
    unify { graph.nodes[$0].shape == .roundedBox }
    for node in nodes.indices
    where graph.nodes[node].shape == .rectangle && !isIndicator(node) {
      nodes[node].width = max(nodes[node].width, 58)
      nodes[node].height = max(nodes[node].height, 26)
    }
    unify { graph.nodes[$0].shape == .rectangle && !isIndicator($0) }
  }

  /// The least size that holds a node's text.
  private static func least(_ node: DiagramGraph.Node) -> Size {
    var width =
      node.lines.map { TextMetrics.width($0, size: DiagramSizes.type) }.max()
      ?? 0
    var height = Double(node.lines.count) * DiagramSizes.leading
    if let detail = node.detail {
      width = max(
        width, TextMetrics.width(detail, size: DiagramSizes.smallType))
      height += DiagramSizes.leading
    }
    switch node.shape {
    case .ellipse:
      return Size(
        width: max(62, width / 0.78 + 4), height: max(34, height / 0.6))
    case .hexagon:
      return Size(width: max(62, width + 30), height: max(32, height + 14))
    case .triangle: return Size(width: 12, height: 11)
    case .roundedBox:
      return Size(width: max(74, width + 20), height: max(34, height + 14))
    case .rectangle:
      return Size(width: max(40, width + 12), height: height + 8)
    }
  }

  // MARK: Labels

  /// A label's lines, in one line where that is short.
  static func labelLines(_ lines: [String], isStacked: Bool) -> [String] {
    guard lines.count > 1, !isStacked else { return lines }
    let joined = lines.joined(separator: " ")
    return TextMetrics.width(joined, size: DiagramSizes.type) <= 74
      ? [joined] : lines
  }

  /// The size of a label with the space around it.
  static func label(_ lines: [String]) -> Size {
    guard !lines.isEmpty else { return Size(width: 0, height: 0) }
    let width =
      lines.map { TextMetrics.width($0, size: DiagramSizes.type) }.max() ?? 0
    return Size(
      width: width + 3,
      height: Double(lines.count) * DiagramSizes.leading + 1)
  }

  // MARK: Attachments

  /// The length of an attachment's arrow, and of its circle or triangle.
  static let arrow = 13.0
  static let circle = 13.0

  /// The extent of a node's attachments away from a side.
  func attachmentDepth(
    _ node: Int, _ side: DiagramSide, _ style: DiagramOptions.Residuals
  ) -> Double {
    graph.nodes[node].attachments.map { attachment in
      let text = Self.label(attachment.lines)
      let own = text.depth(side)
      return Self.arrow + Self.markDepth(attachment, style)
        + (own > 0 ? own + 2 : 0)
    }.max() ?? 0
  }

  /// The extent of a node's attachments along a side.
  func attachmentSpread(_ node: Int, _ side: DiagramSide) -> Double {
    let own = graph.nodes[node].attachments.map {
      max(Self.label($0.lines).spread(side), 12)
    }
    return own.reduce(0, +) + 3 * Double(max(0, own.count - 1))
  }

  /// The depth of the circle or triangle behind an arrow.
  static func markDepth(
    _ attachment: DiagramGraph.Attachment, _ style: DiagramOptions.Residuals
  ) -> Double {
    switch attachment.kind {
    case .residual: style == .circles ? circle : 0
    case .mean: circle
    case .variance: 0
    }
  }
}
