extension ParameterExpression {
  /// The functions that expressions can call, named as in R.
  public enum Function: String, Sendable, Hashable, CaseIterable {
    /// `exp(x)`
    case exp
    /// `log(x)`, or `log(x, base)`
    case log
    /// `log2(x)`
    case log2
    /// `log10(x)`
    case log10
    /// `log1p(x)`: the logarithm of 1 + x
    case log1p
    /// `expm1(x)`: the exponential less 1
    case expm1
    /// `sqrt(x)`
    case sqrt
    /// `abs(x)`
    case abs
    /// `sin(x)`
    case sin
    /// `cos(x)`
    case cos
    /// `tan(x)`
    case tan
    /// `asin(x)`
    case asin
    /// `acos(x)`
    case acos
    /// `atan(x)`
    case atan
    /// `sinh(x)`
    case sinh
    /// `cosh(x)`
    case cosh
    /// `tanh(x)`
    case tanh
    /// `asinh(x)`
    case asinh
    /// `acosh(x)`
    case acosh
    /// `atanh(x)`, Fisher's z
    case atanh
    /// `sign(x)`: −1, 0 or 1
    case sign
    /// `plogis(x)`: the logistic distribution function
    case plogis
    /// `qlogis(p)`: the logit
    case qlogis
    /// `pnorm(x)`, or `pnorm(x, mean, sd)`: the normal distribution function
    case pnorm
    /// `qnorm(p)`, or `qnorm(p, mean, sd)`: the normal quantile
    case qnorm
    /// `dnorm(x)`, or `dnorm(x, mean, sd)`: the normal density
    case dnorm
    /// `min(x, ...)`
    case min
    /// `max(x, ...)`
    case max
    /// `sum(x, ...)`
    case sum
    /// `prod(x, ...)`
    case prod
    /// `mean(x)`: in R the mean of its first argument, which is one number
    case mean
    /// `round(x)`, or `round(x, digits)`: halves to the even neighbour; its
    /// derivative is 0
    case round
    /// `floor(x)`; its derivative is 0
    case floor
    /// `ceiling(x)`; its derivative is 0
    case ceiling
    /// `trunc(x)`; its derivative is 0
    case trunc
    /// `gamma(x)`
    case gamma
    /// `lgamma(x)`: the logarithm of |gamma(x)|
    case lgamma
    /// `ifelse(a < b, x, y)`: x where a is below b, else y; four arguments
    case ifelse

    /// The number of its arguments.
    var argumentCounts: ClosedRange<Int> {
      switch self {
      case .log, .round: 1...2
      case .pnorm, .qnorm, .dnorm: 1...3
      case .min, .max, .sum, .prod: 1...Int.max
      case .ifelse: 4...4
      default: 1...1
      }
    }
  }
}
