package import LinearAlgebra
internal import SampleStatistics

/// The cases of a likelihood by patterns, at the moments last evaluated: the
/// weight of a pattern is the inverse of its part of Σ.
package final class PatternWeight: MomentWeight {
  let statistics: PatternStatistics
  let step: ExpectationStep

  init(_ sample: SampleCases, team: WorkTeam) {
    statistics = PatternStatistics(sample)
    step = ExpectationStep(statistics, team: team)
  }

  package func matrix(_ layout: MomentLayout) -> Matrix? { nil }

  package func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
  {
    PatternMomentCurvature(self, projection, parameterCount: parameterCount)
  }

  /// Σ (n_j/N) (½ tr(W_jXW_jX) + dᵀW_jd) at the moments last evaluated: the
  /// expected information of the saturated model as a quadratic form.
  ///
  /// - Parameters:
  ///   - covariance: X, symmetric, p × p.
  ///   - mean: d.
  /// - Returns: The value; NaN if X or d has one.
  package func quadraticForm(covariance: Matrix, mean: [Double]) -> Double {
    let p = covariance.rows
    let x = MatrixBuffer(covariance)
    let d = MatrixBuffer(rows: p)
    if !mean.isEmpty { d.copy(from: mean) }
    let identity = MatrixBuffer(Matrix.identity(p))
    let moved = MatrixBuffer(rows: p, columns: p)
    let product = MatrixBuffer(rows: p, columns: p)
    let taken = MatrixBuffer(rows: p, columns: p)
    // For the patterns that remove their unknowns, whose share is s:
    // s (½ tr(WXWX) + dᵀWd) − tr(XWX D) − dᵀDd with D the sum of their UUᵀ.
    taken.copy(from: step.removedResidual)
    taken.symmetrizeFromLower()
    multiply(step.weight, taken, into: product)
    multiply(product, step.weight, into: taken)
    multiply(x, step.weight, into: product)
    multiply(product, x, into: moved)
    let share = statistics.removedShare
    var total = -dot(moved, taken)
    for j in 0..<p {
      for i in 0..<p {
        total +=
          0.5 * share * product[i, j] * product[j, i]
          + d[i] * (share * step.weight[i, j] - taken[i, j]) * d[j]
      }
    }
    let places = (0..<step.team.placeCount(statistics.parts.count)).map { _ in
      FormPlace(order: p)
    }
    step.team.perform(statistics.parts.count) { number, place in
      addForms(
        statistics.parts[number], covariance: x, mean: d, identity: identity,
        in: places[place])
    } collect: { _, place in
      total += places[place].total
    }
    return total
  }

  /// The buffers of one part of the patterns.
  private final class FormPlace {
    let solver: PartitionedSolver
    let root: MatrixBuffer
    let moved: MatrixBuffer
    let product: MatrixBuffer
    var total = 0.0

    init(order p: Int) {
      solver = PartitionedSolver(order: p)
      root = MatrixBuffer(rows: p, columns: p)
      moved = MatrixBuffer(rows: p, columns: p)
      product = MatrixBuffer(rows: p, columns: p)
    }
  }

  /// Sums a part's forms in what its patterns take off W, or build up.
  private func addForms(
    _ part: PatternStatistics.Part, covariance x: borrowing MatrixBuffer,
    mean d: borrowing MatrixBuffer, identity: borrowing MatrixBuffer,
    in place: FormPlace
  ) {
    let removes = part.removesUnknown
    let p = x.rows
    place.total = 0
    for index in part.entries {
      let entry = statistics.entries[index]
      let share = statistics.shares[index]
      if share == 0 || entry.partition.unknown.isEmpty { continue }
      // U, of which W − UUᵀ is left, or B, of which BBᵀ is all.
      let rank =
        (removes
          ? place.solver.root(
            entry.partition, of: step.weight, source: step.weight,
            into: place.root)
          : place.solver.root(
            entry.partition, of: step.covariance, source: identity,
            into: place.root)) ?? 0
      multiplyColumns(
        x, place.root, into: place.moved, columns: 0..<rank, transpose: false)
      multiplyColumns(
        place.root, place.moved, into: place.product, columns: 0..<rank,
        transpose: true)
      for k in 0..<rank {
        for l in 0..<rank {
          let product = place.product[l, k]
          place.total += 0.5 * share * product * product
        }
        if removes { continue }
        var mean = 0.0
        for i in 0..<p { mean += place.root[i, k] * d[i] }
        place.total += share * mean * mean
      }
    }
  }
}
