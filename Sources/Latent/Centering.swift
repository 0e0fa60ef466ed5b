public import FitSettings
public import Messages
internal import SampleStatistics
internal import Specification
public import TableReading
internal import VariableNames

extension DataTable {
  /// The table with some columns less their means, before products of them
  /// are made.
  ///
  /// The means are those of the rows that the model uses.
  ///
  /// - Parameters:
  ///   - names: Variables of the model, or factors of its products.
  ///   - model: The model.
  ///   - group: The grouping variable.
  ///   - groupLabels: The groups that are used; `nil` for all.
  ///   - options: The choices that the model is fitted with.
  /// - Returns: The table; fit the model to it.
  /// - Throws: An error of kind `syntax` for faults in the model's meaning,
  ///   `fit` for names that the model does not use, `data` for columns that
  ///   cannot be centred.
  public func centering(
    _ names: [String], for model: Model, group: String? = nil,
    groupLabels: [String]? = nil, options: FitOptions = FitOptions()
  ) throws(LatentError) -> DataTable {
    var options = options.resolved
    options.model.groupsFromText = false
    options.model.groupLabels = [""]
    if let group {
      options.model.groupLabels = try usableGroupLabels(
        of: group, choosing: groupLabels)
    }
    let table = try model.parameterTable(options: options.model)
    let variables = table.roles.flatMap(\.observed).distinct
    let used = Set(
      variables
        + variables.flatMap { VariableProduct.factors(of: $0) }
    )
    for name in names where !used.contains(name) {
      throw LatentError(
        code: .centerUnused,
        message: "The variable \(name) is to be centred, but the model does "
          + "not use it.",
        remedy: "Name observed variables of the model.")
    }
    var selection = SampleSelection(
      variables: variables, groupVariable: group, groupLabels: groupLabels)
    selection.source = options.missing.momentSource
    return try centering(names, over: selection)
  }
}
