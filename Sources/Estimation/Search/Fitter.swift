package import LinearAlgebra
package import Messages
package import MomentStructure
internal import Optimization
package import SampleStatistics
internal import Specification

/// Fits one model repeatedly, without allocation: owns every buffer, so that a
/// refit with new moments does not allocate.
///
/// Not `Sendable`: each worker makes its own from the shared `CompiledModel`.
package final class Fitter {
  /// The model.
  package let model: CompiledModel
  /// The choices.
  package let options: EstimationOptions
  /// The moments that the fitter was made with, or last adopted.
  package private(set) var sample: [Sample]
  /// V of weighted least squares, or its diagonal as a column, one entry for
  /// each group; empty for other estimators.
  package private(set) var weights: [Matrix?]
  /// The parameters under their constraints.
  package let space: ParameterSpace
  /// The objective; after a fit it stands at the result.
  package let objective: ModelObjective
  /// Whether every group has a saturated model, which χ² compares with.
  package let hasSaturatedModel: Bool

  /// Whether the groups' discrepancies of moments are all there is.
  let hasPlainTerms: Bool
  /// What holds rotated factors in place.
  let rotations: [RotatedFactors]
  let warmStart: MatrixBuffer
  let coldStart: MatrixBuffer
  /// The iterations left for searches after one that failed; `nil` before.
  var budget: SearchBudget?
  let newton: NewtonSolver
  let constrained: ConstrainedSolver?
  /// The searches of single groups, where these are many and share nothing.
  private(set) lazy var separateSearches: SeparateSearches? =
    constrained == nil && hasPlainTerms && sample.count >= Self.leastSeparate
    ? SeparateSearches(objective, space.substitution) : nil

  /// Makes a fitter.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: The choices.
  ///   - sample: The moments, one entry for each group.
  ///   - weights: V of weighted least squares, or its diagonal as a column, one
  ///     entry for each group; empty for other estimators.
  ///   - penalties: Further terms of the objective.
  ///   - constraints: Constraints that the model's text does not state.
  ///   - makeTerms: Makes the groups' terms; without it the estimator's
  ///     discrepancies.
  /// - Throws: `LatentError` if the constraints contradict each other or
  ///   a sample covariance matrix is not positive definite where it must be.
  package init(
    _ model: CompiledModel, options: EstimationOptions,
    sample: [Sample], weights: [Matrix?] = [],
    penalties: [any ObjectiveTerm] = [],
    constraints: [any DifferentiableConstraint] = [],
    terms makeTerms: TermMaker? = nil
  ) throws(LatentError) {
    guard sample.count == model.groups.count else {
      throw LatentError(
        code: .sampleGroupCount,
        message: "The model has \(model.groups.count) groups, the sample "
          + "\(sample.count).",
        remedy: "Give one sample for each group of the model.")
    }
    LinearAlgebraThreads.useOne()
    self.model = model
    self.options = options
    self.sample = sample
    self.weights = weights
    let terms: [any ObjectiveTerm]
    if let makeTerms {
      terms = try makeTerms(model, options, sample)
    } else {
      terms = try Self.momentTerms(model, options, sample, weights: weights)
    }
    hasSaturatedModel = terms.allSatisfy { $0.saturated != nil }
    hasPlainTerms =
      makeTerms == nil && penalties.isEmpty && constraints.isEmpty
    rotations = RotatedFactors.all(of: model, options.rotation)
    space = try ParameterSpace(
      model, options: options, moments: terms.flatMap(\.startingMoments),
      constraints: constraints + UnitVariance.all(of: model)
        + rotations.flatMap(\.constraints))
    objective = ModelObjective(
      terms + penalties, substitution: space.substitution)
    var criteria = ConvergenceCriteria()
    criteria.iterations = options.maximumIterations
    let count = space.substitution.reducedCount
    newton = NewtonSolver(
      count: count, criteria: criteria, team: options.team)
    warmStart = MatrixBuffer(rows: count)
    coldStart = MatrixBuffer(rows: count)
    constrained =
      space.isConstrained
      ? ConstrainedSolver(count: count, criteria: criteria) : nil
    takeExogenous()
  }

  /// Tells the rotations of the exogenous moments last set.
  func takeExogenous() {
    for rotation in rotations {
      rotation.takeExogenous(from: objective.blocks)
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
    objective.terms[group].setMoments(covariance: covariance, mean: mean)
  }

  /// Counts a group's incomplete cases some number of times and takes their
  /// saturated moments; does not allocate.
  ///
  /// - Parameters:
  ///   - group: A group that is fitted by full information.
  ///   - frequencies: The frequency of every case, in the order of the group's
  ///     `SampleCases`.
  /// - Returns: False if the saturated moments cannot be found.
  package func setFrequencies(group: Int, _ frequencies: [Double]) -> Bool {
    objective.terms[group].setFrequencies(frequencies)
  }

  /// Replaces the values of a group's incomplete cases, which the next
  /// `setFrequencies` counts.
  ///
  /// - Parameters:
  ///   - group: A group that is fitted by full information.
  ///   - values: Variables × cases, in the order of its `SampleCases`.
  package func setValues(group: Int, _ values: borrowing MatrixBuffer) {
    objective.terms[group].setValues(values)
  }

  /// Replaces the groups' sizes, which weigh them and multiply χ².
  ///
  /// - Parameter sizes: The number of cases of each group, or the sum of their
  ///   weights.
  package func setSizes(_ sizes: [Double]) {
    for (group, size) in sizes.enumerated() { sample[group].size = size }
    let factors = sample.weights(options)
    for (group, share) in sample.shares.enumerated() {
      objective.terms[group].setSize(
        sizes[group], weight: factors[group], share: share)
    }
  }

  /// Replaces the weight of a group of weighted least squares.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - weight: V, moments × moments, or its diagonal as a column.
  package func setWeight(group: Int, _ weight: Matrix) {
    weights[group] = weight
    objective.terms[group].setWeight(weight)
  }

  /// Replaces a group's first-stage statistics of ordered variables; does not
  /// allocate.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - statistics: The statistics, in the layout's order.
  ///   - variances: Their variances times the size, by which DWLS weighs.
  package func setStatistics(
    group: Int, _ statistics: borrowing MatrixBuffer,
    variances: borrowing MatrixBuffer
  ) {
    objective.terms[group].setStatistics(statistics, variances: variances)
  }

  /// Replaces the tables of a group's pairs of ordered variables; does not
  /// allocate.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - tables: The tables, in the form of a first stage of the same cases.
  ///   - counts: How often each of its rows counts.
  ///   - size: The number of cases with a value, by their counts.
  package func setTables(
    group: Int, _ tables: borrowing MatrixBuffer, counts: [Double],
    size: Double
  ) {
    objective.terms[group].setTables(tables, counts: counts, size: size)
  }

  /// Starting values from the sample, one for each free parameter.
  package var startingValues: [Double] {
    switch options.starts {
    case .fromSample:
      StartingValues.fromSample(model, moments: startingMoments)
    case .simple where !model.table.hasOrdered:
      StartingValues.simple(model, moments: startingMoments)
    case .plain, .simple:
      StartingValues.plain(model, moments: startingMoments)
    case .given(let values):
      StartingValues.fromSample(
        model, moments: startingMoments, given: values)
    }
  }

  /// The moments behind starting values, one entry for each block.
  package var startingMoments: [StartingMoments] {
    objective.terms.flatMap(\.startingMoments)
  }

  /// Fits once more from a point beside a result, to leave a saddle.
  ///
  /// - Parameter result: A converged result.
  /// - Returns: A converged result with a clearly lower value; `nil` if there
  ///   is none near.
  package func fitBeside(_ result: Estimates) -> Estimates? {
    if let groups = separateGroups(at: result) {
      return fitBeside(groups, result)
    }
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
  ///   - nearOptimum: True for warm starts.
  /// - Returns: The result, converged or not.
  package func fit(from start: [Double], nearOptimum: Bool = false)
    -> Estimates
  {
    let x = space.substitution.reduce(start)
    let result: OptimizationResult
    var multipliers: [Double] = []
    let iterations = limitIterations()
    defer { restoreIterations(iterations) }
    if let constrained {
      takeExogenous()
      constrained.point.copy(from: x)
      result = constrained.minimize(objective, constraints: space)
      multipliers = constrained.multipliers
    } else {
      newton.point.copy(from: x)
      result =
        searchedSeparately(from: nearOptimum ? .nearOptimum : .anywhere)
        ?? newton.minimize(objective, nearOptimum: nearOptimum)
    }
    budget?.spend(result.iterations)
    return estimates(result, multipliers: multipliers)
  }

  /// The model at starting values, without a search.
  ///
  /// - Parameter start: Values of all free parameters.
  /// - Returns: The result, of no iteration; it counts as converged where the
  ///   values imply moments.
  package func standing(at start: [Double]) -> Estimates {
    let x = space.substitution.reduce(start)
    if let constrained {
      constrained.point.copy(from: x)
      // Without a search nothing is known to push.
      constrained.multipliers = [Double](repeating: 0, count: space.count)
    } else {
      newton.point.copy(from: x)
    }
    objective.theta.copy(from: space.substitution.expand(x))
    let value = objective.evaluateAtTheta()
    return estimates(
      OptimizationResult(
        status: value == nil ? .infeasibleStart : .converged, iterations: 0,
        evaluations: 1, value: value ?? .infinity, scaledGradient: .nan),
      multipliers: constrained?.multipliers ?? [])
  }

  /// Makes the moments last set the `sample`, which everything beside a
  /// refit reads; allocates.
  package func adoptMoments() {
    for group in sample.indices {
      objective.terms[group].writeSample(into: &sample[group])
    }
  }

  /// Writes the value of every table row at the point last evaluated; rows
  /// that speak about parameters keep what they have.
  package func writeRowValues(into rows: inout [Double]) {
    for (index, location) in model.locations.enumerated() {
      guard let location else { continue }
      rows[index] = objective.blocks[location.block].matrices[location.cell]
    }
  }

  /// χ² at the point last evaluated: 2 Σ multiplier_g ½F_g; NaN without a
  /// saturated model.
  package var chiSquare: Double {
    guard hasSaturatedModel else { return .nan }
    var sum = 0.0
    for group in sample.indices {
      sum += 2 * objective.values[group] * sample.multiplier(group, options)
    }
    return sum
  }

  /// The last fit's or refit's result as values.
  package var currentEstimates: Estimates {
    estimates(
      OptimizationResult(
        status: .converged, iterations: 0, evaluations: 0,
        value: objective.value, scaledGradient: 0),
      multipliers: constrained?.multipliers ?? [])
  }

  /// The result as values, from where the solver stands.
  func estimates(
    _ result: OptimizationResult, multipliers: [Double]
  ) -> Estimates {
    let x =
      constrained.map { $0.point.elements } ?? newton.point.elements
    var theta = space.substitution.expand(x)
    if objective.theta.elements != theta {
      // The last point tried is not the one kept.
      objective.theta.copy(from: theta)
      _ = objective.evaluateAtTheta()
    }
    var result = result
    if result.status == .converged, settleOnBounds() {
      theta = objective.theta.elements
      result.value = objective.value
    }
    return estimates(result, theta: theta, multipliers: multipliers)
  }

  /// The result as values at θ, where the objective stands.
  func estimates(
    _ result: OptimizationResult, theta: [Double], multipliers: [Double]
  ) -> Estimates {
    Estimates(
      theta: theta,
      rowValues: rowValues(theta), optimization: result,
      groupDiscrepancies: Array(
        objective.values.elements[..<sample.count]),
      impliedByBlock: objective.blocks.map { block in
        ImpliedMoments(
          covariance: Matrix(block.implied.sigma),
          mean: block.structure.hasMeans ? block.implied.mu.elements : [],
          latentCovariance: Matrix(block.latentCovariance),
          latentMean: block.latentMean.elements)
      },
      multipliers: multipliers, attempts: [])
  }

  /// The rows that follow from parameters, with their blocks.
  private var derivedRows: [(row: Int, block: Int)] {
    guard model.table.hasOrdered else { return [] }
    let derived = model.blocks.map { Set($0.derivedCells) }
    return model.locations.enumerated().compactMap { row, location in
      location.flatMap {
        derived[$0.block].contains($0.cell) ? (row, $0.block) : nil
      }
    }
  }

  /// The values of all table rows at θ, those of fixed exogenous variables at
  /// the moments last set.
  private func rowValues(_ theta: [Double]) -> [Double] {
    var rows = space.rowValues(theta)
    for block in objective.blocks {
      for cell in block.structure.sampleCells {
        rows[cell.row] = block.matrices[cell.cell]
      }
    }
    for (row, index) in derivedRows {
      if let location = model.locations[row] {
        rows[row] = objective.blocks[index].matrices[location.cell]
      }
    }
    return rows
  }
}
