internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import SampleStatistics
internal import Specification
internal import TableReading
internal import VariableNames

/// Fits a model to cases.
///
/// Rows with a missing value in a variable of the model are left out
/// (listwise deletion) unless `FitOptions.missing` says otherwise; the result
/// counts them.
///
/// - Parameters:
///   - model: The model.
///   - data: The cases; other columns than the model's are ignored.
///   - group: The column whose values split the cases into groups.
///   - groupLabels: The groups to use, in this order; `nil` takes all, in
///     the order in which the data show them first.
///   - options: The choices.
///   - foresee: Gets the warnings of the data before the fit.
/// - Returns: The fit; see `Fit.isConverged` before using it.
/// - Throws: An error of kind `syntax` for faults in the model's meaning, `data`
///   for unusable data, `fit` if no fit can be made.
func fitCases(
  _ model: Model, data: DataTable, group: String? = nil,
  groupLabels: [String]? = nil, options: FitOptions = FitOptions(),
  foresee: ([LatentWarning]) -> Void = { _ in }
) throws(LatentError) -> Fit {
  try model.refuseUnsupportedModifiers()
  let given = try model.namingOrdered(options)
  var options = given.resolved
  options.model.groupsFromText = false
  if let group {
    options.model.groupLabels = try data.usableGroupLabels(
      of: group, choosing: groupLabels)
  } else {
    options.model.groupLabels = [""]
  }
  options.model = try model.countingCategories(
    options.model, in: data, group: group)
  try FitRules.check(RequestedFit(options))
  try model.requireColumns(in: data)
  let table = try model.parameterTable(options: options.model)
    .withAuxiliary(options.auxiliary)
  try table.refuseExcess()
  try table.refuseLatentNames(in: data.columnNames)
  let data = try ModelSamples(
    of: table, from: data, group: group, options: options)
  let (fixed, fixing) = table.fixingThresholds(data.samples)
  foresee(data.warnings)
  return try Fit(
    model.compiled(fixed, options: options), sample: data.samples,
    options: options,
    warnings: data.warnings + fixing
      + idleChoices(given, model, table, options)
      + (!options.needsInverse
        ? data.samples.compactMap(LatentWarning.fewCases) : []))
}

extension ParameterTable {
  /// Refuses more free parameters, or latent variables, than matrices of them
  /// can be kept.
  fileprivate func refuseExcess() throws(LatentError) {
    let latent = roles.map(\.latent.count).max() ?? 0
    if latent > ModelSize.latentLimit {
      throw LatentError(
        code: .modelTooLarge,
        message: "The model has \(latent) latent variables, and "
          + "\(ModelSize.latentLimit) are the most.",
        remedy: "Split the model.")
    }
    let count = rows.count { $0.isFree }
    if count > ModelSize.linkedFreeLimit, count <= ModelSize.freeLimit,
      !hasSeparateGroups
    {
      throw LatentError(
        code: .modelLinkedTooLarge,
        message: "The model has \(count) free parameters, and "
          + "\(ModelSize.linkedFreeLimit) are the most of groups that "
          + "constraints link, or of one group.",
        remedy: groupLabels.count > 1
          ? "Take the constraints between groups out, or use fewer groups."
          : "Split the model.")
    }
    guard count > ModelSize.freeLimit else { return }
    throw LatentError(
      code: .modelTooLarge,
      message: "The model has \(count) free parameters, and "
        + "\(ModelSize.freeLimit) are the most.",
      remedy: "Split the model, or use fewer groups.")
  }
}

extension Model {
  /// Options that know, from data, the numbers of the ordered variables'
  /// thresholds.
  ///
  /// - Parameters:
  ///   - options: The options, groups known.
  ///   - data: The cases.
  ///   - group: The column whose values split them into groups.
  /// - Returns: The options.
  /// - Throws: `LatentError` for columns that cannot be ordered.
  package func countingCategories(
    _ options: ModelOptions, in data: DataTable, group: String? = nil
  ) throws(LatentError) -> ModelOptions {
    guard options.hasOrdered else { return options }
    var result = options
    result.thresholdCounts = try OrderedCategories(
      of: try orderedVariables(options), in: data, group: group,
      labels: group == nil ? nil : options.groupLabels
    ).thresholdCounts
    return result
  }

