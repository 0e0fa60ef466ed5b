import LinearAlgebra
import Testing

/// The places of moments in a vector.
struct MomentLayoutTests {
  private static let layouts = [
    MomentLayout(variableCount: 3, hasMeans: false),
    MomentLayout(variableCount: 3, hasMeans: true),
    MomentLayout(variableCount: 2, hasMeans: true, exogenousCount: 3),
    MomentLayout(
      variableCount: 3, hasMeans: true, exogenousCount: 2,
      thresholdCounts: [1, 0, 3]),
    MomentLayout(
      variableCount: 4, hasMeans: false, thresholdCounts: [2, 3, 1, 1]),
    MomentLayout(
      variableCount: 4, hasMeans: true, thresholdCounts: [0, 0, 2, 0]),
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

  /// An ordered variable has thresholds, and neither a mean nor a variance.
  @Test func orderedVariablesHaveThresholds() {
    let layout = MomentLayout(
      variableCount: 3, hasMeans: true, exogenousCount: 1,
      thresholdCounts: [2, 0, 1])
    #expect(
      layout.moments == [
        .threshold(0), .threshold(1), .threshold(2), .mean(1),
        .slope(0, on: 0), .slope(1, on: 0), .slope(2, on: 0),
        .covariance(1, 0), .covariance(2, 0), .covariance(1, 1),
        .covariance(2, 1),
      ])
    #expect(layout.thresholds(of: 0) == 0..<2)
    #expect(layout.thresholds(of: 1).isEmpty)
    #expect(layout.thresholds(of: 2) == 2..<3)
    #expect((0..<3).map { layout.isOrdered($0) } == [true, false, true])
    #expect(!layout.contains(.mean(0)) && layout.contains(.mean(1)))
    #expect(!layout.contains(.covariance(2, 2)))
    let vector = (0..<layout.count).map { Double($0) }
    #expect(
      layout.covariance(in: vector)
        == Matrix(rowArrays: [[0, 7, 8], [7, 9, 10], [8, 10, 0]]))
  }

  /// Without ordered variables the layout is that of covariances.
  @Test func noThresholdsChangeNothing() {
    #expect(
      MomentLayout(
        variableCount: 3, hasMeans: true, thresholdCounts: [0, 0, 0])
        == MomentLayout(variableCount: 3, hasMeans: true))
  }
}
