internal import LinearAlgebra

extension CaseMargin {
  /// Regresses a continuous variable on the exogenous ones.
  ///
  /// - Parameters:
  ///   - values: Values of continuous variables; NaN where one is missing.
  ///   - column: The column of this one.
  ///   - counts: How often each row counts.
  /// - Returns: Whether the exogenous variables are linearly independent.
  func fitContinuous(
    _ values: borrowing MatrixBuffer, column: Int, counts: [Double]
  ) -> Bool {
    let m = exogenousCount + 1
    var center = [Double](repeating: 0, count: m)
    var size = 0.0
    for r in 0..<values.rows where !values[r, column].isNaN {
      size += counts[r]
      center[0] += counts[r] * values[r, column]
      for x in 1..<m { center[x] += counts[r] * exogenous.buffer[r, x - 1] }
    }
    for x in 0..<m { center[x] /= size }
    var products = Matrix(rows: m, columns: m)
    for r in 0..<values.rows where !values[r, column].isNaN {
      for k in 0..<m {
        let left = k == 0 ? 1 : exogenous.buffer[r, k - 1] - center[k]
        for l in 0..<m {
          let right = l == 0 ? 1 : exogenous.buffer[r, l - 1] - center[l]
          products[k, l] += counts[r] * left * right
        }
      }
    }
    guard let inverse = Self.inverse(products) else { return false }
    levels[0] = center[0]
    for x in slopes.indices { slopes[x] = 0 }
    // A second pass takes what rounding left of the first.
    var squares = 0.0
    for pass in 0..<3 {
      squares = 0
      var sums = [Double](repeating: 0, count: m)
      for r in 0..<values.rows {
        let residual = values[r, column] - levels[0] - prediction(r)
        upper[r] = residual
        if residual.isNaN { continue }
        squares += counts[r] * residual * residual
        sums[0] += counts[r] * residual
        for x in 1..<m {
          sums[x] +=
            counts[r] * residual * (exogenous.buffer[r, x - 1] - center[x])
        }
      }
      if pass == 2 { break }
      let step = inverse * sums
      levels[0] += step[0]
      for x in slopes.indices {
        slopes[x] += step[x + 1]
        levels[0] -= step[x + 1] * center[x + 1]
      }
    }
    variance = squares / size
    let sd = deviation
    for r in 0..<values.rows { upper[r] /= sd }
    return true
  }

  /// Computes the influence of every case where the information of outer
  /// products is singular, as it is of two values: the intercept and slopes by
  /// least squares, the variance by squares.
  ///
  /// - Parameters:
  ///   - counts: How often each row counts.
  ///   - size: The size of the sample.
  ///   - influence: Takes the influences.
  func setLeastSquaresInfluence(
    counts: [Double], size: Double, into influence: borrowing MatrixBuffer
  ) {
    let m = exogenousCount + 1
    var products = Matrix(rows: m, columns: m)
    var own = 0.0
    for r in 0..<upper.rows where !upper[r].isNaN {
      own += counts[r]
      for k in 0..<m {
        let left = k == 0 ? 1 : exogenous.buffer[r, k - 1]
        for l in 0..<m {
          products[k, l] +=
            counts[r] * left * (l == 0 ? 1 : exogenous.buffer[r, l - 1])
        }
      }
    }
    guard let inverse = products.choleskyInverse()?.inverse else { return }
    for r in 0..<upper.rows {
      let z = upper[r].isNaN ? 0 : upper[r]
      for k in 0..<m {
        var sum = inverse[k, 0]
        for x in 1..<m { sum += inverse[k, x] * exogenous.buffer[r, x - 1] }
        influence[r, columns[k]] = size * deviation * z * sum
      }
      influence[r, columns[m]] =
        upper[r].isNaN ? 0 : size / own * variance * (z * z - 1)
    }
  }
}
