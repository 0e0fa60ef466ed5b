import RealModule

/// Integrals over the distribution of s = √(χ²ᵥ/ν), the estimated standard
/// deviation of normal variables over the true one.
struct ScaleMixture {
  private var points: [(scale: Double, weight: Double)] = []

  /// Makes the points.
  ///
  /// The trapezoidal rule in u = log s: its error falls off exponentially for
  /// integrands that are analytic in a strip, of which log s has the half-width
  /// π/4.
  ///
  /// - Parameter degreesOfFreedom: ν, positive; infinity gives s = 1.
  init(degreesOfFreedom nu: Double) {
    guard nu.isFinite else {
      points = [(1, 1)]
      return
    }
    // log f(u) = ν(u − (e²ᵘ − 1)/2) less a constant.
    func logDensity(_ u: Double) -> Double {
      nu * (u - 0.5 * Double.expMinusOne(2 * u))
    }
    let step = min(0.1, 0.3 / nu.squareRoot())
    var total = 0.0
    for direction in [-1.0, 1] {
      var number = direction < 0 ? 0.0 : 1
      while true {
        let u = direction * number * step
        let density = Double.exp(logDensity(u))
        if density < 1e-40 { break }
        points.append((Double.exp(u), density))
        total += density
        number += 1
      }
    }
    for index in points.indices { points[index].weight /= total }
    points.sort { $0.weight < $1.weight }
  }

  /// The mean of a function of s.
  func mean(_ value: (Double) -> Double) -> Double {
    points.reduce(0) { $0 + $1.weight * value($1.scale) }
  }
}
