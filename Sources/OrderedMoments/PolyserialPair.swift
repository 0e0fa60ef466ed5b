internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The polyserial correlation of an ordered and a continuous variable by
/// two-step maximum likelihood (Olsson, Drasgow & Dorans, 1982), and the
/// influence of every case on their covariance.
///
/// One of these serves pair after pair of one thread.
final class PolyserialPair {
  /// The correlation, and whether one was found.
  private(set) var correlation = 0.0
  private(set) var isFound = false
  /// The variance of the covariance times the size.
  private(set) var variance = 0.0

  /// The limits of the categories, from −∞ to ∞.
  private let limits: MatrixBuffer
  /// I₂₁ of the thresholds, and its product with their influence by category.
  private let information: MatrixBuffer
  private let part: MatrixBuffer

  /// A pair's data.
  struct Data {
    /// The codes of all ordered variables, a column after the other.
    let codes: [UInt8]
    /// The place of the variable's first code.
    let offset: Int
    /// The number of categories.
    let categories: Int
    /// The variable, for its thresholds.
    let variable: Int
    /// The column of the continuous variable.
    let column: Int
  }

  /// What ρ meets in a category given z: the probability of the category and
  /// its derivatives.
  private struct Response {
    var probability: Double
    var first: Double
    var second: Double
  }

  /// Makes room for at most so many categories.
  init(categories: Int) {
    limits = MatrixBuffer(rows: categories + 1)
    information = MatrixBuffer(rows: categories + 1)
    part = MatrixBuffer(rows: categories + 1)
  }

  private func takeLimits(_ margins: OrderedMargins, _ data: Data) {
    limits[0] = -.infinity
    for k in 1..<data.categories {
      limits[k] = margins.thresholds[margins.starts[data.variable] + k - 1]
    }
    limits[data.categories] = .infinity
  }

  /// Maximizes the likelihood of the ordered variable given the continuous one.
  ///
  /// - Parameters:
  ///   - data: The pair.
  ///   - z: Standardized values, a column a variable; NaN where one is missing.
  ///   - counts: How often each row counts.
  ///   - margins: The thresholds.
  ///   - start: A correlation nearby; NaN for none.
  func estimate(
    _ data: Data, _ z: borrowing MatrixBuffer, counts: [Double],
    _ margins: OrderedMargins, start: Double
  ) {
    takeLimits(margins, data)
    var rho =
      start.isNaN
      ? approximation(data, z, counts: counts, margins) : start
    var lower = -1.0
    var upper = 1.0
    isFound = false
    for _ in 0..<100 {
      let (first, second) = derivatives(data, z, counts: counts, rho)
      let step = second < 0 ? -first / second : .nan
      if abs(step) <= 1e-8 * (1 - rho * rho) {
        rho += step
        isFound = abs(rho) <= PolychoricPair.limit
        break
      }
      if first > 0 { lower = rho } else { upper = rho }
      if max(lower, -upper) > PolychoricPair.limit { break }
      let next = rho + step
      rho = next > lower && next < upper ? next : 0.5 * (lower + upper)
    }
    correlation = rho
  }

  /// The correlation near independence: the covariance of codes and z is ρ
  /// times the sum of the densities at the thresholds, and terms of ρ².
  private func approximation(
    _ data: Data, _ z: borrowing MatrixBuffer, counts: [Double],
    _ margins: OrderedMargins
  ) -> Double {
    var (n, sum, first, both) = (0.0, 0.0, 0.0, 0.0)
    for r in 0..<z.rows {
      let value = z[r, data.column]
      let code = data.codes[data.offset + r]
      if value.isNaN || code == FirstStageColumn.missingCode { continue }
      n += counts[r]
      sum += counts[r] * value
      first += counts[r] * Double(code)
      both += counts[r] * value * Double(code)
    }
    let rho =
      (both - sum * first / n) / n / margins.spread[data.variable]
    return rho.isFinite ? min(max(rho, -0.9), 0.9) : 0
  }

