import Estimation
import LinearAlgebra
import ModelTestSupport
import Optimization
import TestSupport
import Testing

// An objective evaluated into buffers that hold NaN before.

/// A feasible point away from the optimum.
func point(_ fitter: Fitter, seed: UInt64) -> [Double] {
  var generator = SeededGenerator(seed: seed)
  return fitter.space.substitution.reduce(fitter.startingValues).map {
    $0 * generator.uniform(in: 0.9...1.1) + generator.uniform(in: 0...0.05)
  }
}

/// The objective's value; `nil` where it has none.
func value(_ fitter: Fitter, _ x: [Double]) -> Double? {
  let gradient = MatrixBuffer(rows: x.count)
  return fitter.objective.evaluate(at: buffer(x), gradient: gradient)
}

/// The objective's gradient; NaN where it has none.
func gradient(_ fitter: Fitter, _ x: [Double]) -> [Double] {
  let gradient = MatrixBuffer(rows: x.count)
  gradient.fill(.nan)
  fitter.objective.fullGradient.fill(.nan)
  let value = fitter.objective.evaluate(at: buffer(x), gradient: gradient)
  return value == nil
    ? [Double](repeating: .nan, count: x.count) : gradient.elements
}

/// A Hessian at the point last evaluated.
func hessian(_ fitter: Fitter, _ kind: Curvature) -> Matrix {
  let count = fitter.objective.parameterCount
  let result = MatrixBuffer(rows: count, columns: count)
  result.fill(.nan)
  fitter.objective.fullCurvature.fill(.nan)
  fitter.objective.writeCurvature(kind, into: result)
  result.symmetrizeFromLower()
  return Matrix(result)
}

/// Compares gradient and Hessian with Richardson differences.
///
/// - Parameters:
///   - fitter: The fitter.
///   - x: The point.
///   - noise: The rounding that the gradient may have, by its largest element.
func expectExactDerivatives(
  _ fitter: Fitter, at x: [Double], noise: Double = 1e-9
) {
  let differences = richardsonGradient(
    of: { value(fitter, $0) ?? .nan }, at: x, levels: 6)
  let own = gradient(fitter, x)
  let size = own.reduce(0) { max($0, abs($1)) }
  expectClose(
    own, differences, relative: 1e-7, absolute: noise * size, "gradient")
  let second = richardsonJacobian(
    of: { gradient(fitter, $0) }, at: x, levels: 5)
  _ = gradient(fitter, x)
  let exact = hessian(fitter, .exact)
  expectClose(
    exact.elements, Matrix(rowArrays: second).elements, relative: 1e-6,
    absolute: 1e-7 * largestElement(exact), "Hessian")
}

/// Fits anew as a bootstrap does: from the point that was kept, then, if that
/// fails, from fresh starting values.
func refit(_ fitter: Fitter) -> OptimizationResult {
  let warm = fitter.refitWarm()
  return warm.status == .converged ? warm : fitter.refitFresh()
}
