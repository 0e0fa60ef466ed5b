/// The numbers of factors that variables determine by themselves (Ledermann,
/// 1937).
package enum LedermannBound {
  /// The degrees of freedom of a common factor model: ((p − m)² − p − m)/2.
  package static func degreesOfFreedom(
    variables p: Int, factors m: Int
  ) -> Int {
    ((p - m) * (p - m) - p - m) / 2
  }

  /// The most factors that leave no negative degrees of freedom.
  package static func mostFactors(of p: Int) -> Int {
    (0..<max(p, 1)).last {
      degreesOfFreedom(variables: p, factors: $0) >= 0
    } ?? 0
  }
}
