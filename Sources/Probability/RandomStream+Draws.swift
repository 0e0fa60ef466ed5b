import RealModule

// The standard library's own draws may change between versions of Swift; these
// are part of what a seed promises.
extension RandomStream {
  /// A uniform number strictly between 0 and 1, a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    while true {
      let bits = next() >> 11
      if bits != 0 { return Double(bits) * 0x1p-53 }
    }
  }

  /// A uniform whole number in 0..<bound, without bias.
  ///
  /// Lemire (2019), ACM Trans. Model. Comput. Simul. 29, algorithm 5.
  ///
  /// - Parameter bound: The number of values, at least 1.
  /// - Returns: A number from 0 to `bound` - 1.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "a draw needs at least one value")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      // 2⁶⁴ mod range: the draws below it would make some values likelier.
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = next().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// A standard normal number: the quantile of one uniform number, so that
  /// each normal takes one place in the stream.
  public mutating func normal() -> Double {
    NormalDistribution.quantile(uniform())
  }

  /// A gamma number with unit scale.
  ///
  /// Marsaglia & Tsang (2000), ACM TOMS 26, 363-372; below shape 1 by their
  /// section 6.
  ///
  /// - Parameter shape: The shape, positive and finite; otherwise NaN.
  /// - Returns: A positive number with mean `shape`.
  public mutating func gamma(shape: Double) -> Double {
    guard shape > 0, shape.isFinite else { return .nan }
    if shape < 1 {
      let larger = gamma(shape: shape + 1)
      return larger * .pow(uniform(), 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let root = 1 + c * z
      guard root > 0 else { continue }
      let v = root * root * root
      if .log(uniform()) < 0.5 * z * z + d - d * v + d * .log(v) {
        return d * v
      }
    }
  }

  /// A χ² number; NaN unless the degrees of freedom are positive and finite.
  public mutating func chiSquare(degreesOfFreedom: Double) -> Double {
    2 * gamma(shape: 0.5 * degreesOfFreedom)
  }
}
