package import Messages
package import TableReading

extension DataTable {
  /// The warnings to the owner of the data about columns: the way in which they
  /// were read, values that look like codes of missing values, values far from
  /// all others, dates among numbers, rows that sum others up.
  ///
  /// - Parameters:
  ///   - names: The columns; factors of products count.
  ///   - rows: The rows that are used, from 0.
  /// - Returns: The warnings.
  package func warnings(of names: [String], rows: [Int]) -> [LatentWarning] {
    let codes = CodeWarnings(self, names: names)
    let own = codes.columns
    var warnings = notes
    let stripped = own.filter { !$0.strippedName.isEmpty }
    if let warning = LatentWarning.strippedNames(stripped, file: fileName) {
      warnings.append(warning)
    }
    warnings += LatentWarning.spellings(
      own.map { ($0.name, $0.spellings) }, file: fileName)
    let suspected = codes.suspected(rows: rows)
    if let warning = codes.undeclared(suspected) { warnings.append(warning) }
    if let warning = LatentWarning.outlyingValues(
      self, own, rows: rows,
      except: Dictionary(
        suspected.map { ($0.name, Set($0.codes.found.map(\.value))) }
      ) { $0.union($1) })
    {
      warnings.append(warning)
    }
    let dates = own.compactMap { column in
      column.numbers.flatMap { DayMonths($0, rows: rows) }.map {
        (name: column.name, dates: $0)
      }
    }
    if let warning = DayMonths.warning(dates, file: fileName) {
      warnings.append(warning)
    }
    if let warning = SummaryRows(self, names: names).warning() {
      warnings.append(warning)
    }
    if let repeated = RepeatedRows(own.compactMap(\.numbers), rows: rows) {
      warnings.append(repeated.warning(file: fileName))
    }
    return warnings
  }

  /// The warnings of all rows of columns, declared codes of missing values that
  /// occur nowhere among them.
  ///
  /// - Parameters:
  ///   - names: The columns; factors of products count.
  ///   - others: Columns whose codes count too, such as a grouping variable.
  /// - Returns: The warnings, each once.
  package func warnings(
    of names: [String], others: [String] = []
  ) -> [LatentWarning] {
    (warnings(of: names, rows: Array(0..<rowCount))
      + CodeWarnings(self, names: names).idle(others: others)).distinct
  }
}
