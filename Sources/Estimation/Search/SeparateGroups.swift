package import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

/// A group that shares no parameter with others, as a model of its own.
package struct SeparateGroup {
  /// Its fitter.
  package let fitter: Fitter
  /// Its estimates, where the fitter stands.
  package let estimates: Estimates
  /// The places of its parameters among those of all groups.
  package let parameters: [Int]
  /// Its share of the cases.
  package let share: Double
}

extension Fitter {
  /// The number of groups from which those without anything in common are
  /// fitted one by one, however few their parameters: together they fill
  /// matrices of all of these.
  static let leastSeparate = 20

  /// The groups as models of their own, where they have nothing in common and
  /// are many.
  ///
  /// - Parameter estimates: Makes a group's estimates with its fitter; `nil` if
  ///   there are none.
  /// - Returns: One entry for each group; `nil` if they are few, or linked.
  private func separateGroups(
    _ estimates: (Fitter, _ group: Int, _ parameters: [Int]) -> Estimates?
  ) -> [SeparateGroup]? {
    guard hasPlainTerms,
      sample.count >= Self.leastSeparate
        || model.parameterCount > ModelSize.linkedFreeLimit,
      !model.table.isCorrelationStructure, !model.table.isRotated,
      let tables = model.table.separateGroups
    else { return nil }
    var parameters = [[Int]](repeating: [], count: tables.count)
    for (parameter, row) in model.rowOfParameter.enumerated() {
      guard let block = model.table.rows[row].blockIndex else { return nil }
      parameters[block].append(parameter)
    }
    let shares = sample.shares
    var result: [SeparateGroup] = []
    for (group, table) in tables.enumerated() {
      var options = options
      if case .given(let values) = options.starts {
        options.starts = .given(Self.values(values, of: group))
      }
      guard let model = try? CompiledModel(table),
        let fitter = try? Fitter(
          model, options: options, sample: [sample[group]],
          weights: weights.isEmpty ? [] : [weights[group]]),
        let own = estimates(fitter, group, parameters[group])
      else { return nil }
      result.append(
        SeparateGroup(
          fitter: fitter, estimates: own, parameters: parameters[group],
          share: shares[group]))
    }
    return result
  }

  /// Values of parameters by the keys that a group's own table has for them.
  private static func values(
    _ values: [ParameterKey: Double], of group: Int
  ) -> [ParameterKey: Double] {
    var result: [ParameterKey: Double] = [:]
    for (key, value) in values where key.block == group + 1 {
      var own = key
      own.block = 1
      result[own] = value
    }
    return result
  }

  /// The groups as models of their own that stand at given estimates.
  ///
  /// - Parameter all: Estimates of this fitter's model.
  /// - Returns: One entry for each group; `nil` if they are few, or linked.
  package func separateGroups(at all: Estimates) -> [SeparateGroup]? {
    separateGroups { fitter, group, parameters in
      var own = fitter.standing(at: parameters.map { all.theta[$0] })
      if !all.isConverged { own.optimization.status = all.optimization.status }
      return own
    }
  }

  /// Fits group by group.
  ///
  /// - Parameter isPatient: As `fit(isPatient:)` has it.
  /// - Returns: The estimates of all groups, where the objective stands; `nil`
  ///   if groups are few, or linked.
  func fitSeparately(isPatient: Bool) -> Estimates? {
    let groups = separateGroups { fitter, _, _ in
      fitter.fit(isPatient: isPatient)
    }
    return groups.map(together)
  }

  /// Fits each group once more from a point beside its result.
  ///
  /// - Parameters:
  ///   - groups: The groups at a result.
  ///   - result: The result.
  /// - Returns: A converged result with a clearly lower value in some group;
  ///   `nil` if there is none near.
  func fitBeside(_ groups: [SeparateGroup], _ result: Estimates) -> Estimates? {
    var hasLower = false
    let moved = groups.map { group in
      guard let lower = group.fitter.fitBeside(group.estimates) else {
        return group
      }
      hasLower = true
      return SeparateGroup(
        fitter: group.fitter, estimates: lower, parameters: group.parameters,
        share: group.share)
    }
    guard hasLower else { return nil }
    var found = together(moved)
    found.optimization.iterations += result.optimization.iterations
    found.attempts = result.attempts
    return found
  }

  /// Puts the groups' estimates together, and the objective there.
  private func together(_ groups: [SeparateGroup]) -> Estimates {
    var theta = [Double](repeating: 0, count: model.parameterCount)
    var result = OptimizationResult(
      status: .converged, iterations: 0, evaluations: 0, value: 0,
      scaledGradient: 0)
    var failed: [Int] = []
    var retriedCount = 0
    for (index, group) in groups.enumerated() {
      for (place, parameter) in group.parameters.enumerated() {
        theta[parameter] = group.estimates.theta[place]
      }
      let own = group.estimates.optimization
      result.iterations = max(result.iterations, own.iterations)
      result.evaluations += own.evaluations
      result.value += group.share * own.value
      result.scaledGradient = max(result.scaledGradient, own.scaledGradient)
      if !group.estimates.attempts.isEmpty { retriedCount += 1 }
      if own.status != .converged {
        if failed.isEmpty { result.status = own.status }
        failed.append(index)
      }
    }
    objective.theta.copy(from: theta)
    if objective.evaluateAtTheta() != nil { result.value = objective.value }
    if let constrained {
      constrained.point.copy(from: theta)
      constrained.multipliers = multipliers(groups)
    } else {
      newton.point.copy(from: theta)
    }
    var found = estimates(
      result, theta: theta, multipliers: constrained?.multipliers ?? [])
    found.failedGroups = failed
    if retriedCount > 0 {
      found.attempts = [
        "Each group was fitted by itself; in \(retriedCount) of "
          + "\(groups.count) starting values led to no convergence, and others "
          + "were tried."
      ]
    }
    return found
  }

  /// The multipliers of all groups' bounds, in the order of the space.
  private func multipliers(_ groups: [SeparateGroup]) -> [Double] {
    let places = Dictionary(
      uniqueKeysWithValues: space.bounds.enumerated().map { ($1, $0) })
    var result = [Double](repeating: 0, count: space.bounds.count)
    for group in groups {
      let bounds = group.fitter.space.bounds
      for (bound, multiplier) in zip(bounds, group.estimates.multipliers) {
        var own = bound
        own.parameter = group.parameters[bound.parameter]
        if let place = places[own] { result[place] = multiplier }
      }
    }
    return result
  }
}

extension SeparateGroup {
  /// Adds a matrix over the group's parameters to one over those of all groups.
  ///
  /// - Parameters:
  ///   - own: The group's matrix.
  ///   - factor: Its factor.
  ///   - all: The sum.
  package func add(_ own: Matrix, factor: Double, to all: inout Matrix) {
    for (j, b) in parameters.enumerated() {
      for (i, a) in parameters.enumerated() { all[a, b] += factor * own[i, j] }
    }
  }
}
