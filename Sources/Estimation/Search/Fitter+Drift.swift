internal import LinearAlgebra
internal import Optimization

extension Fitter {
  /// The free parameters that a search was still moving by much of their own
  /// size where it ended, though little was left to gain: the discrepancy falls
  /// towards a limit at infinity.
  ///
  /// - Parameter estimates: The end of a search without convergence, where the
  ///   objective stands.
  /// - Returns: The parameters, from 0, the fastest first; none if the search
  ///   ended for other reasons.
  package func drift(_ estimates: Estimates) -> [Int] {
    if let groups = separateGroups(at: estimates) {
      return estimates.failedGroups.flatMap { index in
        groups[index].fitter.drift(groups[index].estimates).map {
          groups[index].parameters[$0]
        }
      }
    }
    guard constrained == nil, !estimates.isConverged,
      newton.point.count <= Self.dampedOrder
    else { return [] }
    let x = space.substitution.reduce(estimates.theta)
    let count = x.count
    let point = MatrixBuffer(rows: count)
    point.copy(from: x)
    let gradient = MatrixBuffer(rows: count)
    guard objective.evaluate(at: point, gradient: gradient) != nil else {
      return []
    }
    let scales = MatrixBuffer(rows: count, columns: count)
    let curvature = MatrixBuffer(rows: count, columns: count)
    objective.writeCurvature(.expected, into: scales)
    objective.writeCurvature(.exact, into: curvature)
    let factor = MatrixBuffer(rows: count, columns: count)
    var damping = 1e-8
    repeat {
      factor.copy(from: curvature)
      for i in 0..<count { factor[i, i] += damping * scales[i, i] }
      damping *= 10
      if damping > 1 { return [] }
    } while !Cholesky.factor(factor).isFactored
    let step = MatrixBuffer(rows: count)
    step.copy(from: gradient)
    Cholesky.solve(factor: factor, inPlace: step)
    let gain = 0.5 * dot(step, gradient)
    guard gain < 1e-2 * objective.unit else { return [] }
    let speeds = (0..<count).map { abs(step[$0]) / max(abs(x[$0]), 1e-300) }
    let moving = (0..<count).filter {
      // Of parameters near 0 the size says nothing.
      speeds[$0] > 0.1 && abs(x[$0]) * scales[$0, $0].squareRoot() > 1e-3
    }.sorted { speeds[$0] > speeds[$1] }
    return moving.compactMap { argument in
      switch space.substitution.form {
      case .grouped(let group): group.firstIndex(of: argument)
      case .identity: argument
      case .affine: nil
      }
    }
  }
}
