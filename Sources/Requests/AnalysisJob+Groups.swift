internal import Codebooks
internal import FitSettings
internal import GroupDifferences
internal import ItemAnalysis
internal import Messages
internal import Reporting
internal import RequestSettings
internal import TableReading

extension AnalysisJob {
  /// Compares the means of groups.
  func groupDifferences() throws -> AnalysisResult {
    let data = first.data
    let asked = first.groups
    var context = ReportContext()
    let codebook = try data.readCodebook(self.context.files)
    let table = try turned(
      data.readTable(data.table ?? "", self.context.files, &context))
    let columns =
      asked.columns
      ?? (asked.lateShare == nil
        ? codebook?.group.map { [$0.variable] } ?? [] : [])
    var groupings: [CaseGroups] = []
    for column in columns {
      groupings.append(try CaseGroups(column, of: table))
    }
    if let share = asked.lateShare {
      let order =
        try asked.order.map { try table.order(named: $0) }
        ?? (0..<table.rowCount).map(Double.init)
      groupings.append(try CaseGroups(earlyAndLate: share, by: order))
    } else if asked.order != nil {
      throw InputError(
        message: "An order of cases says who was early.",
        help: "Add `early-late: 0.25`, the share of early and of late cases, "
          + "or leave the order out.", option: "order-by")
    }
    guard !groupings.isEmpty else {
      throw InputError(
        message: "Nothing says what groups are compared.",
        help: "Give columns, as in `by: district`, or `early-late: 0.25`.",
        option: "by")
    }
    let variables = try comparedVariables(
      of: table, codebook,
      except: columns + asked.categories + [asked.order].compactMap(\.self))
    if let column = asked.categories.first(where: { columns.contains($0) }) {
      throw InputError(
        message: "`\(column)` names the groups that its categories would be "
          + "counted in.", help: "Leave it out.", option: "categories")
    }
    var options = GroupDifferenceOptions()
    options.confidenceLevel = first.options.confidenceLevel
    options.pairTest = asked.pairTest
    let differences = try groupings.map { groups in
      var own = try GroupDifferences(
        of: variables, between: groups, options: options)
      own.tabulations = try asked.categories.map {
        try CrossTabulation($0, of: table, between: groups)
      }
      return own
    }
    return AnalysisResult(
      .groups(
        ReportedGroups(
          differences, context: context, dataWarnings: table.notes)))
  }

  /// The scales and variables whose means are compared.
  private func comparedVariables(
    of table: DataTable, _ codebook: Codebook?, except columns: [String]
  ) throws -> [ComparedVariable] {
    let asked = first.items
    let scales =
      asked.scales.isEmpty && asked.selection.variables == nil
      ? codebook.map { ScaleDefinition.all(of: $0, in: first.data.language) }
        ?? []
      : asked.scales.map {
        ScaleDefinition(
          name: $0.name, items: $0.items.flatMap { ItemRange.names($0) })
      }
    var variables: [ComparedVariable] = []
    for scale in scales {
      variables.append(
        ComparedVariable(
          name: scale.name, label: scale.label,
          values: try scale.scores(of: table, asked.scores)))
    }
    let others =
      asked.selection.variables
      ?? (scales.isEmpty && first.groups.categories.isEmpty
        ? table.columns.filter { own in
          !columns.contains(own.name)
            && own.numbers?.contains { !$0.isNaN } == true
        }.map(\.name) : [])
    for name in others {
      variables.append(
        ComparedVariable(
          name: name,
          label: table.variables.first { $0.name == name }?.label ?? "",
          values: try table.numbers(named: name)))
    }
    guard !variables.isEmpty || !first.groups.categories.isEmpty else {
      throw InputError(
        message: "There is nothing to compare.",
        help: "Give variables, scales or categories, or a codebook with "
          + "constructs.",
        option: "vars")
    }
    return variables
  }
}
