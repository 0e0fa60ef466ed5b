internal import LinearAlgebra
internal import RealModule

/// The weights of rows while loadings are rotated.
public enum RowWeights: String, Sendable, Hashable, CaseIterable, Encodable {
  /// None.
  case none
  /// Rows of length 1 (Kaiser, 1958).
  case kaiser
  /// Weights by Cureton & Mulaik (1975).
  case curetonMulaik = "cureton-mulaik"
}

extension RowWeights {
  /// The weights of loadings of uncorrelated factors; a rotation of these
  /// leaves them as they are.
  ///
  /// - Parameter loadings: Variables by factors.
  /// - Returns: The weights, which are not finite for a variable without
  ///   loadings.
  func factors(of loadings: Matrix) -> [Double] {
    guard self != .none else {
      return [Double](repeating: 1, count: loadings.rows)
    }
    let lengths = (0..<loadings.rows).map { i in
      loadings.row(i).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    guard self == .curetonMulaik else { return lengths.map { 1 / $0 } }
    // The first principal axis is what the weights' authors rotate from.
    guard
      let axes = SymmetricEigen(loadings.transposed * loadings)?.vectors,
      lengths.allSatisfy({ $0 > 0 })
    else { return lengths.map { _ in .nan } }
    let axis = loadings * axes.column(loadings.columns - 1)
    let root = 1 / Double(loadings.columns).squareRoot()
    let corner = Double.acos(root)
    return zip(axis, lengths).map { first, length in
      let share = min(abs(first) / length, 1)
      let angle =
        (corner - Double.acos(share))
        / (corner - (share < root ? 0.5 * .pi : 0))
      let cosine = Double.cos(0.5 * .pi * angle)
      return (cosine * cosine + 0.001) / length
    }
  }
}
