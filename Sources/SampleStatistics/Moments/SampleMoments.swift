public import LinearAlgebra
public import Messages
internal import TableReading

/// The divisor by which a sum of squares became a variance.
public enum MomentDivisor: String, Sendable, Hashable, Codable {
  /// The number of observations: the maximum likelihood estimate.
  case count
  /// One less: the unbiased estimate, as R, SPSS and most tables print it.
  case countMinusOne

  /// The divisor of a sample.
  package func value(for observationCount: Int) -> Double {
    value(forSize: Double(observationCount))
  }

  /// The divisor of cases whose weights have a sum.
  package func value(forSize size: Double) -> Double {
    switch self {
    case .count: size
    case .countMinusOne: size - 1
    }
  }
}

/// The size, means and covariances of one group's sample.
public struct SampleMoments: Sendable, Hashable {
  /// The variables, in the order of the moments.
  public let variableNames: [String]
  /// The number of observations.
  public let observationCount: Int
  /// The covariances, p × p.
  public package(set) var covariance: Matrix
  /// The means; `nil` if they are not known.
  public package(set) var mean: [Double]?
  /// The divisor of the covariances.
  public let divisor: MomentDivisor
  /// Warnings from reading them.
  package var warnings: [LatentWarning] = []

  /// Makes moments from published or computed numbers.
  ///
  /// - Parameters:
  ///   - variableNames: The variables' names, each once.
  ///   - observationCount: The number of observations, 2 or more.
  ///   - covariance: The full matrix, column after column.
  ///   - mean: The means, if they are known.
  ///   - divisor: The divisor of the covariances.
  /// - Throws: `LatentError` if sizes disagree, names repeat, a number is not
  ///   finite, a variance is not positive, the matrix is not symmetric, or a
  ///   correlation lies outside of -1 to 1.
  public init(
    variableNames: [String], observationCount: Int, covariance: [Double],
    mean: [Double]? = nil, divisor: MomentDivisor = .countMinusOne
  ) throws(LatentError) {
    try MomentChecks(names: variableNames, file: nil)
      .check(covariance, mean: mean, observationCount: observationCount)
    self.init(
      checked: variableNames, observationCount: observationCount,
      covariance: Matrix(
        rows: variableNames.count, columns: variableNames.count,
        elements: covariance),
      mean: mean, divisor: divisor)
  }

  /// Takes moments that are known to be well formed.
  package init(
    checked variableNames: [String], observationCount: Int,
    covariance: Matrix, mean: [Double]?, divisor: MomentDivisor
  ) {
    self.variableNames = variableNames
    self.observationCount = observationCount
    self.covariance = covariance
    self.mean = mean
    self.divisor = divisor
  }

  /// The number of variables.
  package var variableCount: Int { variableNames.count }

  /// The same sample's moments with another divisor.
  public func divided(by divisor: MomentDivisor) -> SampleMoments {
    guard divisor != self.divisor else { return self }
    let ratio =
      self.divisor.value(for: observationCount)
      / divisor.value(for: observationCount)
    return SampleMoments(
      checked: variableNames, observationCount: observationCount,
      covariance: ratio * covariance, mean: mean, divisor: divisor)
  }

  /// The standard deviations.
  public var standardDeviations: [Double] {
    covariance.diagonal.map { $0.squareRoot() }
  }

  /// The correlation matrix.
  public var correlation: Matrix {
    let p = variableCount
    let deviations = standardDeviations
    var correlation = covariance
    for column in 0..<p {
      for row in 0..<p where row != column {
        // Their product can overflow or vanish.
        correlation[row, column] /= deviations[row]
        correlation[row, column] /= deviations[column]
      }
      correlation[column, column] = 1
    }
    return correlation
  }

  /// The moments of some of the variables, in the order asked for.
  ///
  /// - Parameter names: Variables of this sample.
  /// - Returns: Their moments.
  /// - Throws: `LatentError` naming the nearest variable if one is unknown.
  public func selecting(_ names: [String]) throws(LatentError) -> SampleMoments
  {
    var positions: [Int] = []
    for name in names {
      guard let position = variableNames.firstIndex(of: name) else {
        let near = NearestName.find(name, in: variableNames)
        throw LatentError.data(
          .unknownColumn, "There is no variable \(name) in the moments.",
          remedy: near.map { "Did you mean \($0)?" }
            ?? "The variables are \(listing(variableNames, limit: 20)).")
      }
      positions.append(position)
    }
    let means = mean
    return SampleMoments(
      checked: names, observationCount: observationCount,
      covariance: covariance.submatrix(rows: positions, columns: positions),
      mean: means.map { m in positions.map { m[$0] } },
      divisor: divisor)
  }
}
