internal import Estimation
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import Specification

extension Fit {
  /// Score tests of equality constraints, among them those of shared labels
  /// and of `group.equal` (Aitchison & Silvey, 1958; Bentler & Chou, 1992).
  ///
  /// With s the score and I the expected information of one case, D the
  /// directions that releasing the constraints opens and J the inverse
  /// information under all of the constraints, the statistic is
  /// N sᵀD (DᵀID − DᵀIJID)⁻¹ Dᵀs. Inequalities that hold with equality stay
  /// in force. Fits with robust standard errors or a scaled test have the
  /// versions of Satorra (2000) besides.
  ///
  /// - Parameters:
  ///   - numbers: The constraints to release, from 1, in the order of the
  ///     table's rows; `nil` for all.
  ///   - isCumulative: Whether the restrictions are tested one after the other
  ///     too.
  /// - Returns: The tests.
  /// - Throws: `LatentError` if the fit did not converge, has no such
  ///   constraints or a singular information.
  public func scoreTests(
    releasing numbers: [Int]? = nil, isCumulative: Bool = false
  ) throws(LatentError) -> ScoreTests {
    try requireConverged("score tests", takesOrdered: true)
    let constraints = table.constraints.filter { $0.kind == .equality }
      .sorted { $0.row < $1.row }
    guard !constraints.isEmpty else {
      throw LatentError(
        code: .scoreNoConstraints,
        message: "The model has no equality constraints to release.",
        remedy: "Ask for modification indices, or name parameters to add.")
    }
    let chosen = numbers ?? Array(1...constraints.count)
    for number in chosen
    where number < 1 || number > constraints.count {
      throw LatentError(
        code: .scoreNoSuchConstraint,
        message: "There is no constraint \(number): the model has "
          + "\(constraints.count).",
        remedy: "Count the `==` rows of the parameter table from 1.")
    }
    let extended = try ExtendedModel(self, adding: [])
    let directions = try ConstraintDirections(self, constraints)
    let inverse = try extended.inverse(estimates)
    let d = directions.matrix.submatrix(
      rows: Array(0..<directions.matrix.rows), columns: chosen.map { $0 - 1 })
    let moved = extended.ownInformation * d
    let adapted = inverse * moved
    let own = d.transposed * moved
    let scores = Array(extended.scores.prefix(model.parameterCount))
    let problem = ReleaseProblem(
      scores: d.transposed * scores,
      information: own - moved.transposed * adapted, own: own.diagonal,
      spread: try extended.spread(
        of: self, among: Array(0..<model.parameterCount),
        along: d - adapted),
      count: extended.totalCount)
    let joint = problem.joint()
    let along = d * joint.changes
    let back = adapted * joint.changes
    var tests = ScoreTests(
      total: joint.test, robust: joint.robust,
      restrictions: chosen.enumerated().map { index, number in
        let row = table.rows[constraints[number - 1].row]
        let isTestable = directions.isTestable[number - 1]
        let single = isTestable ? problem.single(index) : nil
        return ScoreTests.Restriction(
          lhs: row.lhs, rhs: row.rhs,
          description: description(of: constraints[number - 1]),
          test: single?.test, scaledTest: single?.robust?.scaled,
          expectedChange: single?.changes[0])
      },
      changes: changes(zip(along, back).map { $0 - $1 }, in: extended))
    if isCumulative { tests.accumulate(problem) }
    return tests
  }

