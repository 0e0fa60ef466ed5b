internal import Probability
internal import SampleStatistics

/// The frequency with which each case of a group counts in a replicate: how
/// often it, or the cluster that it is in, is drawn, times its weight.
struct CaseCounts: Sendable {
  /// The number of cases in the last draw, weights aside.
  private(set) var caseCount = 0.0
  /// The sum of their weights.
  private(set) var size = 0.0

  private let clusters: [Int]?
  private let weights: [Double]?
  /// The number of times that each cluster is drawn.
  private var times: [Int]

  /// Takes the clusters and weights of cases.
  init(_ cases: SampleCases) {
    clusters = cases.clusters
    weights = cases.weights
    times = [Int](
      repeating: 0, count: (cases.clusters?.max() ?? -1) + 1)
  }

  /// Draws as many cases, or clusters, as there are with replacement; of a
  /// jackknife all of them but one count once.
  ///
  /// - Parameters:
  ///   - stream: The random stream.
  ///   - counts: Receives the frequencies.
  ///   - omitted: The case, or cluster, that a jackknife leaves out.
  mutating func draw(
    _ stream: inout RandomStream, into counts: inout [Double],
    omitting omitted: Int?
  ) {
    if let omitted {
      for i in counts.indices {
        counts[i] = (clusters?[i] ?? i) == omitted ? 0 : 1
      }
    } else if let clusters {
      for c in times.indices { times[c] = 0 }
      for _ in times.indices {
        times[stream.integer(below: times.count)] += 1
      }
      for i in counts.indices { counts[i] = Double(times[clusters[i]]) }
    } else {
      for i in counts.indices { counts[i] = 0 }
      for _ in counts.indices {
        counts[stream.integer(below: counts.count)] += 1
      }
    }
    caseCount = 0
    for count in counts { caseCount += count }
    size = caseCount
    guard let weights else { return }
    size = 0
    for i in counts.indices {
      counts[i] *= weights[i]
      size += counts[i]
    }
  }
}
