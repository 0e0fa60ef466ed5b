internal import Estimation
internal import LinearAlgebra
internal import Messages
internal import ModelSyntax
internal import MomentStructure
internal import Optimization
internal import Probability
internal import SampleStatistics
internal import Specification

/// The end of a search, and the cause of its failure where that can be seen.
struct ConvergenceDiagnosis {
  let fitter: Fitter
  let estimates: Estimates

  /// One or two sentences, with a remedy where the search failed.
  var message: String {
    let iterations = estimates.optimization.iterations
    let status = estimates.optimization.status
    if status == .noDescent || status == .iterationLimit, !violated.isEmpty {
      return constraintFault
    }
    switch status {
    case .converged:
      return "The estimates converged after \(iterations) iterations."
    case .iterationLimit:
      let ending =
        "The estimates\(failedGroups) did not converge within \(iterations) "
        + "iteration\(iterations == 1 ? "" : "s")"
      return cause.map { "\(ending). \($0)" }
        ?? "\(ending); give starting values with start(), or simplify the "
        + "model."
    case .noDescent:
      return
        "The estimates\(failedGroups) did not converge: after \(iterations) "
        + "iterations no step improved them. "
        + (cause
          ?? "The model may not be identified or may fit very badly.")
    case .infeasibleStart:
      return "The estimation could not begin: \(startingFault)"
    case .infeasibleConstraints:
      return constraintFault
    }
  }

  /// The cause of failure that the sample or the end of the search shows.
  private var cause: String? {
    if let found = forbiddenVariance { return found }
    for index in suspects {
      let place = place(index)
      if let found = nearSingular(index, place) ?? poorMarker(index, place)
        ?? unrelated(index, place)
      {
        return found
      }
    }
    return drift
  }

  /// A bound that leaves a variance nothing but negative values.
  private var forbiddenVariance: String? {
    let row = fitter.model.table.rows.first { row in
      row.isFree && row.key.isVariance && row.upper.map { $0 < 0 } ?? false
    }
    return row.map { row in
      "The bound of '\(row.lhs) ~~ \(row.lhs)' allows only variances below 0, "
        + "which nothing has. Take it off."
    }
  }

  /// Parameters that run to infinity.
  private var drift: String? {
    let moving = fitter.drift(estimates)
    if moving.isEmpty { return nil }
    let names = fitter.model.names(of: moving).map { "'\($0)'" }
    return "The discrepancy falls towards a limit that no values reach: "
      + "\(listing(names, limit: 6)) grow\(names.count == 1 ? "s" : "") or "
      + "shrink\(names.count == 1 ? "s" : "") without end. These data hold too "
      + "little for this model: simplify it, look for outliers, or bound the "
      + "parameters (`bounds: standard`)."
  }

  /// The blocks to look at: those whose own search failed, else all.
  private var suspects: [Int] {
    estimates.failedGroups.isEmpty
      ? Array(fitter.model.blocks.indices)
      : estimates.failedGroups.map { fitter.model.groups[$0].place }
  }

  /// The groups whose own search failed, in words.
  private var failedGroups: String {
    let labels = fitter.model.table.groupLabels
    let failed = estimates.failedGroups.map { labels[$0] }
    if failed.isEmpty || labels.count < 2 { return "" }
    return " in group\(failed.count == 1 ? "" : "s") "
      + listing(failed, limit: 8)
  }

  private func place(_ block: Int) -> String {
    let labels = fitter.model.table.groupLabels
    return labels.count > 1 ? " in group \(labels[block])" : ""
  }

  /// The sample's correlations of a block.
  private func correlations(_ block: Int) -> Matrix {
    var result = fitter.startingMoments[block].covariance
    let roots = result.diagonal.map { $0.squareRoot() }
    for j in 0..<result.columns {
      for i in 0..<result.rows { result[i, j] /= roots[i] * roots[j] }
    }
    return result
  }

  /// The eigenvalue of correlations below which starting values and steps
  /// lose most of their digits.
  private static let nearlyZero = 1e-5

  private func nearSingular(_ block: Int, _ place: String) -> String? {
    guard let eigen = SymmetricEigen(correlations(block)),
      let smallest = eigen.values.first, smallest < Self.nearlyZero
    else { return nil }
    if let largest = eigen.values.last,
      largest > Self.nearlyOne * Double(eigen.values.count)
    {
      return farCase(block, place)
    }
    let observed = fitter.model.blocks[block].observed
    let names = observed.indices.filter { abs(eigen.vectors[$0, 0]) > 0.2 }
      .map { observed[$0] }
    return "The sample's covariance matrix\(place) is nearly singular: "
      + "\(listing(names, limit: 8)) almost determine each other (an "
      + "eigenvalue of the correlations is \(rounded(smallest))). Leave one of "
      + "them out, or look for outliers."
  }

