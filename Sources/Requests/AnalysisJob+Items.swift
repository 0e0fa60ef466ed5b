internal import Codebooks
internal import ItemAnalysis
internal import Latent
internal import Messages
internal import Reporting
internal import RequestSettings
internal import TableReading

extension AnalysisJob {
  /// Analyses items and scales, and writes scores if that is asked for.
  func itemAnalysis() throws -> AnalysisResult {
    let data = first.data
    let asked = first.items
    var context = ReportContext()
    let codebook = try data.readCodebook(self.context.files)
    let table = try turned(
      data.readTable(data.table ?? "", self.context.files, &context))
    let scales =
      asked.scales.isEmpty
      ? codebook.map { ScaleDefinition.all(of: $0, in: data.language) } ?? []
      : asked.scales.map {
        ScaleDefinition(
          name: $0.name, items: $0.items.flatMap { ItemRange.names($0) })
      }
    let inScales = Set(scales.flatMap(\.items))
    let others =
      asked.selection.variables ?? codebook?.items.map(\.name)
      ?? (scales.isEmpty
        ? table.columns.filter { own in
          own.numbers?.contains { !$0.isNaN } == true
        }.map(\.name) : [])
    let all = inScales.union(others)
    guard !all.isEmpty else {
      throw InputError(
        message: "The data have no columns of numbers.",
        help: "Give items as numbers.")
    }
    var options = ItemAnalysisOptions()
    options.confidenceLevel = first.options.confidenceLevel
    options.scores = asked.scores
    options.ordered = Set(
      asked.selection.ordered(
        among: Array(all), usual: codebook?.orderedItems ?? []))
    for name in all {
      options.ends[name] = codebook?.item(named: name)?.scale ?? asked.answers
    }
    let analysis = try ItemAnalysis(
      table, scales: scales, others: others.filter { !inScales.contains($0) },
      options: options)
    var parcels: [(scale: String, parcels: Parcels)] = []
    if let count = asked.parcels {
      for own in analysis.scales where own.scale.items.count >= 2 * count {
        parcels.append((own.scale.name, try Parcels(own, count: count)))
      }
      guard !parcels.isEmpty else {
        throw InputError(
          message: "No scale has enough items for \(count) parcels.",
          help: "A parcel has two items or more.")
      }
    }
    var result = AnalysisResult(
      .items(
        ReportedItems(
          analysis, context: context, diagonal: asked.diagonal,
          level: options.confidenceLevel, parcels: parcels,
          dataWarnings: table.notes)))
    if asked.conversion != nil {
      result.table = CSVWriter().text(
        of: try analysis.adding(
          to: table, scores: asked.scores, parcels: asked.parcels))
    }
    return result
  }

  /// The table with the items turned over that an option names.
  private func turned(_ table: DataTable) throws -> DataTable {
    let asked = first.items
    guard !asked.reversed.isEmpty else { return table }
    guard let ends = asked.answers else {
      throw InputError(
        message: "Reversed items need the lowest and the highest answer.",
        help: "Add `answers: 1..7`.", option: "reversed")
    }
    var codebook = Codebook()
    for name in asked.reversed {
      var item = Codebook.Item(name: name)
      item.isReversed = true
      item.scale = ends
      codebook.items.append(item)
    }
    let described = try codebook.describing(table)
    var table = described.table
    table.notes += described.warnings
    return table
  }

  /// Drafts a codebook, checks one, or writes its model.
  func codebook() throws -> AnalysisResult {
    let data = first.data
    var context = ReportContext()
    switch first.codebookAction {
    case .new?:
      guard let path = data.table else { throw Self.missing("data") }
      let table = try data.readTable(path, self.context.files, &context)
      return AnalysisResult(.text(try Codebook.draft(of: table)))
    case .model?:
      guard let path = data.codebook,
        let codebook = try data.readCodebook(self.context.files)
      else { throw Self.missing("codebook") }
      guard !codebook.constructs.isEmpty else {
        throw InputError(
          message: "The codebook has no constructs.",
          help: "Write `constructs:` with their items.", place: path)
      }
      return AnalysisResult(.text(codebook.modelText(codebook: path)))
    case .check?:
      guard data.codebook != nil,
        let codebook = try data.readCodebook(self.context.files)
      else { throw Self.missing("codebook") }
      guard let path = data.table else { throw Self.missing("data") }
      let table = try data.readTable(path, self.context.files, &context)
      for warning in table.notes { self.context.warn(of: warning) }
      return AnalysisResult(
        .text(
          "The codebook and the data agree: "
            + "\(counted(codebook.items.count, "item")) of "
            + "\(counted(codebook.constructs.count, "construct")), "
            + "\(counted(table.rowCount, "case")).\n"))
    case nil: throw Self.missing("action")
    }
  }

  private static func missing(_ option: String) -> InputError {
    let help =
      switch option {
      case "data": "Give the data file."
      case "codebook": "Give the codebook's file."
      default: "Expected new, check or model."
      }
    return InputError(message: "The option `\(option)` is missing.", help: help)
  }
}
