package import LinearAlgebra

/// The cases that answer all of some items, with their moments.
package struct CompleteCases {
  /// The items' names.
  let names: [String]
  /// The rows of the table that are complete.
  let rows: [Int]
  /// The answers of these rows, by item.
  let values: [[Double]]
  /// The means.
  let means: [Double]
  /// The covariances, with n - 1.
  package let covariance: Matrix

  /// Selects cases; `nil` if fewer than two are complete.
  package init?(_ names: [String], _ columns: [[Double]]) {
    guard let first = columns.first else { return nil }
    let rows = first.indices.filter { row in
      columns.allSatisfy { !$0[row].isNaN }
    }
    guard rows.count > 1 else { return nil }
    self.names = names
    self.rows = rows
    values = columns.map { column in rows.map { column[$0] } }
    means = values.map { $0.reduce(0, +) / Double(rows.count) }
    let centred = zip(values, means).map { own, mean in own.map { $0 - mean } }
    let k = names.count
    var elements = [Double](repeating: 0, count: k * k)
    for j in 0..<k {
      for i in j..<k {
        var sum = 0.0
        for row in rows.indices { sum += centred[i][row] * centred[j][row] }
        elements[i + j * k] = sum / Double(rows.count - 1)
        elements[j + i * k] = elements[i + j * k]
      }
    }
    covariance = Matrix(rows: k, columns: k, elements: elements)
  }

  /// The number of cases.
  var count: Int { rows.count }

  /// The names of items that have one answer in all cases.
  var constant: [String] {
    zip(names, values).filter { _, own in own.allSatisfy { $0 == own[0] } }
      .map(\.0)
  }

  /// The cases with some of the items.
  func selecting(_ places: [Int]) -> (means: [Double], covariance: Matrix) {
    (
      places.map { means[$0] },
      covariance.submatrix(rows: places, columns: places)
    )
  }
}
