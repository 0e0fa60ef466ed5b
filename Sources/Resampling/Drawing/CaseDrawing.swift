internal import Estimation
internal import LinearAlgebra
internal import Probability
internal import SampleStatistics

/// Draws complete cases; does not allocate after it is made.
final class CaseDrawing: GroupDrawing {
  let means: MatrixBox
  private let cases: DrawnCases
  private let covariance: MatrixBuffer
  private var chances: CaseCounts
  private let variesInSize: Bool

  init(_ cases: SampleCases, divisor: MomentDivisor) {
    let p = cases.variableCount
    self.cases = DrawnCases(cases, divisor: divisor)
    chances = CaseCounts(cases)
    variesInSize = cases.clusters != nil || cases.weights != nil
    covariance = MatrixBuffer(rows: p, columns: p)
    means = MatrixBox(rows: p, columns: 1)
  }

  var drawnSize: (cases: Double, weights: Double)? {
    variesInSize ? (chances.caseCount, chances.size) : nil
  }

  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    chances.draw(&stream, into: &cases.counts, omitting: omitted)
    cases.writeMoments(covariance: covariance, mean: means.buffer)
    return fitter.setMoments(
      group: group, covariance: covariance, mean: means.buffer)
  }
}
