import ModelSyntax

/// A compiled expression and how large it is, with definitions substituted.
///
/// Nodes are shared in memory, but each use of a definition is walked anew:
/// without a limit, sixty lines that double each other would never end.
struct MeasuredNode {
  /// The most nodes of one expression.
  static let countLimit = 100_000
  /// The deepest nesting of one expression: more than the parser lets through
  /// in one statement, and less than a small stack can walk.
  static let depthLimit = 2500
  /// The most nodes of all expressions of a model.
  static let totalLimit = 5_000_000

  let node: ParameterExpression.Node
  /// The number of nodes.
  let count: Int
  /// The longest way from the root to a leaf, in steps.
  let depth: Int
  /// The value, if no row is referred to.
  let constant: Double?

  /// A number or a row.
  init(leaf: ParameterExpression.Node) {
    node = leaf
    count = 1
    depth = 0
    if case .constant(let value) = leaf {
      constant = value
    } else {
      constant = nil
    }
  }

  /// A node over others.
  ///
  /// - Parameters:
  ///   - operands: The others.
  ///   - make: Joins their nodes.
  init(
    _ operands: [MeasuredNode],
    make: ([ParameterExpression.Node]) -> ParameterExpression.Node
  ) {
    node = make(operands.map(\.node))
    count = operands.reduce(1) { $0 + $1.count }
    depth = operands.reduce(0) { max($0, $1.depth) } + 1
    constant =
      operands.allSatisfy { $0.constant != nil }
      ? make(operands.compactMap { $0.constant.map { .constant($0) } })
        .value([Double]().span)
      : nil
  }

  /// A compiled node, measured anew.
  init(measuring node: ParameterExpression.Node) {
    switch node {
    case .constant, .row: self.init(leaf: node)
    case .negate(let operand):
      self.init([MeasuredNode(measuring: operand)]) { .negate($0[0]) }
    case .binary(let op, let left, let right):
      self.init([MeasuredNode(measuring: left), MeasuredNode(measuring: right)])
      { .binary(op, $0[0], $0[1]) }
    case .call(let function, let arguments):
      self.init(arguments.map { MeasuredNode(measuring: $0) }) {
        .call(function, $0)
      }
    }
  }

  /// The limit that it exceeds, if it does.
  var excess: String? {
    if count > Self.countLimit { return "has more than 100,000 parts" }
    return depth > Self.depthLimit
      ? "is nested more than \(Self.depthLimit) deep" : nil
  }
}
