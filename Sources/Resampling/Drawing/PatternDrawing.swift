internal import Estimation
internal import LinearAlgebra
internal import Probability
internal import SampleStatistics

/// Draws incomplete cases with their missing values; does not allocate after it
/// is made.
final class PatternDrawing: GroupDrawing {
  let means: MatrixBox
  private let moments: PatternMoments
  private let products: [DrawnPatternProduct]
  private let values: MatrixBuffer
  private var counts: [Double]
  private var chances: CaseCounts
  private let variesInSize: Bool

  init(_ source: PatternSource) {
    let sample = source.sample
    chances = CaseCounts(sample)
    variesInSize = sample.clusters != nil || sample.weights != nil
    moments = PatternMoments(source)
    means = MatrixBox(rows: sample.variableCount, columns: 1)
    products = source.products.map { DrawnPatternProduct($0) }
    values = MatrixBuffer(sample.values)
    counts = [Double](repeating: 0, count: sample.count)
  }

  var drawnSize: (cases: Double, weights: Double)? {
    variesInSize ? (chances.caseCount, chances.size) : nil
  }

  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    chances.draw(&stream, into: &counts, omitting: omitted)
    if !products.isEmpty {
      for product in products {
        guard product.center(values, counts: counts, means: means.buffer) else {
          return false
        }
      }
      moments.take(values: values, fitter: fitter, group: group)
    }
    return moments.hand(counts: counts, to: fitter, group: group)
  }
}

/// Draws normal cases that miss the values that the sample's cases miss; does
/// not allocate after it is made.
final class NormalPatternDrawing: GroupDrawing {
  let means: MatrixBox
  private let moments: PatternMoments
  private let sample: SampleCases
  private let center: [Double]
  private let root: MatrixBuffer
  private let normal: MatrixBuffer
  private let drawn: MatrixBuffer
  private let values: MatrixBuffer
  private let counts: [Double]

  init(_ source: PatternSource, mean: [Double], root: Matrix) {
    sample = source.sample
    let p = sample.variableCount
    moments = PatternMoments(source)
    means = MatrixBox(rows: p, columns: 1)
    center = mean
    self.root = MatrixBuffer(root)
    normal = MatrixBuffer(rows: p, columns: sample.count)
    drawn = MatrixBuffer(rows: p, columns: sample.count)
    values = MatrixBuffer(sample.values)
    counts = [Double](repeating: 1, count: sample.count)
  }

  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    // Values that a case lacks are drawn and discarded.
    for k in 0..<normal.count { normal[k] = stream.normal() }
    multiply(root, normal, into: drawn)
    for pattern in sample.patterns {
      for number in pattern.cases {
        for variable in pattern.partition.known {
          let i = Int(variable)
          values[i, number] = drawn[i, number] + center[i]
        }
      }
    }
    moments.take(values: values, fitter: fitter, group: group)
    return moments.hand(counts: counts, to: fitter, group: group)
  }
}
