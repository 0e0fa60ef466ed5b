public import LinearAlgebra

/// Velicer's minimum average partial: the number of components after whose
/// removal the partial correlations are smallest.
public struct PartialAverages: Sendable {
  /// The mean squared partial correlations after 0, 1, 2, … components
  /// (Velicer, 1976).
  public let squares: [Double]
  /// The mean fourth powers (Velicer, Eaton & Fava, 2000).
  public let fourths: [Double]

  /// Computes them; `nil` if the matrix is not one of numbers.
  ///
  /// - Parameter correlation: The correlation matrix.
  public init?(_ correlation: Matrix) {
    guard let eigen = SymmetricEigen(correlation) else { return nil }
    let p = correlation.rows
    var rest = correlation
    var squares: [Double] = []
    var fourths: [Double] = []
    for removed in 0..<max(p - 1, 1) {
      if removed > 0 {
        let place = p - removed
        let value = eigen.values[place]
        for j in 0..<p {
          for i in 0..<p {
            rest[i, j] -=
              value * eigen.vectors[i, place] * eigen.vectors[j, place]
          }
        }
      }
      let diagonal = rest.diagonal
      guard diagonal.allSatisfy({ $0 > 1e-12 }) else { break }
      var square = 0.0
      var fourth = 0.0
      for j in 0..<p {
        for i in 0..<p where i != j {
          let own = rest[i, j] * rest[i, j] / (diagonal[i] * diagonal[j])
          square += own
          fourth += own * own
        }
      }
      let pairs = Double(max(p * (p - 1), 1))
      squares.append(square / pairs)
      fourths.append(fourth / pairs)
    }
    self.squares = squares
    self.fourths = fourths
  }

  /// The number of components with the smallest mean square.
  public var count: Int { Self.least(squares) }

  /// The number of components with the smallest mean fourth power.
  public var countByFourths: Int { Self.least(fourths) }

  private static func least(_ values: [Double]) -> Int {
    values.indices.min { values[$0] < values[$1] } ?? 0
  }
}
