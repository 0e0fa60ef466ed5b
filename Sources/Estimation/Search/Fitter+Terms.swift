internal import Discrepancies
package import LinearAlgebra
package import Messages
package import MomentStructure
internal import OrderedMoments
package import SampleStatistics
internal import Specification

/// Makes the terms of a model's groups, one for each group, with their data.
package typealias TermMaker = (
  CompiledModel, EstimationOptions, [Sample]
) throws(LatentError) -> [any ObjectiveTerm]

extension Fitter {
  /// Whether the likelihood of a group is that of incomplete cases.
  package var hasIncompleteCases: Bool {
    sample.contains { $0.likelihoodCases != nil }
  }

  /// The block whose implied moments are those of a group's data; `nil` for
  /// terms whose data have moments of several blocks, or of none.
  package func momentBlock(of group: Int) -> BlockWorkspace? {
    objective.terms[group].momentBlock
  }

  /// The terms of an estimator: each group's discrepancy of moments.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: The choices.
  ///   - sample: The samples, one for each group.
  ///   - weights: V of weighted least squares, or its diagonal as a column,
  ///     one for each group; else empty.
  /// - Returns: The terms, which have taken the samples' moments.
  /// - Throws: `LatentError` if an estimator lacks its weight or the inverse of
  ///   a covariance matrix.
  package static func momentTerms(
    _ model: CompiledModel, _ options: EstimationOptions,
    _ sample: [Sample], weights: [Matrix?] = []
  ) throws(LatentError) -> [any ObjectiveTerm] {
    let factors = sample.weights(options)
    let shares = sample.shares
    if options.estimator == .pml {
      return try pairwiseTerms(model, options, sample)
    }
    var terms: [MomentTerm] = []
    for (index, moments) in sample.enumerated() {
      let block = model.groups[index].block
      let given =
        model.table.conditionsOnExogenous ? block.fixedExogenous : []
      terms.append(
        MomentTerm(
          block,
          try discrepancy(
            block, moments: moments,
            weight: index < weights.count ? weights[index] : nil,
            options: options, given: given),
          moments: moments, parameterCount: model.parameterCount,
          weight: factors[index], share: shares[index], given: given,
          team: options.team))
    }
    for (index, term) in terms.enumerated() where !term.takeMoments() {
      throw LatentError(
        code: .sampleNotPositiveDefinite,
        message: "The sample covariance matrix"
          + (terms.count > 1 ? " of group \(index + 1)" : "")
          + " is not positive definite.",
        remedy: "Look for variables that are sums of others, or for fewer "
          + "cases than variables.")
    }
    return terms
  }

  /// The terms of the pairwise likelihood.
  private static func pairwiseTerms(
    _ model: CompiledModel, _ options: EstimationOptions, _ sample: [Sample]
  ) throws(LatentError) -> [any ObjectiveTerm] {
    let factors = sample.weights(options)
    let shares = sample.shares
    var terms: [PairwiseTerm] = []
    for (index, moments) in sample.enumerated() {
      let block = model.groups[index].block
      guard let statistics = moments.responses,
        let influences = moments.influences,
        statistics.layout == block.layout
      else {
        throw LatentError(
          code: .estimatorNeedsRawData,
          message: "The pairwise likelihood needs ordered variables and their "
            + "cases, whose categories are counted.",
          remedy: "Give a data file, and name its ordered variables.")
      }
      let layout = block.layout
      let isMixed = layout.orderedCount < layout.variableCount
      if isMixed, layout.exogenousCount > 0 {
        throw LatentError(
          code: .estimatorPairwise,
          message: "The estimator PML takes ordered and continuous variables, "
            + "or ordered ones given exogenous variables, and the model has "
            + "all of them"
            + otherVariables(of: model.table, block: index) + ".",
          remedy: "Use `conditional-x: false`, or WLSMV.")
      }
      if options.countsSingleValues, isMixed || layout.exogenousCount > 0 {
        throw LatentError(
          code: .estimatorPairwise,
          message: "`missing: available.cases` takes ordered variables alone, "
            + "and the model has others"
            + otherVariables(of: model.table, block: index) + ".",
          remedy: "Use `missing: pairwise`.")
      }
      terms.append(
        PairwiseTerm(
          block,
          PairwiseLikelihood(
            influences, countsSingles: options.countsSingleValues,
            team: options.team),
          moments: moments, parameterCount: model.parameterCount,
          weight: factors[index], share: shares[index]))
    }
    return terms
  }

