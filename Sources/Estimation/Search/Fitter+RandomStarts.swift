internal import Messages
internal import MomentStructure
internal import Optimization
internal import Probability
internal import RealModule
internal import Specification

/// Searches from random starting values, which tell whether there are several
/// optima.
extension Fitter {
  /// Searches from random starting values too, and keeps the lowest value.
  ///
  /// Search k draws from stream k of the seed, so that its starting values do
  /// not depend on the others.
  ///
  /// - Parameters:
  ///   - first: The result of the searches before.
  ///   - center: The starting values that random ones scatter around.
  /// - Returns: The converged result with the lowest value, with a sentence on
  ///   what was found; the objective stands there.
  func searchedAtRandom(
    after first: Estimates, around center: [Double]
  ) -> Estimates {
    var best = first
    var values = first.isConverged ? [first.optimization.value] : []
    var convergedCount = 0
    let work = LongWork(.randomStarts, total: options.randomStarts)
    for index in 0..<options.randomStarts {
      work.reach(index)
      var stream = RandomStream(
        seed: options.seed, stream: UInt64(index) + 1)
      let next = fit(
        from: scattered(center, leastScatter: 0.5, &stream))
      guard next.isConverged else { continue }
      convergedCount += 1
      values.append(next.optimization.value)
      let isLower =
        next.optimization.value
        < best.optimization.value - Self.tolerance(best.optimization.value)
      if !best.isConverged || isLower { best = next }
    }
    best.attempts =
      first.attempts + [
        Self.sentence(
          searches: options.randomStarts, converged: convergedCount,
          optima: Self.distinctCount(values),
          isLower: best.theta != first.theta && first.isConverged)
      ]
    stand(at: best)
    return best
  }

  /// Starting values beside others: variances by a factor between a quarter
  /// and four, the rest by normal amounts of their own size.
  ///
  /// - Parameters:
  ///   - center: The starting values.
  ///   - leastScatter: The size that is taken for a smaller one.
  ///   - stream: The source of random numbers.
  /// - Returns: One value for each parameter.
  func scattered(
    _ center: [Double], leastScatter: Double, _ stream: inout RandomStream
  ) -> [Double] {
    var start = center
    let isVariance = isVariance
    for (index, value) in center.enumerated() {
      if isVariance[index] {
        start[index] = value * .exp2(4 * stream.uniform() - 2)
      } else {
        start[index] = value + max(abs(value), leastScatter) * stream.normal()
      }
      let row = model.table.rows[model.rowOfParameter[index]]
      if let lower = row.lower { start[index] = max(start[index], lower) }
      if let upper = row.upper { start[index] = min(start[index], upper) }
    }
    return start
  }

  /// Values closer than this are those of one optimum, or of its mirror image.
  private static func tolerance(_ value: Double) -> Double {
    1e-6 * max(1, abs(value))
  }

  static func distinctCount(_ values: [Double]) -> Int {
    var count = 0
    var last = -Double.infinity
    for value in values.sorted() where value > last + tolerance(value) {
      count += 1
      last = value
    }
    return count
  }

  private static func sentence(
    searches: Int, converged: Int, optima: Int, isLower: Bool
  ) -> String {
    let start =
      "\(converged) of \(searches) searches from random starting values "
      + "converged"
    if converged == 0 { return start + "." }
    if optima == 1 { return start + ", to one optimum." }
    return start + "; there are \(optima) optima, of which the lowest is kept"
      + (isLower ? ", which is not the one found first." : ".")
  }
}
