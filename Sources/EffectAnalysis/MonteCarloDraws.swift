internal import Estimation
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Probability

/// Effects or defined parameters over draws of the parameters from N(θ̂, V̂).
struct MonteCarloDraws: ~Copyable {
  /// The values, draws × values.
  private let values: MatrixBuffer
  /// The number of draws.
  let count: Int

  /// Draws parameters and evaluates functions of them.
  ///
  /// Draw k takes its numbers from the stream (seed, k), so that it depends
  /// on nothing but seed and number.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - covariance: The covariances of its parameters.
  ///   - valueCount: The number of functions.
  ///   - count: The number of draws.
  ///   - seed: The seed.
  ///   - evaluate: Writes the functions' values, given the blocks at a draw
  ///     and the draw itself.
  init(
    _ fit: Fit, covariance: Matrix, valueCount: Int, count: Int, seed: UInt64,
    evaluate: (
      _ blocks: [BlockWorkspace], _ theta: borrowing MatrixBuffer,
      _ values: borrowing MatrixBuffer
    ) -> Void
  ) {
    self.count = count
    let parameterCount = covariance.rows
    values = MatrixBuffer(rows: count, columns: valueCount)
    let root = MatrixBuffer(covariance.semidefiniteRoot)
    let center = MatrixBuffer(rows: parameterCount)
    center.copy(from: fit.estimates.theta)
    let normal = MatrixBuffer(rows: parameterCount)
    let theta = MatrixBuffer(rows: parameterCount)
    let row = MatrixBuffer(rows: valueCount)
    let blocks = fit.blocksAtEstimates()
    let work = LongWork(.monteCarloDraws, total: count)
    for draw in 0..<count {
      work.reach(draw)
      var stream = RandomStream(seed: seed, stream: UInt64(draw))
      for i in 0..<parameterCount { normal[i] = stream.normal() }
      theta.copy(from: center)
      multiply(root, vector: normal, into: theta, keep: 1)
      var isDefined = true
      for block in blocks where !block.update(theta) { isDefined = false }
      if isDefined {
        evaluate(blocks, theta, row)
      } else {
        row.fill(.nan)
      }
      for i in 0..<valueCount { values[draw, i] = row[i] }
    }
  }

  /// The percentile interval of a value; `nil` if too few draws define it.
  ///
  /// - Parameters:
  ///   - index: The value.
  ///   - level: The level.
  /// - Returns: The interval.
  func interval(_ index: Int, level: Double) -> MonteCarloInterval? {
    var usable: [Double] = []
    usable.reserveCapacity(count)
    for draw in 0..<count where values[draw, index].isFinite {
      usable.append(values[draw, index])
    }
    let tail = (1 - level) / 2
    guard usable.count > 1, Double(usable.count) * tail >= 1 else {
      return nil
    }
    usable.sort()
    let mean = usable.reduce(0, +) / Double(usable.count)
    let squares = usable.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return MonteCarloInterval(
      standardError: (squares / Double(usable.count - 1)).squareRoot(),
      lower: Percentile.value(tail, ofSorted: usable),
      upper: Percentile.value(1 - tail, ofSorted: usable),
      usableDraws: usable.count)
  }
}
