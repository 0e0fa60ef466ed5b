package import LinearAlgebra
package import MomentStructure
package import Optimization
internal import Specification

/// Fits one model again and again: owns every buffer, so that a refit with
/// new moments touches no heap.
///
/// Not `Sendable`: each worker makes its own from the shared `CompiledModel`.
package final class Fitter {
  /// The model.
  package let model: CompiledModel
  /// The choices.
  package let options: EstimationOptions
  /// The moments that the fitter was made with, or last adopted.
  package private(set) var sample: EstimationSample
  /// The parameters under their constraints.
  package let space: ParameterSpace
  /// The objective; after a fit it stands at the result.
  package let objective: ModelObjective

  private let moments: [CurrentMoments]
  private let warmStart: MatrixBuffer
  private let newton: NewtonSolver
  private let constrained: ConstrainedSolver?

  /// Makes a fitter.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: The choices.
  ///   - sample: The moments, one entry a block.
  /// - Throws: `EstimationError` if the constraints contradict each other or
  ///   a sample covariance matrix is not positive definite where it must be.
  package init(
    _ model: CompiledModel, options: EstimationOptions,
    sample: EstimationSample
  ) throws(EstimationError) {
    guard sample.groups.count == model.blocks.count else {
      throw EstimationError(
        code: "sample.group-count",
        message: "The model has \(model.blocks.count) groups, the sample "
          + "\(sample.groups.count).",
        remedy: "Give one sample a group of the model.")
    }
    LinearAlgebraThreads.useOne()
    self.model = model
    self.options = options
    self.sample = sample
    moments = sample.groups.map { CurrentMoments($0) }
    space = try ParameterSpace(
      model, options: options, baseRows: Self.baseRows(model, moments),
      sample: sample)
    let blocks = model.blocks.map { BlockWorkspace($0) }
    var discrepancies: [any Discrepancy] = []
    for (block, moments) in zip(model.blocks, sample.groups) {
      discrepancies.append(
        try Self.discrepancy(
          block, moments: moments, options: options,
          conditions: model.table.conditionsOnExogenous))
    }
    objective = ModelObjective(
      blocks: blocks, discrepancies: discrepancies,
      weights: sample.weights(options), substitution: space.substitution)
    var criteria = ConvergenceCriteria()
    criteria.iterations = options.maximumIterations
    let count = space.substitution.reducedCount
    newton = NewtonSolver(
      count: count, criteria: criteria, team: options.team)
    warmStart = MatrixBuffer(rows: count)
    constrained =
      space.isConstrained
      ? ConstrainedSolver(count: count, criteria: criteria) : nil
    for (index, group) in moments.enumerated() {
      objective.blocks[index].fixSampleCells(
        covariance: group.covariance, mean: group.mean)
      guard
        objective.discrepancies[index].setMoments(
          covariance: group.covariance, mean: group.mean)
      else {
        throw EstimationError(
          code: "sample.not-positive-definite",
          message: "The sample covariance matrix"
            + (sample.groups.count > 1 ? " of group \(index + 1)" : "")
            + " is not positive definite.",
          remedy: "Look for variables that are sums of others, or for fewer "
            + "cases than variables.")
      }
    }
  }

  /// Replaces a group's moments; does not allocate.
  ///
  /// - Returns: False if the covariances are not positive definite where the
  ///   estimator needs that.
  package func setMoments(
    group: Int, covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer
  ) -> Bool {
    moments[group].covariance.copy(from: covariance)
    moments[group].mean.copy(from: mean)
    objective.blocks[group].fixSampleCells(covariance: covariance, mean: mean)
    return objective.discrepancies[group].setMoments(
      covariance: covariance, mean: mean)
  }

  /// Counts a group's incomplete cases some number of times and takes their
  /// saturated moments; does not allocate.
  ///
  /// - Parameters:
  ///   - group: A group that is fitted by full information.
  ///   - frequencies: How often every case counts, in the order of the
  ///     group's `PatternSample`.
  /// - Returns: False if the saturated moments cannot be found.
  package func setFrequencies(group: Int, _ frequencies: [Double]) -> Bool {
    guard
      let discrepancy = objective.discrepancies[group] as? FullInformation,
      discrepancy.count(
        frequencies, covariance: moments[group].covariance,
        mean: moments[group].mean)
    else { return false }
    objective.blocks[group].fixSampleCells(
      covariance: moments[group].covariance, mean: moments[group].mean)
    return discrepancy.setMoments(
      covariance: moments[group].covariance, mean: moments[group].mean)
  }

  /// Replaces the values of a group's incomplete cases, which the next
  /// `setFrequencies` counts.
  ///
  /// - Parameters:
  ///   - group: A group that is fitted by full information.
  ///   - values: Variables × cases, in the order of its `PatternSample`.
  package func setValues(group: Int, _ values: borrowing MatrixBuffer) {
    (objective.discrepancies[group] as? FullInformation)?.take(values: values)
  }

  /// Replaces the weight of a group of weighted least squares.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - weight: V, moments × moments.
  package func setWeight(group: Int, _ weight: Matrix) {
    sample.groups[group].weight = weight
    (objective.discrepancies[group] as? WeightedLeastSquares)?
      .setWeight(weight)
  }

  /// Fits from starting values made from the sample, then from plain ones if
  /// those fail.
  package func fit() -> Estimates { fitAfresh(sample) }

  /// Fits from one starting point after the other, the last ones by short
  /// steps, until a fit converges; else gives the best of them.
  private func fitAfresh(_ sample: EstimationSample) -> Estimates {
    let fromSample = StartingValues.fromSample(model, sample: sample)
    var best = fit(from: fromSample)
    if best.isConverged { return best }
    let plain = StartingValues.plain(model, sample: sample)
    let others: [(start: [Double], step: Double, words: String)] = [
      (plain, .infinity, "plain starting values were tried"),
      (plain, Self.shortStep, "plain ones with short steps were tried"),
      (fromSample, Self.shortStep, "short steps from the first were tried"),
    ]
    var attempts: [String] = []
    for other in others {
      attempts.append(
        "Starting values led to no convergence; \(other.words).")
      newton.maximumStep = other.step
      defer { newton.maximumStep = .infinity }
      let next = fit(from: other.start)
      if next.isConverged || best.optimization.status == .infeasibleStart
        || next.optimization.value < best.optimization.value
      {
        best = next
      }
      if best.isConverged { break }
    }
    best.attempts = attempts
    if objective.theta.elements != best.theta {
      // Everything beside the estimates reads where the objective stands.
      objective.theta.copy(from: best.theta)
      _ = objective.evaluateAtTheta()
    }
    return best
  }

  /// The longest step of careful attempts, in the metric of the information:
  /// far from the optimum the quadratic model is trusted less.
  private static let shortStep = 0.3

  /// Fits once more from a point beside a result, to leave a saddle.
  ///
  /// - Parameter result: A converged result.
  /// - Returns: A converged result with a clearly lower value; `nil` if there
  ///   is none near.
  package func fitBeside(_ result: Estimates) -> Estimates? {
    let moved = result.theta.enumerated().map { index, value in
      // Every second parameter the other way: no symmetry is kept.
      value + (index.isMultiple(of: 2) ? 0.2 : -0.15) * max(abs(value), 0.5)
    }
    for start in [moved, zip(result.theta, moved).map { 2 * $0 - $1 }] {
      let next = fit(from: start)
      if next.isConverged,
        next.optimization.value < result.optimization.value - 1e-8
      {
        return next
      }
    }
    return nil
  }

  /// Fits from given starting values.
  ///
  /// - Parameters:
  ///   - start: Values of all free parameters.
  ///   - nearOptimum: True of warm starts.
  /// - Returns: The result, converged or not.
  package func fit(from start: [Double], nearOptimum: Bool = false)
    -> Estimates
  {
    let x = space.substitution.reduce(start)
    let result: OptimizationResult
    var multipliers: [Double] = []
    if let constrained {
      constrained.point.copy(from: x)
      result = constrained.minimize(objective, constraints: space)
      multipliers = constrained.multipliers
    } else {
      newton.point.copy(from: x)
      result = newton.minimize(objective, nearOptimum: nearOptimum)
    }
    return estimates(result, multipliers: multipliers)
  }

  /// Fits anew after `setMoments`, from the last result, and from fresh
  /// starting values if that fails; without nonlinear constraints and bounds
  /// a fit from the last result does not allocate.
  package func refit() -> OptimizationResult {
    let result = refitWarm()
    return result.status == .converged ? result : refitFresh()
  }

  /// Keeps a point from which every later `refitWarm(fromStart: true)` sets
  /// out, so that a replicate's result does not depend on the one before.
  ///
  /// - Parameter theta: The estimates of the moments last set.
  package func keepWarmStart(_ theta: [Double]) {
    warmStart.copy(from: space.substitution.reduce(theta))
    if constrained == nil { newton.keepCurvature(at: warmStart, objective) }
  }

  /// Fits anew after `setMoments`, near the optimum.
  ///
  /// - Parameter fromStart: Whether to set out from `keepWarmStart`'s point;
  ///   else from the last result.
  /// - Returns: How the optimization ended.
  package func refitWarm(fromStart: Bool = false) -> OptimizationResult {
    if let constrained {
      if fromStart { constrained.point.copy(from: warmStart) }
      return constrained.minimize(objective, constraints: space)
    }
    guard fromStart else {
      return newton.minimize(objective, nearOptimum: true)
    }
    newton.point.copy(from: warmStart)
    return newton.minimizeNearKept(objective)
  }

  /// Makes the moments last set the `sample`, which everything beside a
  /// refit reads; allocates.
  package func adoptMoments() {
    for (group, current) in moments.enumerated() {
      sample.groups[group].covariance = Matrix(current.covariance)
      sample.groups[group].mean = current.mean.elements
      if let own = objective.discrepancies[group] as? FullInformation {
        sample.groups[group].patterns = own.currentSample
      }
    }
  }

  /// Fits anew after `setMoments`, from fresh starting values.
  package func refitFresh() -> OptimizationResult {
    adoptMoments()
    return fitAfresh(sample).optimization
  }

  /// Writes the value of every table row at the point last evaluated; rows
  /// that speak about parameters keep what they have.
  package func writeRowValues(into rows: inout [Double]) {
    for (index, location) in model.locations.enumerated() {
      guard let location else { continue }
      rows[index] = objective.blocks[location.block].value(location.cell)
    }
  }

  /// χ² at the point last evaluated: 2 Σ multiplier_g ½F_g.
  package var chiSquare: Double {
    var sum = 0.0
    for group in 0..<objective.blocks.count {
      sum +=
        2 * objective.groupValues[group] * sample.multiplier(group, options)
    }
    return sum
  }

  /// The table rows' values that are not estimated.
  private static func baseRows(
    _ model: CompiledModel, _ moments: [CurrentMoments]
  ) -> [Double] {
    var rows = model.table.rows.map { $0.fixedValue ?? .nan }
    for (block, moments) in zip(model.blocks, moments) {
      for cell in block.sampleCells {
        rows[cell.row] =
          cell.second.map { moments.covariance[cell.first, $0] }
          ?? moments.mean[cell.first]
      }
    }
    return rows
  }

  /// The last fit's or refit's result as values.
  package var currentEstimates: Estimates {
    estimates(
      OptimizationResult(
        status: .converged, iterations: 0, evaluations: 0,
        value: zip(objective.weights, objective.groupValues.elements)
          .reduce(0) { $0 + $1.0 * $1.1 }, scaledGradient: 0),
      multipliers: constrained?.multipliers ?? [])
  }

  /// The result as values, from where the solver stands.
  private func estimates(
    _ result: OptimizationResult, multipliers: [Double]
  ) -> Estimates {
    let x =
      constrained.map { $0.point.elements } ?? newton.point.elements
    let theta = space.substitution.expand(x)
    if objective.theta.elements != theta {
      // The last point tried is not the one kept.
      objective.theta.copy(from: theta)
      _ = objective.evaluateAtTheta()
    }
    return Estimates(
      theta: theta,
      rowValues: space.rowValues(theta, base: Self.baseRows(model, moments)),
      optimization: result,
      groupDiscrepancies: objective.groupValues.elements,
      implied: objective.blocks.map { block in
        ImpliedMoments(
          covariance: Matrix(block.sigma),
          mean: block.structure.hasMeans ? block.mu.elements : [],
          latentCovariance: Matrix(block.latentCovariance),
          latentMean: block.latentMean.elements)
      },
      multipliers: multipliers, attempts: [])
  }
}

/// The moments that a fitter was last given.
private final class CurrentMoments {
  let covariance: MatrixBuffer
  let mean: MatrixBuffer

  init(_ group: GroupMoments) {
    covariance = MatrixBuffer(group.covariance)
    mean = MatrixBuffer(rows: group.mean.count)
    mean.copy(from: group.mean)
  }
}
