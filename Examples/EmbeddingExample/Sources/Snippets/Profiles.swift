import Latent
import ProfileLikelihood

/// Intervals by the likelihood in place of those by standard errors.
func profileLikelihood(_ fit: Fit) throws {
  let profiled = try fit.withProfileIntervals()
  let limits = profiled.parameters.map { ($0.lower, $0.upper) }
  let curve = try fit.profileCurve(of: .estimate(row: 1))
  print("\(limits.count) rows, \(curve.points.count) points")
}
