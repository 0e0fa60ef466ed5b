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

  /// The functions that expressions can call.
  public enum Function: String, Sendable, Hashable, CaseIterable {
    /// `exp`
    case exp
    /// `log`
    case log
    /// `sqrt`
    case sqrt
    /// `abs`
    case abs
  }

  package var root: Node

  package init(root: Node) {
    self.root = root
  }
}
