internal import LinearAlgebra

extension SampleCases {
  /// Complete cases drawn from these, in which the products of centred columns
  /// are made anew.
  ///
  /// - Parameter indices: The cases, from 0, each as often as it is drawn.
  /// - Returns: The cases.
  package func drawing(_ indices: [Int]) -> SampleCases {
    var drawn = Matrix(rows: variableCount, columns: indices.count)
    for (number, index) in indices.enumerated() {
      for variable in 0..<variableCount {
        drawn[variable, number] = values[variable, index]
      }
    }
    func mean(_ variable: Int) -> Double {
      weightedMean(of: indices.count, total: Double(indices.count)) {
        drawn[variable, $0]
      }
    }
    for product in products {
      let (a, b) = product.factors
      let centres = (mean(a), mean(b))
      for number in indices.indices {
        drawn[product.column, number] =
          (drawn[a, number] - centres.0) * (drawn[b, number] - centres.1)
      }
      if product.isCentered {
        let mean = mean(product.column)
        for number in indices.indices { drawn[product.column, number] -= mean }
      }
    }
    return SampleCases(
      complete: variableNames, values: drawn,
      rowNumbers: indices.map { rowNumbers[$0] })
  }
}