  /// The share of one dimension in all correlations above which a single case
  /// is suspected.
  private static let nearlyOne = 0.98

  /// The message where all variables correlate almost perfectly: about the case
  /// that makes up their variances, where the cases are known and include such
  /// a case.
  private func farCase(_ block: Int, _ place: String) -> String {
    let cause =
      "All variables\(place) correlate almost perfectly, as where one case "
      + "lies far from all others in all of them"
    let remedy =
      "beside such a case rounding hides what the others tell, and no step can "
      + "be seen to improve the estimates. Correct it, or leave it out."
    guard let cases = fitter.sample[block].cases, cases.isComplete,
      cases.count > 2
    else { return "\(cause); \(remedy) Look for it in the data." }
    let count = Double(cases.count)
    var sizes = [Double](repeating: 0, count: cases.count)
    for variable in 0..<cases.variableCount {
      let values = (0..<cases.count).map { cases[$0, variable] }
      let mean = values.reduce(0, +) / count
      let squares = values.map { ($0 - mean) * ($0 - mean) }
      let sum = squares.reduce(0, +)
      for (number, square) in squares.enumerated() {
        sizes[number] += square / sum
      }
    }
    let far = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    let share = sizes[far] / Double(cases.variableCount)
    guard share > 0.5 else { return "\(cause); \(remedy) Look for it." }
    return "\(cause): row \(cases.rowNumbers[far]) makes up "
      + "\(rounded(100 * share))% of their variances, and \(remedy)"
  }

  /// The observed indicators of a factor.
  private func indicators(_ block: Int, _ factor: Int) -> (
    fixed: [Int], free: [Int]
  ) {
    let structure = fitter.model.blocks[block]
    func rows(_ cells: [MatrixCell]) -> [Int] {
      cells.filter { $0.matrix == .lambda && $0.column == factor }
        .map(\.row)
    }
    return (
      rows(structure.fixedCells.map(\.cell)),
      rows(structure.parameters.map(\.cell))
    )
  }

  /// A factor in the units of an indicator that hardly measures it.
  private func poorMarker(_ block: Int, _ place: String) -> String? {
    let workspace = fitter.objective.blocks[block]
    let structure = workspace.structure
    let r = correlations(block)
    for factor in 0..<structure.factorCount {
      let (fixed, free) = indicators(block, factor)
      guard let marker = fixed.first, fixed.count == 1, free.count > 1 else {
        continue
      }
      func loading(_ i: Int) -> Double {
        abs(workspace.matrices.lambda[i, factor])
          * (max(workspace.latentCovariance[factor, factor], 0)
          / max(workspace.implied.sigma[i, i], .leastNormalMagnitude))
          .squareRoot()
      }
      let own = loading(marker)
      let largest = free.map(loading).max() ?? 0
      let shared = free.map { abs(r[marker, $0]) }.max() ?? 1
      guard own < 0.05 && largest > 10 * own || shared < criterion(block, 1)
      else { continue }
      let name = structure.observed[marker]
      let other = structure.observed[
        free.max { loading($0) < loading($1) } ?? free[0]]
      let latent = structure.latent[factor]
      return "\(name), whose loading is fixed\(place), hardly measures "
        + "\(latent): in its units the other loadings grow without end. "
        + "Scale \(latent) by another indicator "
        + "('\(latent) =~ NA*\(name) + 1*\(other) + ...') or by its variance "
        + "(`std-lv: true`)."
    }
    return nil
  }

  /// The correlation that chance exceeds in one of 20 samples, in any of a
  /// number of pairs.
  private func criterion(_ block: Int, _ pairs: Int) -> Double {
    let count = Double(fitter.sample[block].moments.observationCount)
    return NormalDistribution.upperQuantile(0.025 / Double(pairs))
      / max(count, 1).squareRoot()
  }

  /// A factor whose indicators share nothing.
  private func unrelated(_ block: Int, _ place: String) -> String? {
    let structure = fitter.model.blocks[block]
    let r = correlations(block)
    for factor in 0..<structure.factorCount {
      let (fixed, free) = indicators(block, factor)
      let items = (fixed + free).sorted()
      guard items.count > 1 else { continue }
      var largest = 0.0
      for one in items {
        for two in items where two < one {
          largest = max(largest, abs(r[one, two]))
        }
      }
      let pairs = items.count * (items.count - 1) / 2
      guard largest < criterion(block, pairs) else { continue }
      let names = items.map { structure.observed[$0] }
      return "The indicators of \(structure.latent[factor])\(place) share "
        + "nothing: no correlation of \(listing(names, limit: 8)) exceeds "
        + "\(rounded(largest)), as chance alone would give. Leave "
        + "\(structure.latent[factor]) out, or measure it otherwise."
    }
    return nil
  }

