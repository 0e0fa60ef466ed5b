import ModelSyntax
import RealModule

extension ParameterExpression {
  /// The values that the expression can have by its formula, whatever the rows
  /// are, such as none below 0 of `abs(a)`.
  ///
  /// It may have fewer.
  package var range: ClosedRange<Double> { root.range }
}

extension ParameterExpression.Node {
  private typealias Range = ClosedRange<Double>

  fileprivate var range: ClosedRange<Double> {
    switch self {
    case .constant(let value):
      value.isNaN ? -.infinity ... .infinity : value...value
    case .row: -.infinity ... .infinity
    case .negate(let operand): Self.negated(operand.range)
    case .binary(let op, let left, let right):
      Self.range(op, left.range, right.range, right)
    case .call(let function, let arguments):
      Self.range(function, arguments.map(\.range))
    }
  }

  private static func negated(_ range: Range) -> Range {
    -range.upperBound ... -range.lowerBound
  }

  /// The range between the least and the greatest of some numbers; all numbers
  /// where one is none.
  private static func hull(_ values: [Double]) -> Range {
    guard !values.contains(where: \.isNaN), let low = values.min(),
      let high = values.max()
    else { return -.infinity ... .infinity }
    return low...high
  }

  private static func range(
    _ op: ExpressionSyntax.BinaryOperator, _ left: Range, _ right: Range,
    _ exponent: Self
  ) -> Range {
    switch op {
    case .add:
      return hull([
        left.lowerBound + right.lowerBound, left.upperBound + right.upperBound,
      ])
    case .subtract:
      return range(.add, left, negated(right), exponent)
    case .multiply:
      return product(left, right)
    case .divide:
      guard right.lowerBound >= 0 || right.upperBound <= 0 else {
        return -.infinity ... .infinity
      }
      let ends = [1 / right.lowerBound, 1 / right.upperBound]
      // 1/0 has the sign of the denominator's other values.
      return product(
        left,
        right.lowerBound >= 0
          ? hull(ends.map(Swift.abs)) : hull(ends.map { -Swift.abs($0) }))
    case .power:
      guard case .constant(let power) = exponent else {
        return -.infinity ... .infinity
      }
      let isEven = power.truncatingRemainder(dividingBy: 2) == 0
      let isWhole = power.rounded() == power
      // Of fractional powers only bases from 0 on have a value.
      return isEven || !isWhole ? 0 ... .infinity : -.infinity ... .infinity
    }
  }

  private static func product(_ left: Range, _ right: Range) -> Range {
    hull(
      [left.lowerBound, left.upperBound].flatMap { a in
        [right.lowerBound, right.upperBound].map { b in
          // 0 times what is without end is 0 at each of its values.
          a == 0 || b == 0 ? 0 : a * b
        }
      })
  }

  private static func range(
    _ function: ParameterExpression.Function, _ arguments: [Range]
  ) -> Range {
    let first = arguments[0]
    /// The range of a function that only grows, within its own ends.
    func growing(_ value: (Double) -> Double, from low: Double) -> Range {
      hull([value(max(first.lowerBound, low)), value(first.upperBound)])
    }
    switch function {
    case .abs:
      let ends = [Swift.abs(first.lowerBound), Swift.abs(first.upperBound)]
      return first.contains(0) ? hull(ends + [0]) : hull(ends)
    case .sqrt where first.upperBound >= 0:
      return growing({ $0.squareRoot() }, from: 0)
    case .exp: return growing({ .exp($0) }, from: -.infinity)
    case .expm1: return growing({ .expMinusOne($0) }, from: -.infinity)
    case .plogis, .pnorm: return 0...1
    case .dnorm: return 0 ... .infinity
    case .cosh: return 1 ... .infinity
    case .tanh, .sin, .cos, .sign: return -1...1
    case .max:
      return hull(
        [arguments.map(\.lowerBound).max(), arguments.map(\.upperBound).max()]
          .compactMap { $0 })
    case .min:
      return hull(
        [arguments.map(\.lowerBound).min(), arguments.map(\.upperBound).min()]
          .compactMap { $0 })
    case .ifelse:
      return hull(
        arguments[2...].flatMap { [$0.lowerBound, $0.upperBound] })
    default: return -.infinity ... .infinity
    }
  }
}
