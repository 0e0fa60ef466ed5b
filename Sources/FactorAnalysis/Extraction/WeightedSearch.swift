internal import LinearAlgebra
internal import Messages

/// The search for loadings that minimize weighted squares of residual
/// correlations: f = ½ Σ_(i>j) wᵢⱼ (rᵢⱼ − λᵢ'λⱼ)².
///
/// Newton's method with exact second derivatives, and with more on their
/// diagonal where a step does not decrease f (Levenberg, 1944; Marquardt, 1963):
/// rotations leave f as it is, so that these derivatives are singular.
struct WeightedSearch {
  struct Outcome {
    var loadings: Matrix
    var value: Double
    var isConverged: Bool
  }

  private struct Point {
    var loadings: Matrix
    var value: Double
    /// The derivatives, variable by variable.
    var gradient: [Double]
  }

  private let correlation: Matrix
  /// The weights of pairs, as a symmetric matrix, whose mean is 1.
  private let weights: Matrix
  private let scale: Double
  private static let mostSteps = 500

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - correlation: The correlations.
  ///   - pairWeights: The weights of the pairs (i, j), i > j, column by column.
  init(_ correlation: Matrix, pairWeights: [Double]) {
    self.correlation = correlation
    let p = correlation.rows
    scale = pairWeights.reduce(0, +) / Double(max(pairWeights.count, 1))
    var weights = Matrix(rows: p, columns: p)
    var place = 0
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        weights[i, j] = pairWeights[place] / scale
        weights[j, i] = weights[i, j]
        place += 1
      }
    }
    self.weights = weights
  }

  /// Searches from some loadings.
  func run(from start: Matrix) -> Outcome {
    var point = evaluate(start)
    var damping = 1e-3
    var isConverged = false
    for _ in 0..<Self.mostSteps {
      let size = point.gradient.map { abs($0) }.max() ?? 0
      if size < 1e-12 {
        isConverged = true
        break
      }
      let curvature = curvature(point)
      var next: Point?
      while next == nil, damping < 1e8 {
        if let moved = step(point, curvature, damping) {
          let found = evaluate(moved)
          if found.value < point.value { next = found }
        }
        damping = next == nil ? max(damping, 1e-12) * 10 : damping / 10
      }
      guard let next else {
        // No further decrease can be seen in this arithmetic.
        isConverged = size < 1e-7
        break
      }
      damping = max(damping, 1e-10)
      point = next
    }
    return Outcome(
      loadings: point.loadings.principal, value: scale * point.value,
      isConverged: isConverged)
  }

  private func evaluate(_ loadings: Matrix) -> Point {
    let (p, m) = (loadings.rows, loadings.columns)
    let common = loadings * loadings.transposed
    var value = 0.0
    var gradient = [Double](repeating: 0, count: p * m)
    for j in 0..<p {
      for i in 0..<p where i != j {
        let residual = correlation[i, j] - common[i, j]
        let weighted = weights[i, j] * residual
        value += 0.25 * weighted * residual
        for r in 0..<m { gradient[i * m + r] -= weighted * loadings[j, r] }
      }
    }
    return Point(loadings: loadings, value: value, gradient: gradient)
  }

  /// The second derivatives: Σⱼ wᵢⱼ λⱼλⱼ' in the block of variable i, and
  /// wᵢⱼ (λⱼλᵢ' − (rᵢⱼ − λᵢ'λⱼ) I) in that of i and j.
  private func curvature(_ point: Point) -> Matrix {
    let l = point.loadings
    let (p, m) = (l.rows, l.columns)
    var result = Matrix(rows: p * m, columns: p * m)
    for j in 0..<p {
      for i in 0..<p where i != j {
        let weight = weights[i, j]
        var residual = correlation[i, j]
        for r in 0..<m { residual -= l[i, r] * l[j, r] }
        for s in 0..<m {
          for r in 0..<m {
            result[i * m + r, i * m + s] += weight * l[j, r] * l[j, s]
            result[i * m + r, j * m + s] += weight * l[j, r] * l[i, s]
          }
          result[i * m + s, j * m + s] -= weight * residual
        }
      }
    }
    return result
  }

  /// The loadings after a step; `nil` where the derivatives with the damping are
  /// not positive definite.
  private func step(
    _ point: Point, _ curvature: Matrix, _ damping: Double
  ) -> Matrix? {
    let l = point.loadings
    let (p, m) = (l.rows, l.columns)
    var damped = curvature
    for k in 0..<(p * m) { damped[k, k] += damping }
    guard let inverse = damped.choleskyInverse()?.inverse else { return nil }
    var moved = l
    for i in 0..<p {
      for r in 0..<m {
        var change = 0.0
        for k in 0..<(p * m) {
          change += inverse[k, i * m + r] * point.gradient[k]
        }
        moved[i, r] -= change
      }
    }
    return moved.elements.allSatisfy(\.isFinite) ? moved : nil
  }
}

extension Matrix {
  /// The loadings turned to their principal axes, the largest first: their
  /// products of columns are 0.
  var principal: Matrix {
    guard let eigen = SymmetricEigen(transposed * self) else { return self }
    let m = columns
    return self
      * eigen.vectors.submatrix(
        rows: Array(0..<m), columns: Array((0..<m).reversed()))
  }
}
