internal import Messages
internal import RequestSettings
internal import TableReading

extension DataSettings {
  /// A table whose columns with categories in a given order hold the numbers of
  /// these, from 1, with the texts as their labels.
  ///
  /// - Parameter table: The table as it was read.
  /// - Returns: The table.
  /// - Throws: `LatentError` for columns that are not there, and for what stands
  ///   in one and is none of its categories.
  func ordering(_ table: DataTable) throws(LatentError) -> DataTable {
    guard !categories.isEmpty else { return table }
    var columns = table.columns
    var variables = table.variables
    for order in categories {
      for name in order.variables {
        let column = try table.column(named: name)
        guard let place = table.position(of: name) else { continue }
        columns[place] = column.changed(
          to: try order.numbers(of: column, in: table), original: nil)
        var own =
          variables.first { $0.name == column.name }
          ?? VariableDescription(name: column.name)
        own.level = .ordinal
        own.valueLabels = order.categories.enumerated().map {
          .init(value: .number(Double($0 + 1)), text: $1)
        }
        variables.removeAll { $0.name == column.name }
        variables.append(own)
      }
    }
    return try table.replacing(columns, variables: variables)
  }

  /// Whether an option gives the order of a column's categories.
  func ordersCategories(of name: String) -> Bool {
    categories.contains { $0.variables.contains(name) }
  }
}

extension CategoryOrder {
  /// The number of each row's category, from 1; NaN where it is missing.
  fileprivate func numbers(of column: DataColumn, in table: DataTable)
    throws(LatentError) -> [Double]
  {
    let (codes, labels) = column.distinctLabels()
    let places = labels.map { categories.firstIndex(of: $0) }
    if let stray = places.firstIndex(of: nil),
      let row = codes.firstIndex(of: Int32(stray))
    {
      throw LatentError.data(
        .orderedUnknownCategory,
        "Column \(column.name) has '\(LatentError.shortened(labels[stray]))' "
          + (table.rowLines[row].map { "at line \($0)" } ?? "in row \(row + 1)")
          + " of \(table.fileName), which is none of its categories: "
          + "\(listing(categories)).",
        remedy: NearestName.find(labels[stray], in: categories).map {
          "Did you mean `\($0)`?"
        } ?? "Name it in the option `categories`, or in `missing-codes`.",
        file: table.fileName, line: table.rowLines[row])
    }
    return codes.map { code in
      guard code >= 0, let place = places[Int(code)] else { return .nan }
      return Double(place + 1)
    }
  }
}
