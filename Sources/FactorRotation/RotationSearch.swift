internal import LinearAlgebra
internal import Probability
internal import Synchronization

/// The search for the rotation that minimizes a criterion, from several starts.
struct RotationSearch {
  /// Where a start has ended.
  struct End {
    var rotation: Matrix
    var value: Double
    var isConverged: Bool
    /// Whether factors have become collinear, where the criterion has no
    /// minimum.
    var isCollapsed = false
  }

  /// When a search from one start ends.
  struct Limits {
    /// The norm of the gradient.
    var tolerance: Double
    /// The most steps.
    var steps: Int

    /// Enough to tell optima apart.
    static let rough = Limits(tolerance: 1e-6, steps: 5000)
    /// Enough for the digits.
    static let fine = Limits(tolerance: 1e-10, steps: 20_000)
  }

  private let loadings: Matrix
  private let criterion: RotationCriterion
  private let isOrthogonal: Bool

  init(
    _ loadings: Matrix, _ criterion: RotationCriterion, isOrthogonal: Bool
  ) {
    self.loadings = loadings
    self.criterion = criterion
    self.isOrthogonal = isOrthogonal
  }

  /// The best of several starts: the unrotated loadings, then random rotations.
  ///
  /// - Parameters:
  ///   - starts: The number of random starts.
  ///   - seed: The seed; start k is its stream k.
  /// - Returns: The best end, and the values of all.
  func best(starts: Int, seed: UInt64) -> (best: End, values: [Double]) {
    let m = loadings.columns
    let found = Mutex([End?](repeating: nil, count: starts + 1))
    WorkTeam(threads: WorkTeam.coreCount).perform(starts + 1) { number, _ in
      let start =
        number == 0
        ? Matrix.identity(m) : Self.random(m, seed, UInt64(number))
      let end = run(from: start, .rough)
      found.withLock { $0[number] = end }
    }
    let ends = found.withLock { $0.compactMap(\.self) }
    var best = ends[0]
    for number in 1..<(starts + 1)
    where ends[number].value < best.value - 1e-9 * max(abs(best.value), 1e-3) {
      best = ends[number]
    }
    let fine = best.isCollapsed ? best : run(from: best.rotation, .fine)
    return (fine, (0...starts).map { ends[$0].value })
  }

  private func run(from start: Matrix, _ limits: Limits) -> End {
    RotationDescent(loadings, criterion, isOrthogonal: isOrthogonal)
      .run(from: start, limits)
  }

  /// A random orthogonal matrix: normal numbers by Gram and Schmidt.
  private static func random(_ m: Int, _ seed: UInt64, _ stream: UInt64)
    -> Matrix
  {
    var random = RandomStream(seed: seed, stream: stream)
    var t = Matrix(rows: m, columns: m)
    for j in 0..<m {
      for i in 0..<m { t[i, j] = random.normal() }
      for k in 0..<j {
        var along = 0.0
        for i in 0..<m { along += t[i, j] * t[i, k] }
        for i in 0..<m { t[i, j] -= along * t[i, k] }
      }
      let length = t.column(j).reduce(0) { $0 + $1 * $1 }.squareRoot()
      for i in 0..<m { t[i, j] /= length }
    }
    return t
  }
}
