internal import LinearAlgebra
internal import Messages
internal import TableReading
internal import VariableNames

/// The numeric columns of a model's variables, products made.
struct SelectedColumns {
  private let table: DataTable
  let names: [String]
  let numbers: [[Double]]
  /// The ranges of the columns.
  private let ranges: [ValueRange]
  let products: [ProductColumn]
  private let keepsCases: Bool

  init(_ table: DataTable, _ selection: SampleSelection) throws(LatentError) {
    let names = selection.variables
    guard !names.isEmpty else {
      throw LatentError.data(.unknownColumn, "No variable is selected.")
    }
    var seen: Set<String> = []
    var numbers: [[Double]] = []
    for name in names {
      guard seen.insert(name).inserted else {
        throw LatentError.data(
          .duplicateColumn, "The variable \(name) is selected twice.",
          remedy: "Select each variable once.")
      }
      numbers.append(try Self.numbers(of: name, in: table))
    }
    self.table = table
    self.names = names
    self.numbers = numbers
    ranges = numbers.map { ValueRange($0) }
    products = try ProductColumn.columns(selection, in: table)
    keepsCases = selection.keepsCases
  }

  /// The warnings to the owner of the data about the columns.
  ///
  /// - Parameter rows: The rows that are used.
  /// - Returns: The warnings.
  func warnings(rows: [Int]) -> [LatentWarning] {
    table.warnings(of: names, rows: rows)
  }

  /// A column's numbers, or the product of columns for `x:z`.
  private static func numbers(of name: String, in table: DataTable)
    throws(LatentError) -> [Double]
  {
    let factors = VariableProduct.factors(of: name)
    if factors.count < 2 || table.position(of: name) != nil {
      return try table.numbers(named: name)
    }
    var product = try table.numbers(named: factors[0])
    for factor in factors.dropFirst() {
      let numbers = try table.numbers(named: factor)
      for row in product.indices { product[row] *= numbers[row] }
    }
    return product
  }

  /// Refuses variables without values, with infinite ones or without
  /// variance over the rows in use.
  ///
  /// - Parameters:
  ///   - rows: The rows, from 0.
  ///   - place: Their origin, such as ` in group b`; empty for all.
  /// - Throws: `LatentError` naming the variable.
  func requireUsable(rows: [Int], place: String = "") throws(LatentError) {
    try requireSeveral(rows.count, place: place)
    let isWhole = rows.count == table.rowCount
    for (index, name) in names.enumerated() {
      if isWhole, ranges[index].isFinite, ranges[index].varies { continue }
      let values = numbers[index]
      var first = Double.nan
      var varies = false
      var count = 0
      for row in rows {
        let value = values[row]
        if value.isNaN { continue }
        if value.isInfinite { throw infinite(name, row: row) }
        if count == 0 { first = value }
        count += 1
        if first != value { varies = true }
      }
      guard count > 0 else {
        throw LatentError.data(
          .allMissing, "The variable \(name) has no values\(place).",
          remedy: place.isEmpty
            ? "Leave it out of the model."
            : "Leave it out of the model, or leave the group out.")
      }
      guard varies else {
        throw constant(name, value: first, count: count, place: place)
      }
    }
  }

  /// Refuses a single row.
  ///
  /// - Parameters:
  ///   - count: The number of rows.
  ///   - place: Their origin, such as ` in group b`; empty for all.
  /// - Throws: `LatentError` if there is one.
  func requireSeveral(_ count: Int, place: String) throws(LatentError) {
    guard count == 1 else { return }
    throw LatentError.data(
      .smallGroup,
      "There is a single row\(place) (n = 1): one case has no variances and "
        + "covariances.",
      remedy: "Give a table with a row for every case.")
  }

