/// A case that knows its row in a table.
protocol NumberedCase {
  /// The row, from 1.
  var rowNumber: Int { get set }
}

extension CaseDiagnostics.Case: NumberedCase {}
extension CasePredictions.Case: NumberedCase {}

extension Array where Element: NumberedCase {
  /// The cases by the rows of another table, of which they are copies: each row
  /// once.
  ///
  /// - Parameter rows: For each row, the row of that table, from 1; `nil`
  ///   leaves everything as it is.
  /// - Returns: The cases.
  func numbered(_ rows: [Int]?) -> [Element] {
    guard let rows else { return self }
    var result: [Element] = []
    for var item in self {
      item.rowNumber = rows[item.rowNumber - 1]
      if item.rowNumber != result.last?.rowNumber { result.append(item) }
    }
    return result
  }
}
