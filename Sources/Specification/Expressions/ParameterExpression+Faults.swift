import Messages
import ModelSyntax

extension ParameterExpression {
  /// The operation that leaves the expression without a finite value, as the
  /// end of a sentence: `divides by 0`.
  ///
  /// - Parameter rows: The values of the table's rows.
  /// - Returns: `nil` if the value is finite.
  package func fault(_ rows: [Double]) -> String? {
    root.fault(rows)
  }
}

extension ParameterExpression.Node {
  fileprivate func fault(_ rows: [Double]) -> String? {
    if value(rows.span).isFinite { return nil }
    for operand in operands {
      if let inner = operand.fault(rows) { return inner }
    }
    let values = operands.map { $0.value(rows.span) }
    let first = values.first.map { PrintedNumber.general($0, digits: 4) } ?? ""
    switch self {
    case .binary(.divide, _, _) where values[1] == 0: return "divides by 0"
    case .binary(.power, _, _) where values[0] < 0:
      return "takes a fractional power of \(first)"
    case .binary(.power, _, _) where values[0] == 0:
      return "takes a negative power of 0"
    case .call(.log, _), .call(.log2, _), .call(.log10, _):
      return values[0] > 0
        ? "is beyond the numbers of a double"
        : "takes the logarithm of \(first)"
    case .call(.log1p, _): return "takes the logarithm of 1 + \(first)"
    case .call(.sqrt, _): return "takes the square root of \(first)"
    case .call(.asin, _), .call(.acos, _), .call(.acosh, _),
      .call(.atanh, _), .call(.qnorm, _), .call(.qlogis, _):
      return "takes an inverse function of \(first), which has none"
    case .row: return "depends on a parameter without a value"
    default: return "is beyond the numbers of a double"
    }
  }

  private var operands: [Self] {
    switch self {
    case .constant, .row: []
    case .negate(let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    }
  }
}
