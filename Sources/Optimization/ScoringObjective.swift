package import LinearAlgebra

/// The kinds of second derivatives that an objective can give.
package enum Curvature: Sendable, Hashable {
  /// The expected information: positive semidefinite everywhere.
  case expected
  /// The exact Hessian: better near the optimum, maybe indefinite afar.
  case exact
  /// A stand-in for the expected information that costs no more than an
  /// evaluation: positive semidefinite everywhere.
  case metric
}

/// All that the optimizers know of a model: a twice differentiable function.
package protocol ScoringObjective: AnyObject {
  /// Whether the expected information and the exact Hessian cost many
  /// evaluations, so that quasi-Newton steps in the metric are cheaper.
  var hasCostlyCurvature: Bool { get }

  /// The size of values that count as neither small nor large, where the
  /// function has a unit; 1 for functions without one.
  var unit: Double { get }
  /// The error that rounding may cause in the value last evaluated.
  var roundingError: Double { get }

  /// The value at x, with the gradient; `nil`, and an undefined gradient,
  /// outside the feasible set.
  func evaluate(
    at x: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer
  ) -> Double?

  /// Writes the second derivatives at the point last evaluated; the lower
  /// triangle suffices.
  func writeCurvature(_ kind: Curvature, into matrix: borrowing MatrixBuffer)
}

extension ScoringObjective {
  package var hasCostlyCurvature: Bool { false }
  package var unit: Double { 1 }
  package var roundingError: Double { 1e-14 * unit }
}

/// The rules by which an optimization ends.
package struct ConvergenceCriteria: Sendable, Hashable {
  /// The largest |gᵢ| / √Hᵢᵢ of a converged point.
  package var scaledGradient: Double = 1e-9
  /// The most iterations.
  package var iterations: Int = 500
  /// After how many stalled steps in a row a search ends as if its iterations
  /// had run out; `nil` for never.
  ///
  /// A stalled step is shortened to a sixteenth or less, and lowers the function
  /// by less than a twentieth of gᵀH⁻¹g: the search goes to and fro in a curved
  /// valley, mostly towards infinity.
  package var stalledSteps: Int?

  package init() {}
}

/// The outcome of an optimization.
package struct OptimizationResult: Sendable, Hashable {
  /// The reasons for an end.
  package enum Status: Sendable, Hashable {
    /// The criteria are met.
    case converged
    /// The iterations ran out.
    case iterationLimit
    /// No step along the last directions lowered the function.
    case noDescent
    /// The starting point lies outside the feasible set.
    case infeasibleStart
    /// The constraints contradict each other near the last point.
    case infeasibleConstraints
  }
  /// The reason why it ended.
  package var status: Status
  /// The number of iterations.
  package var iterations: Int
  /// The number of evaluations.
  package var evaluations: Int
  /// The value at the end.
  package var value: Double
  /// The largest |gᵢ| / √Hᵢᵢ at the end; with constraints, of the
  /// Lagrangian's gradient.
  package var scaledGradient: Double

  package init(
    status: Status, iterations: Int, evaluations: Int, value: Double,
    scaledGradient: Double
  ) {
    self.status = status
    self.iterations = iterations
    self.evaluations = evaluations
    self.value = value
    self.scaledGradient = scaledGradient
  }
}

extension OptimizationResult {
  /// Evaluates a function where an optimization starts, to go on from there.
  ///
  /// - Parameters:
  ///   - point: The starting point.
  ///   - objective: The function.
  ///   - gradient: Receives the gradient.
  init(
    startingAt point: borrowing MatrixBuffer,
    of objective: some ScoringObjective, gradient: borrowing MatrixBuffer
  ) {
    self.init(
      status: .iterationLimit, iterations: 0, evaluations: 1, value: .nan,
      scaledGradient: .infinity)
    if let start = objective.evaluate(at: point, gradient: gradient),
      start.isFinite
    {
      value = start
    } else {
      status = .infeasibleStart
    }
  }
}
