import ModelSyntax

extension ParameterExpression: CustomStringConvertible {
  /// The expression as text, rows by their internal labels such as `.p3.`.
  public var description: String { description { ".p\($0 + 1)." } }

  /// The expression as text.
  ///
  /// - Parameter name: The name of a row, by its index.
  /// - Returns: Text that the model language reads back.
  public func description(naming name: (Int) -> String) -> String {
    root.text(name).text
  }
}

extension ParameterExpression.Node {
  typealias BinaryOperator = ExpressionSyntax.BinaryOperator

  /// The precedence of the outermost operator of a text.
  fileprivate enum Binding: Int {
    case sum = 1
    case product
    case sign
    case power
    case atom
  }

  fileprivate func text(_ name: (Int) -> String) -> (
    text: String, binding: Binding
  ) {
    switch self {
    case .constant(let value):
      let text =
        Int(exactly: value).map(String.init) ?? String(describing: value)
      return (text, value < 0 ? .sign : .atom)
    case .row(let index):
      return (name(index), .atom)
    case .negate(let operand):
      return ("-" + operand.text(atLeast: .power, name), .sign)
    case .binary(let op, let left, let right):
      let sides: (left: Binding, right: Binding, own: Binding) =
        switch op {
        case .add: (.sum, .product, .sum)
        case .subtract: (.sum, .product, .sum)
        case .multiply: (.product, .power, .product)
        case .divide: (.product, .power, .product)
        case .power: (.atom, .power, .power)
        }
      let first = left.text(atLeast: sides.left, name)
      let second = right.text(atLeast: sides.right, name)
      let isTight = sides.own != .sum
      let sign = isTight ? op.rawValue : " \(op.rawValue) "
      return (first + sign + second, sides.own)
    case .call(.ifelse, let arguments):
      let parts = arguments.map { $0.text(name).text }
      return (
        "ifelse(\(parts[0]) < \(parts[1]), \(parts[2]), \(parts[3]))", .atom
      )
    case .call(let function, let arguments):
      let list = arguments.map { $0.text(name).text }.joined(separator: ", ")
      return ("\(function.rawValue)(\(list))", .atom)
    }
  }

  private func text(atLeast binding: Binding, _ name: (Int) -> String)
    -> String
  {
    let own = text(name)
    return own.binding.rawValue < binding.rawValue ? "(\(own.text))" : own.text
  }
}
