internal import LinearAlgebra
internal import Messages
internal import Probability
internal import RealModule
internal import Synchronization

/// The search for unique variances that minimize a discrepancy, the loadings
/// being at their best given them.
///
/// Maximum likelihood works on x = log ψ and the eigenvalues θ of
/// Ψ^(−½) R Ψ^(−½): f = Σ_(j>m) (θⱼ − log θⱼ − 1) (Jöreskog, 1967, equation 20;
/// exact second derivatives by Clarke, 1970). Least squares works on ψ and the
/// eigenvalues of R − Ψ: f = ½ Σ_(j>m) θⱼ² (Jöreskog, 1977).
///
/// Too few factors can have several minima: the lowest of several searches is
/// taken.
struct UniquenessSearch {
  struct Outcome {
    var loadings: Matrix
    var uniquenesses: [Double]
    var value: Double
    var isConverged: Bool
    var bounded: [Int]
  }

  private struct Point {
    var x: [Double]
    var value: Double
    var gradient: [Double]
    var eigen: SymmetricEigen
  }

  private let correlation: Matrix
  private let count: Int
  private let isLikelihood: Bool
  private let start: [Double]
  private static let mostSteps = 200

  init(
    _ correlation: Matrix, count: Int, isLikelihood: Bool
  ) throws(LatentError) {
    self.correlation = correlation
    self.count = count
    self.isLikelihood = isLikelihood
    let p = correlation.rows
    if !Extraction.isSingular(correlation),
      let inverse = correlation.choleskyInverse()?.inverse
    {
      // Jöreskog (1967), equation 25: squared multiple correlations.
      let share = 1 - 0.5 * Double(count) / Double(p)
      start = (0..<p).map { min(max(share / inverse[$0, $0], 0.01), 1) }
    } else if isLikelihood {
      throw LatentError(
        kind: .fit, code: .singularCorrelations,
        message: "The correlation matrix is singular: a variable is a sum of "
          + "others, or there are fewer cases than variables.",
        remedy: "Leave such a variable out, or extract by uls.")
    } else {
      start = Array(repeating: 0.5, count: p)
    }
  }

  /// The number of random starts beside the two that are not.
  private static let randomStarts = 6
  /// The size of the gradient that tells minima apart.
  private static let rough = 1e-5
  private static let fine = 1e-12

  /// Searches from several starts, and ends the best one to all digits.
  func run() throws(LatentError) -> Outcome {
    let starts =
      [start, Array(repeating: 0.5, count: start.count)]
      + (1...Self.randomStarts).map { number in
        var random = RandomStream(seed: 1, stream: UInt64(number))
        return start.map { _ in 0.05 + 0.9 * random.uniform() }
      }
    let found = Mutex(
      [Result<Point, LatentError>?](repeating: nil, count: starts.count))
    WorkTeam(threads: WorkTeam.coreCount).perform(starts.count) { place, _ in
      let end = Result { () throws(LatentError) in
        try search(from: try evaluate(scaled(starts[place])), Self.rough).0
      }
      found.withLock { $0[place] = end }
    }
    let ends = found.withLock { $0 }
    guard var best = try ends[0]?.get() else {
      throw LatentError(
        kind: .fit, code: .factorsOfNothing,
        message: "The search has no starting values.",
        remedy: "Leave variables without variance out.")
    }
    for end in ends.dropFirst() {
      // Starts of no help are passed over.
      guard case .success(let point)? = end,
        point.value < best.value - 1e-6 * (1e-3 + abs(best.value))
      else { continue }
      best = point
    }
    let (point, isConverged) = try search(from: best, Self.fine)
    let bounded = point.x.indices.filter { point.x[$0] <= lowest }
    let uniquenesses = point.x.map { isLikelihood ? Double.exp($0) : $0 }
    return Outcome(
      loadings: loadings(point, uniquenesses), uniquenesses: uniquenesses,
      value: point.value, isConverged: isConverged, bounded: bounded)
  }

  /// The lower limit of x.
  private var lowest: Double {
    isLikelihood
      ? Double.log(Extraction.leastUniqueness) : Extraction.leastUniqueness
  }

  private func scaled(_ uniquenesses: [Double]) -> [Double] {
    uniquenesses.map { isLikelihood ? Double.log($0) : $0 }
  }

  /// Searches by Newton's method with the exact second derivatives.
  private func search(
    from start: Point, _ tolerance: Double
  ) throws(LatentError) -> (Point, isConverged: Bool) {
    var point = start
    for _ in 0..<Self.mostSteps {
      let free = point.x.indices.filter {
        point.x[$0] > lowest || point.gradient[$0] < 0
      }
      let size = free.map { abs(point.gradient[$0]) }.max() ?? 0
      if size < tolerance { return (point, true) }
      guard
        let next = try step(from: point, free: free, lowest: lowest)
      else {
        // No further decrease can be seen in this arithmetic.
        return (point, size < 1e-7)
      }
      point = next
    }
    return (point, false)
  }

