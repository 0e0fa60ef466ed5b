extension CompleteRows {
  /// The rows of a sample drawn from these, in which the products of centred
  /// columns are made anew.
  ///
  /// - Parameter indices: The rows, from 0, each as often as it is drawn.
  /// - Returns: The rows.
  package func drawing(_ indices: [Int]) -> CompleteRows {
    var columns = variableNames.indices.map { variable in
      indices.map { self[$0, variable] }
    }
    let all = indices.indices
    for product in products {
      let first = columns[product.factors.first]
      let second = columns[product.factors.second]
      let centres = (first.mean(over: all), second.mean(over: all))
      var values = zip(first, second).map {
        ($0 - centres.0) * ($1 - centres.1)
      }
      if product.isCentered {
        let mean = values.mean(over: all)
        for row in all { values[row] -= mean }
      }
      columns[product.column] = values
    }
    return CompleteRows(
      variableNames: variableNames, values: columns.flatMap { $0 },
      rowNumbers: indices.map { rowNumbers[$0] })
  }
}