  /// Deletes incomplete rows and computes moments.
  func sample(
    label: String, rows: [Int], divisor: MomentDivisor,
    needsVariancesAlone: Bool = false
  ) throws(LatentError) -> Sample {
    let place = label.isEmpty ? "" : " in group \(label)"
    var isComplete = [Bool](repeating: true, count: rows.count)
    var deletions: [DeletionCount] = []
    for (variable, name) in names.enumerated()
    where !ranges[variable].isFinite {
      let values = numbers[variable]
      var missing = 0
      for index in rows.indices where values[rows[index]].isNaN {
        isComplete[index] = false
        missing += 1
      }
      if missing > 0 {
        deletions.append(DeletionCount(variable: name, rowCount: missing))
      }
    }
    let complete =
      deletions.isEmpty
      ? rows : zip(rows, isComplete).filter { $0.1 }.map { $0.0 }
    guard complete.count >= 2 else {
      throw tooFew(
        complete.count, of: rows.count, deletions: deletions, place: place,
        hasGroups: !label.isEmpty)
    }
    let cases =
      keepsCases || !products.isEmpty ? completeCases(complete) : nil
    let moments =
      (needsVariancesAlone
        ? cases?.varianceMoments(divisor: divisor)
        : cases?.moments(divisor: divisor))
      ?? moments(rows: complete, divisor: divisor)
    for variable in names.indices {
      let variance = moments.covariance[variable, variable]
      if variance.isNormal { continue }
      let own =
        cases?.values.row(variable)
        ?? complete.map { numbers[variable][$0] }
      let first = own[0]
      let isConstant = own.allSatisfy { $0 == first }
      guard isConstant else {
        throw LatentError.data(
          .constantVariable,
          "The variance of \(names[variable])\(place) is too "
            + "\(variance < 1 ? "small" : "large") for a double.",
          remedy: variance < 1
            ? "Multiply the variable by a constant."
            : "Divide the variable by a constant.")
      }
      throw constant(
        names[variable], value: first, count: complete.count,
        place: deletions.isEmpty ? place : place + " among the complete rows")
    }
    var sample = Sample(
      label: label, readCount: rows.count, moments: moments, cases: cases)
    sample.deletions = deletions
    return sample
  }

  /// The moments of rows that are complete, of columns without centred
  /// products: those of their cases, bit for bit.
  private func moments(rows: [Int], divisor: MomentDivisor) -> SampleMoments {
    let isWhole = rows.count == table.rowCount
    var values: [Double] = []
    values.reserveCapacity(numbers.count * rows.count)
    for column in numbers {
      if isWhole {
        values += column
      } else {
        for row in rows { values.append(column[row]) }
      }
    }
    var accumulator = MomentAccumulator(variableCount: numbers.count)
    accumulator.accumulate(values, count: rows.count, divisor: divisor)
    return accumulator.moments(
      of: names, count: rows.count, divisor: divisor)
  }

  /// The cases of rows that are complete, their products centred.
  private func completeCases(_ rows: [Int]) -> SampleCases {
    let isWhole = rows.count == table.rowCount
    var columns =
      isWhole
      ? numbers : numbers.map { values in rows.map { values[$0] } }
    let made = products.map {
      $0.center(&columns[$0.column], rows: rows)
    }
    return SampleCases(
      complete: names, columns: columns, rowNumbers: rows.map { $0 + 1 },
      products: made.compactMap(\.self))
  }

  func constant(_ name: String, value: Double, count: Int, place: String)
    -> LatentError
  {
    LatentError.data(
      .constantVariable,
      count == 1
        ? "The variable \(name) has a single value\(place)."
        : "The variable \(name) does not vary\(place): every value is "
          + "\(value).",
      remedy: "Leave it out of the model.")
  }

  private func infinite(_ name: String, row: Int) -> LatentError {
    for factor in [name] + VariableProduct.factors(of: name) {
      guard let position = table.position(of: factor) else { continue }
      let column = table.columns[position]
      if let values = column.numbers, values[row].isInfinite {
        return .infiniteValue(column, row: row, in: table)
      }
    }
    return LatentError.data(
      .infiniteValue, "The product \(name) is infinite in row \(row + 1).",
      remedy: "Rescale its factors.")
  }

  private func tooFew(
    _ count: Int, of readCount: Int, deletions: [DeletionCount],
    place: String, hasGroups: Bool
  ) -> LatentError {
    let worst = deletions.sorted { $0.rowCount > $1.rowCount }.prefix(3)
      .map { "\($0.variable) (\($0.rowCount))" }
    let blame =
      worst.isEmpty ? "" : "; missing most often: \(listing(worst, limit: 8))"
    if count == 0, readCount > 0 {
      return LatentError.data(
        .noCompleteRow,
        "None of \(counted(readCount, "row"))\(place) is complete\(blame).",
        remedy: "Leave out variables that are mostly missing.")
    }
    return LatentError.data(
      .smallGroup,
      "There \(count == 1 ? "is" : "are") only \(counted(count, "complete row"))"
        + "\(place)\(blame).",
      remedy: hasGroups
        ? "Leave this group out, or join it with another."
        : "At least two are needed.")
  }
}
