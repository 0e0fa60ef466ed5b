internal import FactorAnalysis
internal import FactorRotation
internal import LinearAlgebra
internal import Probability
public import ReportRendering

extension ReportedFactors {
  /// Everything, by groups.
  public var document: JSONValue {
    .object(
      [
        ("extraction", .string(asked.factors.method.rawValue)),
        (
          "rotation",
          .string(asked.factors.rotation == nil ? "none" : options.rotationName)
        ),
        ("groups", .array(groups.map { document(of: $0) })),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  private func document(of group: FactorGroup) -> JSONValue {
    let exploration = group.exploration
    let adequacy = exploration.adequacy
    var suggested: [(String, JSONValue)] = [
      ("kaiser", .integer(exploration.kaiserCount))
    ]
    for analysis in exploration.parallel {
      suggested.append(
        ("parallel_\(analysis.kind.rawValue)", .integer(analysis.count)))
    }
    if let partials = exploration.partials {
      suggested += [
        ("map", .integer(partials.count)),
        ("map_fourth_powers", .integer(partials.countByFourths)),
      ]
    }
    return .object([
      ("group", group.label.isEmpty ? .null : .string(group.label)),
      ("nobs", .number(exploration.sample.caseCount)),
      ("variables", .array(exploration.sample.names.map { .string($0) })),
      ("labels", .array(group.labels.map { .string($0) })),
      ("correlation", .rows(exploration.sample.correlation)),
      ("kmo", .optional(adequacy?.overall)),
      ("kmo_items", .list(adequacy?.byVariable ?? [])),
      (
        "bartlett",
        .object([
          ("chisq", .optional(adequacy?.chiSquare)),
          ("df", adequacy.map { .integer($0.degreesOfFreedom) } ?? .null),
          ("pvalue", .optional(adequacy?.probability)),
        ])
      ),
      ("eigenvalues", .list(exploration.eigenvalues)),
      (
        "parallel",
        .array(
          exploration.parallel.map {
            .object([
              ("kind", .string($0.kind.rawValue)),
              ("eigenvalues", .list($0.eigenvalues)),
              ("means", .list($0.means)), ("quantiles", .list($0.quantiles)),
              ("level", .number($0.level)),
              ("replicates", .integer($0.replicates)),
              ("count", .integer($0.count)),
            ])
          })
      ),
      ("map", .list(exploration.partials?.squares ?? [])),
      ("map_fourth_powers", .list(exploration.partials?.fourths ?? [])),
      ("suggested", .object(suggested)),
      ("initial_communalities", .list(exploration.initialCommunalities)),
      ("solutions", .array(exploration.solutions.map { document(of: $0) })),
    ])
  }

  private func document(of solution: FactorSolution) -> JSONValue {
    let extraction = solution.extraction
    var members: [(String, JSONValue)] = [
      ("factors", .integer(solution.count)),
      ("converged", .bool(extraction.isConverged)),
      ("communalities", .list(extraction.communalities)),
      ("uniquenesses", .list(extraction.uniquenesses)),
      ("unrotated", .rows(extraction.loadings)),
      ("loadings", .rows(solution.loadings)),
      ("factor_correlations", .rows(solution.correlations)),
      ("structure", .rows(solution.structure)),
      ("squares_before", .list(solution.extractedSumsOfSquares)),
      ("squares_after", .list(solution.sumsOfSquares)),
    ]
    if let rotated = solution.rotated {
      members.append(
        (
          "rotation",
          .object([
            ("value", .number(rotated.value)),
            ("converged", .bool(rotated.isConverged)),
            ("starts", .integer(rotated.starts)),
            ("best_starts", .integer(rotated.bestStarts)),
            ("optima", .list(rotated.optima)),
            ("matrix", .rows(rotated.rotation)),
          ])
        ))
    }
    if let errors = solution.errors {
      members.append(
        (
          "se",
          .object([
            ("loadings", .rows(errors.loadings)),
            ("factor_correlations", .rows(errors.correlations)),
            ("uniquenesses", .list(errors.uniquenesses)),
          ])
        ))
    }
    if let fit = solution.fit {
      members.append(
        (
          "fit",
          .object([
            ("chisq", .optional(fit.chiSquare)),
            ("df", .integer(fit.degreesOfFreedom)),
            ("pvalue", .optional(fit.probability)),
            ("chisq_unscaled", .optional(fit.scaling?.unscaled)),
            ("chisq_scaling_factor", .optional(fit.scaling?.factor)),
            ("chisq_shift", .optional(fit.scaling?.shift)),
            ("chisq_bartlett", .optional(fit.bartlettChiSquare)),
            ("baseline_chisq", .optional(fit.baselineChiSquare)),
            ("cfi", .optional(fit.cfi)), ("tli", .optional(fit.tli)),
            ("rmsea", .optional(fit.rmsea)),
            ("rmsea_ci_lower", .optional(fit.rmseaInterval?.lowerBound)),
            ("rmsea_ci_upper", .optional(fit.rmseaInterval?.upperBound)),
            ("srmr", .number(fit.srmr)), ("aic", .optional(fit.aic)),
            ("bic", .optional(fit.bic)),
          ])
        ))
    }
    return .object(members)
  }

  /// A record a loading.
  public var records: RecordTable {
    let hasGroups = context.groupVariable != nil
    return RecordTable(
      groups.flatMap { group in
        group.exploration.solutions.flatMap { solution in
          records(of: solution, in: group).map {
            (hasGroups ? [("group", .string(group.label))] : []) + $0
          }
        }
      })
  }

  private func records(
    of solution: FactorSolution, in group: FactorGroup
  ) -> [[(String, JSONValue)]] {
    let structure = solution.structure
    let names = FactorSections.names(solution.count, asked.factors.method)
    return group.exploration.sample.names.enumerated().flatMap { i, name in
      names.enumerated().map { j, factor in
        let own = solution.loadings[i, j]
        let error = solution.errors?.loadings[i, j]
        let z = error.flatMap { $0 > 0 ? own / $0 : nil }
        return [
          ("factors", .integer(solution.count)), ("variable", .string(name)),
          ("factor", .string(factor)), ("loading", .number(own)),
          ("se", .optional(error)), ("z", .optional(z)),
          (
            "pvalue",
            .optional(z.map { 2 * NormalDistribution.upperTail(abs($0)) })
          ),
          ("structure", .number(structure[i, j])),
          ("communality", .number(solution.extraction.communalities[i])),
          ("uniqueness", .number(solution.extraction.uniquenesses[i])),
        ]
      }
    }
  }
}

extension JSONValue {
  /// Numbers.
  fileprivate static func list(_ values: [Double]) -> JSONValue {
    .array(values.map { .number($0) })
  }
}
