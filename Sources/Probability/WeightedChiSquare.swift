import RealModule

/// The distribution of a sum of independent χ² variables of one degree of
/// freedom, each times a weight of its own.
///
/// Tails are contour integrals of the moment generating function, which
/// Imhof (1961) and Davies (1980) take along the imaginary axis: here along
/// a parabola that leaves the saddlepoint by the steepest descent (Rice,
/// 1980; Helstrom & Ritcey, 1985) and stays clear of the poles, so that the
/// trapezoid rule converges geometrically and small tails keep their relative
/// accuracy, about 1e-12.
package struct WeightedChiSquareDistribution: Sendable, Hashable {
  /// Different weights, the largest 1, with the number of variables of each.
  private let terms: [Term]
  /// The largest weight.
  private let unit: Double

  private struct Term: Hashable, Sendable {
    var weight: Double
    var count: Double
  }

  /// Makes the distribution; weights that are not positive count as 0.
  package init(weights: [Double]) {
    let kept = weights.filter { $0 > 0 }.sorted(by: >)
    unit = kept.first ?? 0
    var terms: [Term] = []
    for weight in kept {
      if let last = terms.indices.last, terms[last].weight * unit == weight {
        terms[last].count += 1
      } else {
        terms.append(Term(weight: weight / unit, count: 1))
      }
    }
    self.terms = terms
  }

  /// The probability of a larger value: the p value of a statistic x.
  package func upperTail(_ x: Double) -> Double {
    if x.isNaN || !unit.isFinite { return .nan }
    if x <= 0 { return x == 0 && terms.isEmpty ? 0 : 1 }
    if terms.isEmpty || x == .infinity { return 0 }
    let value = x / unit
    let mean = terms.reduce(0) { $0 + $1.weight * $1.count }
    let isUpper = value > mean
    let tail = Contour(terms, value, isUpper: isUpper).integral
    return isUpper ? tail : 1 - tail
  }

  /// The path of integration of one tail.
  private struct Contour {
    let terms: [Term]
    let x: Double
    let isUpper: Bool
    /// The saddlepoint, where the path crosses the real axis.
    private var saddle = 0.0
    /// The second derivative of the exponent there.
    private var second = 0.0
    /// The coefficient of the path's bend: z = saddle + bend y² + iy.
    private var bend = 0.0

    init(_ terms: [Term], _ x: Double, isUpper: Bool) {
      self.terms = terms
      self.x = x
      self.isUpper = isUpper
      locate()
    }

    /// The first three derivatives of zx − ½ Σ m log(1 + 2wz) − log|z|, which
    /// is convex on both sides of 0.
    private func derivatives(_ z: Double) -> (Double, Double, Double) {
      var (first, second, third) = (x - 1 / z, 1 / (z * z), -2 / (z * z * z))
      for term in terms {
        let ratio = term.weight / (1 + 2 * term.weight * z)
        first -= term.count * ratio
        second += 2 * term.count * ratio * ratio
        third -= 8 * term.count * ratio * ratio * ratio
      }
      return (first, second, third)
    }

    private mutating func locate() {
      var (low, high) = isUpper ? (-0.5, 0.0) : (0.0, 1 / x)
      while !isUpper, derivatives(high).0 < 0 { high *= 2 }
      var z = 0.5 * (low + high)
      for _ in 0..<200 {
        let (first, second, _) = derivatives(z)
        if first > 0 { high = z } else { low = z }
        var next = z - first / second
        if !(next > low && next < high) { next = 0.5 * (low + high) }
        let step = abs(next - z)
        z = next
        if step <= 1e-14 * abs(z) { break }
      }
      let (_, second, third) = derivatives(z)
      saddle = z
      self.second = second
      let steepest = third / (6 * second)
      // To the left, where the integrand falls.
      bend = steepest < 0 ? steepest : -second.squareRoot() / 6
    }

    /// The real exponent at the saddlepoint.
    private var height: Double {
      var value = saddle * x - .log(abs(saddle))
      for term in terms {
        value -= 0.5 * term.count * .log(onePlus: 2 * term.weight * saddle)
      }
      return value
    }

    /// The integrand at a point of the path, relative to the saddlepoint's.
    private func integrand(_ y: Double, _ height: Double) -> Double {
      let a = saddle + bend * y * y
      var real = a * x - 0.5 * .log(a * a + y * y) - height
      var angle = y * x - (isUpper ? .atan2(y: -y, x: -a) : .atan2(y: y, x: a))
      for term in terms {
        let u = 1 + 2 * term.weight * a
        let v = 2 * term.weight * y
        real -= 0.25 * term.count * .log(u * u + v * v)
        angle -= 0.5 * term.count * .atan2(y: v, x: u)
      }
      // The imaginary part of the integrand times dz/dy = i + 2 bend y.
      return .exp(real) * (.cos(angle) + 2 * bend * y * .sin(angle))
    }

    /// The tail, by the trapezoid rule with halved steps until two sums agree.
    var integral: Double {
      let height = height
      func sum(_ step: Double) -> Double {
        var total = 0.5 * integrand(0, height)
        var negligible = 0
        var index = 1.0
        while negligible < 3, index < 1e5 {
          let value = integrand(index * step, height)
          total += value
          negligible = abs(value) < 1e-17 * abs(total) ? negligible + 1 : 0
          index += 1
        }
        return total * step
      }
      var step = 1 / second.squareRoot()
      var value = sum(step)
      for _ in 0..<12 {
        step /= 2
        let next = sum(step)
        let isSettled = abs(next - value) <= 1e-13 * abs(next)
        value = next
        if isSettled { break }
      }
      return min(1, max(0, value * .exp(height) / .pi))
    }
  }
}
