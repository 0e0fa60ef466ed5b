internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import MomentStructure
internal import Probability
internal import SampleStatistics

/// One group's cases of weighted least squares, whose weight every replicate
/// has of its own.
struct WeightedSource: Sendable {
  /// Where cases come from.
  enum Cases: Sendable {
    /// Drawn with replacement.
    case drawn(CompleteRows)
    /// Normal, with means and a root of the covariances.
    case normal(count: Int, mean: [Double], root: Matrix)
  }
  /// Where cases come from.
  var cases: Cases
  /// The group's sample.
  var sample: FitSampleGroup
  /// The group's part of the model.
  var block: BlockStructure
  /// The fit's choices.
  var options: FitOptions
  /// Whether fixed exogenous variables leave out moments.
  var hasFixed: Bool

  /// How many cases a replicate has.
  var caseCount: Int {
    switch cases {
    case .drawn(let rows): rows.count
    case .normal(let count, _, _): count
    }
  }
}

/// Draws cases for weighted least squares.
///
/// The covariances of their moments make the weight. Allocates in every
/// replicate.
final class WeightedDrawing: GroupDrawing {
  let means: MatrixBox
  private let source: WeightedSource
  private let covariance: MatrixBuffer

  init(_ source: WeightedSource) {
    let p = source.sample.variables.count
    self.source = source
    means = MatrixBox(rows: p, columns: 1)
    covariance = MatrixBuffer(rows: p, columns: p)
  }

  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    let rows = rows(&stream, omitting: omitted)
    guard let weight = weight(rows) else { return false }
    let divisor: MomentDivisor =
      source.options.estimation.usesUnbiasedMoments ? .countMinusOne : .count
    let moments = rows.moments(divisor: divisor)
    covariance.copy(from: moments.covariance)
    means.buffer.copy(from: moments.mean ?? [])
    fitter.setWeight(group: group, weight)
    return fitter.setMoments(
      group: group, covariance: covariance, mean: means.buffer)
  }

  private func rows(_ stream: inout RandomStream, omitting omitted: Int?)
    -> CompleteRows
  {
    switch source.cases {
    case .drawn(let rows):
      var counts = [Double](repeating: 0, count: rows.count)
      CaseCounts.draw(&stream, into: &counts, omitting: omitted)
      return rows.drawing(
        counts.enumerated().flatMap { index, count in
          [Int](repeating: index, count: Int(count))
        })
    case .normal(let count, let mean, let root):
      let p = mean.count
      let normal = MatrixBuffer(rows: p, columns: count)
      let drawn = MatrixBuffer(rows: p, columns: count)
      for k in 0..<normal.count { normal[k] = stream.normal() }
      multiply(MatrixBuffer(root), normal, into: drawn)
      var values: [Double] = []
      for i in 0..<p {
        for number in 0..<count { values.append(drawn[i, number] + mean[i]) }
      }
      return CompleteRows(
        variableNames: source.sample.variables, values: values,
        rowNumbers: Array(1...count))
    }
  }

  /// V of the rows; `nil` if it is singular within rounding.
  private func weight(_ rows: CompleteRows) -> Matrix? {
    var drawn = source.sample
    drawn.asymptoticCovariance =
      source.hasFixed
      ? MomentWeights.momentCovariance(of: rows, source.block)
      : MomentWeights.momentCovariance(
        of: rows, hasMeans: source.block.hasMeans)
    guard let gamma = drawn.asymptoticCovariance,
      let weight = try? MomentWeights.weight(
        drawn, source.block, isRegressed: false, options: source.options)
    else { return nil }
    // A moment's variance times that of its residual given the others, both
    // of Γ: what is left of the moment that the others do not tell.
    let isDistinct = source.block.explainedMoments.allSatisfy {
      gamma[$0, $0] * weight[$0, $0] < Self.largestInflation
    }
    return isDistinct ? weight : nil
  }

  /// The largest 1/(1 − R²) of a moment given the others.
  private static let largestInflation = 1e11
}
