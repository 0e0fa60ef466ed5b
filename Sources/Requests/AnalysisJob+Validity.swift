internal import Latent
internal import Messages
internal import ModelSyntax
internal import Reporting
internal import RequestSettings
internal import Specification
internal import ValidityAnalysis

extension AnalysisJob {
  /// Judges the validity of a model's constructs of the first order.
  func validityAnalysis() throws -> AnalysisResult {
    let settings = first
    guard let path = settings.data.table else {
      throw InputError(
        message: "Validity is judged by cases, not by covariances.",
        help: "Give a table of cases by the option `data`.")
    }
    guard settings.data.group == nil else {
      throw InputError(
        message: "Validity is judged in one group.",
        help: "Leave the option `group` out, or give the cases of one group.",
        option: "group")
    }
    var context = ReportContext(modelName: models[0].name)
    let runner = runner(settings)
    let table = try runner.readTable(path, &context)
    var options = ValidityOptions()
    var resolved = settings
    resolved.resolve(
      ordered: try settings.orderedVariables(
        of: models[0].model, in: table, warn: runner.warn))
    try resolved.readTarget(self.context.files)
    options.fit = resolved.options
    options.draws = settings.validity.draws
    options.seed = settings.validity.seed
    let validity = try ValidityAnalysis(
      try Self.constructs(of: models[0].model, options.fit), in: table,
      options: options)
    return AnalysisResult(
      .validity(
        ReportedValidity(
          validity, context: context,
          level: options.fit.confidenceLevel, draws: options.draws)))
  }

  /// The constructs whose indicators are all observed.
  private static func constructs(
    of model: Model, _ options: FitOptions
  ) throws -> [MeasuredConstruct] {
    let table = try model.parameterTable(options: options.model)
    let latent = Set(table.roles.flatMap(\.latent))
    var order: [String] = []
    var items: [String: [String]] = [:]
    for row in table.rows where row.op == .measurement {
      if items[row.lhs] == nil { order.append(row.lhs) }
      items[row.lhs, default: []].append(row.rhs)
    }
    return order.compactMap { name in
      guard let own = items[name], !own.contains(where: latent.contains) else {
        return nil
      }
      return MeasuredConstruct(name: name, items: own)
    }
  }
}
