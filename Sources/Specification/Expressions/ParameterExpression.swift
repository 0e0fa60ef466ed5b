package import ModelSyntax

/// An arithmetic expression over the values of a parameter table's rows, with
/// value and derivative.
public struct ParameterExpression: Sendable, Hashable {
  /// The expression's nodes.
  package indirect enum Node: Sendable, Hashable {
    /// A number.
    case constant(Double)
    /// The value of a row, by its index in the table.
    case row(Int)
    /// `-x`.
    case negate(Node)
    /// `x + y` and the like.
    case binary(ExpressionSyntax.BinaryOperator, Node, Node)
    /// A function of its arguments.
    case call(Function, [Node])
  }

  package var root: Node

  package init(root: Node) {
    self.root = root
  }

  /// The indices of the rows it refers to, ascending.
  public var rows: [Int] {
    var found: Set<Int> = []
    root.collectRows(&found)
    return found.sorted()
  }

  /// The denominators of the expression, except numbers, in the order of the
  /// text: by `/` or by a power below 0.
  ///
  /// A product, a root, a power or an absolute value counts by the factors of
  /// which it is made: it is 0 where one of them is.
  package var denominators: [ParameterExpression] {
    var found: [Node] = []
    root.collectDenominators(&found)
    return found.map { ParameterExpression(root: $0) }
  }

  /// What the expression takes logarithms of, by factors as denominators are,
  /// except numbers.
  package var logarithmArguments: [ParameterExpression] {
    var found: [Node] = []
    root.collectLogarithms(&found)
    return found.map { ParameterExpression(root: $0) }
  }

  /// One divided by the expression.
  package var reciprocal: ParameterExpression {
    guard case .binary(.divide, let left, let right) = root else {
      return ParameterExpression(root: .binary(.divide, .constant(1), root))
    }
    return ParameterExpression(root: .binary(.divide, right, left))
  }

  /// `left - right`, with a zero on the right left out.
  static func difference(_ left: Node, _ right: Node) -> Node {
    right == .constant(0) ? left : .binary(.subtract, left, right)
  }
}

extension ParameterExpression.Node {
  fileprivate func collectRows(_ found: inout Set<Int>) {
    switch self {
    case .constant: break
    case .row(let index): found.insert(index)
    case .negate(let operand): operand.collectRows(&found)
    case .binary(_, let left, let right):
      left.collectRows(&found)
      right.collectRows(&found)
    case .call(_, let arguments):
      for argument in arguments { argument.collectRows(&found) }
    }
  }

  fileprivate func collectDenominators(_ found: inout [Self]) {
    switch self {
    case .constant, .row: break
    case .negate(let operand): operand.collectDenominators(&found)
    case .binary(let operation, let left, let right):
      left.collectDenominators(&found)
      right.collectDenominators(&found)
      switch operation {
      case .divide: right.collectFactors(&found)
      case .power:
        if let exponent = right.constant, exponent < 0 {
          left.collectFactors(&found)
        }
      default: break
      }
    case .call(_, let arguments):
      for argument in arguments { argument.collectDenominators(&found) }
    }
  }

  fileprivate func collectLogarithms(_ found: inout [Self]) {
    switch self {
    case .constant, .row: break
    case .negate(let operand): operand.collectLogarithms(&found)
    case .binary(_, let left, let right):
      left.collectLogarithms(&found)
      right.collectLogarithms(&found)
    case .call(let function, let arguments):
      for argument in arguments { argument.collectLogarithms(&found) }
      switch function {
      case .log, .log2, .log10: arguments[0].collectFactors(&found)
      case .log1p:
        Self.binary(.add, .constant(1), arguments[0]).collectFactors(&found)
      default: break
      }
    }
  }

  /// Adds what a node is 0 with: its factors, or itself.
  private func collectFactors(_ found: inout [Self]) {
    if isConstant { return }
    switch self {
    case .negate(let operand): operand.collectFactors(&found)
    case .binary(.multiply, let left, let right):
      left.collectFactors(&found)
      right.collectFactors(&found)
    case .binary(.divide, let left, _): left.collectFactors(&found)
    case .binary(.power, let base, let exponent)
    where exponent.constant.map { $0 > 0 } ?? false:
      base.collectFactors(&found)
    case .call(.abs, let arguments), .call(.sqrt, let arguments):
      for argument in arguments { argument.collectFactors(&found) }
    default: found.append(self)
    }
  }

  /// The value of a node that refers to no row; `nil` of others.
  private var constant: Double? {
    isConstant ? ParameterExpression(root: self).value([]) : nil
  }

  /// Whether the node refers to no row.
  var isConstant: Bool {
    switch self {
    case .constant: true
    case .row: false
    case .negate(let operand): operand.isConstant
    case .binary(_, let left, let right): left.isConstant && right.isConstant
    case .call(_, let arguments): arguments.allSatisfy(\.isConstant)
    }
  }
}
