import RealModule

/// The two tails of a distribution at one point, each accurate relative to
/// itself.
struct TailProbabilities: Sendable {
  /// P(X ≤ x).
  var lower: Double
  /// P(X > x).
  var upper: Double

  static let undefined = TailProbabilities(lower: .nan, upper: .nan)
  static let below = TailProbabilities(lower: 0, upper: 1)
  static let above = TailProbabilities(lower: 1, upper: 0)

  init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  init(lower: Double) { self.init(lower: lower, upper: 1 - lower) }

  init(upper: Double) { self.init(lower: 1 - upper, upper: upper) }
}

/// The gamma function and its incomplete ratios.
///
/// The ratios are accurate to about 1e-14 relative to themselves; in a far
/// tail of a large shape the error grows with |ln p| times the rounding unit
/// (1e-13 at p = 1e-200). Outside the domain they are NaN.
public enum GammaFunction {
  /// ψ(x), the derivative of ln Γ(x), by its recurrence and asymptotic series
  /// (Abramowitz & Stegun, 1964, 6.3.5, 6.3.7 and 6.3.18).
  ///
  /// - Returns: The value; NaN at 0, −1, −2, ...
  package static func digamma(_ x: Double) -> Double {
    if x <= 0 {
      if x == x.rounded(.down) { return .nan }
      return digamma(1 - x) - .pi / .tan(.pi * x)
    }
    var shifted = x
    var sum = 0.0
    while shifted < 12 {
      sum -= 1 / shifted
      shifted += 1
    }
    let square = 1 / (shifted * shifted)
    // B₂ₖ/(2k), k = 1, 2, ...
    let coefficients = [
      1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760,
      1.0 / 12,
    ]
    let series = coefficients.reversed().reduce(0) { ($0 + $1) * square }
    return sum + .log(shifted) - 0.5 / shifted - series
  }

  /// The regularized lower incomplete gamma function P(a, x).
  ///
  /// - Parameters:
  ///   - shape: The shape a > 0.
  ///   - x: The upper limit of the integral, not negative.
  /// - Returns: P(a, x), a probability.
  public static func regularizedLower(shape: Double, _ x: Double) -> Double {
    tails(shape: shape, x).lower
  }

  /// The regularized upper incomplete gamma function Q(a, x) = 1 - P(a, x).
  ///
  /// - Parameters:
  ///   - shape: The shape a > 0.
  ///   - x: The lower limit of the integral, not negative.
  /// - Returns: Q(a, x), a probability.
  public static func regularizedUpper(shape: Double, _ x: Double) -> Double {
    tails(shape: shape, x).upper
  }

  /// P and Q together, each by the expansion in which it is a sum of positive
  /// terms: Gautschi (1979), ACM TOMS 5, 466-481.
  static func tails(shape a: Double, _ x: Double) -> TailProbabilities {
    guard a > 0, a.isFinite, x >= 0 else { return .undefined }
    if x == 0 { return .below }
    if x == .infinity { return .above }
    if a >= 1e6 { return uniformTails(a, x) }
    if a < 1, x < 1.5 { return smallShapeTails(a, x) }
    return x <= a
      ? TailProbabilities(lower: poissonTerm(a, x) * lowerSeries(a, x))
      : TailProbabilities(upper: poissonTerm(a, x) * upperFraction(a, x))
  }

  /// xᵃ e⁻ˣ / Γ(a+1): for whole a the Poisson probability of a events.
  ///
  /// For large a in the saddle-point form of Loader (2000), "Fast and accurate
  /// computation of binomial probabilities", which has no cancellation.
  static func poissonTerm(_ a: Double, _ x: Double) -> Double {
    if x == 0 { return a == 0 ? 1 : 0 }
    if a < 20 {
      // Halved, so that neither factor leaves the range before the product.
      let root = Double.pow(x, 0.5 * a) * .exp(-0.5 * x)
      return root * root / gamma(onePlus: a)
    }
    return .exp(-deviance(a, x))
      / ((2 * Double.pi * a).squareRoot() * scaledGamma(a))
  }

  /// Γ(a+1) for a below 20: shapes are halves of whole numbers, mostly, whose
  /// values are computed once.
  private static func gamma(onePlus a: Double) -> Double {
    let twice = 2 * a
    guard twice >= 0, twice == Double(Int(twice)) else {
      return .gamma(a + 1)
    }
    return gammaOfHalves[Int(twice)]
  }

  /// Γ(i/2 + 1) for i from 0 to 39.
  private static let gammaOfHalves = (0..<40).map {
    Double.gamma(0.5 * Double($0) + 1)
  }

  /// a ln(a/x) + x - a: half the Poisson deviance, zero at x = a.
  static func deviance(_ a: Double, _ x: Double) -> Double {
    let delta = (x - a) / a
    return delta < -0.5
      ? a * Double.log(a / x) + (x - a) : -a * logOnePlusMinus(delta)
  }

