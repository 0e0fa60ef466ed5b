internal import Estimation
internal import LinearAlgebra
package import Messages
internal import ModelSyntax
internal import OrderedMoments
package import SampleStatistics
package import Specification
package import TableReading
internal import VariableNames

/// The samples of a model's groups as a fit takes them: the one way from a
/// table of cases, or from published moments, to a fit.
package struct ModelSamples: Sendable {
  /// The samples, in the order of the parameter table's groups.
  package let samples: [Sample]
  /// Warnings about the data, each once.
  package let warnings: [LatentWarning]

  /// Takes the samples from cases.
  ///
  /// - Parameters:
  ///   - table: The parameter table, whose groups and variables are taken.
  ///   - data: The cases; other columns than the model's are ignored.
  ///   - group: The column whose values split the cases into the table's
  ///     groups.
  ///   - options: The choices of the fit.
  /// - Throws: `LatentError` for unusable data.
  package init(
    of table: ParameterTable, from data: DataTable, group: String? = nil,
    options: FitOptions
  ) throws(LatentError) {
    try Self.requireColumns(of: table, in: data)
    var data = data
    var scales: [[String: ColumnScale]] = []
    if options.standardizesObserved {
      (data, scales) = try Self.standardized(
        data, of: table, group: group, options)
    }
    let design = try SurveyDesign(
      data, clusters: options.cluster, weights: options.samplingWeights,
      normalization: options.weightNormalization)
    let grouped = try GroupedData(
      data,
      selecting: options.missing.keepsIncomplete
        ? Self.incomplete(table, group: group, options)
        : Self.complete(table, group: group, options),
      design: design, team: options.estimation.team)
    let groups = try Self.withFirstStages(
      grouped.groups, of: table, data, group: group, options)
    samples = groups.enumerated().map { index, sample in
      var sample = sample
      if index < scales.count { sample.scales = scales[index] }
      // Centred products need the cases for their moments.
      if sample.source == .complete, !options.keepsCompleteCases {
        sample.cases = nil
      }
      return sample
    }
    warnings =
      grouped.warnings
      + [
        LatentWarning.unequalVariances(samples),
        options.emptyCells.isWarnedOf
          ? LatentWarning.emptyCells(samples) : nil,
      ].compactMap(\.self)
  }

  /// The samples with the first stages of their ordered variables, where there
  /// are any.
  private static func withFirstStages(
    _ samples: [Sample], of table: ParameterTable, _ data: DataTable,
    group: String?, _ options: FitOptions
  ) throws(LatentError) -> [Sample] {
    guard table.hasOrdered else { return samples }
    var names: [String] = []
    for block in table.roles.indices {
      let counts = table.thresholdCounts(block: block)
      names += table.roles[block].observed.filter { counts[$0] != nil }
    }
    let categories = try OrderedCategories(
      of: names.distinct, in: data, group: group,
      labels: group == nil ? nil : table.groupLabels)
    var choices = FirstStageOptions()
    choices.emptyCells = options.emptyCells
    choices.threads = options.estimation.team.threads
    var result: [Sample] = []
    for (index, sample) in samples.enumerated() {
      result.append(
        try sample.addingFirstStage(
          categories,
          exogenous: table.conditionsOnExogenous
            ? table.roles[index].observedExogenous : [],
          options: choices))
    }
    return result
  }

  /// Refuses variables that are no columns, with what the model tells about
  /// what was meant.
  private static func requireColumns(
    of table: ParameterTable, in data: DataTable
  ) throws(LatentError) {
    for roles in table.roles {
      for name in roles.observed where data.position(of: name) == nil {
        let missing = VariableProduct.factors(of: name).first {
          data.position(of: $0) == nil
        }
        guard let missing else { continue }
        let outcomes = table.rows.filter {
          $0.op == .regression && $0.rhs == missing
            && data.position(of: $0.lhs) != nil
        }
        throw .unknownColumn(
          missing, in: data, latent: roles.latent,
          outcomes: Array(outcomes.map(\.lhs).prefix(8)))
      }
    }
  }

  /// The cases with standardized variables, and what each group's were
  /// standardized by.
  ///
  /// - Throws: `LatentError` for products, whose factors would change too.
  private static func standardized(
    _ data: DataTable, of table: ParameterTable, group: String?,
    _ options: FitOptions
  ) throws(LatentError) -> (table: DataTable, scales: [[String: ColumnScale]]) {
    let fixed = Set(
      table.rows.filter(\.isExogenous).flatMap { [$0.lhs, $0.rhs] })
    let variables = table.roles.flatMap(\.observed).distinct
    for name in variables where VariableProduct.isProduct(name) {
      throw LatentError(
        code: .standardizeProduct,
        message: "With `std-ov: true` the product \(name) would change with "
          + "its factors.",
        remedy: "Standardize the columns in the data, or leave the option "
          + "`std-ov` out.")
    }
    var selection = SampleSelection(
      variables: variables, groupVariable: group,
      groupLabels: group == nil ? nil : table.groupLabels)
    selection.source = options.missing.momentSource
    return try data.standardizing(
      variables.filter { !fixed.contains($0) }, over: selection)
  }

  /// Takes the samples from moments.
  ///
  /// - Parameters:
  ///   - table: The parameter table, whose groups and variables are taken.
  ///   - moments: The moments of every group.
  ///   - options: The choices of the fit.
  /// - Throws: `LatentError` for unusable moments.
  package init(
    of table: ParameterTable, from moments: [SampleMoments],
    options: FitOptions
  ) throws(LatentError) {
    guard !table.hasOrdered else {
      throw .data(
        .orderedNeedCases,
        "Ordered variables need cases, whose categories are counted.",
        remedy: "Give a data file instead of covariances.")
    }
    var samples: [Sample] = []
    for (index, group) in moments.enumerated() {
      let selected = try group.selecting(table.roles[index].observed)
      if options.needsInverse {
        try selected.requirePositiveDefinite(
          group: table.groupLabels[index], isFromRows: false)
      }
      samples.append(
        Sample(
          label: table.groupLabels[index],
          moments: selected.divided(by: options.divisorOfGivenMoments)))
    }
    self.samples = samples
    warnings =
      moments.flatMap(\.warnings).distinct
      + [LatentWarning.unequalVariances(samples)].compactMap(\.self)
  }

  /// One selection for all groups, or one for each where their variables
  /// differ.
  private static func complete(
    _ table: ParameterTable, group: String?, _ options: FitOptions
  ) -> [SampleSelection] {
    let observed = table.roles.map(\.observed)
    func selection(_ variables: [String], _ labels: [String]?)
      -> SampleSelection
    {
      var selection = SampleSelection(
        variables: variables, groupVariable: group, groupLabels: labels,
        divisor: options.momentDivisor,
        centeredProducts: Set(table.roles.flatMap(\.productIndicators)),
        productCentering: options.productCentering)
      selection.needsInverse = options.needsInverse && !table.hasOrdered
      selection.keepsCases = options.keepsCompleteCases || table.hasOrdered
      selection.needsVariancesAlone =
        table.hasOrdered && options.cluster == nil
        && options.samplingWeights == nil
        && table.roles.allSatisfy(\.observedExogenous.isEmpty)
      return selection
    }
    if observed.allSatisfy({ $0 == observed[0] }) {
      return [selection(observed[0], group == nil ? nil : table.groupLabels)]
    }
    return observed.indices.map {
      selection(observed[$0], [table.groupLabels[$0]])
    }
  }

  private static func incomplete(
    _ table: ParameterTable, group: String?, _ options: FitOptions
  ) -> [SampleSelection] {
    table.roles.enumerated().map { index, roles in
      var selection = SampleSelection(
        variables: roles.observed, groupVariable: group,
        groupLabels: group == nil ? nil : [table.groupLabels[index]],
        divisor: options.momentDivisor,
        centeredProducts: Set(roles.productIndicators),
        productCentering: options.productCentering)
      selection.source = options.missing.momentSource
      selection.needsInverse = options.needsInverse && !table.hasOrdered
      selection.isForFirstStage = table.hasOrdered
      if options.missing == .fullInformation
        || options.missing.momentSource == .pairwise
      {
        // The moments of exogenous variables are fixed to the sample's.
        let rows = table.rows.filter {
          $0.isExogenous && $0.groupIndex == index
        }
        selection.required = Set(rows.flatMap { [$0.lhs, $0.rhs] })
          .subtracting([""])
      }
      return selection
    }
  }
}

extension FitOptions {
  /// The divisor of the moments that the estimator wants.
  package var momentDivisor: MomentDivisor {
    estimation.usesUnbiasedMoments ? .countMinusOne : .count
  }

  /// The divisor that covariances which are given are brought to.
  fileprivate var divisorOfGivenMoments: MomentDivisor {
    rescalesCovariances.map { $0 ? .count : .countMinusOne } ?? momentDivisor
  }

  /// Whether the estimator inverts the sample covariance matrix.
  package var needsInverse: Bool {
    estimation.estimator.invertsSampleCovariance
  }

  /// Whether a sample keeps complete cases: where they are asked for, and
  /// where something looks at them.
  package var keepsCompleteCases: Bool {
    keepsCases || needsCases || cluster != nil || samplingWeights != nil
      || estimation.estimator.weighsByMoments && !weighsByNormality
  }
}

extension MissingTreatment {
  /// The source of a sample's moments.
  package var momentSource: MomentSource {
    switch self {
    case .listwise: .complete
    case .fullInformation, .fullInformationExogenous: .likelihood
    case .twoStage, .robustTwoStage: .firstStage
    case .pairwise, .availableCases: .pairwise
    }
  }
}
