import ModelSyntax

extension ParameterExpression {
  /// An affine form: a constant, and a coefficient for each row.
  public typealias LinearForm = (coefficients: [Int: Double], constant: Double)

  /// The expression as an affine form, if its structure shows that it is one.
  ///
  /// Rows whose coefficients cancel are left out.
  public func linearForm() -> LinearForm? {
    guard var form = root.linearForm() else { return nil }
    form.coefficients = form.coefficients.filter { $0.value != 0 }
    return form
  }
}

extension ParameterExpression.Node {
  fileprivate func linearForm() -> ParameterExpression.LinearForm? {
    if isConstant { return ([:], value([Double]().span)) }
    switch self {
    case .constant(let value): return ([:], value)
    case .row(let index): return ([index: 1], 0)
    case .negate(let operand):
      return operand.linearForm().map { Self.scale($0, -1) }
    case .binary(let op, let left, let right):
      return Self.linearForm(op, left, right)
    case .call(.sum, let arguments):
      var total: ParameterExpression.LinearForm = ([:], 0)
      for argument in arguments {
        guard let form = argument.linearForm() else { return nil }
        total = Self.add(total, form)
      }
      return total
    case .call(.mean, let arguments):
      return arguments[0].linearForm()
    case .call: return nil
    }
  }

  private static func linearForm(
    _ op: BinaryOperator, _ left: Self, _ right: Self
  ) -> ParameterExpression.LinearForm? {
    switch op {
    case .add, .subtract:
      guard let first = left.linearForm(), let second = right.linearForm()
      else { return nil }
      return add(first, op == .add ? second : scale(second, -1))
    case .multiply:
      guard let first = left.linearForm(), let second = right.linearForm()
      else { return nil }
      if first.coefficients.isEmpty { return scale(second, first.constant) }
      if second.coefficients.isEmpty { return scale(first, second.constant) }
      return nil
    case .divide:
      guard right.isConstant, let first = left.linearForm() else { return nil }
      return scale(first, 1 / right.value([Double]().span))
    case .power:
      guard right.isConstant else { return nil }
      return right.value([Double]().span) == 1 ? left.linearForm() : nil
    }
  }

  private static func add(
    _ left: ParameterExpression.LinearForm,
    _ right: ParameterExpression.LinearForm
  ) -> ParameterExpression.LinearForm {
    (
      left.coefficients.merging(right.coefficients, uniquingKeysWith: +),
      left.constant + right.constant
    )
  }

  private static func scale(
    _ form: ParameterExpression.LinearForm, _ factor: Double
  ) -> ParameterExpression.LinearForm {
    (form.coefficients.mapValues { $0 * factor }, form.constant * factor)
  }
}
