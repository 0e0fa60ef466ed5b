internal import LinearAlgebra
internal import Probability
internal import Synchronization

/// The search for the rotation that minimizes a criterion, by projected
/// gradients (Jennrich, 2001, for orthogonal and 2002 for oblique rotations).
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

  /// Elements of the inverse rotation beyond which factors are collinear.
  private static let collapse = 1e3

  private let loadings: Matrix
  private let criterion: RotationCriterion
  private let isOrthogonal: Bool
  /// Enough of a search to tell optima apart, and enough for the digits.
  private static let rough = (tolerance: 1e-6, steps: 5000)
  private static let fine = (tolerance: 1e-10, steps: 20_000)

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
      let end = run(from: start, Self.rough)
      found.withLock { $0[number] = end }
    }
    let ends = found.withLock { $0.compactMap(\.self) }
    var best = ends[0]
    for number in 1..<(starts + 1)
    where ends[number].value < best.value - 1e-9 * max(abs(best.value), 1e-3) {
      best = ends[number]
    }
    let fine =
      best.isCollapsed ? best : run(from: best.rotation, Self.fine)
    return (fine, (0...starts).map { ends[$0].value })
  }

  private func run(
    from start: Matrix, _ limits: (tolerance: Double, steps: Int)
  ) -> End {
    var t = start
    var length = 1.0
    guard var current = evaluate(t) else {
      return End(rotation: t, value: .infinity, isConverged: false)
    }
    for _ in 0..<limits.steps {
      if !isOrthogonal, isCollapsed(t) {
        return End(
          rotation: t, value: current.value, isConverged: false,
          isCollapsed: true)
      }
      let projected = project(current.gradient, t)
      let size = projected.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if size < limits.tolerance {
        return End(rotation: t, value: current.value, isConverged: true)
      }
      length *= 2
      var moved: (Matrix, (value: Double, gradient: Matrix))?
      for _ in 0..<40 {
        let trial = retract(t - length * projected)
        if let trial, let next = evaluate(trial),
          next.value < current.value - 0.5 * size * size * length
        {
          moved = (trial, next)
          break
        }
        length *= 0.5
      }
      guard let moved else {
        return End(
          rotation: t, value: current.value, isConverged: size < 1e-5)
      }
      (t, current) = moved
    }
    return End(rotation: t, value: current.value, isConverged: false)
  }

  private func isCollapsed(_ t: Matrix) -> Bool {
    guard let inverse = t.generalInverse() else { return true }
    return inverse.elements.contains { !(abs($0) < Self.collapse) }
  }

  /// The value, and its derivatives by T.
  private func evaluate(_ t: Matrix) -> (value: Double, gradient: Matrix)? {
    if isOrthogonal {
      let found = criterion.evaluate(loadings * t)
      guard found.value.isFinite else { return nil }
      return (found.value, loadings.transposed * found.gradient)
    }
    guard let inverse = t.generalInverse() else { return nil }
    let rotated = loadings * inverse.transposed
    let found = criterion.evaluate(rotated)
    guard found.value.isFinite else { return nil }
    let product = (rotated.transposed * found.gradient) * inverse
    return (found.value, -1 * product.transposed)
  }

  /// The part of a gradient that stays on the manifold.
  private func project(_ gradient: Matrix, _ t: Matrix) -> Matrix {
    if isOrthogonal {
      let product = t.transposed * gradient
      return gradient - t * (0.5 * (product + product.transposed))
    }
    var result = gradient
    for j in 0..<t.columns {
      var along = 0.0
      for i in 0..<t.rows { along += t[i, j] * gradient[i, j] }
      for i in 0..<t.rows { result[i, j] -= along * t[i, j] }
    }
    return result
  }

  /// The nearest point of the manifold: columns of length 1, or an orthogonal
  /// matrix.
  private func retract(_ t: Matrix) -> Matrix? {
    if isOrthogonal {
      // X(X'X)^(−½), the orthogonal part of the polar decomposition.
      guard let eigen = SymmetricEigen(t.transposed * t),
        let smallest = eigen.values.first, smallest > 0
      else { return nil }
      var root = eigen.vectors
      for j in 0..<root.columns {
        let scale = 1 / eigen.values[j].squareRoot()
        for i in 0..<root.rows { root[i, j] *= scale }
      }
      return t * (root * eigen.vectors.transposed)
    }
    var result = t
    for j in 0..<t.columns {
      let length = t.column(j).reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return nil }
      for i in 0..<t.rows { result[i, j] /= length }
    }
    return result
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
