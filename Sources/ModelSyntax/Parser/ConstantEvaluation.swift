#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The reason why an expression has no value.
struct EvaluationError: Error {
  var message: String
  var remedy: String
  var range: SourceRange
}

extension ExpressionSyntax {
  /// The value of an expression without labels, such as `(1/3)`.
  func constantValue() throws(EvaluationError) -> Double {
    let value = try value()
    guard !value.isNaN else {
      throw EvaluationError(
        message: "This expression is not a number.",
        remedy: "Write the number that is meant.", range: range)
    }
    return value
  }

  private func value() throws(EvaluationError) -> Double {
    switch kind {
    case .number(let value): return value
    case .name("pi"): return .pi
    case .name(let name):
      throw EvaluationError(
        message: "`\(name)` is not a number.",
        remedy: "Arithmetic before `*` and in `start()` holds numbers only; "
          + "relate parameters with `==`.", range: range)
    case .unary(.minus, let operand): return -(try operand.value())
    case .unary(.plus, let operand): return try operand.value()
    case .binary(let op, let left, let right):
      let first = try left.value()
      let second = try right.value()
      switch op {
      case .add: return first + second
      case .subtract: return first - second
      case .multiply: return first * second
      case .divide: return first / second
      case .power: return pow(first, second)
      }
    case .call(let name, let arguments):
      guard let function = Self.functions[name.text], arguments.count == 1
      else {
        if ["start", "lower", "upper", "label", "equal"].contains(name.text) {
          throw EvaluationError(
            message:
              "`\(name.text)()` stands in a vector, and modifies a whole "
              + "term.",
            remedy:
              "Write the vector in it, as in `\(name.text)(c(0.6, NA))*x`; "
              + "`NA` leaves a group alone.", range: name.range)
        }
        throw EvaluationError(
          message: "`\(name.text)()` is not known here.",
          remedy: "Use a modifier such as `start()`, or a function of one "
            + "number: \(Self.functions.keys.sorted().joined(separator: ", ")).",
          range: name.range)
      }
      return function(try arguments[0].value())
    }
  }

  private static let functions: [String: @Sendable (Double) -> Double] = [
    "sqrt": { $0.squareRoot() }, "abs": { abs($0) }, "exp": { exp($0) },
    "log": { log($0) }, "log10": { log10($0) }, "log2": { log2($0) },
    "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) },
  ]
}
