internal import Codebooks
internal import Latent
internal import LinearAlgebra
internal import OrderedMoments
internal import Reporting
internal import RequestSettings
internal import SampleStatistics
internal import TableReading

extension AnalysisJob {
  /// Estimates correlations of a table's variables.
  func correlations() throws -> AnalysisResult {
    let data = first.data
    let asked = first.correlations
    var context = ReportContext()
    let table = try data.readTable(
      data.table ?? "", self.context.files, &context)
    let variables =
      asked.selection.variables
      ?? table.columns.filter {
        $0.numbers != nil
          && ![
            data.group, first.options.cluster, first.options.samplingWeights,
          ]
          .contains($0.name)
      }.map(\.name)
    var selection = CorrelationSelection(variables: variables)
    selection.ordered = asked.selection.ordered(
      among: variables,
      usual: table.ordinalVariables.filter(variables.contains))
    selection.groupVariable = data.group
    selection.groupLabels = data.groupLabels
    selection.isPairwise = asked.missing == .pairwise
    selection.firstStage.emptyCells = first.options.emptyCells
    selection.cluster = first.options.cluster
    selection.samplingWeights = first.options.samplingWeights
    selection.firstStage.threads = WorkTeam.coreCount
    context.groupVariable = data.group
    return AnalysisResult(
      .correlations(
        ReportedCorrelations(
          try CorrelationSamples(table, selection), context: context,
          showsTables: asked.showsTables)))
  }
}
