internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// A group's sample moments as a term last took them.
final class TermMoments {
  /// The covariances, p × p.
  let covariance: MatrixBuffer
  /// The means, or zeros where they are not modelled.
  let mean: MatrixBuffer
  /// First-stage statistics; no rows without ordered variables.
  let statistics: MatrixBuffer

  /// Takes a group's moments.
  init(_ sample: Sample) {
    covariance = MatrixBuffer(sample.covariance)
    mean = MatrixBuffer(rows: sample.center.count)
    mean.copy(from: sample.center)
    let values = sample.responses?.values ?? []
    statistics = MatrixBuffer(rows: values.count)
    statistics.copy(from: values)
  }

  /// Takes other moments; does not allocate.
  func take(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) {
    self.covariance.copy(from: covariance)
    self.mean.copy(from: mean)
  }

  /// The moments behind a block's starting values and bounds.
  func starting(_ structure: BlockStructure) -> StartingMoments {
    StartingMoments(
      covariance: Matrix(covariance), mean: mean.elements,
      thresholds: structure.responses.map {
        $0.layout.thresholds.map { statistics[$0] }
      } ?? [])
  }

  /// Writes the moments into a group's sample.
  func write(into group: inout Sample) {
    group.covariance = Matrix(covariance)
    group.mean = mean.elements
    if let responses = group.responses {
      group.responses = ResponseStatistics(
        layout: responses.layout, values: statistics.elements,
        categoryCounts: responses.categoryCounts)
    }
  }
}
