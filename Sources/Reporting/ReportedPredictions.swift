public import CasePrediction
public import ModelFit
public import ReportRendering
import SampleStatistics

/// Predictions in the order of the data's rows.
public struct ReportedPredictions: ReportedResult {
  /// The fit that they are of.
  public var fit: Fit
  /// Its origin: rows and grouping variable are the table's.
  public var context: ReportContext
  /// The predictions.
  public var predictions: CasePredictions
  /// Whether standard errors are shown.
  public var hasErrors: Bool
  /// Whether the values are diagnostics of the cases.
  private var areDiagnostics = false

  /// Makes the report of predictions.
  ///
  /// - Parameters:
  ///   - predictions: The predictions.
  ///   - fit: The fit that they are of.
  ///   - context: Its origin.
  ///   - hasErrors: Whether standard errors are shown.
  public init(
    _ predictions: CasePredictions, of fit: Fit,
    context: ReportContext = ReportContext(), hasErrors: Bool = false
  ) {
    self.predictions = predictions
    self.fit = fit
    self.context = context
    self.hasErrors = hasErrors
  }

  /// Makes the report of case diagnostics.
  ///
  /// - Parameters:
  ///   - diagnostics: The diagnostics.
  ///   - fit: The fit that they are of.
  ///   - context: Its origin.
  public init(
    _ diagnostics: CaseDiagnostics, of fit: Fit,
    context: ReportContext = ReportContext()
  ) {
    self.init(diagnostics.table, of: fit, context: context)
    areDiagnostics = true
  }

  /// A table of the predictions of every row that the fit uses.
  public var report: Report {
    let style: (Double?) -> ReportCell = { .optional($0, .estimate) }
    let variables = predictions.variables
    var columns: [ReportTable.Column] = [.names("Row")]
    if groupVariable != nil { columns.append(.words("Group")) }
    columns += variables.map { .numbers("\(variable: $0)", .estimate) }
    if hasErrors {
      columns += variables.map {
        .numbers("\(variable: $0)", .standardError, spanner: "SE")
      }
    }
    let rows = predictions.cases.map { item in
      var cells: [ReportCell] = [.verbatim(String(item.rowNumber))]
      if groupVariable != nil {
        cells.append(.verbatim(predictions.groupLabel(of: item)))
      }
      cells += item.values.map(style)
      if hasErrors { cells += item.standardErrors.map(style) }
      return ReportTable.Row.cells(cells)
    }
    let writer = ReportWriter(
      fit: fit, context: context, options: ReportOptions())
    return Report(
      title: "Latent \(context.version) - predictions",
      sections: [
        writer.header, writer.sample, writer.verdict,
        ReportSection.warnings(allWarnings),
        ReportSection(
          kind: .predictions,
          title: areDiagnostics
            ? "Case diagnostics"
            : "Predictions (\(predictions.methodName))",
          table: ReportTable(columns: columns, rows: rows)),
      ].compactMap(\.self))
  }

  /// The method, a row for every row of the data, and the warnings.
  public var document: JSONValue {
    let table = records
    return .object([
      (
        "method",
        .string(
          areDiagnostics ? "diagnostics" : predictions.methodName)
      ),
      ("variables", .array(predictions.variables.map { .string($0) })),
      (
        "rows",
        .array(
          table.records.map { .object(Array(zip(table.fields, $0))) })
      ), ("nobs", .integer(fit.observationCount)),
      ("warnings", .warnings(allWarnings)),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
    ])
  }

  /// A record for every row of the data, in their order; empty where the fit
  /// does not use it.
  public var records: RecordTable {
    let names = predictions.variables
    return RecordTable(
      fields: ["row"] + (groupVariable.map { [$0] } ?? []) + names
        + (hasErrors ? names.map { "se_\($0)" } : []),
      records: rows)
  }

  private var groupVariable: String? { context.groupVariable }

  private var rowCount: Int {
    max(context.rowCount, predictions.cases.last?.rowNumber ?? 0)
  }

  private var rows: [[JSONValue]] {
    let count = predictions.variables.count * (hasErrors ? 2 : 1)
    let empty =
      (groupVariable == nil ? [] : [JSONValue.null])
      + [JSONValue](repeating: .null, count: count)
    var rows: [[JSONValue]] = []
    rows.reserveCapacity(rowCount)
    for item in predictions.cases {
      while rows.count + 1 < item.rowNumber {
        rows.append([.integer(rows.count + 1)] + empty)
      }
      var cells: [JSONValue] = [.integer(item.rowNumber)]
      if groupVariable != nil {
        cells.append(.string(predictions.groupLabel(of: item)))
      }
      cells += item.values.map { .optional($0) }
      if hasErrors { cells += item.standardErrors.map { .optional($0) } }
      rows.append(cells)
    }
    while rows.count < rowCount {
      rows.append([.integer(rows.count + 1)] + empty)
    }
    return rows
  }
}
