extension ExpressionSyntax: CustomStringConvertible {
  /// The expression as model text, with no more parentheses than it needs.
  public var modelText: String {
    switch kind {
    case .number(let value):
      value.sign == .minus
        ? "(\(Printed.number(value)))" : Printed.number(value)
    case .name(let name): Printed.name(name)
    case .unary(let sign, let operand):
      sign.rawValue + operand.enclosed(if: operand.precedence < .sign)
    case .binary(let op, let left, let right):
      switch op {
      case .add, .subtract:
        left.modelText + " \(op.rawValue) "
          + right.enclosed(if: right.precedence <= .sum)
      case .multiply, .divide:
        left.enclosed(if: left.precedence < .product) + op.rawValue
          + right.enclosed(if: right.precedence <= .product)
      case .power:
        left.enclosed(if: left.precedence <= .power) + op.rawValue
          + right.enclosed(if: right.precedence < .sign)
      }
    case .call(let function, let arguments)
    where function.text == Self.choice && arguments.count == 4:
      "\(Self.choice)(\(arguments[0].modelText) < \(arguments[1].modelText), "
        + "\(arguments[2].modelText), \(arguments[3].modelText))"
    case .call(let function, let arguments):
      Printed.name(function.text) + "("
        + arguments.map(\.modelText).joined(separator: ", ") + ")"
    }
  }

  /// The expression as model text.
  public var description: String { modelText }

  /// The precedence of an expression's outermost operator, as in R.
  private enum Precedence: Int, Comparable {
    case sum
    case product
    case sign
    case power
    case primary

    static func < (left: Precedence, right: Precedence) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  private var precedence: Precedence {
    switch kind {
    case .number, .name, .call: .primary
    case .unary: .sign
    case .binary(.add, _, _), .binary(.subtract, _, _): .sum
    case .binary(.multiply, _, _), .binary(.divide, _, _): .product
    case .binary(.power, _, _): .power
    }
  }

  private func enclosed(if isNeeded: Bool) -> String {
    isNeeded ? "(\(modelText))" : modelText
  }
}
