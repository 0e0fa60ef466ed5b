internal import Estimation
internal import FitSettings
internal import LinearAlgebra
package import Messages
internal import ModelCriticism
package import ModelFit
internal import ModelSyntax
package import Specification

/// Climbs a ladder of invariance: fits one model after the other to the
/// sample of the first.
package struct InvarianceLadder {
  /// A table of the model under other choices.
  package typealias TableMaker =
    (ModelOptions) throws(LatentError) -> ParameterTable

  private let options: InvarianceOptions
  private let steps: [InvarianceStep]
  private let makeTable: TableMaker
  private let base: Fit
  private var rungs: [InvarianceRung] = []
  private var log: [InvarianceLogEntry] = []
  private var warnings: [LatentWarning] = []
  private var released: [String]

  /// Makes a ladder.
  ///
  /// - Parameters:
  ///   - base: The configural fit: several groups, nothing held equal.
  ///   - options: The choices.
  ///   - makeTable: Makes the model's table under other choices.
  /// - Throws: `LatentError` if no ladder can start from the fit.
  package init(
    from base: Fit, options: InvarianceOptions,
    makeTable: @escaping TableMaker
  ) throws(LatentError) {
    let steps =
      options.steps
      ?? (base.table.hasOrdered
        ? InvarianceStep.ordered : InvarianceStep.standard)
    try Self.check(base, steps)
    self.steps = steps
    self.base = base
    self.options = options
    self.makeTable = makeTable
    released = base.options.model.groupPartial
    rungs = [
      InvarianceRung(
        name: "configural", equal: [], released: [], fit: base,
        reference: nil, change: nil, holds: nil, verdicts: [:],
        candidates: [])
    ]
  }

  private static func check(_ base: Fit, _ steps: [InvarianceStep])
    throws(LatentError)
  {
    guard base.sample.count > 1 else {
      throw LatentError(
        code: .invarianceOneGroup,
        message: "Invariance is a property of several groups, but the sample "
          + "is one.",
        remedy: "Name the column that tells the groups apart (`group`).")
    }
    guard base.options.model.groupEqual.isEmpty else {
      throw LatentError(
        code: .invarianceAlreadyEqual,
        message: "The first model of the ladder holds parameters equal "
          + "across groups already (group.equal).",
        remedy: "Leave group-equal out, and name what is held equal as the "
          + "ladder's steps.")
    }
    guard base.isConverged else {
      throw LatentError(
        code: .invarianceNotConverged,
        message: "The configural model did not converge. "
          + base.convergenceMessage,
        remedy: "Fit the groups one by one to see which of them is at fault.")
    }
    var known: Set<GroupEquality> = []
    for step in steps {
      for set in step.adds where !known.insert(set).inserted {
        throw LatentError(
          code: .invarianceStepTwice,
          message: "The ladder holds \(set.rawValue) equal twice.",
          remedy: "Name each set of parameters in one step.")
      }
    }
    guard !known.isEmpty else {
      throw LatentError(
        code: .invarianceNoSteps,
        message: "The ladder has no steps.",
        remedy: "Name at least one set of parameters to hold equal, such as "
          + "loadings.")
    }
  }

  /// Fits every step.
  ///
  /// - Parameter progress: Called before each step with the number of steps
  ///   that are done.
  /// - Returns: The ladder.
  /// - Throws: The table maker's errors, and `LatentError` if a model cannot be
  ///   fitted at all.
  package mutating func climb(progress: (Int) -> Void = { _ in })
    throws(LatentError) -> Invariance
  {
    var equal: Set<GroupEquality> = []
    for (done, step) in steps.enumerated() {
      progress(done)
      equal.formUnion(step.adds)
      guard try climb(step, equal: equal) else { break }
    }
    return Invariance(
      options: options, rungs: rungs, log: log,
      sentence: InvarianceSummary(
        options: options, rungs: rungs, log: log
      ).sentence,
      warnings: warnings)
  }

  /// Fits one step.
  ///
  /// - Returns: Whether the ladder goes on.
  private mutating func climb(_ step: InvarianceStep, equal: Set<GroupEquality>)
    throws(LatentError) -> Bool
  {
    let reference = rungs.count - 1
    let before = rungs[reference].fit
    let fit = try fit(step, equal: equal)
    // Equal thresholds can free as much as they hold equal.
    guard
      fit.equalityConstraintCount > before.equalityConstraintCount
        && !fit.table.hasOrdered || fit.modelDegrees > before.modelDegrees
    else {
      warnings.append(
        LatentWarning(
          code: .invarianceEmptyStep,
          message: "The step \(step.name) adds no constraint to this model; "
            + "it was left out."
            + (fit.table.hasOrdered && step.adds.contains(.residuals)
              ? " With `parameterization: theta` it holds residual variances of "
                + "ordered variables equal." : "")))
      return true
    }
    var rung = try self.rung(
      step, equal: equal, fit: fit, reference: reference)
    if rung.holds == false { rung.candidates = try candidates(rung) }
    rungs.append(rung)
    guard fit.isConverged else {
      warnings.append(
        LatentWarning(
          code: .invarianceNotConverged,
          message: "The step \(step.name) did not converge; the ladder ends "
            + "there. \(fit.convergenceMessage)"))
      return false
    }
    if rung.holds == false, options.releases {
      try release(step, from: rung)
    }
    return true
  }

  /// Fits a step's model.
  ///
  /// - Throws: `LatentError` that names the step.
  private func fit(_ step: InvarianceStep, equal: Set<GroupEquality>)
    throws(LatentError) -> Fit
  {
    let table = try table(equal, released).fixingThresholds(base.sample).table
    do {
      return try Fit(
        table, sample: base.sample, options: fitOptions(equal, released))
    } catch {
      var error = error
      error.message =
        "The step \(step.name) cannot be fitted. " + error.message
      throw error
    }
  }

  /// Releases one equality after the other until the step holds.
  private mutating func release(
    _ step: InvarianceStep, from failed: InvarianceRung
  ) throws(LatentError) {
    var rung = failed
    var isFirst = true
    while rung.holds == false {
      guard
        let next = rung.candidates.first(where: {
          !$0.isNeeded && $0.pValue < options.significance
        })
      else {
        warnings.append(
          LatentWarning(
            code: .invarianceNothingToRelease,
            message: "The step \(step.name) does not hold, "
              + (rung.candidates.isEmpty
                ? "and has no equality that can be released by itself."
                : "and no further equality can be released: none has a "
                  + "significant score statistic, or too few equal "
                  + "indicators would be left.")))
        break
      }
      log.append(InvarianceLogEntry(step: step.name, release: next))
      released.append(next.parameter)
      let fit = try fit(step, equal: rung.equal)
      rung = try self.rung(
        step, equal: rung.equal, fit: fit, reference: failed.reference)
      guard fit.isConverged else { break }
      if rung.holds == false { rung.candidates = try candidates(rung) }
      if isFirst { rungs.append(rung) } else { rungs[rungs.count - 1] = rung }
      isFirst = false
    }
  }

  private mutating func rung(
    _ step: InvarianceStep, equal: Set<GroupEquality>, fit: Fit,
    reference: Int?
  ) throws(LatentError) -> InvarianceRung {
    let partial = Set(released).subtracting(base.options.model.groupPartial)
    var rung = InvarianceRung(
      name: partial.isEmpty ? step.name : "partial \(step.name)",
      equal: equal, released: released, fit: fit, reference: reference,
      change: nil, holds: nil, verdicts: [:], candidates: [])
    guard fit.isConverged, let reference else { return rung }
    let judge = InvarianceJudge(
      options: options, step: step, fit: fit, before: rungs[reference].fit,
      names: (rungs[reference].name, rung.name))
    let (change, reasons) = try judge.change()
    rung.change = change
    rung.verdicts = judge.verdicts(change)
    rung.holds = rung.verdicts[options.criterion]
    var said = reasons
    if rung.holds == nil, let reason = judge.reasonForNoVerdict(change) {
      said.append(reason)
    }
    warnings += said.filter { !warnings.contains($0) }
    return rung
  }

  private func fitOptions(_ equal: Set<GroupEquality>, _ partial: [String])
    -> FitOptions
  {
    var result = base.options
    result.model.groupEqual = equal
    result.model.groupPartial = partial
    return result
  }

  private func table(_ equal: Set<GroupEquality>, _ partial: [String])
    throws(LatentError) -> ParameterTable
  {
    try makeTable(fitOptions(equal, partial).model)
  }

  /// The equalities of the step, with the score test of releasing each.
  private func candidates(_ rung: InvarianceRung) throws(LatentError)
    -> [InvarianceRelease]
  {
    let shared = SharedParameters(rung.fit.table)
    let earlier = rung.reference.map { SharedParameters(rungs[$0].fit.table) }
    var result: [InvarianceRelease] = []
    for parameter in shared.names
    where earlier?.names.contains(parameter) != true {
      let constraints = shared.constraints(parameter)
      if constraints.isEmpty { continue }
      let tests = try rung.fit.scoreTests(releasing: constraints)
      // Without a p value releasing it frees nothing: it identifies the model.
      guard let pValue = tests.total.pValue else { continue }
      result.append(
        InvarianceRelease(
          parameter: parameter, chiSquare: tests.total.statistic,
          degreesOfFreedom: tests.total.degreesOfFreedom,
          pValue: pValue,
          expectedValues: shared.expectedValues(parameter, tests),
          isNeeded: shared.isNeeded(
            parameter, minimum: options.minimumInvariant)))
    }
    return result.sorted {
      $0.chiSquare / Double($0.degreesOfFreedom)
        > $1.chiSquare / Double($1.degreesOfFreedom)
    }
  }
}
