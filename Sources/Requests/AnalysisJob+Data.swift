internal import DataScreening
internal import Latent
internal import Reporting
internal import RequestSettings
internal import TableReading

extension AnalysisJob {
  /// Sums a table up, and writes it as CSV if that is asked for.
  func screening() throws -> AnalysisResult {
    let data = first.data
    let asked = first.screening
    var context = ReportContext()
    let table = try data.readTable(
      data.table ?? "", self.context.files, &context)
    var result = AnalysisResult(
      .data(
        ReportedData(
          try DataSummary(table, variables: asked.variables), context: context,
          showsValues: asked.showsValues)))
    if asked.conversion != nil {
      var writer = CSVWriter()
      writer.writesLabels = asked.writesLabels
      result.table = writer.text(of: try table.selecting(asked.variables))
    }
    return result
  }
}
