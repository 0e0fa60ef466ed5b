import LinearAlgebra
import Testing

/// The places of moments in a vector.
struct MomentLayoutTests {
  private static let layouts = [
    MomentLayout(variableCount: 3, hasMeans: false),
    MomentLayout(variableCount: 3, hasMeans: true),
    MomentLayout(variableCount: 2, hasMeans: true, exogenousCount: 3),
    MomentLayout(
      variableCount: 3, hasMeans: true, exogenousCount: 2, thresholdCount: 4),
    MomentLayout(variableCount: 0, hasMeans: true),
  ]

  /// Every moment stands where its place says, and the ranges follow one
  /// another without a gap.
  @Test(arguments: layouts)
  func momentsStandInTheirOrder(_ layout: MomentLayout) {
    let moments = layout.moments
    #expect(moments.count == layout.count)
    #expect(moments.map { layout.index(of: $0) } == Array(0..<layout.count))
    #expect(layout.thresholds.lowerBound == 0)
    #expect(layout.thresholds.upperBound == layout.means.lowerBound)
    #expect(layout.means.upperBound == layout.slopes.lowerBound)
    #expect(layout.slopes.upperBound == layout.covariances.lowerBound)
    for (index, moment) in moments.enumerated() {
      let range =
        switch moment {
        case .threshold: layout.thresholds
        case .mean: layout.means
        case .slope: layout.slopes
        case .covariance: layout.covariances
        }
      #expect(range.contains(index))
    }
  }

  @Test func covariancesAreVech() {
    let layout = MomentLayout(variableCount: 4, hasMeans: true)
    var matrix = Matrix(rows: 4, columns: 4)
    for j in 0..<4 {
      for i in 0..<4 { matrix[i, j] = Double(10 * max(i, j) + min(i, j)) }
    }
    let vector = layout.vector(covariance: matrix, mean: [1, 2, 3, 4])
    #expect(vector.count == layout.count)
    #expect(layout.covariance(in: vector) == matrix)
    for j in 0..<4 {
      #expect(vector[layout.index(of: .mean(j))] == Double(j + 1))
      for i in 0..<4 {
        #expect(vector[layout.index(of: .covariance(i, j))] == matrix[i, j])
      }
    }
  }
}
