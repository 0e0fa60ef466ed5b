public import Messages
public import TableReading
internal import VariableNames

extension DataTable {
  /// The table with some columns less their means.
  ///
  /// Means are those of the rows that a model uses: of its groups, and
  /// complete in its variables; or, where incomplete rows are used, those that
  /// have a value of the column. A product `x:z` made from the result is one
  /// of centred columns.
  ///
  /// - Parameters:
  ///   - names: The columns to centre.
  ///   - selection: The rows and columns that the model uses; the columns of a
  ///     product count.
  /// - Returns: The table, other columns as they were.
  /// - Throws: `LatentError` for unknown columns and columns of text, no row to
  ///   take a mean of, and products that the table holds as columns, which
  ///   centring would not reach.
  public func centering(_ names: [String], over selection: SampleSelection)
    throws(LatentError) -> DataTable
  {
    var centered: Set<String> = []
    for name in names { centered.insert(try column(named: name).name) }
    var needed: [[Double]] = []
    for name in selection.variables + names {
      let factors = VariableProduct.factors(of: name)
      guard factors.count > 1, position(of: name) == nil else {
        if factors.count > 1, !centered.isDisjoint(with: factors) {
          throw productColumn(name)
        }
        needed.append(try numbers(named: name))
        continue
      }
      for factor in factors { needed.append(try numbers(named: factor)) }
    }
    let rows = try GroupSplit(self, selection).allRows.filter { row in
      selection.source != .complete || needed.allSatisfy { !$0[row].isNaN }
    }
    guard !rows.isEmpty else {
      throw LatentError.data(
        .noCompleteRow, "No row is complete: there is nothing to centre at.",
        remedy: "Leave out variables that are mostly missing.")
    }
    var changed: [String: [Double]] = [:]
    for name in centered {
      let values = try numbers(named: name)
      let mean = values.mean(over: rows.filter { !values[$0].isNaN })
      // Infinite values are reported where the column is used.
      guard mean.isFinite else { continue }
      changed[name] = values.map { $0 - mean }
    }
    return try changing(changed)
  }

  private func productColumn(_ name: String) -> LatentError {
    LatentError.data(
      .duplicateColumn,
      "The product \(name) is a column of the data: centring its factors "
        + "does not change it.",
      remedy: "Leave that column out of the data; Latent computes the "
        + "product.", file: encoding == nil ? nil : fileName)
  }
}