  /// The variables that are not ordered: ` (x, y)`.
  private static func otherVariables(of table: ParameterTable, block: Int)
    -> String
  {
    let ordered = table.thresholdCounts(block: block)
    let names = table.roles[block].observed.filter { ordered[$0] == nil }
    return names.isEmpty ? "" : ": \(listing(names, limit: 6))"
  }

  /// The discrepancy of the moments of ordered variables.
  private static func responseDiscrepancy(
    _ block: BlockStructure, moments: Sample, weight: Matrix?,
    options: EstimationOptions
  ) throws(LatentError) -> any Discrepancy {
    guard let statistics = moments.responses,
      statistics.layout == block.layout
    else {
      throw LatentError(
        code: .estimatorNeedsRawData,
        message: "Ordered variables need cases, whose categories are counted.",
        remedy: "Give a data file instead of covariances.")
    }
    let own: ResidualWeight
    if options.estimator == .uls {
      own = ResidualWeight(
        Matrix(
          rows: statistics.values.count, columns: 1,
          elements: [Double](repeating: 1, count: statistics.values.count)))
    } else if let weight {
      own = ResidualWeight(weight)
    } else {
      throw LatentError(
        code: .estimatorOrdered,
        message: "The estimator \(options.estimator.rawValue) is one of "
          + "continuous variables, and the model has ordered ones.",
        remedy: "Use WLSMV, ULSMV or WLS.")
    }
    return ResponseLeastSquares(
      block, statistics: statistics.values, weight: own,
      weighsByVariances: options.estimator == .dwls)
  }

  /// The one place where an estimator becomes a discrepancy.
  private static func discrepancy(
    _ block: BlockStructure, moments: Sample, weight: Matrix?,
    options: EstimationOptions, given exogenous: [Int]
  ) throws(LatentError) -> any Discrepancy {
    let p = block.observedCount
    if block.responses != nil {
      return try responseDiscrepancy(
        block, moments: moments, weight: weight, options: options)
    }
    // The likelihood has one for both: the moments of x are the sample's.
    switch options.estimator {
    case .ml:
      if let cases = moments.likelihoodCases {
        return FullInformation(cases, team: options.team)
      }
      return MaximumLikelihood(observedCount: p, hasMeans: block.hasMeans)
    case .gls:
      return NormalTheoryLeastSquares(
        observedCount: p, hasMeans: block.hasMeans, isWeighted: true)
    case .uls where !exogenous.isEmpty:
      return ConditionalLeastSquares(
        observedCount: p, exogenous: exogenous, weight: nil)
    case .uls:
      return NormalTheoryLeastSquares(
        observedCount: p, hasMeans: block.hasMeans, isWeighted: false)
    case .pml:
      throw LatentError(
        code: .estimatorPairwise,
        message: "The estimator PML takes ordered variables, and there are "
          + "none.",
        remedy: "Name them with `ordered`, or use ML.")
    case .wls, .dwls:
      guard let weight else {
        throw LatentError(
          code: .estimatorNeedsRawData,
          message: "The estimator \(options.estimator.rawValue) needs raw data "
            + "for its weight matrix.",
          remedy: "Give a data file instead of covariances, or use ML, GLS "
            + "or ULS.")
      }
      if !exogenous.isEmpty {
        return ConditionalLeastSquares(
          observedCount: p, exogenous: exogenous, weight: weight)
      }
      return WeightedLeastSquares(
        observedCount: p, hasMeans: block.hasMeans, weight: weight)
    }
  }
}
