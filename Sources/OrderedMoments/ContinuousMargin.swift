internal import LinearAlgebra

/// The mean and the variance of a continuous variable, and the influence of a
/// case on them as polynomials of its standardized value z.
///
/// Information is the mean outer product of both scores, as for all statistics
/// of a first stage: the influence on the mean is y − ȳ only up to the skewness.
struct ContinuousMargin {
  /// The mean.
  private(set) var mean = 0.0
  /// The variance; the divisor is the size.
  private(set) var variance = 0.0
  /// The coefficients of 1, z and z² of the influence on the mean.
  private(set) var meanInfluence = SIMD3<Double>.zero
  /// The coefficients of the influence on the variance.
  private(set) var varianceInfluence = SIMD3<Double>.zero

  /// The standard deviation.
  var deviation: Double { variance.squareRoot() }

  /// Computes the moments of values, and standardizes them.
  ///
  /// - Parameters:
  ///   - values: A column of values; NaN where one is missing.
  ///   - column: The column.
  ///   - counts: How often each row counts.
  ///   - standardized: Takes z, NaN where a value is missing.
  init(
    _ values: borrowing MatrixBuffer, column: Int, counts: [Double],
    standardized: borrowing MatrixBuffer
  ) {
    var (size, sum) = (0.0, 0.0)
    for r in 0..<values.rows where !values[r, column].isNaN {
      size += counts[r]
      sum += counts[r] * values[r, column]
    }
    var center = sum / size
    var (remainder, squares) = (0.0, 0.0)
    for r in 0..<values.rows where !values[r, column].isNaN {
      let deviation = values[r, column] - center
      remainder += counts[r] * deviation
      squares += counts[r] * deviation * deviation
    }
    remainder /= size
    center += remainder
    mean = center
    variance = squares / size - remainder * remainder
    let sd = deviation
    var (third, fourth) = (0.0, 0.0)
    for r in 0..<values.rows {
      let z = (values[r, column] - center) / sd
      standardized[r, column] = z
      if z.isNaN { continue }
      let square = z * z
      third += counts[r] * square * z
      fourth += counts[r] * square * square
    }
    setInfluence(skewness: third / size, kurtosis: fourth / size)
  }

  /// Inverts the mean outer product of the scores z/σ and (z² − 1)/(2σ²).
  private mutating func setInfluence(skewness: Double, kurtosis: Double) {
    let excess = kurtosis - 1 - skewness * skewness
    let meanFactor: SIMD2<Double>
    let varianceFactor: SIMD2<Double>
    if excess > 1e-10 {
      // In units of σ and 2σ².
      let cross = -skewness / excess
      meanFactor = SIMD2((kurtosis - 1) / excess, cross)
      varianceFactor = SIMD2(cross, 1 / excess)
    } else {
      // Two values: the scores are proportional, and the variance a function
      // of the mean.
      meanFactor = SIMD2(1, 0)
      varianceFactor = SIMD2(skewness / 2, 0)
    }
    meanInfluence =
      deviation * SIMD3(-meanFactor.y, meanFactor.x, meanFactor.y)
    varianceInfluence =
      2 * variance
      * SIMD3(-varianceFactor.y, varianceFactor.x, varianceFactor.y)
  }

  /// The influence of a case with z on the mean.
  func influenceOnMean(_ z: Double) -> Double {
    meanInfluence.x + z * (meanInfluence.y + z * meanInfluence.z)
  }
  /// The influence of a case with z on the variance.
  func influenceOnVariance(_ z: Double) -> Double {
    varianceInfluence.x + z * (varianceInfluence.y + z * varianceInfluence.z)
  }
}
