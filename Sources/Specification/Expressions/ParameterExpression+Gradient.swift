import ModelSyntax
import Probability
import RealModule

extension ParameterExpression {
  /// The exact derivatives by the rows it refers to, ascending by row.
  public func gradient(_ rows: [Double]) -> [(row: Int, derivative: Double)] {
    var dense = [Double](repeating: 0, count: rows.count)
    var span = dense.mutableSpan
    accumulateGradient(rows.span, scaledBy: 1, into: &span)
    return self.rows.map { (row: $0, derivative: dense[$0]) }
  }

  /// Adds its derivatives, times a factor, to a caller's buffer over all rows;
  /// nothing is allocated.
  ///
  /// - Parameters:
  ///   - rows: The values of the table's rows.
  ///   - factor: The factor of the derivatives.
  ///   - gradient: One number for each row.
  public func accumulateGradient(
    _ rows: Span<Double>, scaledBy factor: Double,
    into gradient: inout MutableSpan<Double>
  ) {
    root.accumulate(rows, factor, &gradient)
  }
}

extension ParameterExpression.Node {
  /// Reverse mode: passes `seed`, the derivative by this node, down to rows.
  fileprivate func accumulate(
    _ rows: Span<Double>, _ seed: Double,
    _ gradient: inout MutableSpan<Double>
  ) {
    switch self {
    case .constant: break
    case .row(let index): gradient[index] += seed
    case .negate(let operand): operand.accumulate(rows, -seed, &gradient)
    case .binary(let op, let left, let right):
      accumulate(op, left, right, rows, seed, &gradient)
    case .call(let function, let arguments):
      accumulate(function, arguments, rows, seed, &gradient)
    }
  }

  private func accumulate(
    _ op: BinaryOperator, _ left: Self, _ right: Self, _ rows: Span<Double>,
    _ seed: Double, _ gradient: inout MutableSpan<Double>
  ) {
    switch op {
    case .add, .subtract:
      left.accumulate(rows, seed, &gradient)
      right.accumulate(rows, op == .add ? seed : -seed, &gradient)
    case .multiply:
      left.accumulate(rows, seed * right.value(rows), &gradient)
      right.accumulate(rows, seed * left.value(rows), &gradient)
    case .divide:
      let denominator = right.value(rows)
      left.accumulate(rows, seed / denominator, &gradient)
      if !right.isConstant {
        let ratio = left.value(rows) / denominator
        right.accumulate(rows, -seed * ratio / denominator, &gradient)
      }
    case .power:
      let base = left.value(rows)
      let exponent = right.value(rows)
      if exponent != 0 {
        let slope = exponent * Self.power(base, exponent - 1)
        left.accumulate(rows, seed * slope, &gradient)
      }
      if !right.isConstant {
        let slope = Self.power(base, exponent) * .log(base)
        right.accumulate(rows, seed * slope, &gradient)
      }
    }
  }

  private func accumulate(
    _ function: ParameterExpression.Function, _ arguments: [Self],
    _ rows: Span<Double>, _ seed: Double,
    _ gradient: inout MutableSpan<Double>
  ) {
    switch function {
    case .sum:
      for argument in arguments { argument.accumulate(rows, seed, &gradient) }
    case .prod:
      for (index, argument) in arguments.enumerated() {
        var others = seed
        for (place, other) in arguments.enumerated() where place != index {
          others *= other.value(rows)
        }
        argument.accumulate(rows, others, &gradient)
      }
    case .min, .max:
      // The first argument that attains the extreme takes the derivative.
      let extreme = value(rows)
      for argument in arguments where argument.value(rows) == extreme {
        argument.accumulate(rows, seed, &gradient)
        return
      }
    case .round: return
    case .ifelse:
      Self.chosen(arguments, rows).accumulate(rows, seed, &gradient)
    case .log where arguments.count == 2:
      let x = arguments[0].value(rows)
      let base = arguments[1].value(rows)
      let scale = Double.log(base)
      arguments[0].accumulate(rows, seed / (x * scale), &gradient)
      let slope = -Double.log(x) / (base * scale * scale)
      arguments[1].accumulate(rows, seed * slope, &gradient)
    case .pnorm, .qnorm, .dnorm:
      accumulateNormal(function, arguments, rows, seed, &gradient)
    default:
      let slope = Self.slope(function, arguments[0].value(rows))
      arguments[0].accumulate(rows, seed * slope, &gradient)
    }
  }

  private func accumulateNormal(
    _ function: ParameterExpression.Function, _ arguments: [Self],
    _ rows: Span<Double>, _ seed: Double,
    _ gradient: inout MutableSpan<Double>
  ) {
    let x = arguments[0].value(rows)
    let mean = arguments.count > 1 ? arguments[1].value(rows) : 0
    let deviation = arguments.count > 2 ? arguments[2].value(rows) : 1
    var slopes = (x: 0.0, mean: 0.0, deviation: 0.0)
    switch function {
    case .qnorm:
      let z = NormalDistribution.quantile(x)
      slopes = (deviation / NormalDistribution.density(z), 1, z)
    case .pnorm:
      let z = (x - mean) / deviation
      let slope = NormalDistribution.density(z) / deviation
      slopes = (slope, -slope, -slope * z)
    default:
      let z = (x - mean) / deviation
      let density = NormalDistribution.density(z) / deviation
      let slope = -density * z / deviation
      slopes = (slope, -slope, density * (z * z - 1) / deviation)
    }
    arguments[0].accumulate(rows, seed * slopes.x, &gradient)
    if arguments.count > 1 {
      arguments[1].accumulate(rows, seed * slopes.mean, &gradient)
    }
    if arguments.count > 2 {
      arguments[2].accumulate(rows, seed * slopes.deviation, &gradient)
    }
  }

  private static func slope(
    _ function: ParameterExpression.Function, _ x: Double
  ) -> Double {
    switch function {
    case .exp, .expm1: return .exp(x)
    case .log: return 1 / x
    case .log2: return 1 / (x * .log(2))
    case .log10: return 1 / (x * .log(10))
    case .log1p: return 1 / (1 + x)
    case .sqrt: return 0.5 / x.squareRoot()
    case .abs: return x > 0 ? 1 : x < 0 ? -1 : 0
    case .sin: return .cos(x)
    case .cos: return -.sin(x)
    case .tan:
      let cosine = Double.cos(x)
      return 1 / (cosine * cosine)
    case .asin: return 1 / (1 - x * x).squareRoot()
    case .acos: return -1 / (1 - x * x).squareRoot()
    case .atan: return 1 / (1 + x * x)
    case .sinh: return .cosh(x)
    case .cosh: return .sinh(x)
    case .tanh:
      let cosine = Double.cosh(x)
      return 1 / (cosine * cosine)
    case .asinh: return 1 / (x * x + 1).squareRoot()
    case .acosh: return 1 / (x * x - 1).squareRoot()
    case .atanh: return 1 / (1 - x * x)
    case .sign: return 0
    case .plogis:
      let value = 1 / (1 + Double.exp(-x))
      return value * (1 - value)
    case .qlogis: return 1 / (x * (1 - x))
    case .round, .floor, .ceiling, .trunc: return 0
    case .gamma: return .gamma(x) * GammaFunction.digamma(x)
    case .lgamma: return GammaFunction.digamma(x)
    case .mean, .min, .max, .sum, .prod, .pnorm, .qnorm, .dnorm, .ifelse:
      return 1
    }
  }
}