  /// P(a, x) Γ(a+1) / (xᵃ e⁻ˣ) = Σ xⁿ / ((a+1)…(a+n)); DLMF 8.11.4.
  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var denominator = a
    while term > 1e-17 * sum {
      denominator += 1
      term *= x / denominator
      sum += term
    }
    return sum
  }

  /// Q(a, x) Γ(a+1) / (xᵃ e⁻ˣ) by Legendre's continued fraction, DLMF 8.9.2 in
  /// its even part, evaluated as in Thompson & Barnett (1986).
  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var ratio = 1e300
    var inverse = 1 / b
    var fraction = inverse
    for n in 1..<1_000_000 {
      let step = Double(n)
      let numerator = step * (a - step)
      b += 2
      inverse = 1 / nonzero(b + numerator * inverse)
      ratio = nonzero(b + numerator / ratio)
      let change = inverse * ratio
      fraction *= change
      if abs(change - 1) < 3e-16 { break }
    }
    return a * fraction
  }

  /// Both ratios for a < 1 and small x, where 1 - P would cancel: Gautschi
  /// (1979).
  private static func smallShapeTails(
    _ a: Double, _ x: Double
  ) -> TailProbabilities {
    var term = 1.0
    var sum = 0.0
    var n = 0.0
    repeat {
      n += 1
      term *= -x / n
      sum += term / (a + n)
    } while abs(term) > 1e-18
    let exponent = a * .log(x) - logGammaOnePlus(a)
    let lead = Double.exp(exponent)
    return TailProbabilities(
      lower: lead * (1 + a * sum),
      upper: -.expMinusOne(exponent) - lead * a * sum)
  }

  /// Both ratios by the uniform expansion of Temme (1979).
  ///
  /// SIAM J. Math. Anal. 10, 757-766; DLMF 8.12.3-4, 7-12. Two terms in 1/a,
  /// with their series in η, suffice from a = 1e6.
  private static func uniformTails(
    _ a: Double, _ x: Double
  ) -> TailProbabilities {
    let exponent = deviance(a, x)
    if exponent > 750 { return x < a ? .below : .above }
    let root = x < a ? -exponent.squareRoot() : exponent.squareRoot()
    let eta = root * (2 / a).squareRoot()
    let end = 1 / 2835 - eta * (139 / 777_600 - eta / 25_515)
    let first =
      -1 / 3 + eta * (1 / 12 - eta * (2 / 135 - eta * (1 / 864 + eta * end)))
    let second = -1 / 540 - eta * (1 / 288 - eta / 378)
    let correction =
      Double.exp(-exponent) / (2 * Double.pi * a).squareRoot()
      * (first + second / a)
    return TailProbabilities(
      lower: 0.5 * .erfc(-root) - correction,
      upper: 0.5 * .erfc(root) + correction)
  }
}

// MARK: - Parts shared with the beta function

/// A continued fraction's partial result, kept off zero.
func nonzero(_ value: Double) -> Double { value == 0 ? 1e-300 : value }

/// ln(1+x) - x without cancellation near zero, through the series of atanh
/// in x/(2+x).
func logOnePlusMinus(_ x: Double) -> Double {
  guard abs(x) < 0.6 else { return .log(onePlus: x) - x }
  let r = x / (2 + x)
  let y = r * r
  var power = 1.0
  var sum = 1.0 / 3
  var odd = 3.0
  while power > 1e-18 {
    power *= y
    odd += 2
    sum += power / odd
  }
  return r * (2 * y * sum - x)
}

/// Γ(a+1) / (√(2πa) (a/e)ᵃ), which tends to 1: DLMF 5.11.3, and 5.11.1 for
/// the series of its logarithm.
func scaledGamma(_ a: Double) -> Double {
  if a < 20 {
    return Double.gamma(a + 1) * .exp(a) / .pow(a, a)
      / (2 * Double.pi * a).squareRoot()
  }
  let r = 1 / (a * a)
  let tail = 1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188))
  return .exp((1.0 / 12 - r * (1.0 / 360 - r * tail)) / a)
}

/// ln Γ(1+a) for 0 < a < 1, accurate relative to itself near zero; DLMF 5.7.3.
func logGammaOnePlus(_ a: Double) -> Double {
  guard a < 0.5 else { return .logGamma(1 + a) }
  var sum = 0.0
  var power = a
  for (index, value) in zetaMinusOne.enumerated() {
    power *= -a
    sum -= value * power / Double(index + 2)
  }
  return a * 0.422_784_335_098_467_139_4 + sum - .log(onePlus: a)
}

/// The values of ζ(k) - 1 from k = 2 up.
private let zetaMinusOne: [Double] = [
  6.449_340_668_482_264_365e-1, 2.020_569_031_595_942_854e-1,
  8.232_323_371_113_819_152e-2, 3.692_775_514_336_992_633e-2,
  1.734_306_198_444_913_971e-2, 8.349_277_381_922_826_84e-3,
  4.077_356_197_944_339_379e-3, 2.008_392_826_082_214_418e-3,
  9.945_751_278_180_853_371e-4, 4.941_886_041_194_645_587e-4,
  2.460_865_533_080_482_986e-4, 1.227_133_475_784_891_468e-4,
  6.124_813_505_870_482_926e-5, 3.058_823_630_702_049_355e-5,
  1.528_225_940_865_187_173e-5, 7.637_197_637_899_762_274e-6,
  3.817_293_264_999_839_856e-6, 1.908_212_716_553_938_926e-6,
  9.539_620_338_727_961_132e-7, 4.769_329_867_878_064_631e-7,
  2.384_505_027_277_329_9e-7, 1.192_199_259_653_110_731e-7,
  5.960_818_905_125_947_961e-8, 2.980_350_351_465_228_019e-8,
  1.490_155_482_836_504_123e-8, 7.450_711_789_835_429_492e-9,
  3.725_334_024_788_457_055e-9, 1.862_659_723_513_049_006e-9,
]
