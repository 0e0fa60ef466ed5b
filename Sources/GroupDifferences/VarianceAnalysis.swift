internal import Probability

/// A test by an F statistic.
public struct VarianceRatio: Sendable, Hashable {
  /// F.
  public let statistic: Double
  /// The numerator's degrees of freedom.
  public let numerator: Double
  /// The denominator's degrees of freedom.
  public let denominator: Double
  /// The p value.
  public let probability: Double

  init(_ statistic: Double, _ numerator: Double, _ denominator: Double) {
    self.statistic = statistic
    self.numerator = numerator
    self.denominator = denominator
    probability = FDistribution(
      numerator: numerator, denominator: denominator
    ).upperTail(statistic)
  }
}

/// The moments of a variable in a group.
public struct GroupMoments: Sendable, Hashable {
  /// The number of cases with a value.
  public let count: Int
  /// The mean.
  public let mean: Double
  /// The standard deviation, with n − 1.
  public let standardDeviation: Double
  /// The standard error of the mean.
  public var standardError: Double {
    standardDeviation / Double(count).squareRoot()
  }
  /// The interval of the mean by Student's t.
  public let limits: ClosedRange<Double>

  /// The variance.
  var variance: Double { standardDeviation * standardDeviation }

  init(_ values: [Double], level: Double) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    count = values.count
    self.mean = mean
    standardDeviation = (squares / (n - 1)).squareRoot()
    let reach =
      StudentTDistribution(degreesOfFreedom: n - 1)
      .upperQuantile(0.5 * (1 - level)) * standardDeviation / n.squareRoot()
    limits = (mean - reach)...(mean + reach)
  }
}

/// The analysis of variance of one factor.
public struct VarianceAnalysis: Sendable, Hashable {
  /// Fisher's test.
  public let fisher: VarianceRatio
  /// Welch's test (1951), for variances that differ.
  public let welch: VarianceRatio?
  /// The sum of squares between groups.
  public let squaresBetween: Double
  /// The sum of squares within groups.
  public let squaresWithin: Double
  /// η²: the share of the sum of squares that is between groups.
  public let etaSquared: Double
  /// The interval of η², λ/(λ + N) for the noncentralities λ that F agrees with
  /// (Steiger, 2004).
  public let etaSquaredLimits: ClosedRange<Double>?
  /// ω² (Hays, 1963), at least 0.
  public let omegaSquared: Double

  /// The mean square within groups.
  var meanSquareWithin: Double { squaresWithin / fisher.denominator }

  /// Analyses groups that do not all have variance 0.
  init(_ groups: [GroupMoments], level: Double) {
    let counts = groups.map { Double($0.count) }
    let total = counts.reduce(0, +)
    let k = Double(groups.count)
    let mean =
      zip(counts, groups).reduce(0) { $0 + $1.0 * $1.1.mean } / total
    squaresBetween = zip(counts, groups).reduce(0) {
      $0 + $1.0 * ($1.1.mean - mean) * ($1.1.mean - mean)
    }
    squaresWithin = zip(counts, groups).reduce(0) {
      $0 + ($1.0 - 1) * $1.1.variance
    }
    let within = squaresWithin / (total - k)
    fisher = VarianceRatio(squaresBetween / (k - 1) / within, k - 1, total - k)
    welch = Self.welch(groups)
    let all = squaresBetween + squaresWithin
    etaSquared = squaresBetween / all
    etaSquaredLimits = NoncentralFDistribution.noncentralities(
      at: fisher.statistic, numerator: k - 1, denominator: total - k,
      level: level
    ).map {
      $0.lowerBound / ($0.lowerBound + total)...$0.upperBound
        / ($0.upperBound + total)
    }
    omegaSquared = max(
      (squaresBetween - (k - 1) * within) / (all + within), 0)
  }

  private static func welch(_ groups: [GroupMoments]) -> VarianceRatio? {
    guard groups.allSatisfy({ $0.variance > 0 }) else { return nil }
    let k = Double(groups.count)
    let weights = groups.map { Double($0.count) / $0.variance }
    let sum = weights.reduce(0, +)
    let mean = zip(weights, groups).reduce(0) { $0 + $1.0 * $1.1.mean } / sum
    let between =
      zip(weights, groups).reduce(0) {
        $0 + $1.0 * ($1.1.mean - mean) * ($1.1.mean - mean)
      } / (k - 1)
    let spread = zip(weights, groups).reduce(0) {
      let rest = 1 - $1.0 / sum
      return $0 + rest * rest / Double($1.1.count - 1)
    }
    return VarianceRatio(
      between / (1 + 2 * (k - 2) / (k * k - 1) * spread), k - 1,
      (k * k - 1) / (3 * spread))
  }

  /// Levene's test: the analysis of variance of the distances from a centre of
  /// each group (Levene, 1960; Brown & Forsythe, 1974); `nil` if these are all
  /// the same.
  static func levene(
    _ values: [[Double]], centre: ([Double]) -> Double
  ) -> VarianceRatio? {
    let distances = values.map { own in
      let middle = centre(own)
      return own.map { abs($0 - middle) }
    }
    let groups = distances.map { GroupMoments($0, level: 0.95) }
    guard groups.contains(where: { $0.variance > 0 }) else { return nil }
    return VarianceAnalysis(groups, level: 0.95).fisher
  }

  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? 0.5 * (sorted[middle - 1] + sorted[middle]) : sorted[middle]
  }
}
