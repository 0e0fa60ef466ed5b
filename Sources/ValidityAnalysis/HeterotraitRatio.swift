internal import Probability
internal import RealModule

/// The heterotrait-monotrait ratio of two constructs' correlations: the mean
/// correlation of items of both over the geometric mean of the mean correlations
/// within each (Henseler, Ringle & Sarstedt, 2015).
public struct HeterotraitRatio: Sendable, Hashable, Encodable {
  /// The places of the constructs, the later one first.
  public let first: Int
  /// The place of the earlier construct.
  public let second: Int
  /// HTMT, by means of absolute correlations; `nil` where a construct has one
  /// item.
  public let ratio: Double?
  /// HTMT2, by geometric means (Roemer, Schuberth & Henseler, 2021); `nil` where
  /// a construct has one item, or a correlation is 0.
  public let geometric: Double?
  /// The percentile interval of HTMT; `nil` without draws.
  public let limits: ClosedRange<Double>?
  /// The percentile interval of HTMT2.
  public let geometricLimits: ClosedRange<Double>?

  /// Computes the ratios of all pairs.
  ///
  /// - Parameters:
  ///   - groups: The answers of complete cases, by construct and item.
  ///   - draws: The number of bootstrap draws; 0 for no intervals.
  ///   - seed: Their seed; draw k is stream k.
  ///   - level: The level of intervals.
  /// - Returns: A ratio for each pair, row by row of the lower triangle.
  static func all(
    _ groups: [[[Double]]], draws: Int, seed: UInt64, level: Double
  ) -> [HeterotraitRatio] {
    let pairs = groups.indices.flatMap { first in
      (0..<first).map { (first, $0) }
    }
    guard let count = groups.first?.first?.count, !pairs.isEmpty else {
      return []
    }
    let cells = ItemCorrelations(groups)
    let own = cells.ratios(pairs, weights: nil)
    var drawn = [[(Double?, Double?)]](repeating: [], count: pairs.count)
    var weights = [Double](repeating: 0, count: count)
    for draw in 0..<draws {
      var stream = RandomStream(seed: seed, stream: UInt64(draw))
      for row in weights.indices { weights[row] = 0 }
      for _ in 0..<count { weights[stream.integer(below: count)] += 1 }
      for (place, ratio) in cells.ratios(pairs, weights: weights).enumerated() {
        drawn[place].append(ratio)
      }
    }
    return pairs.indices.map { place in
      HeterotraitRatio(
        first: pairs[place].0, second: pairs[place].1,
        ratio: own[place].0, geometric: own[place].1,
        limits: interval(drawn[place].compactMap(\.0), draws, level),
        geometricLimits: interval(drawn[place].compactMap(\.1), draws, level))
    }
  }

  /// The percentile interval of draws, of which nine in ten must exist.
  private static func interval(
    _ values: [Double], _ draws: Int, _ level: Double
  ) -> ClosedRange<Double>? {
    guard draws > 0, 10 * values.count >= 9 * draws else { return nil }
    let sorted = values.sorted()
    let tail = (1 - level) / 2
    return Percentile.value(
      tail, ofSorted: sorted)...Percentile.value(
        1 - tail, ofSorted: sorted)
  }
}

/// The correlations of items that ratios are made of.
private struct ItemCorrelations {
  private let values: [[Double]]
  private let places: [Range<Int>]

  init(_ groups: [[[Double]]]) {
    values = groups.flatMap(\.self)
    var start = 0
    places = groups.map { group in
      defer { start += group.count }
      return start..<start + group.count
    }
  }

  func ratios(
    _ pairs: [(Int, Int)], weights: [Double]?
  ) -> [(Double?, Double?)] {
    let correlation = correlations(weights)
    let p = values.count
    func within(_ place: Int) -> (Double?, Double?) {
      var cells: [Double] = []
      for i in places[place] {
        for j in places[place] where j < i {
          cells.append(correlation[i * p + j])
        }
      }
      return Self.means(cells)
    }
    let own = places.indices.map(within)
    return pairs.map { first, second in
      var cells: [Double] = []
      for i in places[first] {
        for j in places[second] { cells.append(correlation[i * p + j]) }
      }
      let between = Self.means(cells)
      func ratio(_ top: Double?, _ a: Double?, _ b: Double?) -> Double? {
        guard let top, let a, let b, a * b > 0 else { return nil }
        return top / (a * b).squareRoot()
      }
      return (
        ratio(between.0, own[first].0, own[second].0),
        ratio(between.1, own[first].1, own[second].1)
      )
    }
  }

  /// The mean of absolute values, and their geometric mean.
  private static func means(_ cells: [Double]) -> (Double?, Double?) {
    guard !cells.isEmpty, cells.allSatisfy(\.isFinite) else {
      return (nil, nil)
    }
    let n = Double(cells.count)
    let mean = cells.reduce(0) { $0 + abs($1) } / n
    guard cells.allSatisfy({ $0 != 0 }) else { return (mean, nil) }
    return (mean, .exp(cells.reduce(0) { $0 + .log(abs($1)) } / n))
  }

  private func correlations(_ weights: [Double]?) -> [Double] {
    let p = values.count
    let n = values[0].count
    let total = weights?.reduce(0, +) ?? Double(n)
    var centred: [[Double]] = []
    var deviations = [Double](repeating: 0, count: p)
    for (place, own) in values.enumerated() {
      var sum = 0.0
      for row in 0..<n { sum += (weights?[row] ?? 1) * own[row] }
      let mean = sum / total
      let moved = own.map { $0 - mean }
      var squares = 0.0
      for row in 0..<n {
        squares += (weights?[row] ?? 1) * moved[row] * moved[row]
      }
      deviations[place] = squares.squareRoot()
      centred.append(moved)
    }
    var result = [Double](repeating: 1, count: p * p)
    for i in 0..<p {
      let weighted =
        weights.map { own in
          (0..<n).map { own[$0] * centred[i][$0] }
        } ?? centred[i]
      for j in 0..<i {
        var sum = 0.0
        let other = centred[j]
        for row in 0..<n { sum += weighted[row] * other[row] }
        let r = sum / (deviations[i] * deviations[j])
        result[i * p + j] = r
        result[j * p + i] = r
      }
    }
    return result
  }
}
