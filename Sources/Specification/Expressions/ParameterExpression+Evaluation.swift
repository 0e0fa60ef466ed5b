import ModelSyntax
import Probability
import RealModule

extension ParameterExpression {
  /// The value, given the values of the table's rows.
  public func value(_ rows: [Double]) -> Double { root.value(rows.span) }

  /// The value, given the values of the table's rows.
  public func value(_ rows: Span<Double>) -> Double { root.value(rows) }
}

extension ParameterExpression.Node {
  func value(_ rows: Span<Double>) -> Double {
    switch self {
    case .constant(let value): return value
    case .row(let index): return rows[index]
    case .negate(let operand): return -operand.value(rows)
    case .binary(let op, let left, let right):
      let first = left.value(rows)
      let second = right.value(rows)
      switch op {
      case .add: return first + second
      case .subtract: return first - second
      case .multiply: return first * second
      case .divide: return first / second
      case .power: return Self.power(first, second)
      }
    case .call(let function, let arguments):
      return Self.value(function, arguments, rows)
    }
  }

  /// `base` to the `exponent`, also for a negative base and a whole exponent.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    if let whole = Int(exactly: exponent) { return .pow(base, whole) }
    return .pow(base, exponent)
  }

  private static func value(
    _ function: ParameterExpression.Function, _ arguments: [Self],
    _ rows: Span<Double>
  ) -> Double {
    switch function {
    case .min, .max, .sum, .prod:
      return fold(function, arguments, rows)
    case .log where arguments.count == 2:
      return .log(arguments[0].value(rows)) / .log(arguments[1].value(rows))
    case .pnorm, .qnorm, .dnorm:
      return normal(function, arguments, rows)
    case .round where arguments.count == 2:
      return rounded(arguments[0].value(rows), to: arguments[1].value(rows))
    case .ifelse:
      return chosen(arguments, rows).value(rows)
    default:
      return elementary(function, arguments[0].value(rows))
    }
  }

  /// The nearest number of so many decimals; of two as near, as R does, the one
  /// with an even last digit.
  private static func rounded(_ x: Double, to digits: Double) -> Double {
    let scale = power(10, digits.rounded(.toNearestOrEven))
    guard scale.isFinite, scale > 0, x.isFinite, Swift.abs(x * scale) < 1e15
    else { return x }
    let below = (x * scale).rounded(.down)
    let (low, high) = (below / scale, (below + 1) / scale)
    if x - low != high - x { return x - low < high - x ? low : high }
    return below.remainder(dividingBy: 2) == 0 ? low : high
  }

  /// The value that a comparison chooses.
  static func chosen(_ arguments: [Self], _ rows: Span<Double>) -> Self {
    arguments[0].value(rows) < arguments[1].value(rows)
      ? arguments[2] : arguments[3]
  }

  private static func fold(
    _ function: ParameterExpression.Function, _ arguments: [Self],
    _ rows: Span<Double>
  ) -> Double {
    var result = arguments[0].value(rows)
    for argument in arguments.dropFirst() {
      let value = argument.value(rows)
      switch function {
      case .min: result = Swift.min(result, value)
      case .max: result = Swift.max(result, value)
      case .prod: result *= value
      default: result += value
      }
    }
    return result
  }

  private static func normal(
    _ function: ParameterExpression.Function, _ arguments: [Self],
    _ rows: Span<Double>
  ) -> Double {
    let x = arguments[0].value(rows)
    let mean = arguments.count > 1 ? arguments[1].value(rows) : 0
    let deviation = arguments.count > 2 ? arguments[2].value(rows) : 1
    switch function {
    case .pnorm:
      return NormalDistribution.cumulative((x - mean) / deviation)
    case .dnorm:
      return NormalDistribution.density((x - mean) / deviation) / deviation
    default:
      return mean + deviation * NormalDistribution.quantile(x)
    }
  }

  private static func elementary(
    _ function: ParameterExpression.Function, _ x: Double
  ) -> Double {
    switch function {
    case .exp: return .exp(x)
    case .log: return .log(x)
    case .log2: return .log2(x)
    case .log10: return .log10(x)
    case .log1p: return .log(onePlus: x)
    case .expm1: return .expMinusOne(x)
    case .sqrt: return x.squareRoot()
    case .abs: return Swift.abs(x)
    case .sin: return .sin(x)
    case .cos: return .cos(x)
    case .tan: return .tan(x)
    case .asin: return .asin(x)
    case .acos: return .acos(x)
    case .atan: return .atan(x)
    case .sinh: return .sinh(x)
    case .cosh: return .cosh(x)
    case .tanh: return .tanh(x)
    case .asinh: return .asinh(x)
    case .acosh: return .acosh(x)
    case .atanh: return .atanh(x)
    case .sign: return x > 0 ? 1 : x < 0 ? -1 : x
    case .plogis: return 1 / (1 + .exp(-x))
    case .qlogis: return .log(x / (1 - x))
    case .round: return x.rounded(.toNearestOrEven)
    case .floor: return x.rounded(.down)
    case .ceiling: return x.rounded(.up)
    case .trunc: return x.rounded(.towardZero)
    case .gamma: return .gamma(x)
    case .lgamma: return .logGamma(x)
    case .mean, .min, .max, .sum, .prod, .pnorm, .qnorm, .dnorm, .ifelse:
      return x
    }
  }
}
