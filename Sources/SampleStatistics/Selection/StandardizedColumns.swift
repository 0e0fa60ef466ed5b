package import Messages
package import TableReading

extension DataTable {
  /// The table with some columns standardized within groups: mean 0, variance
  /// 1 with the divisor n − 1.
  ///
  /// Both are those of the rows that a model uses: complete in its variables;
  /// or, where incomplete rows are used, those that have a value of the
  /// column.
  ///
  /// - Parameters:
  ///   - names: The columns to standardize.
  ///   - selection: The rows and columns that the model uses.
  /// - Returns: The table, other columns as they were.
  /// - Throws: `LatentError` for unknown columns and columns of text.
  package func standardizing(
    _ names: [String], over selection: SampleSelection
  ) throws(LatentError) -> DataTable {
    var needed: [[Double]] = []
    for name in selection.variables {
      needed.append(try numbers(named: name))
    }
    let groups = try GroupSplit(self, selection).rows.map { rows in
      rows.filter { row in
        selection.source != .complete || needed.allSatisfy { !$0[row].isNaN }
      }
    }
    var changed: [String: [Double]] = [:]
    for name in names {
      let values = try numbers(named: name)
      var scaled = values
      for rows in groups {
        let known = rows.filter { !values[$0].isNaN }
        let mean = values.mean(over: known)
        var sum = 0.0
        for row in known { sum += (values[row] - mean) * (values[row] - mean) }
        let deviation = (sum / Double(known.count - 1)).squareRoot()
        // Constant variables are reported where the column is used.
        guard deviation.isFinite, deviation > 0 else { continue }
        for row in known { scaled[row] = (values[row] - mean) / deviation }
      }
      changed[name] = scaled
    }
    return try changing(changed)
  }
}
