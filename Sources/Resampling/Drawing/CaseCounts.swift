internal import Probability

/// The frequency of each case.
enum CaseCounts {
  /// Draws as many cases as there are with replacement; of a jackknife all
  /// but one count once.
  static func draw(
    _ stream: inout RandomStream, into counts: inout [Double],
    omitting omitted: Int?
  ) {
    for i in counts.indices {
      counts[i] = omitted != nil && i != omitted ? 1 : 0
    }
    if omitted != nil { return }
    for _ in counts.indices {
      counts[stream.integer(below: counts.count)] += 1
    }
  }
}
