internal import Estimation
internal import LinearAlgebra
internal import Probability
internal import SampleStatistics

/// Draws the moments of normal cases; does not allocate after it is made.
final class NormalDrawing: GroupDrawing {
  let means: MatrixBox
  private let covariance: MatrixBuffer
  private let count: Int
  private let divisor: MomentDivisor
  private let center: [Double]
  private let root: MatrixBuffer
  private let normal: MatrixBuffer
  private let value: MatrixBuffer
  private let delta: MatrixBuffer

  init(count: Int, mean: [Double], root: Matrix, divisor: MomentDivisor) {
    let p = mean.count
    self.count = count
    self.divisor = divisor
    center = mean
    self.root = MatrixBuffer(root)
    means = MatrixBox(rows: p, columns: 1)
    covariance = MatrixBuffer(rows: p, columns: p)
    normal = MatrixBuffer(rows: p)
    value = MatrixBuffer(rows: p)
    delta = MatrixBuffer(rows: p)
  }

  /// Accumulates the cases by Welford's (1962) updates.
  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    let p = center.count
    covariance.fill(0)
    means.buffer.fill(0)
    for number in 1...max(count, 1) {
      for i in 0..<p { normal[i] = stream.normal() }
      multiply(root, vector: normal, into: value)
      for i in 0..<p {
        delta[i] = value[i] + center[i] - means.buffer[i]
        means.buffer[i] += delta[i] / Double(number)
      }
      let factor = Double(number - 1) / Double(number)
      for j in 0..<p {
        for i in 0..<p { covariance[i, j] += factor * delta[i] * delta[j] }
      }
    }
    let scale = 1 / divisor.value(for: count)
    for k in 0..<covariance.count { covariance[k] *= scale }
    return fitter.setMoments(
      group: group, covariance: covariance, mean: means.buffer)
  }
}