  /// Score tests of parameters that the model does not have, or fixes.
  ///
  /// - Parameters:
  ///   - text: Formulas such as `visual =~ x9; x1 ~~ x4`; they apply to every
  ///     group, with a separate parameter in each.
  ///   - name: The name that diagnostics show.
  ///   - misspecification: The judgment of each parameter by the power of its
  ///     test; `nil` for none.
  ///   - isCumulative: Whether the parameters are tested one after the other
  ///     too.
  /// - Returns: The tests; constraints of the model stay in force.
  /// - Throws: An error of kind `syntax` for what cannot be read, `fit` for
  ///   variables that the model does not have, for power of a parameter that
  ///   cannot be freed, and as `scoreTests(releasing:)` does.
  public func scoreTests(
    adding text: String, name: String = "<added>",
    misspecification: MisspecificationOptions? = nil,
    isCumulative: Bool = false
  ) throws(LatentError) -> ScoreTests {
    try requireConverged("score tests", takesOrdered: true)
    let wanted = try AddedParameters(text, name: name, to: table)
    if let derived = wanted.indices.first(where: {
      $0 < table.rows.count && model.isDerived($0)
    }) {
      let other: ParameterKey
      let row = table.rows[derived]
      other = ParameterKey(
        row.lhs, row.op == .scaling ? .covariance : .scaling, row.lhs)
      throw LatentError(
        code: .scoreNotFree,
        message: "`\(row.key)` follows from the other parameters of an ordered "
          + "variable.",
        remedy: "Add `\(other)`.")
    }
    let extended = try ExtendedModel(self, adding: wanted.rows)
    let inverse = try extended.knownInverse(estimates)
    let parameters = wanted.indices.compactMap {
      extended.model.parameterOfRow[$0]
    }
    let cross = extended.crossInformation(parameters)
    let adapted = inverse * cross
    let count = parameters.count
    var own = Matrix(rows: count, columns: count)
    for j in 0..<count {
      for i in 0..<count {
        own[i, j] = extended.information(parameters[i], parameters[j])
      }
    }
    let known = Array(0..<extended.knownCount)
    var along = Matrix(rows: known.count + count, columns: count)
    for j in 0..<count {
      for i in known { along[i, j] = -adapted[i, j] }
      along[known.count + j, j] = 1
    }
    let problem = ReleaseProblem(
      scores: parameters.map { extended.scores[$0] },
      information: own - cross.transposed * adapted, own: own.diagonal,
      spread: try extended.spread(
        of: self, among: known + parameters, along: along),
      count: extended.totalCount)
    let joint = problem.joint()
    var change = [Double](repeating: 0, count: extended.parameterCount)
    for (index, value) in (adapted * joint.changes).enumerated() {
      change[index] = -value
    }
    for (index, parameter) in parameters.enumerated() {
      change[parameter] = joint.changes[index]
    }
    var judgments: [MisspecificationTest?] = wanted.indices.map { _ in nil }
    if let misspecification {
      let scaling = ChangeScaling(extended)
      for (index, row) in wanted.indices.enumerated() {
        judgments[index] = try judgment(
          of: problem, index,
          target: scaling.target(
            misspecification.target, row: row),
          named: table.description(of: extended.table.rows[row]),
          misspecification)
      }
    }
    var tests = ScoreTests(
      total: joint.test, robust: joint.robust,
      restrictions: wanted.indices.enumerated().map { index, row in
        let single = problem.single(index)
        let item = extended.table.rows[row]
        let own = item.key.compactDescription
        return ScoreTests.Restriction(
          lhs: own, rhs: "0", description: table.description(of: item),
          test: single?.test, scaledTest: single?.robust?.scaled,
          expectedChange: single?.changes[0],
          misspecification: judgments[index])
      },
      changes: changes(change, in: extended, with: Set(parameters)))
    if isCumulative { tests.accumulate(problem) }
    return tests
  }

  /// The judgment of one added parameter by the power of its test.
  private func judgment(
    of problem: ReleaseProblem, _ index: Int, target: Double?,
    named name: String, _ options: MisspecificationOptions
  ) throws(LatentError) -> MisspecificationTest {
    guard let single = problem.single(index) else {
      throw LatentError(
        code: .scoreNoPower,
        message: "The parameter `\(name)` cannot be freed, so that no test has "
          + "power to find it: the model's own parameters do what it would.",
        remedy: "Leave it out.")
    }
    guard let target else {
      throw LatentError(
        code: .scoreNoTarget,
        message: "The variance `\(name)` has no standardized target.",
        remedy: "Give the target in the parameter's own unit.")
    }
    return MisspecificationTest(
      change: single.changes[0], statistic: single.test.statistic,
      information: problem.count * problem.information[index, index],
      target: target, options)
  }

  /// The table of expected changes: estimated and released parameters.
  private func changes(
    _ change: [Double], in extended: ExtendedModel, with added: Set<Int> = []
  ) -> [ScoreTests.Change] {
    let scaling = ChangeScaling(extended)
    var result: [ScoreTests.Change] = []
    for (index, row) in extended.table.rows.enumerated()
    where !row.op.isConstraint {
      guard let parameter = row.parameter else { continue }
      let isEstimated = parameter < model.parameterCount
      guard isEstimated || added.contains(parameter) else { continue }
      func standardized(_ kind: Standardization) -> Double? {
        scaling.value(change[parameter], row: index, kind)
      }
      result.append(
        ScoreTests.Change(
          lhs: row.lhs, op: row.op, rhs: row.rhs, group: row.group ?? 1,
          free: isEstimated ? row.free : nil, label: row.label,
          estimate: index < estimates.rowValues.count
            ? estimates.rowValues[index] : 0,
          expectedChange: change[parameter],
          standardizedLatent: standardized(.latent),
          standardizedAll: standardized(.all),
          standardizedNoExogenous: standardized(.noExogenous)))
    }
    return result
  }

  /// A constraint in the names of parameters.
  private func description(of constraint: ParameterConstraint) -> String {
    let row = table.rows[constraint.row]
    let rows = constraint.expression.rows
    guard row.origin == .automatic, rows.count == 2 else {
      return row.origin == .automatic
        ? constraint.expression.description {
          table.description(of: table.rows[$0])
        } + " == 0" : "\(row.lhs) == \(row.rhs)"
    }
    let (first, second) = (table.rows[rows[0]], table.rows[rows[1]])
    if first.key.description == second.key.description {
      return "\(first.key): \(table.groupLabel(of: first)) == "
        + table.groupLabel(of: second)
    }
    return "\(table.description(of: first)) == "
      + table.description(of: second)
  }
}

extension ScoreTests {
  /// Tests the restrictions one after the other, the largest test first.
  fileprivate mutating func accumulate(_ problem: ReleaseProblem) {
    let order = restrictions.indices.filter { restrictions[$0].test != nil }
      .sorted {
        (restrictions[$0].test?.statistic ?? 0, $1)
          > (restrictions[$1].test?.statistic ?? 0, $0)
      }
    cumulative = order.indices.map { last in
      let joint = problem.joint(of: Array(order[...last]))
      return CumulativeTest(
        restriction: order[last], test: joint.test, robust: joint.robust)
    }
  }
}
