public import LinearAlgebra
internal import Messages

/// Factors of a correlation matrix with communalities on its diagonal, which
/// are taken from the factors again and again.
struct PrincipalAxes {
  private(set) var loadings: Matrix
  private(set) var uniquenesses: [Double]
  private(set) var isConverged = false
  private(set) var discrepancy = 0.0

  /// The largest change of a communality at the end.
  private static let tolerance = 1e-10
  private static let mostSteps = 20_000

  init(_ correlation: Matrix, count: Int) throws(LatentError) {
    let p = correlation.rows
    var communalities = SquaredMultipleCorrelations.of(correlation)
    loadings = Matrix(rows: p, columns: count)
    for _ in 0..<Self.mostSteps {
      var reduced = correlation
      for i in 0..<p { reduced[i, i] = communalities[i] }
      let eigen = try Extraction.eigen(reduced)
      var next = [Double](repeating: 0, count: p)
      for factor in 0..<count {
        let place = p - 1 - factor
        let root = max(eigen.values[place], 0).squareRoot()
        for i in 0..<p {
          loadings[i, factor] = root * eigen.vectors[i, place]
          next[i] += loadings[i, factor] * loadings[i, factor]
        }
      }
      let change = zip(next, communalities).map { abs($0 - $1) }.max() ?? 0
      communalities = next
      if change < Self.tolerance {
        isConverged = true
        break
      }
      if next.contains(where: { $0 > 1 }) {
        // A communality above 1 grows on: a Heywood case.
        break
      }
    }
    uniquenesses = communalities.map { 1 - $0 }
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        var residual = correlation[i, j]
        for factor in 0..<count {
          residual -= loadings[i, factor] * loadings[j, factor]
        }
        discrepancy += residual * residual
      }
    }
  }
}

/// Squared multiple correlations of each variable with all others.
public enum SquaredMultipleCorrelations {
  /// 1 − 1/rⁱⁱ, rⁱⁱ on the diagonal of the inverse; the largest correlation of
  /// each variable where the matrix is singular.
  public static func of(_ correlation: Matrix) -> [Double] {
    let p = correlation.rows
    if !Extraction.isSingular(correlation),
      let inverse = correlation.choleskyInverse()?.inverse
    {
      return (0..<p).map { 1 - 1 / inverse[$0, $0] }
    }
    return (0..<p).map { i in
      (0..<p).filter { $0 != i }.map { abs(correlation[i, $0]) }.max() ?? 0
    }
  }
}