  private func derivatives(
    _ data: Data, _ z: borrowing MatrixBuffer, counts: [Double],
    _ rho: Double
  ) -> (first: Double, second: Double) {
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    var (sum, curvature) = (0.0, 0.0)
    for r in 0..<z.rows where counts[r] != 0 {
      let value = z[r, data.column]
      let code = data.codes[data.offset + r]
      if value.isNaN || code == FirstStageColumn.missingCode { continue }
      let response = response(Int(code), value, rho, inverse)
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

  /// The probability of a category given z, with t = (τ − ρz)/√(1 − ρ²) at its
  /// limits, and its derivatives by ρ.
  @inline(__always)
  private func response(
    _ code: Int, _ z: Double, _ rho: Double, _ inverse: Double
  ) -> Response {
    let (low, high) = (limits[code], limits[code + 1])
    let lower = (low - rho * z) * inverse
    let upper = (high - rho * z) * inverse
    let cube = inverse * inverse * inverse
    var result = Response(
      probability: NormalDistribution.interval(lower, upper), first: 0,
      second: 0)
    func add(_ sign: Double, _ limit: Double, _ t: Double) {
      let density = sign * Self.density(t)
      let speed = rho * limit - z
      let first = speed * cube
      let second = (limit + 3 * rho * speed * inverse * inverse) * cube
      result.first += density * first
      result.second += density * (second - t * first * first)
    }
    if low > -.infinity { add(-1, low, lower) }
    if high < .infinity { add(1, high, upper) }
    return result
  }

  @inline(__always)
  private static func density(_ t: Double) -> Double {
    0.398_942_280_401_432_677_94 * .exp(-0.5 * t * t)
  }

  /// Computes the influence of every case on the covariance, and its variance.
  ///
  /// - Parameters:
  ///   - data: The pair.
  ///   - z: Standardized values.
  ///   - counts: How often each row counts.
  ///   - margins: The thresholds.
  ///   - margin: The mean and variance of the continuous variable.
  ///   - scales: By how much the influence of a case on thresholds, and on mean
  ///     and variance, counts for more because other cases have no value.
  ///   - size: The size of the sample.
  ///   - influence: Takes the influences.
  ///   - target: The column there.
  func setInfluence(
    _ data: Data, _ z: borrowing MatrixBuffer, counts: [Double],
    _ margins: OrderedMargins, _ margin: ContinuousMargin,
    scales: (ordered: Double, continuous: Double), size: Double,
    into influence: borrowing MatrixBuffer, column target: Int
  ) {
    let rho = correlation
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    let sd = margin.deviation
    for k in 0...data.categories { information[k] = 0 }
    var (own, ofMean, ofVariance) = (0.0, 0.0, 0.0)
    for r in 0..<z.rows {
      let value = z[r, data.column]
      let code = data.codes[data.offset + r]
      influence[r, target] = 0
      if value.isNaN || code == FirstStageColumn.missingCode { continue }
      let a = Int(code)
      let response = response(a, value, rho, inverse)
      guard response.probability > 0 else { continue }
      let score = response.first / response.probability
      influence[r, target] = score
      let weighted = counts[r] * score
      own += weighted * score
      let factor = weighted * inverse / response.probability
      let below = Self.density((limits[a] - rho * value) * inverse)
      let above = Self.density((limits[a + 1] - rho * value) * inverse)
      information[a] -= factor * below
      information[a + 1] += factor * above
      // ∂ log P/∂z; ∂z/∂μ = −1/σ and ∂z/∂σ² = −z/(2σ²).
      let byValue = -rho * factor * (above - below)
      ofMean += weighted * value - byValue
      ofVariance += weighted * (value * value - 1) - byValue * value
    }
    setPart(data, margins, scale: scales.ordered)
    let mean = scales.continuous * ofMean / sd
    let spread = scales.continuous * ofVariance / (2 * margin.variance)
    let change = scales.continuous * rho / (2 * sd)
    var total = 0.0
    for r in 0..<z.rows {
      let value = z[r, data.column]
      let code = data.codes[data.offset + r]
      var result = 0.0
      if code != FirstStageColumn.missingCode {
        result -= part[Int(code)]
      }
      if !value.isNaN {
        result -=
          mean * margin.influenceOnMean(value)
          + spread * margin.influenceOnVariance(value)
        if code != FirstStageColumn.missingCode {
          result += size * influence[r, target]
        }
      }
      result *= sd / own
      if !value.isNaN {
        result += change * margin.influenceOnVariance(value)
      }
      influence[r, target] = result
      total += counts[r] * result * result
    }
    variance = total / size
  }

  /// Computes Σ I₂₁ IF_τ by category.
  private func setPart(
    _ data: Data, _ margins: OrderedMargins, scale: Double
  ) {
    var (above, constant) = (0.0, 0.0)
    part[data.categories - 1] = 0
    for k in stride(from: data.categories - 2, through: 0, by: -1) {
      let at = margins.starts[data.variable] + k
      let sum = information[k + 1] / margins.density[at]
      above += sum
      constant += sum * margins.cumulative[at]
      part[k] = above
    }
    for a in 0..<data.categories { part[a] = scale * (part[a] - constant) }
  }
}
