import LinearAlgebra
import SampleStatistics
import TestSupport
import Testing

@testable import Resampling

/// Moments by how often each case is drawn against two passes over the drawn
/// rows.
struct DrawnCasesTests {
  private func rows(_ columns: [[Double]]) -> SampleCases {
    SampleCases(
      complete: columns.indices.map { "v\($0)" }, columns: columns)
  }

  private func expectSame(
    _ rows: SampleCases, drawing indices: [Int], divisor: MomentDivisor,
    relative: Double
  ) {
    let p = rows.variableCount
    let drawn = DrawnCases(rows, divisor: divisor)
    for index in indices { drawn.counts[index] += 1 }
    let covariance = MatrixBuffer(rows: p, columns: p)
    let mean = MatrixBuffer(rows: p)
    covariance.fill(.nan)
    mean.fill(.nan)
    drawn.writeMoments(covariance: covariance, mean: mean)
    var expected = MomentAccumulator(variableCount: p)
    expected.accumulate(rows, drawing: indices, divisor: divisor)
    expectClose(
      covariance.elements, expected.covariance, relative: relative,
      absolute: 1e-14, "covariance")
    expectClose(mean.elements, expected.mean, relative: 1e-14, "mean")
  }

  /// Widths on both sides of the orders where BLAS takes over.
  @Test(arguments: [1, 3, 16, 17, 40])
  func drawsWithRepetition(_ p: Int) {
    var generator = SeededGenerator(seed: UInt64(p))
    let n = 53
    let columns = (0..<p).map { j in
      generator.normals(n).map { 10 * Double(j) + $0 }
    }
    let indices = (0..<n).map { _ in Int.random(in: 0..<n, using: &generator) }
    for divisor in [MomentDivisor.count, .countMinusOne] {
      expectSame(
        rows(columns), drawing: indices, divisor: divisor, relative: 1e-11)
    }
    // As a jackknife has it: one case fewer.
    expectSame(
      rows(columns), drawing: Array(1..<n), divisor: .count, relative: 1e-11)
  }

  /// A variable that happens not to vary has a variance of exactly zero.
  @Test func aConstantDrawIsExact() {
    let rare = [Double](repeating: 0.1, count: 29) + [7.3]
    let other = (0..<30).map { Double($0 * $0 % 17) }
    let data = rows([rare, other])
    let drawn = DrawnCases(data, divisor: .count)
    for index in 0..<29 { drawn.counts[index] = 1 }
    let covariance = MatrixBuffer(rows: 2, columns: 2)
    let mean = MatrixBuffer(rows: 2)
    drawn.writeMoments(covariance: covariance, mean: mean)
    #expect(covariance[0, 0] == 0 && covariance[1, 0] == 0)
    #expect(mean[0] == 0.1)
    expectSame(
      data, drawing: Array(0..<29), divisor: .count, relative: 1e-13)
  }
}