  /// A step that decreases the value; `nil` if there is none.
  private func step(
    from point: Point, free: [Int], lowest: Double
  ) throws(LatentError) -> Point? {
    var direction = newtonDirection(point, free)
    let slope = zip(free, direction).reduce(0) {
      $0 + point.gradient[$1.0] * $1.1
    }
    if slope >= 0 { direction = free.map { -point.gradient[$0] } }
    var length = 1.0
    for _ in 0..<40 {
      var x = point.x
      var promised = 0.0
      for (place, i) in free.enumerated() {
        let moved = max(
          x[i] + length * min(max(direction[place], -2), 2), lowest)
        promised += point.gradient[i] * (moved - x[i])
        x[i] = moved
      }
      let next = try evaluate(x)
      let noise = 1e-15 * (1 + abs(point.value))
      if next.value <= point.value + 1e-4 * promised + noise,
        promised < 0
      {
        let isSmall = abs(promised) < 1e-22 * (1 + abs(point.value))
        return isSmall && next.value >= point.value ? nil : next
      }
      length *= 0.5
    }
    return nil
  }

  /// −H⁻¹g among the free ones; with more of a diagonal where H is not positive
  /// definite.
  private func newtonDirection(_ point: Point, _ free: [Int]) -> [Double] {
    let gradient = free.map { point.gradient[$0] }
    let hessian = hessian(point.eigen, 0..<(point.x.count - count))
      .submatrix(rows: free, columns: free)
    guard let eigen = SymmetricEigen(hessian) else {
      return gradient.map { -$0 }
    }
    let largest = eigen.values.last.map { abs($0) } ?? 1
    var direction = [Double](repeating: 0, count: free.count)
    for k in eigen.values.indices {
      let vector = eigen.vectors.column(k)
      let along = zip(vector, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      let curvature = max(abs(eigen.values[k]), 1e-10 * largest)
      for i in direction.indices {
        direction[i] -= along / curvature * vector[i]
      }
    }
    return direction
  }

  private func evaluate(_ x: [Double]) throws(LatentError) -> Point {
    let p = x.count
    var scaled = correlation
    if isLikelihood {
      let roots = x.map { Double.exp(-0.5 * $0) }
      for j in 0..<p {
        for i in 0..<p { scaled[i, j] *= roots[i] * roots[j] }
      }
    } else {
      for i in 0..<p { scaled[i, i] -= x[i] }
    }
    let eigen = try Extraction.eigen(scaled)
    let small = 0..<(p - count)
    var value = 0.0
    var gradient = [Double](repeating: 0, count: p)
    for j in small {
      let theta = eigen.values[j]
      if isLikelihood {
        value += theta > 0 ? theta - Double.log(theta) - 1 : .infinity
      } else {
        value += 0.5 * theta * theta
      }
      let weight = isLikelihood ? 1 - theta : -theta
      for i in 0..<p {
        gradient[i] += weight * eigen.vectors[i, j] * eigen.vectors[i, j]
      }
    }
    return Point(x: x, value: value, gradient: gradient, eigen: eigen)
  }

  /// The second derivatives.
  ///
  /// With P = ωᵢω' of an eigenvector, they are
  /// (Σ_(j>m) θP)(Σ_(j>m) P) + Σ_(j>m) Σ_(l≤m) (1 − θⱼ)(θₗ + θⱼ)/(θₗ − θⱼ) PⱼPₗ
  /// for the likelihood and
  /// (Σ_(j>m) P)² + 2 Σ_(j>m) Σ_(l≤m) θⱼ/(θⱼ − θₗ) PⱼPₗ for least squares.
  private func hessian(_ eigen: SymmetricEigen, _ small: Range<Int>) -> Matrix {
    let p = eigen.values.count
    let vectors = MatrixBuffer(rows: p, columns: small.count)
    let scaled = MatrixBuffer(rows: p, columns: small.count)
    let product = MatrixBuffer(rows: p, columns: p)
    for j in small {
      for i in 0..<p { vectors[i, j] = eigen.vectors[i, j] }
    }
    /// Σ_(j>m) of ωⱼωⱼ' times numbers.
    func place(_ factor: (Int) -> Double) {
      for j in small {
        let own = factor(j)
        for i in 0..<p { scaled[i, j] = own * vectors[i, j] }
      }
      multiply(scaled, vectors, into: product, transposeB: true)
    }
    place { _ in 1 }
    var hessian = Matrix(product)
    if isLikelihood { place { eigen.values[$0] } }
    for j in 0..<p {
      for i in 0..<p { hessian[i, j] *= product[i, j] }
    }
    for l in small.upperBound..<p {
      let high = eigen.values[l]
      place { j in
        let low = eigen.values[j]
        let distance = max(high - low, 1e-12 * max(abs(high), 1))
        return isLikelihood
          ? (1 - low) * (high + low) / distance : -2 * low / distance
      }
      let own = eigen.vectors.column(l)
      for j in 0..<p {
        for i in 0..<p { hessian[i, j] += own[i] * own[j] * product[i, j] }
      }
    }
    return hessian
  }

  private func loadings(_ point: Point, _ uniquenesses: [Double]) -> Matrix {
    let p = uniquenesses.count
    var loadings = Matrix(rows: p, columns: count)
    for factor in 0..<count {
      let place = p - 1 - factor
      let theta = point.eigen.values[place]
      let root = max(isLikelihood ? theta - 1 : theta, 0).squareRoot()
      for i in 0..<p {
        let scale = isLikelihood ? uniquenesses[i].squareRoot() : 1
        loadings[i, factor] = scale * root * point.eigen.vectors[i, place]
      }
    }
    return loadings
  }
}
