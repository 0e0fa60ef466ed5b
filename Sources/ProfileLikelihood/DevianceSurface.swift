internal import AsymptoticInference
internal import Estimation
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Optimization
internal import SampleStatistics

/// The deviance of a fit, χ² at θ less χ² at the estimates, as a function of
/// the parameters that linear equalities leave, counted from the estimates in
/// units of their own precision.
///
/// Owns a fitter, and is not `Sendable`, as that is not.
final class DevianceSurface {
  /// The fitter.
  let fitter: Fitter
  /// The number of coordinates.
  let count: Int
  /// The gradient as last evaluated.
  private(set) var gradient: [Double]
  /// The point as last evaluated, free parameters.
  private(set) var theta: [Double]

  /// The unit of each coordinate.
  private let units: [Double]
  /// The arguments at the estimates.
  let origin: [Double]
  /// χ² is the objective times this.
  private let factor: Double
  private let base: Double
  private let point: MatrixBuffer
  private let raw: MatrixBuffer
  private let evaluator: FunctionEvaluator
  private var slopes: [Double]

  /// Makes the surface of a fit.
  ///
  /// - Parameter fit: The fit, converged.
  /// - Throws: `LatentError` if the estimates imply no moments.
  init(_ fit: Fit) throws(LatentError) {
    let fitter = try fit.evaluatedFitter()
    let substitution = fitter.space.substitution
    let count = substitution.reducedCount
    let origin = substitution.reduce(fit.estimates.theta)
    let factor = fitter.chiSquareFactor
    let arguments = MatrixBuffer(rows: count)
    arguments.copy(from: origin)
    let slope = MatrixBuffer(rows: count)
    let base = fitter.objective.evaluate(at: arguments, gradient: slope)
    guard let base, base.isFinite else {
      throw LatentError(
        code: .profileNoMoments,
        message: "The estimates imply no positive definite covariance matrix.",
        remedy: "Use estimates that do.")
    }
    let curvature = MatrixBuffer(rows: count, columns: count)
    fitter.objective.writeCurvature(.exact, into: curvature)
    var units: [Double] = []
    for k in 0..<count {
      let own = 0.5 * factor * curvature[k, k]
      units.append(
        own > 0 && own.isFinite
          ? 1 / own.squareRoot() : max(0.1 * abs(origin[k]), 0.01))
    }
    self.fitter = fitter
    self.count = count
    self.origin = origin
    self.factor = factor
    self.base = base
    self.units = units
    theta = substitution.expand(origin)
    gradient = [Double](repeating: 0, count: count)
    slopes = [Double](repeating: 0, count: fitter.model.parameterCount)
    evaluator = FunctionEvaluator(fitter)
    point = MatrixBuffer(rows: count)
    raw = MatrixBuffer(rows: count)
  }

  /// The precision of the deviance at the estimates.
  var resolution: Double {
    1e-9 + 8 * Double.ulpOfOne * factor * max(1, abs(base))
  }

  /// The deviance at y, with the gradient; `nil` where the model has no
  /// moments.
  func evaluate(_ y: [Double]) -> Double? {
    for k in 0..<count { point[k] = origin[k] + units[k] * y[k] }
    guard let value = fitter.objective.evaluate(at: point, gradient: raw),
      value.isFinite
    else { return nil }
    for k in 0..<count { gradient[k] = factor * units[k] * raw[k] }
    theta = fitter.objective.theta.elements
    return deviance(ofObjective: value)
  }

  /// The deviance of a value of the objective.
  func deviance(ofObjective value: Double) -> Double { factor * (value - base) }

  /// Writes the second derivatives of the deviance at the point last
  /// evaluated, times a number, lower triangle.
  func writeCurvature(times scale: Double, into matrix: borrowing MatrixBuffer)
  {
    fitter.objective.writeCurvature(.exact, into: matrix)
    for j in 0..<count {
      for i in j..<count {
        matrix[i, j] *= scale * factor * units[i] * units[j]
      }
    }
  }

