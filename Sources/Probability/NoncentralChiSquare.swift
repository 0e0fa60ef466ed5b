import RealModule

/// The noncentral χ² distribution.
///
/// A Poisson(λ/2) mixture of central χ² distributions with f + 2j degrees of
/// freedom; Johnson, Kotz & Balakrishnan (1995), equation 29.2. Summation
/// starts at the largest term, as Benton & Krishnamoorthy (2003), CSDA 43,
/// 249-267 propose, with the central probabilities carried by recurrence in
/// the direction in which they add up (Ding 1992): every term is positive, and
/// either tail is accurate relative to itself, to about 1e-13 in the body and
/// 1e-11 at 1e-100. The cost grows with √λ and √f, so that above λ = 10⁹ a
/// power of the variable is taken for normal (Sankaran, 1963; Johnson, Kotz &
/// Balakrishnan, 1995, section 29.8), to about 10⁻⁹ in the body.
///
/// The degrees of freedom must be positive, the noncentrality not negative,
/// both finite; otherwise every function is NaN.
public struct NoncentralChiSquareDistribution: Sendable, Hashable {
  /// The degrees of freedom f.
  public var degreesOfFreedom: Double
  /// The noncentrality λ; the mean is f + λ.
  public var noncentrality: Double

  /// Makes the distribution.
  public init(degreesOfFreedom: Double, noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  private var shape: Double { 0.5 * degreesOfFreedom }
  private var poissonMean: Double { 0.5 * noncentrality }
  private var central: ChiSquareDistribution {
    ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom)
  }

  private var isDefined: Bool {
    degreesOfFreedom > 0 && degreesOfFreedom.isFinite && noncentrality >= 0
      && noncentrality.isFinite
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if noncentrality == 0 { return central.cumulative(x) }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    if isLarge(x) { return NormalDistribution.cumulative(powerScore(x).score) }
    // The sum for the larger tail may pass 1 by rounding.
    return min(1, lowerSum(0.5 * x))
  }

  /// The probability P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if noncentrality == 0 { return central.upperTail(x) }
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    if isLarge(x) { return NormalDistribution.upperTail(powerScore(x).score) }
    return min(1, upperSum(0.5 * x))
  }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if noncentrality == 0 { return central.density(x) }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return .exp(-poissonMean) * central.density(0) }
    if isLarge(x) {
      let (score, slope) = powerScore(x)
      return slope * NormalDistribution.density(score)
    }
    return densitySum(0.5 * x)
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double { solve(.lower(p)) }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double { solve(.upper(q)) }

  private func solve(_ target: QuantileSearch.Target) -> Double {
    guard isDefined else { return .nan }
    // Patnaik (1949): a scaled central distribution with the same two moments.
    let mean = degreesOfFreedom + noncentrality
    let scale = (mean + noncentrality) / mean
    let matched = ChiSquareDistribution(degreesOfFreedom: mean / scale)
    return QuantileSearch.solve(
      target, guess: scale * matched.quantileGuess(target),
      tails: {
        TailProbabilities(lower: cumulative($0), upper: upperTail($0))
      },
      density: density)
  }
}

extension NoncentralChiSquareDistribution {
  /// Whether a sum over the mixture would have to go too far at x.
  private func isLarge(_ x: Double) -> Bool {
    noncentrality > 1e9 || noncentrality * x > 1e18
  }

  /// Sankaran's standard normal score of x, and its derivative.
  private func powerScore(_ x: Double) -> (score: Double, slope: Double) {
    let mean = degreesOfFreedom + noncentrality
    let double = degreesOfFreedom + 2 * noncentrality
    let triple = degreesOfFreedom + 3 * noncentrality
    let h = 1 - 2 / 3 * (mean / double) * (triple / double)
    let p = double / mean / mean
    let m = (h - 1) * (1 - 3 * h)
    let power = Double.pow(x / mean, h)
    let center = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p)
    let spread = h * (2 * p).squareRoot() * (1 + 0.5 * m * p)
    return ((power - center) / spread, h * power / x / spread)
  }
}

// MARK: - Sums over the mixture

extension NoncentralChiSquareDistribution {
  /// Terms below this share of the sum end it.
  private static var negligible: Double { 1e-20 }

  /// The index, not rounded, at which a Poisson weight times a central density
  /// at 2`half` peaks: there two neighbouring terms are equal.
  private func densityPeak(_ half: Double) -> Double {
    let product = poissonMean * half
    return product
      / (0.5 * shape + (0.25 * shape * shape + product).squareRoot())
  }

  /// The first index above a peak whose terms do not count.
  ///
  /// Beyond the peak terms fall at least as fast as those of a Poisson distribution with the
  /// peak as mean.
  private func lastIndex(above peak: Double) -> Double {
    var index = peak.rounded(.down)
    var bound = 1.0
    while bound > Self.negligible {
      index += 1
      bound *= peak / index
    }
    return index
  }

  /// The first index below a peak whose terms do not count.
  private func firstIndex(below peak: Double) -> Double {
    var index = peak.rounded(.down)
    var bound = 1.0
    while index > 0, bound > Self.negligible {
      bound *= index / peak
      index -= 1
    }
    return index
  }

  /// Σ wⱼ P(f/2 + j, h), downwards, where P(a) = P(a+1) + hᵃe⁻ʰ/Γ(a+1).
  private func lowerSum(_ half: Double) -> Double {
    let peak =
      half < shape + poissonMean ? densityPeak(half) : poissonMean
    var index = lastIndex(above: peak)
    var a = shape + index
    var weight = GammaFunction.poissonTerm(index, poissonMean)
    var increment = GammaFunction.poissonTerm(a, half)
    var probability = GammaFunction.regularizedLower(shape: a, half)
    var sum = 0.0
    while true {
      let term = weight * probability
      sum += term
      if index == 0 || index < peak && term <= Self.negligible * sum {
        return sum
      }
      increment *= a / half
      a -= 1
      probability += increment
      weight *= index / poissonMean
      index -= 1
    }
  }

  /// Σ wⱼ Q(f/2 + j, h), upwards, where Q(a+1) = Q(a) + hᵃe⁻ʰ/Γ(a+1).
  private func upperSum(_ half: Double) -> Double {
    let peak =
      half > shape + poissonMean ? densityPeak(half) : poissonMean
    var index = firstIndex(below: peak)
    var a = shape + index
    var weight = GammaFunction.poissonTerm(index, poissonMean)
    var increment = GammaFunction.poissonTerm(a, half)
    var probability = GammaFunction.regularizedUpper(shape: a, half)
    var sum = 0.0
    while true {
      let term = weight * probability
      sum += term
      if index > peak && term <= Self.negligible * sum { return sum }
      probability += increment
      a += 1
      increment *= half / a
      index += 1
      weight *= poissonMean / index
    }
  }

  /// Σ wⱼ times the central density with f + 2j degrees of freedom.
  private func densitySum(_ half: Double) -> Double {
    let peak = densityPeak(half)
    var index = firstIndex(below: peak)
    var a = shape + index
    var term =
      GammaFunction.poissonTerm(index, poissonMean)
      * GammaFunction.poissonTerm(a, half) * a / (2 * half)
    var sum = 0.0
    while true {
      sum += term
      if index > peak && term <= Self.negligible * sum { return sum }
      index += 1
      term *= poissonMean / index * (half / a)
      a += 1
    }
  }
}