  /// A fixed value above this squares to what doubles hold no longer.
  private static let largestFixedValue = 1e150

  /// The reason why no covariance matrix is implied where the search was to
  /// begin.
  private var startingFault: String {
    let table = fitter.model.table
    let hasStarts = table.rows.contains { $0.start != nil }
    let remedy =
      hasStarts
      ? "Change the values of start()."
      : "Change the fixed values, or give starting values with start()."
    if let row = table.rows.first(where: {
      abs($0.fixedValue ?? 0) > Self.largestFixedValue
    }) {
      return "the fixed value \((row.fixedValue ?? 0).asWritten) of "
        + "`\(row.key.description)` leads beyond the range of numbers. Change "
        + "it, or the units of the variables."
    }
    for (index, block) in fitter.objective.blocks.enumerated() {
      guard block.computeMoments() else {
        return "I - B has no inverse\(place(index)) at the fixed and starting "
          + "values of the regressions. \(remedy)"
      }
      let checks = SemidefinitenessCheck.all(
        of: block.structure, without: table.auxiliary)
      for check in checks where !check.isPassed(by: block) {
        let names =
          check.matrix == .psi
          ? block.structure.latent : block.structure.observed
        let rows = (check.covarying.isEmpty ? check.rows : check.covarying)
          .map { names[$0] }
        let isFixed = !table.rows.contains {
          $0.op == .covariance && $0.blockIndex == index && $0.isFree
            && rows.contains($0.lhs) && rows.contains($0.rhs)
        }
        return "the \(isFixed ? "fixed" : "fixed and starting") values of the "
          + "variances and covariances of "
          + "\(listing(rows, limit: 8))\(place(index)) are not a covariance "
          + "matrix. \(isFixed ? "Change one of them." : remedy)"
      }
    }
    return "the fixed and starting values do not imply a positive definite "
      + "covariance matrix. \(remedy)"
  }

  /// The constraints that the end of the search does not meet.
  private var violated: [Int] {
    let space = fitter.space
    return space.functions.indices.filter { index in
      let value = space.evaluateFull(index, at: estimates.theta).value
      return space.isEquality(index)
        ? !(abs(value) <= 1e-6) : !(value >= -1e-6)
    }
  }

  /// The parameters that the end of the search has on a bound.
  private var held: [String] {
    let reached = fitter.space.limits.filter { limit in
      abs(estimates.theta[limit.parameter] - limit.value)
        <= 1e-6 * max(1, abs(limit.value))
    }
    return fitter.model.names(of: Set(reached.map(\.parameter)).sorted())
  }

  /// The message that no values satisfied the constraints, with the constraints
  /// that conflict.
  private var constraintFault: String {
    let space = fitter.space
    let violated = self.violated
    let values = space.functions.indices.map {
      space.evaluateFull($0, at: estimates.theta)
    }
    let names = fitter.model.table.constraints
    let parameters = Set(
      violated.flatMap { index in
        values[index].gradient.indices.filter {
          values[index].gradient[$0] != 0
        }
      })
    let involved = space.functions.indices.filter { index in
      violated.contains(index)
        || parameters.contains { values[index].gradient[$0] != 0 }
    }
    let told = involved.compactMap { index in
      space.constraintOfFunction[index].map {
        fitter.model.table.name(of: names[$0])
      }
    }
    if violated.isEmpty, !held.isEmpty {
      return
        "The estimates did not converge: with \(listing(held, limit: 6)) on "
        + "a bound the data determine no further step. What has no variance is "
        + "not measured by anything: leave it out of the model, or take the "
        + "bound off."
    }
    guard !told.isEmpty else {
      return "No parameter values were found that satisfy the constraints; "
        + "they may contradict each other. Remove one, or give starting "
        + "values with start() that satisfy them."
    }
    return told.count == 1
      ? "No parameter values were found that satisfy the constraint "
        + "\(told[0]). Change it, or give starting values with start() that "
        + "satisfy it."
      : "No parameter values were found that satisfy these constraints "
        + "together: \(listing(told, limit: 6)). Change one of them, or give "
        + "starting values with start() that satisfy them."
  }
}