  /// About how many seconds a fit of ordered variables will take; `nil` without
  /// ordered variables.
  ///
  /// Most of it is a product of influences, of cases × statistics × the smaller
  /// of both; tables, and forms of correlations, take the rest.
  ///
  /// - Parameters:
  ///   - data: The cases.
  ///   - options: The choices.
  /// - Returns: The seconds, from the operations that cores do on common
  ///   machines.
  /// - Throws: The errors of the text.
  package func foreseenSeconds(_ data: DataTable, _ options: FitOptions)
    throws(LatentError) -> Double?
  {
    let count = Double(try orderedVariables(options.model).count)
    guard count > 0 else { return nil }
    let cases = Double(data.rowCount)
    // Four thresholds each are many.
    let statistics = count * (count - 1) / 2 + 4 * count
    let cores = Double(options.estimation.team.threads)
    let operations =
      cases * statistics * min(cases, statistics)
      + 2 * cases * count * count * count + 1e5 * statistics
    return operations / (2.5e10 * cores)
  }

  /// Options that name the ordered variables of the text beside their own.
  package func namingOrdered(_ options: FitOptions) throws(LatentError)
    -> FitOptions
  {
    guard tree.hasThresholds else { return options }
    var result = options
    result.model = result.model.naming(
      ordered: try orderedVariables(options.model))
    return result
  }

  private func orderedVariables(_ options: ModelOptions) throws(LatentError)
    -> [String]
  {
    do {
      return try ParameterTable.orderedVariables(of: tree, options: options)
    } catch {
      throw LatentError(error)
    }
  }

  /// Refuses data without a variable of a large model, before its default
  /// covariances are written out, which takes long.
  fileprivate func requireColumns(
    in data: DataTable
  ) throws(LatentError) {
    guard tree.namedParameterCount > 1000 else { return }
    for name in tree.unmeasuredVariables {
      _ = try data.column(named: name)
    }
  }
}

/// Fits a model to covariances, and means where they are known.
///
/// - Parameters:
///   - model: The model.
///   - moments: One sample for each group.
///   - groupLabels: The groups' labels in the order of `moments`; empty
///     numbers them.
///   - options: The choices.
/// - Returns: The fit; see `Fit.isConverged` before using it.
/// - Throws: An error of kind `syntax` for faults in the model's meaning, `data`
///   for unusable moments, `fit` if no fit can be made.
func fitMoments(
  _ model: Model, moments: [SampleMoments], groupLabels: [String] = [],
  options: FitOptions = FitOptions()
) throws(LatentError) -> Fit {
  try model.refuseUnsupportedModifiers()
  var given = options
  var options = options.resolved
  options.model.groupsFromText = false
  try FitRules.check(RequestedFit(options, hasCases: false))
  if !groupLabels.isEmpty, groupLabels.count != moments.count {
    throw LatentError(
      code: .groupsLabelCount,
      message: "There are \(moments.count) samples, but "
        + "\(groupLabels.count) group labels.",
      remedy: "Give one label for each sample.")
  }
  if moments.count > 1 {
    options.model.groupLabels =
      groupLabels.isEmpty
      ? moments.indices.map { "Group \($0 + 1)" } : groupLabels
  } else {
    options.model.groupLabels = [""]
  }
  if options.model.meanStructure == nil {
    // Means that are given are modelled, as in lavaan.
    options.model.meanStructure = moments.allSatisfy { $0.mean != nil }
    given.model.meanStructure = options.model.meanStructure == true ? true : nil
  }
  let table = try model.parameterTable(options: options.model)
  try table.refuseExcess()
  for group in moments {
    try table.refuseLatentNames(in: group.variableNames)
    try table.refuseProducts(missingFrom: group.variableNames)
  }
  let data = try ModelSamples(of: table, from: moments, options: options)
  return try Fit(
    model.compiled(table, options: options), sample: data.samples,
    options: options,
    warnings: data.warnings + idleChoices(given, model, table, options))
}

/// Warnings about options that were given and change nothing.
private func idleChoices(
  _ given: FitOptions, _ model: Model, _ table: ParameterTable,
  _ options: FitOptions
) -> [LatentWarning] {
  (given.model.meanStructure == false ? meansNeeded(table, options) : [])
    + IdleOptions(tree: model.tree, given: given, table: table).warnings()
    + curveWarnings(table)
}

