internal import Probability
internal import RealModule

/// A difference with its test by Student's t and its interval.
public struct MeanTest: Sendable, Hashable {
  /// t.
  public let statistic: Double
  /// The degrees of freedom.
  public let degreesOfFreedom: Double
  /// The two-sided p value.
  public let probability: Double
  /// The interval of the difference.
  public let limits: ClosedRange<Double>

  init(
    _ difference: Double, error: Double, degreesOfFreedom: Double,
    level: Double
  ) {
    let t = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
    statistic = difference / error
    self.degreesOfFreedom = degreesOfFreedom
    probability = t.twoSidedTail(difference / error)
    let reach = t.upperQuantile(0.5 * (1 - level)) * error
    limits = (difference - reach)...(difference + reach)
  }
}

/// A comparison of all pairs of groups by the studentized range.
public struct RangeTest: Sendable, Hashable {
  /// The studentized range q.
  public let statistic: Double
  /// Its degrees of freedom.
  public let degreesOfFreedom: Double
  /// The p value, adjusted for all pairs.
  public let probability: Double
  /// The interval of the difference, simultaneous for all pairs.
  public let limits: ClosedRange<Double>

  init(
    _ difference: Double, error: Double, groups: Int, degreesOfFreedom: Double,
    level: Double
  ) {
    let range = StudentizedRangeDistribution(
      count: groups, degreesOfFreedom: degreesOfFreedom)
    let unit = error / 2.0.squareRoot()
    statistic = abs(difference) / unit
    self.degreesOfFreedom = degreesOfFreedom
    probability = range.upperTail(abs(difference) / unit)
    let reach = range.upperQuantile(1 - level) * unit
    limits = (difference - reach)...(difference + reach)
  }
}

/// The difference of two groups' means.
public struct PairDifference: Sendable, Hashable {
  /// The place of the first group.
  public let first: Int
  /// The place of the second group.
  public let second: Int
  /// The first mean less the second.
  public let difference: Double
  /// Student's test of these two groups alone, with their pooled variance.
  public let student: MeanTest
  /// Welch's test (1947) of these two groups alone; `nil` if both variances are
  /// 0.
  public let welch: MeanTest?
  /// Tukey's test, with Kramer's (1956) errors of unequal groups; of the
  /// variance within all groups.
  public let tukey: RangeTest
  /// The test of Games and Howell (1976), for variances that differ.
  public let gamesHowell: RangeTest?
  /// Cohen's d, by the pooled standard deviation.
  public let d: Double
  /// The interval of d, by the noncentralities that t agrees with.
  public let dLimits: ClosedRange<Double>?
  /// Hedges' (1981) g: d without its bias in small samples.
  public let g: Double
  /// The interval of g.
  public let gLimits: ClosedRange<Double>?

  init(
    _ places: (Int, Int), of groups: [GroupMoments],
    within analysis: VarianceAnalysis, level: Double
  ) {
    let (one, other) = (groups[places.0], groups[places.1])
    let (n, m) = (Double(one.count), Double(other.count))
    let difference = one.mean - other.mean
    first = places.0
    second = places.1
    self.difference = difference
    let freedom = n + m - 2
    let pooled =
      (((n - 1) * one.variance + (m - 1) * other.variance) / freedom)
      .squareRoot()
    let unit = (1 / n + 1 / m).squareRoot()
    student = MeanTest(
      difference, error: pooled * unit, degreesOfFreedom: freedom, level: level)
    let (a, b) = (one.variance / n, other.variance / m)
    if a + b > 0 {
      let degrees = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1))
      welch = MeanTest(
        difference, error: (a + b).squareRoot(), degreesOfFreedom: degrees,
        level: level)
      gamesHowell = RangeTest(
        difference, error: (a + b).squareRoot(), groups: groups.count,
        degreesOfFreedom: degrees, level: level)
    } else {
      (welch, gamesHowell) = (nil, nil)
    }
    tukey = RangeTest(
      difference, error: analysis.meanSquareWithin.squareRoot() * unit,
      groups: groups.count, degreesOfFreedom: analysis.fisher.denominator,
      level: level)
    d = difference / pooled
    let limits = NoncentralTDistribution.noncentralities(
      at: student.statistic, degreesOfFreedom: freedom, level: level
    ).map { $0.lowerBound * unit...$0.upperBound * unit }
    dLimits = limits
    // Γ(ν/2)/(√(ν/2) Γ((ν − 1)/2)), Hedges (1981), equation 6e.
    let correction =
      freedom > 1
      ? Double.exp(
        Double.logGamma(0.5 * freedom) - Double.logGamma(0.5 * (freedom - 1)))
        / (0.5 * freedom).squareRoot() : .nan
    g = correction * difference / pooled
    gLimits =
      correction.isFinite
      ? limits.map {
        correction * $0.lowerBound...correction * $0.upperBound
      } : nil
  }
}

/// A compact display of pairs that differ: groups with a letter in common do
/// not (Piepho, 2004).
package enum LetterDisplay {
  /// The letters of groups.
  ///
  /// - Parameters:
  ///   - means: The groups' means; the highest one has the letter a.
  ///   - differs: Whether two groups differ.
  /// - Returns: Some letters for each group.
  package static func letters(
    _ means: [Double], differs: (Int, Int) -> Bool
  ) -> [String] {
    var columns: [Set<Int>] = [Set(means.indices)]
    for i in means.indices {
      for j in 0..<i where differs(i, j) {
        var next: [Set<Int>] = []
        for column in columns {
          if column.contains(i), column.contains(j) {
            next.append(column.subtracting([i]))
            next.append(column.subtracting([j]))
          } else {
            next.append(column)
          }
        }
        // A column within another one says nothing of its own.
        var kept: [Set<Int>] = []
        for (place, column) in next.enumerated()
        where !next.enumerated().contains(where: { other, set in
          other != place && column.isSubset(of: set)
            && (column != set || other < place)
        }) {
          kept.append(column)
        }
        columns = kept
      }
    }
    let order = means.indices.sorted { (-means[$0], $0) < (-means[$1], $1) }
    let ranks = columns.map { column in
      order.indices.filter { column.contains(order[$0]) }
    }
    let sorted = columns.indices.sorted {
      ranks[$0].lexicographicallyPrecedes(ranks[$1])
    }
    return means.indices.map { group in
      sorted.enumerated().filter { columns[$0.element].contains(group) }
        .map { name($0.offset) }.joined()
    }
  }

  /// a to z, then a1, b1 and so on.
  private static func name(_ number: Int) -> String {
    let letter = String(
      UnicodeScalar(UInt8(ascii: "a") + UInt8(number % 26)))
    return number < 26 ? letter : letter + "\(number / 26)"
  }
}
