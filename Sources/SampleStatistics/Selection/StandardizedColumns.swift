package import Messages
package import TableReading

/// The mean and standard deviation that a column was standardized by.
package struct ColumnScale: Sendable, Hashable {
  /// The mean.
  package var mean: Double
  /// The standard deviation.
  package var deviation: Double

  /// The value on the scale.
  package func standardized(_ value: Double) -> Double {
    (value - mean) / deviation
  }
}

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
  /// - Returns: The table, other columns as they were, and what each group's
  ///   columns were standardized by.
  /// - Throws: `LatentError` for unknown columns and columns of text.
  package func standardizing(
    _ names: [String], over selection: SampleSelection
  ) throws(LatentError) -> (table: DataTable, scales: [[String: ColumnScale]]) {
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
    var scales = groups.map { _ in [String: ColumnScale]() }
    for name in names {
      let values = try numbers(named: name)
      var scaled = values
      for (group, rows) in groups.enumerated() {
        let known = rows.filter { !values[$0].isNaN }
        let mean = values.mean(over: known)
        var sum = 0.0
        for row in known { sum += (values[row] - mean) * (values[row] - mean) }
        let deviation = (sum / Double(known.count - 1)).squareRoot()
        // Constant variables are reported where the column is used.
        guard deviation.isFinite, deviation > 0 else { continue }
        let scale = ColumnScale(mean: mean, deviation: deviation)
        scales[group][name] = scale
        for row in known { scaled[row] = scale.standardized(values[row]) }
      }
      changed[name] = scaled
    }
    return (try changing(changed), scales)
  }
}
