internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import MomentStructure
internal import Probability
internal import SampleStatistics

/// One group's cases for weighted least squares, where every replicate has a
/// weight matrix from its own cases.
struct WeightedSource: Sendable {
  /// The source of cases.
  enum Cases: Sendable {
    /// Drawn with replacement.
    case drawn(SampleCases)
    /// Normal, with means and a root of the covariances.
    case normal(count: Int, mean: [Double], root: Matrix)
  }
  /// The source of cases.
  var cases: Cases
  /// The group's sample.
  var sample: Sample
  /// The group's part of the model.
  var block: BlockStructure
  /// The fit's choices.
  var options: FitOptions

  /// The number of cases of a replicate.
  var caseCount: Int {
    switch cases {
    case .drawn(let cases): cases.count
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
  private var chances: CaseCounts?

  init(_ source: WeightedSource) {
    let p = source.sample.variables.count
    self.source = source
    if case .drawn(let cases) = source.cases { chances = CaseCounts(cases) }
    means = MatrixBox(rows: p, columns: 1)
    covariance = MatrixBuffer(rows: p, columns: p)
  }

  var drawnSize: (cases: Double, weights: Double)? {
    guard case .drawn(let cases) = source.cases, cases.clusters != nil,
      let chances
    else { return nil }
    return (chances.caseCount, chances.size)
  }

  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    let cases = cases(&stream, omitting: omitted)
    let moments = cases.moments(divisor: source.options.momentDivisor)
    guard let weight = weight(cases, moments.covariance) else { return false }
    covariance.copy(from: moments.covariance.elements)
    means.buffer.copy(from: moments.mean ?? [])
    fitter.setWeight(group: group, weight)
    return fitter.setMoments(
      group: group, covariance: covariance, mean: means.buffer)
  }

  private func cases(_ stream: inout RandomStream, omitting omitted: Int?)
    -> SampleCases
  {
    switch source.cases {
    case .drawn(let cases):
      var counts = [Double](repeating: 0, count: cases.count)
      chances?.draw(&stream, into: &counts, omitting: omitted)
      return cases.drawing(
        counts.enumerated().flatMap { index, count in
          [Int](repeating: index, count: Int(count))
        })
    case .normal(let count, let mean, let root):
      let p = mean.count
      let normal = MatrixBuffer(rows: p, columns: count)
      let drawn = MatrixBuffer(rows: p, columns: count)
      for k in 0..<normal.count { normal[k] = stream.normal() }
      multiply(MatrixBuffer(root), normal, into: drawn)
      for number in 0..<count {
        for i in 0..<p { drawn[i, number] += mean[i] }
      }
      return SampleCases(
        complete: source.sample.variables, values: Matrix(drawn))
    }
  }

  /// V of the cases; `nil` if it is singular within rounding.
  private func weight(_ cases: SampleCases, _ covariance: Matrix) -> Matrix? {
    var drawn = source.sample
    drawn.covariance = covariance
    drawn.asymptoticCovariance = MomentWeights.momentCovariance(
      of: cases, source.block)
    guard let gamma = drawn.asymptoticCovariance,
      let weight = try? MomentWeights.weight(
        drawn, source.block, isConditional: false, options: source.options)
    else { return nil }
    guard source.options.estimation.estimator.weighsByWholeCovariance else {
      return weight
    }
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
