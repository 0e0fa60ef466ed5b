public import CasePrediction
public import ModelFit

/// Predictions laid out in the order of the data's rows.
public struct PredictionTable: Sendable, Hashable {
  /// The predictions.
  public var predictions: CasePredictions
  /// The number of rows of the data.
  public var rowCount: Int
  /// Whether standard errors are shown.
  public var hasErrors: Bool
  /// The grouping variable, if there is one.
  public var groupVariable: String?

  /// Lays predictions out.
  ///
  /// - Parameters:
  ///   - predictions: The predictions.
  ///   - rowCount: The number of rows of the data.
  ///   - hasErrors: Whether standard errors are shown.
  ///   - groupVariable: The grouping variable.
  public init(
    _ predictions: CasePredictions, rowCount: Int, hasErrors: Bool = false,
    groupVariable: String? = nil
  ) {
    self.predictions = predictions
    self.rowCount = max(rowCount, predictions.cases.last?.rowNumber ?? 0)
    self.hasErrors = hasErrors
    self.groupVariable = groupVariable
  }

  /// The columns' names: the row, the group, the variables, their errors.
  var names: [String] {
    ["row"] + (groupVariable.map { [$0] } ?? []) + predictions.variables
      + (hasErrors ? predictions.variables.map { "se_\($0)" } : [])
  }

  /// Calls with the cells of every row of the data, in their order.
  func forEachRow(_ body: ([JSONValue]) -> Void) {
    let empty = predictions.variables.count * (hasErrors ? 2 : 1)
    var next = 0
    for row in 1...max(rowCount, 1) where rowCount > 0 {
      var cells: [JSONValue] = [.integer(row)]
      if next < predictions.cases.count,
        predictions.cases[next].rowNumber == row
      {
        let item = predictions.cases[next]
        next += 1
        if groupVariable != nil {
          cells.append(.string(predictions.groupLabels[item.group - 1]))
        }
        cells += item.values.map { .optional($0) }
        if hasErrors { cells += item.standardErrors.map { .optional($0) } }
      } else {
        if groupVariable != nil { cells.append(.null) }
        cells += [JSONValue](repeating: .null, count: empty)
      }
      body(cells)
    }
  }
}

extension CSVRenderer {
  /// Renders predictions under a header, a line for every row of the data.
  ///
  /// - Parameter table: The predictions.
  /// - Returns: The text; what is not defined is empty.
  public func render(predictions table: PredictionTable) -> String {
    var text = line(table.names.map { .string($0) }) + "\n"
    table.forEachRow { text += line($0) + "\n" }
    return text
  }
}

extension JSONRenderer {
  /// Renders predictions as JSON.
  ///
  /// - Parameters:
  ///   - table: The predictions.
  ///   - fit: The fit that they are of.
  ///   - context: Where it comes from.
  /// - Returns: The JSON text.
  public func render(
    predictions table: PredictionTable, of fit: Fit,
    context: ReportContext = ReportContext()
  ) -> String {
    var rows: [JSONValue] = []
    let names = table.names
    table.forEachRow { cells in
      rows.append(.object(Array(zip(names, cells))))
    }
    return JSONValue.object([
      ("method", .string(table.predictions.method.rawValue)),
      (
        "variables",
        .array(table.predictions.variables.map { .string($0) })
      ),
      ("rows", .array(rows)), ("nobs", .integer(fit.observationCount)),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
    ]).text
  }
}