  /// The covariances of the coordinates from those of the free parameters.
  func coordinateCovariance(_ covariance: Matrix) -> Matrix {
    let reduced: Matrix
    switch fitter.space.substitution.form {
    case .identity: reduced = covariance
    case .grouped(let group):
      let first = (0..<count).map { g in group.firstIndex(of: g) ?? 0 }
      reduced = covariance.submatrix(rows: first, columns: first)
    case .affine(let matrix, _):
      reduced = matrix.transposed * (covariance * matrix)
    }
    var result = reduced
    for j in 0..<count {
      for i in 0..<count { result[i, j] /= units[i] * units[j] }
    }
    return result
  }

  private func arguments(_ y: [Double]) -> [Double] {
    (0..<count).map { origin[$0] + units[$0] * y[$0] }
  }

  // MARK: Quantities

  /// A quantity at y, with its gradient over y.
  func value(
    _ function: ProfiledFunction, at y: [Double], gradient: inout [Double]
  ) -> Double? {
    let space = fitter.space
    let theta = space.substitution.expand(arguments(y))
    guard
      let value = evaluator.evaluate(function, at: theta, gradient: &slopes)
    else { return nil }
    switch space.substitution.form {
    case .identity: gradient = slopes
    case .grouped(let group):
      for k in gradient.indices { gradient[k] = 0 }
      for (k, g) in group.enumerated() { gradient[g] += slopes[k] }
    case .affine(let matrix, _): gradient = matrix.transposed * slopes
    }
    for k in 0..<count { gradient[k] *= units[k] }
    return value
  }

  /// The derivatives of a quantity by the free parameters at the estimates.
  func slopes(of function: ProfiledFunction) -> [Double] {
    let theta = fitter.space.substitution.expand(origin)
    _ = evaluator.evaluate(function, at: theta, gradient: &slopes)
    return slopes
  }

  /// Adds the second derivatives of a quantity over y, times a number, to the
  /// lower triangle: central differences of the exact gradient in the
  /// coordinates that it depends on.
  ///
  /// - Returns: False where the quantity is not defined beside y.
  func addCurvature(
    of function: ProfiledFunction, at y: [Double], along support: [Int],
    times scale: Double, to matrix: borrowing MatrixBuffer
  ) -> Bool {
    if function.isLinear { return true }
    var above = [Double](repeating: 0, count: count)
    var below = above
    var moved = y
    for (place, j) in support.enumerated() {
      let before = moved[j]
      moved[j] = before + Self.difference
      guard value(function, at: moved, gradient: &above) != nil else {
        return false
      }
      moved[j] = before - Self.difference
      guard value(function, at: moved, gradient: &below) != nil else {
        return false
      }
      moved[j] = before
      for (other, i) in support.enumerated() {
        // Both halves of the symmetric matrix count.
        let half = 0.5 * scale * (above[i] - below[i]) / (2 * Self.difference)
        let weight = other == place ? 2.0 : 1
        matrix[max(i, j), min(i, j)] += weight * half
      }
    }
    return true
  }

  private static let difference = 1e-4

  // MARK: Constraints

  /// A constraint of the model's space at y, with its gradient.
  func constraint(_ index: Int, at y: [Double]) -> (
    value: Double, gradient: [Double]
  ) {
    let (value, slope) = fitter.space.evaluate(index, at: arguments(y))
    return (value, (0..<count).map { slope[$0] * units[$0] })
  }

  /// Adds a constraint's second derivatives, times a number.
  func addCurvature(
    ofConstraint index: Int, at y: [Double], times scale: Double,
    to matrix: borrowing MatrixBuffer
  ) {
    if scale == 0 || fitter.space.isLinear(index) { return }
    var moved = y
    for j in 0..<count {
      moved[j] = y[j] + Self.difference
      let above = constraint(index, at: moved).gradient
      moved[j] = y[j] - Self.difference
      let below = constraint(index, at: moved).gradient
      moved[j] = y[j]
      for i in 0..<count {
        let half = 0.5 * scale * (above[i] - below[i]) / (2 * Self.difference)
        matrix[max(i, j), min(i, j)] += i == j ? 2 * half : half
      }
    }
  }
}

extension Fitter {
  /// The factor by which the objective is multiplied to be χ², both summed over
  /// the groups.
  var chiSquareFactor: Double {
    var chiSquares = 0.0
    for group in sample.indices {
      chiSquares += 2 * sample.multiplier(group, options)
    }
    return chiSquares / sample.weights(options).reduce(0, +)
  }
}
