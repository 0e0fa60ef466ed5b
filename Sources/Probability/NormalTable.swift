/// Φ by Taylor's series around the nearest of a table's points, with an absolute
/// error of about 2e-16: some times faster than the function that is accurate
/// relative to itself, for probabilities that are only added.
package struct NormalTable: Sendable {
  /// The points per unit.
  private static let density = 8
  /// The largest |x| of a point; beyond it Φ is 0 or 1.
  private static let farthest = 9
  /// The terms behind the constant one.
  private static let order = 10

  /// The coefficients of each point, from the constant up.
  private let coefficients: [Double]

  /// The table.
  package static let shared = NormalTable()

  /// The terms are (−1)^(k − 1) φ(x) He_(k − 1)(x)/k!.
  private init() {
    var coefficients: [Double] = []
    let last = Self.farthest * Self.density
    for number in -last...last {
      let x = Double(number) / Double(Self.density)
      coefficients.append(NormalDistribution.cumulative(x))
      // He_(k − 1) and He_k.
      var (before, own) = (0.0, 1.0)
      var factor = NormalDistribution.density(x)
      for k in 1...Self.order {
        factor /= Double(k)
        coefficients.append(factor * own)
        (before, own) = (own, x * own - Double(k - 1) * before)
        factor.negate()
      }
    }
    self.coefficients = coefficients
  }

  /// Φ(x).
  package func cumulative(_ x: Double) -> Double {
    guard abs(x) < Double(Self.farthest) else {
      return x.isNaN ? .nan : x < 0 ? 0 : 1
    }
    let place = (x * Double(Self.density)).rounded()
    let step = x - place / Double(Self.density)
    let first =
      (Int(place) + Self.farthest * Self.density) * (Self.order + 1)
    var value = coefficients[first + Self.order]
    for k in stride(from: Self.order - 1, through: 0, by: -1) {
      value = value * step + coefficients[first + k]
    }
    return value
  }
}