/// Warnings that a model whose loadings are those of a growth curve does not
/// estimate the means of the curve's factors.
private func curveWarnings(_ table: ParameterTable) -> [LatentWarning] {
  let factors = table.curveFactorsWithoutMeans
  guard !factors.isEmpty else { return [] }
  return [
    LatentWarning(
      code: .modelCurveWithoutMeans,
      message: "The loadings of \(listing(factors)) are fixed as those of a "
        + "growth curve, whose means this model does not estimate: "
        + "`kind: growth` does, with intercepts of the indicators fixed to 0.")
  ]
}

/// Warnings that a model has means although the options do without.
private func meansNeeded(_ table: ParameterTable, _ options: FitOptions)
  -> [LatentWarning]
{
  guard table.hasMeanStructure else { return [] }
  let (code, reason): (LatentError.Code, String) =
    if options.missing.keepsIncomplete {
      (.missingMeansNeeded, "Incomplete cases have no likelihood without means")
    } else if options.cluster != nil {
      (.clusterMeansNeeded, "Clustered cases have no likelihood without means")
    } else if table.conditionsOnExogenous {
      (
        .conditionalMeansNeeded,
        "Given exogenous variables the others have intercepts"
      )
    } else {
      (.modelMeansNeeded, "The text or its kind of model has means")
    }
  return [
    LatentWarning(
      code: code,
      message: "\(reason): the model has them, whatever `meanstructure` says."
    )
  ]
}

extension ParameterTable {
  /// The table with auxiliary variables.
  ///
  /// - Throws: `LatentError` for variables that the model has, or that are named
  ///   twice.
  func withAuxiliary(_ names: [String]) throws(LatentError)
    -> ParameterTable
  {
    if names.isEmpty { return self }
    let known = Set(roles.flatMap { $0.observed + $0.latent })
    var seen: Set<String> = []
    for name in names {
      guard !known.contains(name) else {
        throw LatentError(
          code: .auxiliaryInModel,
          message: "The auxiliary variable \(name) is part of the model.",
          remedy: "Leave it out of `auxiliary`: its values count already.")
      }
      guard seen.insert(name).inserted else {
        throw LatentError(
          code: .auxiliaryTwice,
          message: "The auxiliary variable \(name) is named twice.",
          remedy: "Name each once.")
      }
    }
    return addingAuxiliary(names)
  }

  /// Refuses latent variables that are named like variables of the sample:
  /// one of the two would be taken for the other.
  fileprivate func refuseLatentNames(in names: [String]) throws(LatentError) {
    let sampled = Set(names)
    var clashes: [String] = []
    for role in roles {
      for name in role.latent
      where sampled.contains(name) && !clashes.contains(name) {
        clashes.append(name)
      }
    }
    guard let first = clashes.first else { return }
    try refuseReversedMeasurement(of: clashes, in: sampled)
    let isOne = clashes.count == 1
    throw LatentError(
      code: .modelLatentInData,
      message: "The latent variable\(isOne ? "" : "s") "
        + clashes.joined(separator: ", ")
        + " \(isOne ? "has the name of a variable" : "have names of variables")"
        + " in the data.",
      remedy: "Give \(isOne ? "it" : "them") another name in the model, such "
        + "as \(first)_factor, or rename the column\(isOne ? "" : "s").")
  }

  /// Refuses `x1 + x2 =~ f`, where all that is called latent is in the data and
  /// what measures it is not.
  private func refuseReversedMeasurement(
    of names: [String], in sampled: Set<String>
  ) throws(LatentError) {
    let measuring = rows.filter {
      $0.op == .measurement && names.contains($0.lhs)
    }
    .map(\.rhs).distinct
    guard measuring.count == 1, let factor = measuring.first,
      !sampled.contains(factor)
    else { return }
    throw LatentError(
      code: .modelLatentInData,
      message: "What stands left of `=~` is in the data, and \(factor) on the "
        + "right is not.",
      remedy: "Write the latent variable on the left: `\(factor) =~ "
        + "\(names.joined(separator: " + "))`.")
  }

  /// Refuses products of indicators that a covariance matrix does not hold:
  /// only cases have them.
  fileprivate func refuseProducts(missingFrom names: [String])
    throws(LatentError)
  {
    let products = roles.flatMap(\.productIndicators)
    guard let first = products.first(where: { !names.contains($0) }),
      let latent = roles.flatMap(\.latentInteractions).first?.name
    else { return }
    throw LatentError(
      code: .productsNeedCases,
      message: "The latent product \(latent) is measured by products of "
        + "indicators such as \(first), which covariances do not tell.",
      remedy: "Fit the model to a table of cases.")
  }
}
