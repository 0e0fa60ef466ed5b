internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Optimization
internal import Populations
internal import SampleStatistics
internal import Specification

/// Replicates of complete continuous cases by maximum likelihood: moments, fit,
/// standard errors and measures in buffers, without allocation once a replicate
/// converges from the population's values.
final class QuickReplicate: ReplicateFitting {
  private let condition: SimulationCondition
  private let fitter: Fitter
  private let errors: ReplicateErrors
  private let measures: ReplicateMeasures
  private let checker: AdmissibilityCheck
  private let covariances: [MatrixBox]
  private let means: [MatrixBox]
  private let places: [[Int]]
  private let definitionOfRow: [Int?]
  private var drawer: CaseDrawer
  private var accumulators: [MomentAccumulator]
  private var rowValues: [Double]

  /// Makes the buffers.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - fit: The fit to the population's moments.
  /// - Throws: `LatentError` as `Fitter` does.
  init(_ condition: SimulationCondition, _ fit: Fit) throws(LatentError) {
    self.condition = condition
    var options = fit.options
    // The workers have all cores.
    options.estimation.threads = 1
    let fitter = try Fitter(fit.model, sample: fit.sample, options: options)
    fitter.keepWarmStart(fit.estimates.theta)
    self.fitter = fitter
    errors = ReplicateErrors(fitter, kind: fit.options.informationKind)
    measures = ReplicateMeasures(
      fitter, degrees: condition.degrees ?? 0,
      baselineDegrees: Int(fit.measures["baseline_df"] ?? 0))
    checker = AdmissibilityCheck(fitter)
    drawer = CaseDrawer(condition.generator, counts: condition.counts)
    accumulators = condition.generator.groups.map {
      MomentAccumulator(variableCount: $0.variables.count)
    }
    covariances = fit.sample.map {
      MatrixBox(rows: $0.variables.count, columns: $0.variables.count)
    }
    means = fit.sample.map { MatrixBox(rows: $0.variables.count, columns: 1) }
    places = zip(fit.sample, condition.generator.groups).map { sample, group in
      sample.variables.map { group.variables.firstIndex(of: $0) ?? 0 }
    }
    var definitionOfRow = [Int?](repeating: nil, count: fit.table.rows.count)
    for (index, definition) in fit.table.definitions.enumerated() {
      definitionOfRow[definition.row] = index
    }
    self.definitionOfRow = definitionOfRow
    rowValues = fit.parameters.map(\.estimate)
  }

  /// Whether buffers serve the model: no bounds, no nonlinear constraints.
  var isUsable: Bool { !fitter.space.isConstrained }

  func fit(replicate: Int, into rows: SharedRows, row: Int) {
    drawer.draw(replicate: replicate, condition.streams)
    let status = solve()
    rows[row, 0] = Double(status.rawValue)
    guard status.hasEstimates else { return }
    measures.compute(covariance: covariances, mean: means) { place, value in
      rows[row, SimulationCondition.firstMeasure + place] = value
    }
    _ = errors.compute(rowValues)
    let first = SimulationCondition.firstEstimate
    let count = condition.parameters.count
    for place in 0..<count {
      let own = condition.parameters[place].row
      rows[row, first + place] = rowValues[own]
      let error: Double
      if let definition = definitionOfRow[own] {
        error = errors.definitions[definition]
      } else if let parameter = fitter.model.parameterOfRow[own] {
        error = errors.values[parameter]
      } else {
        error = .nan
      }
      rows[row, first + count + place] = error
    }
  }

  private func solve() -> SimulationStatus {
    guard takeMoments() else { return .unusableData }
    var result = fitter.refitWarm()
    if result.status == .converged {
      if finished { return .converged }
      result = fitter.refitCold()
    } else {
      result = fitter.refitFresh()
    }
    guard result.status == .converged else { return .notConverged }
    if finished { return .converged }
    return SimulationStatus(inadmissible: fitter.model.table) {
      rowValues[$0]
    }
  }

  /// Reads the solution; returns whether it is admissible.
  private var finished: Bool {
    fitter.writeRowValues(into: &rowValues)
    for place in fitter.model.table.definitions.indices {
      let own = fitter.model.table.definitions[place]
      rowValues[own.row] = own.expression.value(rowValues.span)
    }
    return checker.isAdmissible()
  }

  private func takeMoments() -> Bool {
    let divisor: MomentDivisor =
      fitter.options.usesUnbiasedMoments ? .countMinusOne : .count
    for group in places.indices {
      accumulators[group].accumulate(
        drawer.values[group], count: condition.counts[group],
        divisor: divisor)
      let p = drawer.values[group].count / condition.counts[group]
      let own = places[group]
      for j in own.indices {
        means[group].buffer[j] = accumulators[group].mean[own[j]]
        for i in own.indices {
          covariances[group].buffer[i, j] =
            accumulators[group].covariance[own[i] &+ p &* own[j]]
        }
      }
      guard
        fitter.setMoments(
          group: group, covariance: covariances[group].buffer,
          mean: means[group].buffer)
      else { return false }
    }
    return true
  }
}
