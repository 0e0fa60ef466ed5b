internal import Codebooks
internal import FitSettings
internal import Latent
internal import Messages
internal import ModelSyntax
internal import Reporting
internal import RequestSettings
internal import Specification
internal import TableReading
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
    var (constructs, higher) = try Self.constructs(
      of: models[0].model, options.fit)
    let codebook = try settings.data.readCodebook(self.context.files)
    if let names = settings.validity.marker ?? codebook?.marker {
      options.marker = try marker(names, among: &constructs, in: table)
      try resolve(&options, settings, in: table)
    }
    options.markerCorrelation = settings.validity.markerCorrelation
    let known = Set(constructs.map(\.name))
    options.secondOrder = higher.filter { $0.items.allSatisfy(known.contains) }
    let validity = try ValidityAnalysis(
      constructs, in: table, options: options)
    return AnalysisResult(
      .validity(
        ReportedValidity(
          validity, context: context,
          level: options.fit.confidenceLevel, draws: options.draws)))
  }

  /// The marker of some names: a construct of the model, which is one no longer,
  /// one of the codebook, or items.
  private func marker(
    _ names: [String], among constructs: inout [MeasuredConstruct],
    in table: DataTable
  ) throws -> MeasuredConstruct {
    if names.count == 1 {
      if let place = constructs.firstIndex(where: { $0.name == names[0] }) {
        return constructs.remove(at: place)
      }
      let codebook = try first.data.readCodebook(context.files)
      if let own = codebook?.construct(named: names[0]) {
        return MeasuredConstruct(
          name: own.name, items: codebook?.items(of: own).map(\.name) ?? [])
      }
    }
    if let stray = names.first(where: { table.position(of: $0) == nil }) {
      throw InputError(
        message: "The marker's item `\(stray)` is not in the data.",
        help: NearestName.find(
          stray, in: table.columnNames + constructs.map(\.name)
        ).map { "Did you mean `\($0)`?" }
          ?? "Name columns of the data, or a construct of the model.",
        option: "marker")
    }
    let taken = Set(constructs.map(\.name) + table.columnNames)
    return MeasuredConstruct(
      name: ["marker", "MARKER_"].first { !taken.contains($0) } ?? "MARKER__",
      items: names)
  }

  /// The marker's items are ordered where the constructs' are, and they are said
  /// to be.
  private func resolve(
    _ options: inout ValidityOptions, _ settings: AnalysisSettings,
    in table: DataTable
  ) throws {
    guard let marker = options.marker, options.fit.model.hasOrdered else {
      return
    }
    let ordinal = Set(table.ordinalVariables)
    let own = marker.items.filter {
      options.fit.model.ordersEndogenous
        || !settings.given.contains("ordered") && ordinal.contains($0)
    }
    options.fit.model.ordered += own.filter {
      !options.fit.model.ordered.contains($0)
    }
  }

  /// The constructs whose indicators are all observed, and those of the second
  /// order, whose indicators are all constructs.
  private static func constructs(
    of model: Model, _ options: FitOptions
  ) throws -> (first: [MeasuredConstruct], second: [MeasuredConstruct]) {
    let table = try model.parameterTable(options: options.model)
    let latent = Set(table.roles.flatMap(\.latent))
    var order: [String] = []
    var items: [String: [String]] = [:]
    for row in table.rows
    where row.op == .measurement && !table.isOfParts(row) {
      if items[row.lhs] == nil { order.append(row.lhs) }
      items[row.lhs, default: []].append(row.rhs)
    }
    func all(_ matches: (String) -> Bool) -> [MeasuredConstruct] {
      order.compactMap { name in
        guard let own = items[name], own.allSatisfy(matches) else { return nil }
        return MeasuredConstruct(name: name, items: own)
      }
    }
    return (all { !latent.contains($0) }, all(latent.contains))
  }
}
