internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The probability of a category given a standardized value z, with
/// t = (τ − ρz)/√(1 − ρ²) at its limits, and its derivatives by ρ.
struct PolyserialResponse {
  /// The probability.
  let probability: Double
  /// Its first derivative.
  private(set) var first = 0.0
  /// Its second derivative.
  private(set) var second = 0.0

  /// Computes them.
  @inline(__always)
  init(
    lower: Double, upper: Double, _ z: Double, _ rho: Double,
    _ inverse: Double
  ) {
    let low = (lower - rho * z) * inverse
    let high = (upper - rho * z) * inverse
    probability = NormalDistribution.interval(low, high)
    let cube = inverse * inverse * inverse
    if lower > -.infinity {
      add(-NormalDistribution.density(low), lower, low, z, rho, inverse, cube)
    }
    if upper < .infinity {
      add(NormalDistribution.density(high), upper, high, z, rho, inverse, cube)
    }
  }

  @inline(__always)
  private mutating func add(
    _ density: Double, _ limit: Double, _ t: Double, _ z: Double,
    _ rho: Double, _ inverse: Double, _ cube: Double
  ) {
    let speed = rho * limit - z
    let byRho = speed * cube
    let curvature = (limit + 3 * rho * speed * inverse * inverse) * cube
    first += density * byRho
    second += density * (curvature - t * byRho * byRho)
  }

  /// The derivatives of the log-likelihood of an ordered variable given a
  /// continuous one, by ρ.
  static func derivatives(
    _ ordered: CaseMargin, _ other: CaseMargin, _ counts: [Double],
    _ rho: Double
  ) -> (first: Double, second: Double) {
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    var (sum, curvature) = (0.0, 0.0)
    for r in 0..<counts.count where counts[r] != 0 {
      let z = other.upper[r]
      guard !z.isNaN, ordered.isObserved(r) else { continue }
      let response = PolyserialResponse(
        lower: ordered.lower[r], upper: ordered.upper[r], z, rho, inverse)
      guard response.probability > 0 else {
        return (rho > 0 ? -.infinity : .infinity, .nan)
      }
      let ratio = response.first / response.probability
      sum += counts[r] * ratio
      curvature +=
        counts[r] * (response.second / response.probability - ratio * ratio)
    }
    return (sum, curvature)
  }
}
