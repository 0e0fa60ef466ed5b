internal import LinearAlgebra

/// Products of influences that threads began before they were asked for.
final class StartedProducts {
  private let statistics: [Range<Int>]
  private let weights: [Double]?
  private let matrix: MatrixBox
  private let left: [Range<Int>]
  private var work: StartedWork?

  /// Takes what was begun.
  ///
  /// - Parameters:
  ///   - statistics: The statistics.
  ///   - weights: V of products of units; `nil` for Γ.
  ///   - matrix: Where the sum grows: units × units, or statistics × statistics.
  ///   - left: The statistics that are not in it.
  ///   - work: The work.
  init(
    statistics: [Range<Int>], weights: [Double]?, matrix: MatrixBox,
    left: [Range<Int>], work: StartedWork
  ) {
    self.statistics = statistics
    self.weights = weights
    self.matrix = matrix
    self.left = left
    self.work = work
  }

  /// Γ of these statistics, once; `nil` if that is not what was begun.
  func gamma(over wanted: [Range<Int>]) -> MatrixBox? {
    guard weights == nil, wanted == statistics, let work else { return nil }
    work.finish()
    self.work = nil
    matrix.buffer.symmetrizeFromLower()
    return matrix
  }

  /// The products of units over these statistics, once, and the statistics that
  /// they lack; `nil` if that is not what was begun.
  func units(_ wanted: [Range<Int>], _ own: [Double])
    -> (matrix: MatrixBox, left: [Range<Int>])?
  {
    guard weights == own, wanted == statistics, let work else { return nil }
    work.finish()
    self.work = nil
    return (matrix, left)
  }
}
