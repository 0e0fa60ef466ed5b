internal import RealModule

/// The answers to one item in figures.
public struct ItemStatistics: Sendable, Hashable, Encodable {
  /// An answer with its number of cases.
  public struct Answer: Sendable, Hashable, Codable {
    /// The answer.
    public var value: Double
    /// The number of cases that gave it.
    public var count: Int
  }

  /// The item's name.
  public let name: String
  /// Its wording; empty without one.
  public let label: String
  /// The number of answers.
  public let count: Int
  /// The number of cases without an answer.
  public let missingCount: Int
  /// The mean.
  public let mean: Double
  /// The standard deviation, with n - 1; `nil` for one answer.
  public let standardDeviation: Double?
  /// G1 of Joanes and Gill (1998), which SPSS prints; `nil` for fewer than
  /// three answers, or equal ones.
  public let skewness: Double?
  /// The standard error of the skewness of normal answers.
  public let skewnessError: Double?
  /// G2 of Joanes and Gill (1998), the excess; `nil` for fewer than four
  /// answers, or equal ones.
  public let kurtosis: Double?
  /// The standard error of the kurtosis of normal answers.
  public let kurtosisError: Double?
  /// The lowest answer that is given, or the scale's lowest end.
  public let lowest: Double
  /// The highest answer that is given, or the scale's highest end.
  public let highest: Double
  /// The answers in order; empty if more than `mostAnswers` differ.
  public let answers: [Answer]
  /// The share of answers at the lowest end.
  public let floor: Double
  /// The share of answers at the highest end.
  public let ceiling: Double

  /// The most different answers that are counted one by one.
  public static let mostAnswers = 25

  /// Sums answers up.
  ///
  /// - Parameters:
  ///   - name: The item's name.
  ///   - values: The answers, NaN where one is missing; at least one is not.
  ///   - label: Its wording.
  ///   - scale: The ends of its scale; `nil` takes the answers' own.
  init(
    name: String, values: [Double], label: String = "",
    scale: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.label = label
    let own = values.filter { !$0.isNaN }
    let n = Double(own.count)
    count = own.count
    missingCount = values.count - own.count
    let mean = own.reduce(0, +) / n
    self.mean = mean
    var (second, third, fourth) = (0.0, 0.0, 0.0)
    for value in own {
      let deviation = value - mean
      let square = deviation * deviation
      second += square
      third += square * deviation
      fourth += square * square
    }
    standardDeviation =
      own.count > 1 ? (second / (n - 1)).squareRoot() : nil
    let m2 = second / n
    let varies = own.contains { $0 != own[0] }
    if own.count > 2, varies {
      let g1 = third / n / (m2 * m2.squareRoot())
      skewness = (n * (n - 1)).squareRoot() / (n - 2) * g1
      skewnessError =
        (6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3))).squareRoot()
    } else {
      (skewness, skewnessError) = (nil, nil)
    }
    if own.count > 3, varies, let skewnessError {
      let g2 = fourth / n / (m2 * m2) - 3
      kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6)
      kurtosisError =
        2 * skewnessError * ((n * n - 1) / ((n - 3) * (n + 5))).squareRoot()
    } else {
      (kurtosis, kurtosisError) = (nil, nil)
    }
    var counts: [Double: Int] = [:]
    for value in own { counts[value, default: 0] += 1 }
    let low = scale?.lowerBound ?? counts.keys.min() ?? mean
    let high = scale?.upperBound ?? counts.keys.max() ?? mean
    (lowest, highest) = (low, high)
    floor = Double(own.count { $0 <= low }) / n
    ceiling = Double(own.count { $0 >= high }) / n
    answers =
      counts.count <= Self.mostAnswers
      ? counts.sorted { $0.key < $1.key }
        .map { Answer(value: $0.key, count: $0.value) } : []
  }
}
