internal import LinearAlgebra
internal import MomentStructure
internal import Probability
internal import RealModule

/// The equation of an observed variable, or of the response behind an ordered
/// one, for latent variables: y* = c + Σ b_x x + λᵀη + ε, ε normal.
struct ResponseEquation {
  /// The observed variable.
  let variable: Int
  /// c.
  let constant: Double
  /// The observed predictors and b.
  let predictors: [(variable: Int, coefficient: Double)]
  /// λ, one of each true latent variable.
  let loadings: [Double]
  /// The standard deviation of ε.
  let deviation: Double
  /// The thresholds; empty of a continuous variable.
  let thresholds: [Double]

  /// log f and its first and second derivatives by λᵀη.
  struct Value {
    var logDensity: Double
    var slope: Double
    /// Minus the second derivative.
    var information: Double
  }

  /// c + Σ b_x x of a case; `nil` if a predictor is missing.
  func base(_ values: [Double]) -> Double? {
    var result = constant
    for (variable, coefficient) in predictors {
      guard !values[variable].isNaN else { return nil }
      result += coefficient * values[variable]
    }
    return result
  }

  /// The log-density, or log-probability, of an outcome.
  ///
  /// - Parameters:
  ///   - outcome: The value, or the number of the category, from 0.
  ///   - mean: The conditional mean.
  /// - Returns: The value and its derivatives by the mean.
  func value(_ outcome: Double, mean: Double) -> Value {
    guard !thresholds.isEmpty else {
      let z = (outcome - mean) / deviation
      return Value(
        logDensity: NormalDistribution.logDensity(z) - .log(deviation),
        slope: z / deviation, information: 1 / (deviation * deviation))
    }
    let limits = limits(Int(outcome), mean: mean)
    let p = Self.probability(limits)
    let (first, second) = (
      NormalDistribution.density(limits.lower),
      NormalDistribution.density(limits.upper)
    )
    guard p > 1e-290 else {
      // So far out, the nearer limit is all: log Φ(z) ≈ −z²/2.
      let near = limits.lower > 0 ? limits.lower : limits.upper
      return Value(
        logDensity: NormalDistribution.logDensity(near),
        slope: near / deviation, information: 1 / (deviation * deviation))
    }
    // ∂P/∂u = φ(a) − φ(b), ∂²P/∂u² = aφ(a) − bφ(b) for limits a − u, b − u.
    let slope = (first - second) / p
    let turn =
      (limits.lower.isFinite ? limits.lower * first : 0)
      - (limits.upper.isFinite ? limits.upper * second : 0)
    return Value(
      logDensity: .log(p), slope: slope / deviation,
      information: max(slope * slope - turn / p, 0) / (deviation * deviation))
  }

  /// The probability of each category.
  func probabilities(mean: Double) -> [Double] {
    (0...thresholds.count).map { Self.probability(limits($0, mean: mean)) }
  }

  private func limits(_ category: Int, mean: Double)
    -> (lower: Double, upper: Double)
  {
    (
      category == 0
        ? -.infinity : (thresholds[category - 1] - mean) / deviation,
      category == thresholds.count
        ? .infinity : (thresholds[category] - mean) / deviation
    )
  }

  /// P(a < X ≤ b), from the tail in which both are.
  private static func probability(_ limits: (lower: Double, upper: Double))
    -> Double
  {
    limits.lower > 0
      ? NormalDistribution.upperTail(limits.lower)
        - NormalDistribution.upperTail(limits.upper)
      : NormalDistribution.cumulative(limits.upper)
        - NormalDistribution.cumulative(limits.lower)
  }
}
