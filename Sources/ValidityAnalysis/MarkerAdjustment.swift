internal import ItemAnalysis
internal import LinearAlgebra
internal import Probability
internal import RealModule

/// Correlations of scales, less the part that a common method has in them by
/// the correlation of a marker variable (Lindell & Whitney, 2001).
///
/// With the method's share r_M, a correlation r becomes
/// r_A = (r − r_M)/(1 − r_M) (equation 4), and t = r_A √((n − 3)/(1 − r_A²)) has
/// n − 3 degrees of freedom (equation 5).
public struct MarkerAdjustment: Sendable, Hashable, Encodable {
  /// A number that is taken for the method's share of correlations.
  public struct Share: Sendable, Hashable, Encodable {
    /// Where a share is from.
    public enum Origin: String, Sendable, Hashable, CaseIterable, Encodable {
      /// The smallest positive correlation of the marker with a construct.
      case smallest
      /// The next one (Malhotra, Kim & Patil, 2006).
      case secondSmallest = "second_smallest"
      /// The upper limit of the first share's interval, by Fisher's z.
      case upperLimit = "upper_limit"
      /// It was given.
      case given
    }

    /// Where it is from.
    public let origin: Origin
    /// Its value.
    public let value: Double
  }

  /// A correlation less a share.
  public struct Adjusted: Sendable, Hashable, Encodable {
    /// The adjusted correlation; `nil` beyond -1.
    public let correlation: Double?
    /// Its t statistic.
    public let statistic: Double?
    /// The two-sided p value.
    public let pValue: Double?
  }

  /// Two constructs by their scales.
  public struct Pair: Sendable, Hashable, Encodable {
    /// The place of the later construct.
    public let first: Int
    /// The place of the earlier construct.
    public let second: Int
    /// The correlation of their scales.
    public let correlation: Double
    /// Its two-sided p value.
    public let pValue: Double?
    /// What is left of it, a value for each share.
    public let adjusted: [Adjusted]
  }

  /// The correlations of the marker's scale with those of the constructs; empty
  /// without a marker in the data.
  public let markerCorrelations: [Double]
  /// The share that is used, then those that show how much rests on it; empty if
  /// no correlation with the marker is positive.
  public let shares: [Share]
  /// All pairs of constructs, row by row of the lower triangle.
  public let pairs: [Pair]
  /// The number of cases.
  public let caseCount: Int

  /// Adjusts correlations.
  ///
  /// - Parameters:
  ///   - constructs: The answers of complete cases, by construct and item; a
  ///     scale is their mean.
  ///   - marker: Those of the marker's items; empty without one.
  ///   - given: A share that is known; `nil` for that of the marker.
  ///   - level: The level of the interval of the share.
  init?(
    _ constructs: [[[Double]]], marker: [[Double]], given: Double?,
    level: Double
  ) {
    let scales = (constructs + (marker.isEmpty ? [] : [marker])).map {
      items in
      items[0].indices.map { row in
        items.reduce(0) { $0 + $1[row] } / Double(items.count)
      }
    }
    guard
      let cases = CompleteCases(scales.indices.map { "\($0)" }, scales)
    else { return nil }
    let r = cases.covariance.correlation
    let count = constructs.count
    let n = scales[0].count
    caseCount = n
    markerCorrelations =
      marker.isEmpty ? [] : (0..<count).map { r[count, $0] }
    let positive = markerCorrelations.filter { $0 > 0 }.sorted()
    var shares: [Share] = []
    if let value = given ?? positive.first {
      shares.append(
        Share(origin: given == nil ? .smallest : .given, value: value))
      if given == nil, positive.count > 1 {
        shares.append(Share(origin: .secondSmallest, value: positive[1]))
      }
      if n > 3, value < 1 {
        let reach =
          NormalDistribution.quantile(0.5 + level / 2)
          / Double(n - 3).squareRoot()
        shares.append(
          Share(origin: .upperLimit, value: .tanh(.atanh(value) + reach)))
      }
    }
    self.shares = shares
    pairs = (0..<count).flatMap { first in
      (0..<first).map { second in
        let own = r[first, second]
        return Pair(
          first: first, second: second, correlation: own,
          pValue: Self.test(own, freedom: n - 2)?.pValue,
          adjusted: shares.map { share in
            let value = (own - share.value) / (1 - share.value)
            guard abs(value) <= 1 else {
              return Adjusted(correlation: nil, statistic: nil, pValue: nil)
            }
            let test = Self.test(value, freedom: n - 3)
            return Adjusted(
              correlation: value, statistic: test?.statistic,
              pValue: test?.pValue)
          })
      }
    }
  }

  /// The t test of a correlation.
  private static func test(
    _ r: Double, freedom: Int
  ) -> (statistic: Double, pValue: Double)? {
    guard freedom > 0, abs(r) < 1 else { return nil }
    let t = r * (Double(freedom) / (1 - r * r)).squareRoot()
    return (
      t,
      2
        * StudentTDistribution(degreesOfFreedom: Double(freedom))
        .upperTail(abs(t))
    )
  }
}
