package import Messages

/// A cubic polynomial of a standard normal variable, Y = −c + bZ + cZ² + dZ³,
/// with mean 0, variance 1 and a given skewness and kurtosis (Fleishman, 1978,
/// equations 5, 11, 17 and 18).
package struct FleishmanPolynomial: Sendable, Hashable {
  /// The coefficient of Z.
  package private(set) var b = 1.0
  /// The coefficient of Z², and the negative constant.
  package private(set) var c = 0.0
  /// The coefficient of Z³.
  package private(set) var d = 0.0

  /// Finds the polynomial of a shape.
  ///
  /// - Parameters:
  ///   - shape: The shape.
  ///   - name: The variable, for errors.
  /// - Throws: `LatentError` for a shape that no distribution has, or no
  ///   polynomial.
  package init(_ shape: DistributionShape, of name: String) throws(LatentError)
  {
    guard shape.skewness.isFinite, shape.kurtosis.isFinite,
      shape.kurtosis > shape.skewness * shape.skewness - 2
    else { throw Self.impossible(shape, name) }
    guard solve(shape) else { throw Self.unreachable(shape, name) }
  }

  private init() {}

  /// The value at a standard normal number.
  package func value(_ z: Double) -> Double {
    (((d * z) + c) * z + b) * z - c
  }

  // MARK: The equations

  /// The variance, the skewness and the kurtosis less what they are to be.
  private func remainders(_ shape: DistributionShape) -> SIMD3<Double> {
    let variance = b * b + 6 * b * d + 2 * c * c + 15 * d * d - 1
    let skewness =
      2 * c * (b * b + 24 * b * d + 105 * d * d + 2) - shape.skewness
    let tail = 12 + 48 * b * d + 141 * c * c + 225 * d * d
    let kurtosis =
      24 * (b * d + c * c * (1 + b * b + 28 * b * d) + d * d * tail)
      - shape.kurtosis
    return SIMD3(variance, skewness, kurtosis)
  }

  /// The derivatives of `remainders` by b, c and d.
  private var derivatives: [SIMD3<Double>] {
    let byB = SIMD3(
      2 * b + 6 * d, 2 * c * (2 * b + 24 * d),
      24 * (d + c * c * (2 * b + 28 * d) + 48 * d * d * d))
    let byC = SIMD3(
      4 * c, 2 * (b * b + 24 * b * d + 105 * d * d + 2),
      24 * (2 * c * (1 + b * b + 28 * b * d) + 282 * c * d * d))
    let tail = 12 + 48 * b * d + 141 * c * c + 225 * d * d
    let byD = SIMD3(
      6 * b + 30 * d, 2 * c * (24 * b + 210 * d),
      24
        * (b + 28 * b * c * c + 2 * d * tail + d * d * (48 * b + 450 * d)))
    return [byB, byC, byD]
  }

  private static func determinant(
    _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>
  ) -> Double {
    a.x * (b.y * c.z - b.z * c.y) - b.x * (a.y * c.z - a.z * c.y)
      + c.x * (a.y * b.z - a.z * b.y)
  }

  /// Solves by Newton's method along a path of shapes that begins at the normal
  /// one, so that the solution is that of its branch.
  private mutating func solve(_ shape: DistributionShape) -> Bool {
    (b, c, d) = (1, 0, 0)
    var reached = 0.0
    var step = 0.125
    while reached < 1 {
      let next = min(1, reached + step)
      let kept = self
      // The kurtosis grows with the square of the skewness at the boundary.
      let own = DistributionShape(
        skewness: shape.skewness * next,
        kurtosis: shape.kurtosis * (shape.skewness == 0 ? next : next * next))
      if correct(own) {
        reached = next
        step = min(0.25, step * 2)
      } else {
        self = kept
        step *= 0.5
        guard step > 1e-6 else { return false }
      }
    }
    return true
  }

  /// Newton's method for one shape, from where the coefficients are.
  private mutating func correct(_ shape: DistributionShape) -> Bool {
    for _ in 0..<60 {
      let remainder = remainders(shape)
      let largest = max(
        abs(remainder.x), abs(remainder.y), abs(remainder.z))
      guard largest.isFinite, abs(b) < 4, abs(c) < 4, abs(d) < 4 else {
        return false
      }
      let slopes = derivatives
      let scale = Self.determinant(slopes[0], slopes[1], slopes[2])
      guard abs(scale) > 1e-12 else { return false }
      let change =
        SIMD3(
          Self.determinant(remainder, slopes[1], slopes[2]),
          Self.determinant(slopes[0], remainder, slopes[2]),
          Self.determinant(slopes[0], slopes[1], remainder)) / scale
      guard abs(change.x) < 0.5, abs(change.y) < 0.5, abs(change.z) < 0.5
      else { return false }
      b -= change.x
      c -= change.y
      d -= change.z
      if largest < 1e-13 * (1 + abs(shape.kurtosis)) { return b > 0 }
      if max(abs(change.x), abs(change.y), abs(change.z)) < 1e-16 {
        return largest < 1e-11 * (1 + abs(shape.kurtosis)) && b > 0
      }
    }
    let remainder = remainders(shape)
    return b > 0
      && max(abs(remainder.x), abs(remainder.y), abs(remainder.z))
        < 1e-11 * (1 + abs(shape.kurtosis))
  }

  // MARK: Errors

  private static func impossible(
    _ shape: DistributionShape, _ name: String
  ) -> LatentError {
    let least = NumberStyle.fixed(shape.skewness * shape.skewness - 2, 2)
    return LatentError(
      code: .populationShape,
      message: "No distribution has the skewness "
        + "\(NumberStyle.fixed(shape.skewness, 2)) and the kurtosis "
        + "\(NumberStyle.fixed(shape.kurtosis, 2)) of \(name): the kurtosis "
        + "lies above the square of the skewness less 2, here \(least).",
      remedy: "Give a greater kurtosis; a normal distribution has 0.")
  }

  private static func unreachable(
    _ shape: DistributionShape, _ name: String
  ) -> LatentError {
    var limit = ""
    if let least = leastKurtosis(skewness: shape.skewness),
      shape.kurtosis < least
    {
      limit = ", which begins at \(NumberStyle.fixed(least, 3))"
    }
    return LatentError(
      code: .populationShape,
      message: "No polynomial of Fleishman has the skewness "
        + "\(NumberStyle.fixed(shape.skewness, 2)) with the kurtosis "
        + "\(NumberStyle.fixed(shape.kurtosis, 2)) of \(name)\(limit).",
      remedy: limit.isEmpty
        ? "Give a smaller skewness or kurtosis."
        : "Give a greater kurtosis, or a skewness nearer to 0.")
  }

  /// The least kurtosis that polynomials reach at a skewness; `nil` where none
  /// is found.
  package static func leastKurtosis(skewness: Double) -> Double? {
    func isReached(_ kurtosis: Double) -> Bool {
      var own = FleishmanPolynomial()
      return own.solve(
        DistributionShape(skewness: skewness, kurtosis: kurtosis))
    }
    var low = skewness * skewness - 2
    var high = 2 * skewness * skewness + 1
    guard isReached(high) else { return nil }
    while high - low > 1e-4 {
      let middle = 0.5 * (low + high)
      if isReached(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
